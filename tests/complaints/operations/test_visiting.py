"""The last word: answers, and what silence is."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission

from complaints.models import Answer, Case
from complaints.operations import visiting
from complaints.operations.filing import Reporter
from complaints.operations.moving import MovedOn
from complaints.operations.visiting import AnswerMissing, Given
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    Channel,
    Closing,
    Privacy,
    Satisfied,
    Solved,
    State,
)
from registry.actors import Officer
from registry.models import User
from registry.roles import Right
from tests.complaints import paths
from tests.complaints.last_words import (
    THE_CLOCK,
    again,
    by_phone,
    close,
    reopen,
)
from tests.complaints.outcomes import refusal_of, same_as_stored
from tests.complaints.paths import NO, YES, after

ANONYMOUS = Reporter(Privacy.ANONYMOUS)


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


def test_writing_down_an_answer_needs_the_right_to_make_return_visits(town):
    town.bo.user.user_permissions.remove(
        Permission.objects.get(codename=Right.VISIT.value)
    )
    bo = Officer(User.objects.get(pk=town.bo.user.pk))
    case = paths.reported(town)

    assert refusal_of(by_phone, case=case, by=bo) == Refusal.MAY_VISIT
    assert not Answer.objects.exists()


@pytest.mark.parametrize("hours", [4.5, 11, 14.5, -0.01])
def test_nothing_was_heard_in_a_call_outside_of_the_hours(town, hours):
    case = paths.reported(town)
    now = after(24 + hours)

    assert refusal_of(by_phone, case=case, by=town.bo, now=now) == (
        Refusal.CALLING_HOURS
    )
    assert not Answer.objects.exists()
    by_phone(case, town.bo, now=after(24 + 10.99))


def test_who_reported_anonymously_said_nothing_on_the_telephone(town):
    case = paths.reported(town, reporter=ANONYMOUS)

    assert refusal_of(by_phone, case=case, by=town.bo) == Refusal.HAS_PHONE
    assert not Answer.objects.exists()


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


@pytest.mark.usefixtures("in_english")
def test_a_missing_answer_is_said():
    assert "both questions" in str(AnswerMissing())
