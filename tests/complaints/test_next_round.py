"""Whoever told the result of a round decides nothing in the next one."""

from hypothesis import given
from hypothesis import strategies as st

from complaints.models import Case, Step
from complaints.moves import MOVES, Move
from complaints.queries.facts import TELLS_A_RESULT, facts_from
from complaints.refusals import Refusal
from complaints.states import Action, Kind, State
from complaints.workflow import MoveNotAllowed
from tests.complaints.tries import STREET, try_of

FOR_ANOTHER = (
    Action.DISPOSE,
    Action.SEND_BACK,
    Action.REPORT,
    Action.EXPLAIN,
    Action.ANSWER,
)
ROWS = [move for move in MOVES if move.action in FOR_ANOTHER]
PEOPLE = st.integers(min_value=1, max_value=9)
TOLD = st.tuples(
    st.sampled_from(sorted([*TELLS_A_RESULT, Action.VERIFY, Action.DISPOSE])),
    st.integers(min_value=1, max_value=4),
    PEOPLE,
)


def refusal_to(move: Move, person: int, reporters: frozenset[int]) -> Refusal | None:
    tried = try_of(move).but(
        reported_before=reporters,
        found_by=frozenset(),
        officers=frozenset(range(1, 10)),
    )
    try:
        tried.by(user_id=person).check(move)
    except MoveNotAllowed as refused:
        return refused.refusal
    return None


@given(st.sampled_from(ROWS), PEOPLE, st.frozensets(PEOPLE))
def test_a_reporter_is_refused_and_nobody_else(move, person, reporters):
    refused = refusal_to(move, person, reporters) == Refusal.NOT_THE_REPORTER
    assert refused == (person in reporters)


@given(st.lists(TOLD, max_size=12), st.integers(min_value=2, max_value=5))
def test_reporters_are_who_told_the_round_before_and_in_no_other(told, round_number):
    history = [
        Step(
            number=number,
            action=action,
            round=of_round,
            actor_id=person,
            source=State.RECTIFIED,
            target=State.REPORTED,
        )
        for number, (action, of_round, person) in enumerate(told, start=1)
    ]
    case = Case(
        kind=Kind.COMPLAINT,
        state=State.VERIFIED,
        round=round_number,
        office_code=STREET,
    )
    facts = facts_from(case, history, officers=frozenset())
    assert facts.reported_before == {
        person
        for action, of_round, person in told
        if action in TELLS_A_RESULT and of_round == round_number - 1
    }
