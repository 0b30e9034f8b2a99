"""What ends a red entry before its year: a black one, or enforcement in force."""

from datetime import datetime

from ratings.models import Listing
from ratings.operations.listings.moving import Intent, take
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
