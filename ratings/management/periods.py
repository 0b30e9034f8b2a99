"""How commands read a period and find its review."""

from django.core.management.base import CommandError
from django.db.models import Q

from ratings.models import Review
from ratings.periods import HalfMonth, WrongPeriodName
from ratings.states import ReviewState


def period_named(typed: str) -> HalfMonth:
    """:raises CommandError: if it is not written YYYY-MM-1 or YYYY-MM-2"""
    try:
        return HalfMonth.named(typed)
    except WrongPeriodName as wrong:
        raise CommandError(str(wrong)) from None


def scored_review(typed: str) -> Review:
    """
    The version of a period that is in force, or else the newest that is scored.

    :raises CommandError: if there is none
    """
    period = period_named(typed)
    scored = Review.objects.filter(period=period.name, scored_at__isnull=False)
    found = (
        scored.select_related("rule_set")
        .annotate(in_force=Q(state=ReviewState.PUBLISHED))
        .order_by("-in_force", "-version")
        .first()
    )
    if found is None:
        raise CommandError(f"the review of {period.name} is not scored")
    return found
