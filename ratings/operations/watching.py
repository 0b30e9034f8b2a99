"""Watching the filings of regions: what fell is written down once."""

from datetime import datetime
from statistics import fmean

from django.db import transaction

from ratings import notices, suppression
from ratings.models import FilingAlert
from ratings.queries import filings
from ratings.queries.filings import Pair
from ratings.suppression import Filings


def watch_filings(*, now: datetime) -> int:
    """
    Compare the filings of the newest review with those before them, region by region.

    Safe to run again: a region is written down once for the half-months of one span,
    whichever of their reviews found it first. Returns how many alerts are new.
    """
    pair = filings.newest_pair()
    if pair is None:
        return 0
    told = FilingAlert.objects.filter(period__in=filings.periods_compared(pair.now))
    known = set(told.values_list("region", flat=True))
    found = [
        (region, before, later)
        for region, before, later in filings.of_regions(pair)
        if region not in known and suppression.is_suppressed(before, later)
    ]
    return sum(_write(pair, *each, now=now) for each in found)


@transaction.atomic
def _write(
    pair: Pair, region: int, before: Filings, later: Filings, *, now: datetime
) -> bool:
    """Whether the alert is new: another run may have been faster."""
    alert, is_new = FilingAlert.objects.get_or_create(
        region_id=region,
        period=pair.now.period,
        defaults={
            "review": pair.now,
            "earlier": pair.before,
            "figures": {
                "before": before.own,
                "now": later.own,
                "hotline_before": before.hotline,
                "hotline_now": later.hotline,
                "days_before": before.days,
                "days_now": later.days,
                **_seen("before", before),
                **_seen("now", later),
            },
            "found_at": now,
        },
    )
    if is_new:
        notices.filings_fell(alert=alert, now=now)
    return is_new


def _seen(name: str, filings: Filings) -> dict[str, object]:
    """How many inspections there were, and their mean."""
    points = filings.points
    return {
        f"visits_{name}": len(points),
        f"points_{name}": f"{fmean(points):.1f}" if points else None,
    }
