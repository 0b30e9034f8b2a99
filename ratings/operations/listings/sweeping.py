"""
What the clock does to entries: silence, lapse, the end of a term, a revocation.

Each entry is found by a stored moment and claimed by its version, so two sweeps, or one
after a kill, write each step once.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from ratings.models import Enforcement, Listing, Review
from ratings.operations.listings.moving import Intent, ListingMovedOn, take
from ratings.operations.listings.revoking import JOB, revoke_red, revoke_unfounded
from ratings.queries.two_results import is_still_praised, version_in_force
from ratings.states import ListingAction, ListingState, ReviewState
from registry.actors import System

RED_STANDING = (ListingState.DECIDED, ListingState.PUBLISHED)


def sweep(*, now: datetime) -> Counter[str]:
    """Do whatever fell due. Returns how many entries each of the steps was made on."""
    day = timezone.localtime(now).date()
    listings = Listing.objects.order_by("pk")
    done: Counter[str] = Counter()
    for action, due in (
        (ListingAction.EXPIRE, listings.over_on(day)),
        (ListingAction.LAPSE, listings.lapsed_at(now)),
        (ListingAction.STAY_SILENT, listings.silent_at(now)),
    ):
        done[action.value] = sum(_made(due, action, now))
    revoked = _under_enforcement(now) + _not_praised(now) + revoke_unfounded(now=now)
    done[ListingAction.REVOKE.value] = revoked
    return done


def _made(
    due: Iterable[Listing], action: ListingAction, now: datetime
) -> Iterable[bool]:
    for listing in due:
        try:
            take(listing, Intent(action, System(JOB), now))
        except ListingMovedOn:
            yield False  # somebody was quicker; the next sweep looks again
        else:
            yield True


def _under_enforcement(now: datetime) -> int:
    """Red entries of firms that enforcement is in force against."""
    day = timezone.localtime(now).date()
    red = Listing.objects.red().filter(state__in=RED_STANDING)
    against = Enforcement.objects.in_force_on(day).filter(firm__in=red.values("firm"))
    numbers = {
        each.firm_id: each for each in against.select_related("firm").order_by("-pk")
    }
    return sum(
        revoke_red(each.firm, because=each.number, now=now) for each in numbers.values()
    )


def _not_praised(now: datetime) -> int:
    """Red entries whose reviews were corrected and no longer put the firm forward."""
    red = Listing.objects.red().filter(state__in=RED_STANDING)
    corrected = red.exclude(
        review__state=ReviewState.PUBLISHED,
        review_before__state=ReviewState.PUBLISHED,
    ).select_related("firm", "review", "review_before")
    return sum(
        revoke_red(each.firm, because=_corrected_in(newer, older), now=now)
        for each, newer, older in ((one, *_reviews(one)) for one in corrected)
        if not is_still_praised(each.firm, newer, older)
    )


def _reviews(listing: Listing) -> tuple[Review, Review]:
    """The two that a red entry stands on."""
    assert listing.review is not None
    assert listing.review_before is not None
    return listing.review, listing.review_before


def _corrected_in(*reviews: Review) -> str:
    """The versions in force that took the place of those that praised."""
    newer = [version_in_force(each) for each in reviews]
    return ", ".join(
        str(now) for now, then in zip(newer, reviews, strict=True) if now != then
    )
