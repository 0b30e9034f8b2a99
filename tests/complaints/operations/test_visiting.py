"""The last word: answers, silence, and new rounds."""

from datetime import timedelta

import pytest

from complaints.models import Answer, Case, Promise, Step
from complaints.operations import handling, visiting
from complaints.operations.filing import Reporter
from complaints.operations.moving import MovedOn, MoveNotAllowed
from complaints.operations.visiting import AnswerMissing, Given
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    Channel,
    Closing,
    Kind,
    Outcome,
    Privacy,
    Satisfied,
    Solved,
    Stage,
    State,
)
from registry.actors import System
from tests.complaints import paths
from tests.complaints.outcomes import last_step, refusal_of, same_as_stored, templates
from tests.complaints.paths import DONE, NO, YES, after, photo
from tests.town import PHONE

ANONYMOUS = Reporter(Privacy.ANONYMOUS)
THE_CLOCK = System("sweep_deadlines")


def close(case, town, given=YES, now=None):
    return visiting.close(
        case=case,
        given=given,
        channel=Channel.LINK,
        by=town.resident,
        now=now or after(6),
    )


def by_phone(case, by, given=YES, now=None):
    return visiting.close_by_phone(case=case, given=given, by=by, now=now or after(6))


def reopen(case, by, now=None):
    return visiting.reopen(case=case, by=by, now=now or after(7))


def actions(case):
    return list(case.steps.order_by("number").values_list("action", flat=True))


def test_one_tap_closes_with_the_resident_s_own_answer(town):
    case = paths.reported(town)
    given = Given(Solved.PARTLY, Satisfied.FAIRLY, Satisfied.VERY)
    step = close(case, town, given)

    answer = Answer.objects.get(case=case)
    assert (answer.own, answer.channel, answer.round) == (True, Channel.LINK, 1)
    assert (answer.solved, answer.satisfied) == (Solved.PARTLY, Satisfied.FAIRLY)
    assert answer.satisfied_with_street == Satisfied.VERY
    assert answer.step == step
    assert (case.state, case.closing) == (State.CLOSED, Closing.ANSWERED)
    assert (case.due_at, case.chase_at) == (None, None)
    assert same_as_stored(case)


def test_who_answers_by_the_link_has_proved_the_phone(town):
    case = paths.closed(town)
    case.contact.refresh_from_db()

    assert case.contact.phone_proved_at == after(6)
    reopen(case, town.resident)
    again(case, town, by=town.bo)
    close(case, town, now=after(8))
    case.contact.refresh_from_db()
    assert case.contact.phone_proved_at == after(6)


def test_an_answer_by_receipt_is_not_the_phone_s_own(town):
    case = paths.reported(town)
    visiting.close(
        case=case, given=YES, channel=Channel.RECEIPT, by=town.by_receipt, now=after(6)
    )

    answer = Answer.objects.get(case=case)
    assert (answer.own, answer.channel) == (False, Channel.RECEIPT)
    case.contact.refresh_from_db()
    assert case.contact.phone_proved_at is None


def test_a_second_tap_is_told(town):
    case = paths.reported(town)
    stale = Case.objects.get(pk=case.pk)
    close(case, town)

    with pytest.raises(MovedOn):
        close(stale, town, NO)
    assert refusal_of(close, case=case, town=town) == Refusal.OUT_OF_TURN
    assert Answer.objects.count() == 1


def test_nothing_is_closed_before_it_is_reported(town):
    case = paths.rectified(town)

    assert refusal_of(close, case=case, town=town) == Refusal.OUT_OF_TURN


def test_who_handled_the_case_does_not_visit(town):
    case = paths.reported(town)

    assert refusal_of(by_phone, case=case, by=town.anna) == Refusal.NOT_A_HANDLER
    step, reopened = by_phone(case, town.bo)
    assert (reopened, step.actor) == (None, town.bo.user)
    answer = Answer.objects.get()
    assert (answer.own, answer.channel) == (False, Channel.PHONE)
    assert case.closing == Closing.TYPED


def test_who_handled_an_earlier_round_visits_in_a_later_one(town):
    case = paths.reported(town)
    reopen(case, town.resident)
    again(case, town, by=town.bo)

    assert (
        refusal_of(by_phone, case=case, by=town.bo, now=after(8))
        == Refusal.NOT_A_HANDLER
    )
    by_phone(case, town.anna, now=after(8))


def test_a_spoken_partly_closes_and_does_not_reopen(town):
    case = paths.reported(town)
    by_phone(case, town.bo, Given(Solved.PARTLY, Satisfied.DISSATISFIED))

    assert case.state == State.CLOSED


def test_a_spoken_no_closes_and_reopens_at_once(town):
    case = paths.reported(town)
    step, reopened = by_phone(case, town.bo, NO)

    assert (step.action, step.round) == (Action.CLOSE, 1)
    assert (reopened.action, reopened.round, reopened.number) == (
        Action.REOPEN,
        2,
        step.number + 1,
    )
    assert (case.state, case.round, case.closing) == (State.VERIFIED, 2, "")
    assert Answer.objects.get().solved == Solved.NO
    assert same_as_stored(case)


def test_a_stand_in_writes_down_the_spoken_no_as_well(town):
    town.bo.user.is_active = False
    town.bo.user.save()
    case = paths.reported(town)
    assert refusal_of(by_phone, case=case, by=town.city_emil) == Refusal.OTHER_OFFICE

    by_phone(case, town.county_dora, NO)
    assert (case.state, case.round) == (State.VERIFIED, 2)
    assert case.office == town.street


def test_no_officer_reopens_what_nobody_said_no_to(town):
    for given in (YES, NO):
        case = paths.closed(town, given)
        assert refusal_of(reopen, case=case, by=town.bo) == Refusal.REOPEN_AFTER_NO


def test_the_silence_of_an_open_window_closes_nothing(town):
    case = paths.reported(town)
    just_before = case.due_at - timedelta(microseconds=1)

    assert (
        refusal_of(visiting.close_unanswered, case=case, by=THE_CLOCK, now=just_before)
        == Refusal.WINDOW_OVER
    )


@pytest.mark.parametrize(
    ("reporter", "closing"),
    [
        (None, Closing.NOT_VISITED),
        (ANONYMOUS, Closing.CANNOT_BE_CALLED),
    ],
)
def test_silence_is_told_as_what_it_is(town, reporter, closing):
    case = paths.reported(town, reporter=reporter)
    visiting.close_unanswered(case=case, by=THE_CLOCK, now=case.due_at)

    assert (case.state, case.closing) == (State.CLOSED, closing)
    assert not Answer.objects.exists()


def test_a_new_round_has_promises_of_its_own(town):
    case = paths.closed(town, NO)
    reopen(case, town.resident)

    assert (case.state, case.round) == (State.VERIFIED, 2)
    assert (case.outcome, case.closing) == ("", "")
    rows = Promise.objects.filter(case=case, round=2).order_by("promised_at")
    assert [row.stage for row in rows] == [
        Stage.DISPOSAL,
        Stage.RECTIFICATION,
        Stage.REPORT,
        Stage.VISIT,
    ]
    assert {row.revision for row in rows} == {0}
    assert case.due_at == rows[0].promised_at
    assert last_step(case).round == 2
    assert same_as_stored(case)


def test_what_was_only_answered_or_explained_is_accepted_again(town):
    for case in (paths.answered(town), paths.explained(town)):
        reopen(case, town.resident)
        assert case.state == State.ACCEPTED


def test_a_result_is_refused_without_an_answer_in_one_tap(town):
    case = paths.reported(town)
    reopen(case, town.by_receipt)

    assert (case.state, case.round) == (State.VERIFIED, 2)
    assert not Answer.objects.exists()


def test_why_may_be_said_and_need_not(town):
    case = paths.reported(town)
    visiting.reopen(
        case=case, by=town.resident, now=after(7), text="They are back on the stairs."
    )

    assert last_step(case).text.body == "They are back on the stairs."


@pytest.mark.parametrize(
    ("how", "days"), [("by link", 30), ("by telephone", 30), ("in silence", 60)]
)
def test_a_closed_case_is_reopened_for_a_while(town, how, days):
    case = paths.reported(town)
    match how:
        case "by link":
            close(case, town)
        case "by telephone":
            by_phone(case, town.bo)
        case _:
            visiting.close_unanswered(case=case, by=THE_CLOCK, now=case.due_at)
    over = case.entered_at + timedelta(days=days)

    assert (
        refusal_of(reopen, case=case, by=town.resident, now=over)
        == Refusal.REOPEN_IN_TIME
    )
    reopen(case, town.resident, now=over - timedelta(seconds=1))


def test_who_reported_goes_no_further_with_a_reopened_case(town):
    case = paths.reported(town)
    reopen(case, town.resident)
    order = paths.order_to_firm(town)

    assert (
        refusal_of(
            handling.dispose, case=case, order=order, by=town.anna, now=after(7.5)
        )
        == Refusal.NOT_THE_REPORTER
    )
    handling.dispose(case=case, order=order, by=town.bo, now=after(7.5))
    handling.rectify(
        case=case, text=DONE, photos=[photo()], by=town.manager, now=after(7.6)
    )
    for operation, more in (
        (handling.send_back, {}),
        (handling.report, {"outcome": Outcome.FIXED}),
    ):
        refusal = refusal_of(
            operation, case=case, text=DONE, by=town.anna, now=after(7.7), **more
        )
        assert refusal == Refusal.NOT_THE_REPORTER
    handling.report(
        case=case, outcome=Outcome.FIXED, text=DONE, by=town.bo, now=after(7.7)
    )
    close(case, town, now=after(7.8))
    assert case.state == State.CLOSED


def test_the_second_reopening_raises_the_case_a_level(town):
    case = paths.reported(town)
    reopen(case, town.resident)
    assert case.office == town.street
    again(case, town, by=town.bo)
    reopen(case, town.resident, now=after(8))

    assert (case.office, case.office_code) == (town.county, "340104000")
    assert actions(case)[-2:] == [Action.REOPEN, Action.RAISE]
    raised = last_step(case)
    assert raised.detail == {"office": "340104000"}
    assert (raised.source, raised.target) == (State.VERIFIED, State.VERIFIED)
    assert same_as_stored(case)
    order = paths.order_to_firm(town)
    assert (
        refusal_of(handling.dispose, case=case, order=order, by=town.anna, now=after(9))
        == Refusal.OTHER_OFFICE
    )


def test_the_third_reopening_stays_at_that_level(town):
    case = paths.reported(town)
    for by in (town.bo, town.county_dora):
        reopen(case, town.resident)
        again(case, town, by=by)
    reopen(case, town.resident)

    assert (case.round, case.office) == (4, town.county)
    assert actions(case).count(Action.RAISE) == 1


def again(case, town, *, by):
    """From a new round to its report."""
    handling.dispose(case=case, order=paths.order_to_firm(town), by=by, now=after(7.5))
    handling.rectify(
        case=case, text=DONE, photos=[photo()], by=town.manager, now=after(7.5)
    )
    handling.report(case=case, outcome=Outcome.FIXED, text=DONE, by=by, now=after(7.5))


def test_each_round_has_an_answer_of_its_own(town):
    case = paths.closed(town, NO)
    reopen(case, town.resident)
    again(case, town, by=town.bo)
    close(case, town, YES, now=after(8))

    answers = Answer.objects.order_by("round").values_list("round", "solved")
    assert list(answers) == [(1, Solved.NO), (2, Solved.YES)]


def test_messages_of_a_round_ask_about_that_round(town):
    case = paths.reported(town, reporter=Reporter(Privacy.HIDDEN, phone=PHONE))
    reopen(case, town.resident)
    again(case, town, by=town.bo)

    assert templates().count("reported.txt") == 2


@pytest.mark.usefixtures("in_english")
def test_a_missing_answer_is_said():
    assert "both questions" in str(AnswerMissing())


def test_kinds_that_are_answered_are_visited_too(town):
    case = paths.answered(town, Kind.SUGGESTION)
    by_phone(case, town.bo, NO)

    assert (case.state, case.round) == (State.ACCEPTED, 2)
    with pytest.raises(MoveNotAllowed):
        handling.answer(case=case, text=DONE, by=town.anna, now=after(7))
    handling.answer(case=case, text=DONE, by=town.bo, now=after(7))
    assert Step.objects.filter(case=case, action=Action.ANSWER).count() == 2
