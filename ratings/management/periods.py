"""How commands read a period and find its review."""

from django.core.management.base import CommandError

from ratings.models import Review
from ratings.periods import HalfMonth, WrongPeriodName


def period_named(typed: str) -> HalfMonth:
    """:raises CommandError: if it is not written YYYY-MM-1 or YYYY-MM-2"""
    try:
        return HalfMonth.named(typed)
    except WrongPeriodName as wrong:
        raise CommandError(str(wrong)) from None


def scored_review(typed: str) -> Review:
    """
    The newest scored version of a period.

    :raises CommandError: if there is none
    """
    period = period_named(typed)
    found = (
        Review.objects.filter(period=period.name, scored_at__isnull=False)
        .select_related("rule_set")
        .order_by("-version")
        .first()
    )
    if found is None:
        raise CommandError(f"the review of {period.name} is not scored")
    return found
