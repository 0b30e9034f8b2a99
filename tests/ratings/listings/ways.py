"""The ways that people go with an entry, out of the table, and terms that fit them."""

from typing import Any

from ratings.listing_guards import Term
from ratings.listing_moves import LISTING_MOVES, ListingMove, Who
from ratings.states import ListClass, ListingAction, ListingState, ListKind

A = ListingAction
TERMS = (
    Term(ListClass.MINOR, 2),
    Term(ListClass.MINOR, 2, published=False),
    Term(ListClass.GENERAL, 4),
    Term(ListClass.SERIOUS, 13),
    Term(ListClass.GENERAL, 13),
)
# What is done where a row starts, so that it may be followed.
BEFORE = {
    A.ACCEPT_REPAIR: (A.ASK_REPAIR,),
    A.DENY_REPAIR: (A.ASK_REPAIR,),
    A.REPAIR: (A.ASK_REPAIR, A.ACCEPT_REPAIR),
}
OF_A_REPAIR = {A.ASK_REPAIR, *BEFORE}


def way_to(row: ListingMove) -> list[ListingMove]:
    """The shortest way from a proposal that ends with this row, as people go it."""
    at = ListingState.PUBLISHED if row.action == A.ANSWER_OBJECTION else row.source
    came_from = row.target if row.action == A.RESUME else None
    way = _shortest(row.list_kind, at, came_from)
    before = list(BEFORE.get(row.action, ()))
    if row.action == A.ANSWER_OBJECTION:
        before = [A.OBJECT, A.SUSPEND][: 1 + (row.source == ListingState.SUSPENDED)]
    way += [_row(row.list_kind, action, at) for action in before]
    return [*way, row]


def term_for(row: ListingMove, term: Term) -> Term:
    """What is repaired from a decision was not to be published."""
    if row.source == ListingState.DECIDED and row.action in OF_A_REPAIR:
        return TERMS[1]
    return term if term.published else TERMS[0]


def _shortest(
    list_kind: ListKind, state: ListingState, came_from: ListingState | None
) -> list[ListingMove]:
    ways: list[tuple[ListingState, ListingState | None, list[ListingMove]]]
    ways = [(ListingState.PROPOSED, None, [])]
    for here, before, way in ways:
        if here == state and came_from in (None, before):
            return way
        ways += [
            (row.target, here, [*way, row])
            for row in LISTING_MOVES
            if (row.list_kind, row.source) == (list_kind, here)
            and row.who != Who.SYSTEM
            and row.target not in {here, *(each.source for each in way)}
        ]
    raise AssertionError(f"no way leads to {state}")


def _row(list_kind: ListKind, action: ListingAction, source: Any) -> ListingMove:
    return next(
        row
        for row in LISTING_MOVES
        if (row.list_kind, row.action, row.source) == (list_kind, action, source)
    )
