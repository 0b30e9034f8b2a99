"""
What ends an entry before its time without a decision about it.

A red one ends with a black one or with enforcement in force against its firm, a black
one when no document that it stands on is in force any more.
"""

from datetime import datetime

from django.utils import timezone

from ratings.models import Listing
from ratings.operations.listings.moving import Intent, ListingMovedOn, take
from ratings.queries import listing_desk
from ratings.states import ListingAction, ListingState
from registry.actors import System
from registry.models import Firm

JOB = "sweep_listings"


def revoke_red(firm: Firm, *, because: str, now: datetime) -> int:
    """
    Revoke the red entry of a firm, if there is one; `because` is the number of the
    black entry or of the document. Returns how many.
    """
    standing = (ListingState.DECIDED, ListingState.PUBLISHED)
    found = list(Listing.objects.red().filter(firm=firm, state__in=standing))
    for listing in found:
        intent = Intent(
            ListingAction.REVOKE, System(JOB), now, detail={"because": because}
        )
        take(listing, intent)
    return len(found)


def revoke_unfounded(*, now: datetime) -> int:
    """
    Revoke the black entries in force of which every document was revoked or quashed.

    Returns how many. Rule: domain rules 2.3, a fact established by a document in force.
    """
    day = timezone.localtime(now).date()
    done = 0
    for listing in listing_desk.unfounded_on(day).order_by("pk"):
        numbers = [
            fact.enforcement.number for fact in listing_desk.facts_of_entry(listing)
        ]
        detail = {"because": "、".join(numbers)}
        intent = Intent(ListingAction.REVOKE, System(JOB), now, detail=detail)
        try:
            take(listing, intent)
        except ListingMovedOn:
            continue  # somebody was quicker; the next sweep looks again
        done += 1
    return done
