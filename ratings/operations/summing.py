"""Freezing the sums of half-months: each once, as of its end, missed ones too."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from ratings.models import HalfMonthSum
from ratings.periods import HalfMonth
from ratings.queries import half_month_sums
from ratings.statistics import Sums
from registry.areas import PUBLIC_LEVELS
from registry.models import Region


def freeze_half_months(*, now: datetime) -> list[str]:
    """
    Freeze every half-month that is over and has no rows yet. Returns their names.

    Two runs at once count the same; of their rows the first are kept.
    """
    frozen = set(HalfMonthSum.objects.values_list("period", flat=True).distinct())
    missing = [each for each in _over(now) if each.name not in frozen]
    for period in missing:
        try:
            _freeze(period, now)
        except IntegrityError:
            # frozen by another run meanwhile, or wrong, which is for somebody to see
            if not HalfMonthSum.objects.filter(period=period.name).exists():
                raise
    return [period.name for period in missing]


def _over(now: datetime) -> Iterator[HalfMonth]:
    """The half-months since the first case that have ended, the oldest first."""
    period = half_month_sums.first_period()
    zone = timezone.get_default_timezone()
    while period is not None and period.end_moment(zone) <= now:
        yield period
        period = period.next()


@transaction.atomic
def _freeze(period: HalfMonth, now: datetime) -> None:
    """All regions of a half-month or none, those without a case with zeros."""
    counted = half_month_sums.count(period)
    regions = Region.objects.filter(level__in=PUBLIC_LEVELS).only("code")
    HalfMonthSum.objects.bulk_create(
        [
            HalfMonthSum(
                period=period.name,
                region=region,
                frozen_at=now,
                **asdict(counted.get(region.code, Sums())),
            )
            for region in regions
        ]
    )
