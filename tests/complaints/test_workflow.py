"""The shape of the table of moves, and some of its sentences."""

from collections import Counter

import pytest

from complaints.attempts import Facts
from complaints.beside import BESIDE
from complaints.moves import COMPLAINTS, MOVES, When, Who
from complaints.operations.catalogue import first_limits
from complaints.refusals import Refusal
from complaints.states import OPEN_STATES, Action, Kind, Stage, State, Track, Urgency
from complaints.workflow import (
    TABLE,
    MoveNotAllowed,
    allowed_pairs,
    find_move,
    moves_from,
    open_pairs,
    stage_of,
)
from tests.complaints.tries import row_name, try_of

ENDS = {State.DECLINED, State.CLOSED, State.WITHDRAWN, State.MERGED}
LIMITS = {(row.stage, row.track) for row in first_limits() if not row.later_rounds}


def tracks_of(kind: Kind) -> list[Track]:
    if kind == Kind.COMPLAINT:
        return [Track(urgency.value) for urgency in Urgency]
    return [Track(kind.value)]


def reached_by(kind: Kind, start: State) -> set[State]:
    """The states that a case of this kind can come to from `start`."""
    reached, ahead = set(), {start}
    while ahead:
        reached |= ahead
        ahead = {
            move.target for move in MOVES if kind in move.kinds and move.source in ahead
        } - reached
    return reached


def refusal_of(action: Action, who: Who, **facts) -> Refusal:
    with pytest.raises(MoveNotAllowed) as refused:
        find_move(action, Facts(**{"kind": Kind.COMPLAINT, **facts}), who)
    return refused.value.refusal


def test_every_state_is_reached():
    assert reached_by(Kind.COMPLAINT, State.FILED) == set(State)
    for kind in set(Kind) - COMPLAINTS:
        assert reached_by(kind, State.FILED) == set(State) - {
            State.VERIFIED,
            State.DISPOSED,
            State.RECTIFIED,
            State.MERGED,
        }


def test_no_row_leaves_a_state_that_its_kind_never_reaches():
    for move in MOVES:
        for kind in move.kinds:
            assert move.source in {None, *reached_by(kind, State.FILED)}, row_name(move)


@pytest.mark.parametrize(("kind", "state"), list(open_pairs()))
def test_what_is_open_has_a_limit(kind, state):
    for track in tracks_of(kind):
        assert (stage_of(kind, state), track) in LIMITS


@pytest.mark.parametrize(("kind", "state"), list(open_pairs()))
def test_what_is_open_has_an_exit(kind, state):
    ways_out = {
        move.action
        for move in MOVES
        if kind in move.kinds and move.source == state and move.target != state
    }
    assert ways_out
    assert reached_by(kind, state) & ENDS


def test_a_case_of_each_kind_can_be_closed():
    for kind in Kind:
        reached, ahead = set(), {State.FILED}
        while ahead:
            reached |= ahead
            ahead = {
                move.target
                for move in MOVES
                if kind in move.kinds and move.source in ahead
            } - reached
        assert State.CLOSED in reached


def test_what_is_open_is_exactly_what_somebody_waits_for():
    assert {state for _kind, state in open_pairs()} == set(OPEN_STATES)
    assert set(OPEN_STATES) == set(State) - ENDS
    for state in ENDS:
        with pytest.raises(KeyError):
            stage_of(Kind.COMPLAINT, state)


def test_what_is_sent_back_has_a_limit_of_its_own():
    for urgency in Urgency:
        assert (Stage.REDO, Track(urgency.value)) in LIMITS


def test_no_two_rows_answer_one_question():
    keys = Counter(
        (move.action, kind, move.source, move.who, move.when)
        for move in TABLE
        for kind in move.kinds
    )
    assert max(keys.values()) == 1


def test_at_most_one_row_fits_whatever_happened_before():
    for move in TABLE:
        if move.source is None:
            continue
        for kind in move.kinds:
            facts = try_of(move, kind).facts
            fitting = [
                row for row in moves_from(facts, move.who) if row.action == move.action
            ]
            assert fitting == [move]


def test_a_choice_between_rows_is_always_a_whole_choice():
    chosen: dict[tuple[object, ...], set[When]] = {}
    for move in TABLE:
        if move.when != When.ALWAYS:
            key = (move.action, move.source, move.who, move.kinds)
            chosen.setdefault(key, set()).add(move.when)
    whole = (
        {When.RECTIFIED_BEFORE, When.EXPLAINED_BEFORE},
        {
            When.MERGED_WHILE_FILED,
            When.MERGED_WHILE_ACCEPTED,
            When.MERGED_WHILE_VERIFIED,
        },
        {When.ASKED_BY_PARTY, When.ASKED_BY_OFFICE},
    )
    assert chosen
    assert all(whens in whole for whens in chosen.values())


def test_the_database_holds_what_the_rows_change():
    pairs = allowed_pairs()

    assert (Kind.COMPLAINT, State.FILED, State.ACCEPTED) in pairs
    assert (Kind.CONSULTATION, State.ACCEPTED, State.REPORTED) in pairs
    assert (Kind.COMPLAINT, State.CLOSED, State.VERIFIED) in pairs
    assert (Kind.COMPLAINT, State.ACCEPTED, State.REPORTED) not in pairs
    assert (Kind.COMPLAINT, State.DISPOSED, State.REPORTED) not in pairs
    assert (Kind.SUGGESTION, State.ACCEPTED, State.VERIFIED) not in pairs
    assert all(source != target for _kind, source, target in pairs)
    assert {source for _kind, source, _target in pairs} == set(State) - {
        State.WITHDRAWN
    }


def test_only_filing_opens_a_case():
    assert {move.action for move in MOVES if move.source is None} == {Action.FILE}
    assert {move.who for move in MOVES if move.source is None} == {
        Who.RESIDENT,
        Who.OFFICER,
    }


def test_every_move_of_the_words_has_a_row():
    moves = {move.action for move in MOVES}
    beside = {move.action for move in BESIDE}
    assert moves | beside == set(Action)
    assert not moves & beside


def test_a_step_beside_the_moves_leaves_the_case_where_it_is():
    assert all(row.source == row.target for row in BESIDE)
    assert {row.action for row in BESIDE if row.raises_version} == {
        Action.RAISE,
        Action.EXTEND,
        Action.PAUSE,
        Action.RESUME,
        Action.COMMITMENT_KEPT,
        Action.COMMITMENT_BROKEN,
        Action.HOLIDAY,
    }


def test_a_firm_cannot_report_its_own_work():
    assert (
        refusal_of(Action.REPORT, Who.ACTING_PARTY, state=State.RECTIFIED)
        == Refusal.NOT_YOURS
    )


def test_a_firm_cannot_close_or_verify_anything():
    for action, state in (
        (Action.CLOSE, State.REPORTED),
        (Action.VERIFY, State.ACCEPTED),
        (Action.SEND_BACK, State.RECTIFIED),
    ):
        assert refusal_of(action, Who.ACTING_PARTY, state=state) == Refusal.NOT_YOURS


def test_a_resident_cannot_accept_their_own_case():
    assert (
        refusal_of(Action.ACCEPT, Who.RESIDENT, state=State.FILED) == Refusal.NOT_YOURS
    )


def test_the_clock_closes_but_never_reopens():
    assert find_move(
        Action.CLOSE, Facts(Kind.COMPLAINT, State.REPORTED), Who.SYSTEM
    ).guards == (Refusal.WINDOW_OVER,)
    assert (
        refusal_of(Action.REOPEN, Who.SYSTEM, state=State.CLOSED) == Refusal.NOT_YOURS
    )


def test_a_question_is_answered_and_not_verified():
    assert (
        refusal_of(
            Action.VERIFY, Who.OFFICER, kind=Kind.CONSULTATION, state=State.ACCEPTED
        )
        == Refusal.OUT_OF_TURN
    )
    assert (
        refusal_of(Action.ANSWER, Who.OFFICER, state=State.ACCEPTED)
        == Refusal.OUT_OF_TURN
    )


def test_nothing_is_rectified_before_it_is_handed_over():
    for state in set(State) - {State.DISPOSED}:
        assert (
            refusal_of(Action.RECTIFY, Who.ACTING_PARTY, state=state)
            == Refusal.OUT_OF_TURN
        )


def test_a_rectified_complaint_is_verified_again_and_an_explained_one_accepted():
    for state in (State.REPORTED, State.CLOSED):
        for explained, target in ((False, State.VERIFIED), (True, State.ACCEPTED)):
            facts = Facts(Kind.COMPLAINT, state, answered_or_explained=explained)
            assert find_move(Action.REOPEN, facts, Who.RESIDENT).target == target


def test_a_merged_case_goes_back_to_where_it_was():
    whole = [move for move in MOVES if move.action == Action.UNMERGE]
    for source in (State.FILED, State.ACCEPTED, State.VERIFIED):
        facts = Facts(Kind.COMPLAINT, State.MERGED, merged_from=source)
        assert [move.target for move in whole if move.fits(facts)] == [source]


def test_each_row_is_found_by_who_makes_it():
    for move in TABLE:
        if move.source is not None:
            assert try_of(move).found() == move


def test_a_refusal_is_told_by_its_label():
    assert str(MoveNotAllowed(Refusal.NOT_YOURS)) == str(Refusal.NOT_YOURS.label)
