"""
The way of an entry of the red and black lists as data: one row for each permitted step.

Operations, desk pages, the database's own triggers and the drawing in docs/listings.md
read this table, and nothing else decides what may follow what. Pure: it imports without
settings. Rules: specification, domain rules 2.3.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ratings.listing_refusals import ListingRefusal as No
from ratings.states import PROCEEDING, ListingAction, ListingState, ListKind
from registry.roles import Right


class Who(StrEnum):
    STAFF = "STAFF"
    FIRM = "FIRM"
    SYSTEM = "SYSTEM"


@dataclass(frozen=True)
class ListingMove:
    """`right` is what staff need on top of their role."""

    list_kind: ListKind
    action: ListingAction
    source: ListingState | None
    target: ListingState
    who: Who
    right: Right | None = None
    guards: tuple[No, ...] = ()


_A, _S = ListingAction, ListingState
_STAFF, _FIRM, _SYSTEM = Who.STAFF, Who.FIRM, Who.SYSTEM

ON_WHAT_IT_STANDS = (No.NO_BASIS, No.CLASS_NOT_PERMITTED, No.NO_FACT, No.FACT_IN_FORCE)
_PROPOSE = (
    *ON_WHAT_IT_STANDS,
    No.TERM_FITS,
    No.FACT_OF_SUBJECT,
    No.FACT_FITS,
    No.NEW_FACT,
    No.BREADTH,
    No.TEXT,
)
_REVIEW = (No.RECUSED, No.NOT_THE_PROPOSER, No.TOO_LATE, *ON_WHAT_IT_STANDS, No.TEXT)
_SERVE = (
    No.RECUSED,
    No.TOO_LATE,
    No.SERVICE,
    No.SERVICE_DAY,
    No.PERIOD_LENGTH,
)
_ANSWER = (
    No.RECUSED,
    No.NOT_THE_PROPOSER,
    No.TOO_LATE,
    No.NOTHING_TO_ANSWER,
    No.TEXT,
)
_DECIDE = (
    No.RECUSED,
    No.NOT_THE_PROPOSER,
    No.NOT_THE_REVIEWER,
    No.TOO_LATE,
    No.DEFENCE_RUNNING,
    No.UNANSWERED,
    No.HEAVIER,
    No.TERM_FITS,
    *ON_WHAT_IT_STANDS,
    No.TEXT,
)
_PUBLISH = (
    No.RECUSED,
    No.NOT_THE_PROPOSER,
    No.STAYS_UNPUBLISHED,
    No.TERM_OVER,
)
_RECUSE = (No.RECUSES_ANOTHER, No.TEXT)
_STAY = (No.RECUSED, No.DOCUMENT, No.TEXT)
_ASK_REPAIR = (
    No.TERM_OVER,
    No.REPAIR_ASKED,
    No.MINIMUM,
    No.DUTIES,
    No.REPAIR_CARRIES,
)
_ACCEPT_REPAIR = (No.RECUSED, No.NO_REPAIR, No.REPAIR_ACCEPTED)
_DENY_REPAIR = (No.RECUSED, No.NO_REPAIR, No.NOT_THE_ACCEPTER, No.TEXT)
_REPAIR = (
    No.RECUSED,
    No.NO_REPAIR,
    No.REPAIR_UNACCEPTED,
    No.NOT_THE_ACCEPTER,
    No.MINIMUM,
    No.DUTIES,
    No.TEXT,
)


def _black(
    action: ListingAction,
    source: ListingState | None,
    target: ListingState,
    who: Who,
    right: Right | None = None,
    guards: tuple[No, ...] = (),
) -> ListingMove:
    return ListingMove(ListKind.BLACK, action, source, target, who, right, guards)


def _red(
    action: ListingAction,
    source: ListingState | None,
    target: ListingState,
    who: Who,
    right: Right | None = None,
    guards: tuple[No, ...] = (),
) -> ListingMove:
    return ListingMove(ListKind.RED, action, source, target, who, right, guards)


def _proceeding() -> Iterator[ListingMove]:
    yield _black(_A.PROPOSE, None, _S.PROPOSED, _STAFF, guards=_PROPOSE)
    yield _black(
        _A.REVIEW,
        _S.PROPOSED,
        _S.LEGALLY_REVIEWED,
        _STAFF,
        Right.LEGAL_REVIEW,
        _REVIEW,
    )
    yield _black(
        _A.NOTIFY,
        _S.LEGALLY_REVIEWED,
        _S.NOTIFIED,
        _STAFF,
        guards=(No.RECUSED, No.TOO_LATE, *ON_WHAT_IT_STANDS, No.TEXT),
    )
    yield _black(_A.SERVE, _S.NOTIFIED, _S.SERVED, _STAFF, guards=_SERVE)
    yield from _defending()
    yield _black(
        _A.DECIDE, _S.DEFENDED, _S.DECIDED, _STAFF, Right.DECIDE, guards=_DECIDE
    )
    for source in PROCEEDING:
        yield _black(_A.DROP, source, _S.DROPPED, _STAFF, guards=(No.RECUSED, No.TEXT))
        yield _black(_A.LAPSE, source, _S.LAPSED, _SYSTEM, guards=(No.TIME_RUNNING,))
        yield _black(_A.RECUSE, source, source, _STAFF, guards=_RECUSE)


def _defending() -> Iterator[ListingMove]:
    """The firm's defence, or the silence in its place, and the office's answer."""
    for source in (_S.SERVED, _S.DEFENDED):
        yield _black(
            _A.DEFEND,
            source,
            _S.DEFENDED,
            _FIRM,
            guards=(No.DEFENCE_OVER, No.TEXT),
        )
    for who in (_STAFF, _SYSTEM):
        yield _black(
            _A.STAY_SILENT,
            _S.SERVED,
            _S.DEFENDED,
            who,
            guards=(No.DEFENCE_RUNNING, No.TOO_LATE),
        )
    yield _black(_A.ADOPT, _S.DEFENDED, _S.DROPPED, _STAFF, guards=_ANSWER)
    yield _black(_A.REJECT, _S.DEFENDED, _S.DEFENDED, _STAFF, guards=_ANSWER)


def _standing() -> Iterator[ListingMove]:
    yield _black(
        _A.PUBLISH,
        _S.DECIDED,
        _S.PUBLISHED,
        _STAFF,
        Right.PUBLISH,
        (*_PUBLISH, *ON_WHAT_IT_STANDS),
    )
    yield from _suspending()
    for source in (_S.DECIDED, _S.PUBLISHED, _S.SUSPENDED):
        unpublished = (No.IS_PUBLISHED,) if source == _S.DECIDED else ()
        yield from _ending(source)
        yield from _repairing(source, unpublished)
        yield _black(_A.RECUSE, source, source, _STAFF, guards=_RECUSE)
    yield from _objecting()
    yield _black(
        _A.CORRECT,
        _S.QUASHED,
        _S.QUASHED,
        _STAFF,
        guards=(No.RECUSED, No.CORRECTED, No.TEXT),
    )


def _suspending() -> Iterator[ListingMove]:
    """
    What was suspended goes back to where it came from; into the public on the same
    grounds as it is published there, since they may have ended meanwhile.
    """
    back = (No.RECUSED, No.CAME_FROM, No.TERM_OVER)
    into_public = (No.NOT_THE_PROPOSER, *ON_WHAT_IT_STANDS)
    for source in (_S.DECIDED, _S.PUBLISHED):
        grounds = into_public if source == _S.PUBLISHED else ()
        yield _black(
            _A.SUSPEND, source, _S.SUSPENDED, _STAFF, Right.DECIDE, guards=_STAY
        )
        yield _black(
            _A.RESUME,
            _S.SUSPENDED,
            source,
            _STAFF,
            Right.DECIDE,
            (*back, *grounds, No.DOCUMENT, No.TEXT),
        )


def _ending(source: ListingState) -> Iterator[ListingMove]:
    """
    An entry ends by its term, by its office or by another authority; by its term also
    where nobody came to publish it.
    """
    yield _black(_A.EXPIRE, source, _S.EXPIRED, _SYSTEM, guards=(No.TERM_RUNNING,))
    yield _black(
        _A.REVOKE, source, _S.REVOKED, _STAFF, Right.DECIDE, (No.RECUSED, No.TEXT)
    )
    yield _black(_A.REVOKE, source, _S.REVOKED, _SYSTEM)
    yield _black(
        _A.QUASH,
        source,
        _S.QUASHED,
        _STAFF,
        Right.DECIDE,
        (No.RECUSED, No.DOCUMENT, No.TEXT),
    )


def _repairing(
    source: ListingState, unpublished: tuple[No, ...]
) -> Iterator[ListingMove]:
    yield _black(
        _A.ASK_REPAIR, source, source, _FIRM, guards=(*unpublished, *_ASK_REPAIR)
    )
    yield _black(_A.ACCEPT_REPAIR, source, source, _STAFF, guards=_ACCEPT_REPAIR)
    yield _black(
        _A.DENY_REPAIR, source, source, _STAFF, Right.DECIDE, guards=_DENY_REPAIR
    )
    yield _black(
        _A.REPAIR,
        source,
        _S.REPAIRED,
        _STAFF,
        Right.DECIDE,
        (*unpublished, *_REPAIR),
    )


def _objecting() -> Iterator[ListingMove]:
    """An objection stays open while the entry is suspended, and can be answered."""
    yield _black(
        _A.OBJECT, _S.PUBLISHED, _S.PUBLISHED, _FIRM, guards=(No.OBJECTED, No.TEXT)
    )
    for source in (_S.PUBLISHED, _S.SUSPENDED):
        yield _black(
            _A.ANSWER_OBJECTION,
            source,
            source,
            _STAFF,
            Right.DECIDE,
            (No.RECUSED, No.NO_OBJECTION, No.TEXT),
        )


def _of_the_red_list() -> Iterator[ListingMove]:
    yield _red(
        _A.PROPOSE,
        None,
        _S.PROPOSED,
        _STAFF,
        guards=(No.NOT_HERE, No.LISTED, No.CLEAN, No.CANDIDATE, No.TEXT),
    )
    decides = (No.RECUSED, No.NOT_THE_PROPOSER, No.CLEAN, No.CANDIDATE, No.TEXT)
    yield _red(_A.DECIDE, _S.PROPOSED, _S.DECIDED, _STAFF, Right.DECIDE, decides)
    yield _red(
        _A.PUBLISH,
        _S.DECIDED,
        _S.PUBLISHED,
        _STAFF,
        Right.PUBLISH,
        (No.RECUSED, No.NOT_THE_PROPOSER, No.TERM_OVER, No.CLEAN, No.CANDIDATE),
    )
    yield _red(_A.DROP, _S.PROPOSED, _S.DROPPED, _STAFF, guards=(No.RECUSED, No.TEXT))
    for source in (_S.DECIDED, _S.PUBLISHED):
        yield _red(_A.EXPIRE, source, _S.EXPIRED, _SYSTEM, guards=(No.TERM_RUNNING,))
        yield _red(
            _A.REVOKE,
            source,
            _S.REVOKED,
            _STAFF,
            Right.DECIDE,
            (No.RECUSED, No.TEXT),
        )
        yield _red(_A.REVOKE, source, _S.REVOKED, _SYSTEM)
    for source in (_S.PROPOSED, _S.DECIDED):
        yield _red(_A.RECUSE, source, source, _STAFF, guards=_RECUSE)


LISTING_MOVES: tuple[ListingMove, ...] = (
    *_proceeding(),
    *_standing(),
    *_of_the_red_list(),
)


class ListingMoveNotAllowed(Exception):
    """The table has no such step here and now; `refusal` says why."""

    def __init__(self, refusal: No) -> None:
        self.refusal = refusal
        super().__init__(refusal)

    def __str__(self) -> str:
        return str(self.refusal.label)


def find(
    list_kind: ListKind,
    action: ListingAction,
    source: ListingState | None,
    who: Who,
    *,
    target: ListingState | None = None,
) -> ListingMove:
    """
    Return the row that `action` by `who` follows from here; `target` chooses between
    two that start from one state.

    :raises ListingMoveNotAllowed: if no row fits, or none of these people
    """
    rows = [
        move
        for move in LISTING_MOVES
        if (move.list_kind, move.action, move.source) == (list_kind, action, source)
        and target in (None, move.target)
    ]
    if not rows:
        raise ListingMoveNotAllowed(No.OUT_OF_TURN)
    mine = [move for move in rows if move.who == who]
    if not mine:
        raise ListingMoveNotAllowed(No.NOT_YOURS)
    return mine[0]


def moves_from(
    list_kind: ListKind, source: ListingState | None, who: Who
) -> tuple[ListingMove, ...]:
    """The rows that start from here for one sort of people."""
    return tuple(
        move
        for move in LISTING_MOVES
        if (move.list_kind, move.source, move.who) == (list_kind, source, who)
    )


def allowed_listing_pairs(
    moves: Iterable[ListingMove] = LISTING_MOVES,
) -> frozenset[tuple[ListKind, ListingState, ListingState]]:
    """Each change of state that some row permits, for the database to hold."""
    return frozenset(
        (move.list_kind, move.source, move.target)
        for move in moves
        if move.source is not None and move.source != move.target
    )
