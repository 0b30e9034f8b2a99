"""Which steps of an entry a person may make now, and what is against the others."""

from dataclasses import dataclass
from datetime import datetime

from ratings.listing_guards import GUARDS, ListingFacts
from ratings.listing_moves import (
    ListingMove,
    ListingMoveNotAllowed,
    moves_from,
)
from ratings.listing_refusals import ListingRefusal as No
from ratings.models import Listing
from ratings.operations.listings.moving import (
    Intent,
    attempt_of,
    check_person,
    facts_now,
    who,
)
from ratings.states import ListingAction, ListingState, ListKind
from registry.actors import Actor

# What a form brings with it is asked when it is sent.
CARRIED = frozenset(
    {
        No.TEXT,
        No.SERVICE,
        No.SERVICE_DAY,
        No.PERIOD_LENGTH,
        No.DOCUMENT,
        No.REPAIR_CARRIES,
        No.HEAVIER,
        No.TERM_FITS,
        No.CLASS_NOT_PERMITTED,
        No.RECUSES_ANOTHER,
    }
)


@dataclass(frozen=True)
class Turn:
    """A step that follows from here; `refusal` is what is against it, if anything."""

    action: ListingAction
    refusal: No | None

    @property
    def is_open(self) -> bool:
        return self.refusal is None


def turns_of(listing: Listing, *, by: Actor, now: datetime) -> list[Turn]:
    """
    The steps that the table gives to this sort of people from here, in its order.

    Reads what the operations read and writes nothing; they ask again.
    """
    sort = who(by)
    moves = moves_from(ListKind(listing.list_kind), ListingState(listing.state), sort)
    if not moves:
        return []
    first = Intent(moves[0].action, by, now)
    facts = facts_now(listing, first)
    turns = [_turn(move, listing, facts, by=by, now=now) for move in moves]
    # one of the two ways back is never the entry's
    return [turn for turn in turns if turn.refusal != No.CAME_FROM]


def _turn(
    move: ListingMove,
    listing: Listing,
    facts: ListingFacts,
    *,
    by: Actor,
    now: datetime,
) -> Turn:
    attempt = attempt_of(Intent(move.action, by, now, target=move.target))
    try:
        check_person(move, by, office=listing.office.code, firm=listing.firm_id)
    except ListingMoveNotAllowed as refused:
        return Turn(move.action, refused.refusal)
    against = (
        guard
        for guard in move.guards
        if guard not in CARRIED and not GUARDS[guard](facts, attempt)
    )
    return Turn(move.action, next(against, None))
