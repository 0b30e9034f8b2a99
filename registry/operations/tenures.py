"""Who serves which community from when to when."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from registry.models import Community, Firm, Tenure


class TenuresOverlap(Exception):
    """Another firm's tenure covers some of these days."""

    def __init__(self, other: Tenure) -> None:
        self.other = other
        super().__init__(other)

    def __str__(self) -> str:
        return _(
            "%(firm)s serves this community from %(start)s to %(end)s. Two tenures of "
            "one community do not overlap: end that one first, or change the dates."
        ) % {
            "firm": self.other.firm.name,
            "start": self.other.starts_on.isoformat(),
            "end": self.other.ends_on.isoformat() if self.other.ends_on else "…",
        }


class TenureBackwards(Exception):
    """It would end before it starts."""

    def __str__(self) -> str:
        return _("A tenure ends after the day on which it starts.")


@transaction.atomic
def open_tenure(
    *,
    community: Community,
    firm: Firm,
    starts_on: date,
    ends_on: date | None = None,
    contract: str = "",
) -> Tenure:
    """
    Let a firm serve a community from a day on; `ends_on` is the first day without it.

    :raises TenuresOverlap: if another tenure covers one of the days
    :raises TenureBackwards: if it would end before it starts
    """
    check_dates(community=community, starts_on=starts_on, ends_on=ends_on)
    tenure = Tenure(
        community=community,
        firm=firm,
        starts_on=starts_on,
        ends_on=ends_on,
        contract=contract,
    )
    try:
        with transaction.atomic():
            tenure.save(force_insert=True)
    except IntegrityError:
        # Somebody else opened one since we looked; the database is the last word.
        check_dates(community=community, starts_on=starts_on, ends_on=ends_on)
        raise
    return tenure


@transaction.atomic
def end_tenure(*, tenure: Tenure, ends_on: date) -> None:
    """
    End a tenure; `ends_on` is the first day on which the firm no longer serves.

    :raises TenuresOverlap: if it would run into the next one
    :raises TenureBackwards: if it would end before it starts
    """
    check_dates(
        community=tenure.community,
        starts_on=tenure.starts_on,
        ends_on=ends_on,
        besides=tenure,
    )
    Tenure.objects.filter(pk=tenure.pk).update(ends_on=ends_on)
    tenure.ends_on = ends_on


def check_dates(
    *,
    community: Community,
    starts_on: date,
    ends_on: date | None,
    besides: Tenure | None = None,
) -> None:
    """:raises TenuresOverlap, TenureBackwards: if these dates cannot be a tenure's"""
    if ends_on is not None and ends_on <= starts_on:
        raise TenureBackwards
    others = Tenure.objects.filter(community=community).meeting(starts_on, ends_on)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    met = others.select_related("firm").first()
    if met is not None:
        raise TenuresOverlap(met)
