"""
What the clock does to entries: silence, lapse, the end of a term, a revocation.

Each entry is found by a stored moment and claimed by its version, so two sweeps, or one
after a kill, write each step once.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from ratings.models import Enforcement, Listing
from ratings.operations.listings.moving import Intent, ListingMovedOn, take
from ratings.operations.listings.revoking import JOB, revoke_red, revoke_unfounded
from ratings.states import ListingAction, ListingState
from registry.actors import System


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
    done[ListingAction.REVOKE.value] = _revoked(now) + revoke_unfounded(now=now)
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


def _revoked(now: datetime) -> int:
    """Red entries of firms that enforcement is in force against."""
    day = timezone.localtime(now).date()
    standing = (ListingState.DECIDED, ListingState.PUBLISHED)
    red = Listing.objects.red().filter(state__in=standing)
    against = Enforcement.objects.in_force_on(day).filter(firm__in=red.values("firm"))
    numbers = {
        each.firm_id: each for each in against.select_related("firm").order_by("-pk")
    }
    return sum(
        revoke_red(each.firm, because=each.number, now=now) for each in numbers.values()
    )
