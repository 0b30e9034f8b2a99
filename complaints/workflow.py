"""
Asking the table of moves: what a case waits for, and who may do what next.

Pure: it imports without settings. Rules: specification, domain rules 2.2.
"""

from collections.abc import Iterator

from complaints.attempts import Attempt, Facts
from complaints.beside import BESIDE
from complaints.guards import EXCLUSIONS, PREDICATES
from complaints.moves import (
    COMPLAINTS,
    MOVES,
    Move,
    Office,
    Who,
)
from complaints.refusals import Refusal
from complaints.states import OPEN_STATES, Action, Kind, Stage, State

TABLE = (*MOVES, *BESIDE)


class MoveNotAllowed(Exception):
    """The table has no such move here and now; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal)

    def __str__(self) -> str:
        return str(self.refusal.label)


_WAITS_FOR = {
    State.FILED: Stage.ACCEPTANCE,
    State.APPEALED: Stage.APPEAL,
    State.VERIFIED: Stage.DISPOSAL,
    State.DISPOSED: Stage.RECTIFICATION,
    State.RECTIFIED: Stage.REPORT,
    State.REPORTED: Stage.VISIT,
}


def stage_of(kind: Kind, state: State) -> Stage:
    """What an open case waits for. :raises KeyError: if the state is not open."""
    if state == State.ACCEPTED:
        return Stage.VERIFICATION if kind in COMPLAINTS else Stage.REPORT
    return _WAITS_FOR[state]


def open_pairs() -> Iterator[tuple[Kind, State]]:
    """Each (kind, state) that a case can be in while it is open."""
    reached = {(kind, move.target) for move in MOVES for kind in move.kinds}
    yield from sorted(pair for pair in reached if pair[1] in OPEN_STATES)


def allowed_pairs() -> frozenset[tuple[Kind, State, State]]:
    """Each change of state that some row permits, for the database to hold."""
    return frozenset(
        (kind, move.source, move.target)
        for move in MOVES
        if move.source is not None and move.source != move.target
        for kind in move.kinds
    )


def moves_from(facts: Facts, who: Who) -> tuple[Move, ...]:
    """The rows that start from here for one sort of people, steps beside moves, too."""
    return tuple(move for move in TABLE if move.who == who and move.fits(facts))


def find_move(action: Action, facts: Facts, who: Who) -> Move:
    """
    Return the row that `action` by `who` follows from here.

    :raises MoveNotAllowed: if no row fits, or none of these people
    """
    rows = [move for move in TABLE if move.action == action and move.fits(facts)]
    if not rows:
        raise MoveNotAllowed(Refusal.OUT_OF_TURN)
    mine = [move for move in rows if move.who == who]
    if not mine:
        raise MoveNotAllowed(Refusal.NOT_YOURS)
    return mine[0]


def check(move: Move, facts: Facts, attempt: Attempt) -> None:
    """
    Refuse the move unless office, person, case and what is carried are as it asks.

    :raises MoveNotAllowed: with the first reason against it
    """
    check_actor(move, facts, attempt)
    for guard in move.guards:
        if guard not in EXCLUSIONS and not PREDICATES[guard](facts, attempt):
            raise MoveNotAllowed(guard)


def check_actor(move: Move, facts: Facts, attempt: Attempt) -> None:
    """
    Refuse the move to a person or an office that it does not belong to.

    Where another officer is asked for and the office has none, an officer one level up
    stands in, or of the nearest office above that has one.

    :raises MoveNotAllowed: with the first reason against it
    """
    excluded = _check_person(move, facts, attempt)
    if move.who == Who.OFFICER:
        _check_office(move, facts, attempt, excluded)
    if move.who == Who.ACTING_PARTY:
        _check_party(facts, attempt)


def _check_person(move: Move, facts: Facts, attempt: Attempt) -> frozenset[int]:
    excluded: frozenset[int] = frozenset()
    for guard in move.guards:
        if guard in EXCLUSIONS:
            left_out = EXCLUSIONS[guard](facts, attempt)
            if attempt.user_id in left_out:
                raise MoveNotAllowed(guard)
            excluded |= left_out
    return excluded


def _check_office(
    move: Move, facts: Facts, attempt: Attempt, excluded: frozenset[int]
) -> None:
    if move.office == Office.ANY:
        return
    offices, refusal = _offices(move.office, facts, excluded)
    if attempt.office_code not in offices:
        raise MoveNotAllowed(refusal)


def _offices(
    office: Office, facts: Facts, excluded: frozenset[int]
) -> tuple[tuple[str, ...], Refusal]:
    """The offices that may make a move, and what is said to the others."""
    match office:
        case Office.ONE_UP:
            return (office_above(facts, excluded),), Refusal.NOT_ONE_UP
        case Office.ABOVE:
            above = tuple(code for code, _there in facts.officers_above)
            return above, Refusal.NOT_ABOVE
        case Office.COUNTY_OR_HIGHER_HOLDER:
            return (facts.county_code or facts.office_code,), Refusal.NOT_COUNTY
        case _:
            holders = (facts.office_code, stand_in(facts, excluded))
            return holders, Refusal.OTHER_OFFICE


def stand_in(facts: Facts, excluded: frozenset[int]) -> str:
    """The office that acts where another officer is asked for."""
    if not excluded or facts.officers - excluded:
        return facts.office_code
    above = (code for code, there in facts.officers_above if there - excluded)
    return next(above, facts.office_code)


def office_above(facts: Facts, excluded: frozenset[int] = frozenset()) -> str:
    """The office above the holder, or the nearest that has anybody to decide it."""
    above = (code for code, there in facts.officers_above if there - excluded)
    return next(above, facts.parent_code or facts.office_code)


def _check_party(facts: Facts, attempt: Attempt) -> None:
    is_firm = attempt.firm is not None and attempt.firm == facts.acting_firm
    is_department = (
        attempt.department is not None and attempt.department == facts.acting_department
    )
    if not (is_firm or is_department):
        raise MoveNotAllowed(Refusal.NOT_YOURS)
