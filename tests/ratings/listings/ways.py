"""The ways that people go with an entry, out of the table, and terms that fit them."""

from typing import Any

from ratings.listing_guards import Term
from ratings.listing_moves import LISTING_MOVES, ListingMove, Who
from ratings.listing_refusals import ListingRefusal as No
from ratings.states import ListClass, ListingAction, ListingState, ListKind

A = ListingAction
TERMS = (
    Term(ListClass.MINOR, 2),
    Term(ListClass.MINOR, 2, published=False),
    Term(ListClass.GENERAL, 4),
    Term(ListClass.SERIOUS, 13),
    Term(ListClass.GENERAL, 13),
)
# The guards that wait for a moment, and the column that holds it.
WAITS_FOR = {
    No.DEFENCE_RUNNING: "defence_ends_at",
    No.TIME_RUNNING: "lapses_at",
    No.MINIMUM: "repair_from",
    No.TERM_RUNNING: "ends_on",
}
# What must have been done before, on the entry itself.
NEEDS = {
    No.NOTHING_TO_ANSWER: lambda one: one.defended_at and not one.answered_at,
    No.NO_REPAIR: lambda one: one.repair_asked_at,
    No.REPAIR_UNACCEPTED: lambda one: one.repair_accepted_by_id,
    No.REPAIR_ACCEPTED: lambda one: not one.repair_accepted_by_id,
    No.REPAIR_ASKED: lambda one: not one.repair_asked_at,
    No.NO_OBJECTION: lambda one: one.objected_at,
    No.OBJECTED: lambda one: not one.objected_at,
    No.CORRECTED: lambda one: not one.corrected_at,
    No.IS_PUBLISHED: lambda one: not one.to_be_published,
    No.STAYS_UNPUBLISHED: lambda one: one.to_be_published,
    No.UNANSWERED: lambda one: not one.defended_at or one.answered_at,
}
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
