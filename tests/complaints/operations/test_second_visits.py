"""The second visit: drawn by lot, made by the office above, changing no answer."""

from datetime import timedelta

import pytest
from django.db.models import Exists, OuterRef

from complaints.models import Answer, Case, Step
from complaints.operations import looking, lots, visiting
from complaints.operations.filing import Reporter
from complaints.operations.visiting import Given
from complaints.refusals import Refusal
from complaints.states import Action, CallOutcome, Privacy, Satisfied, Solved, State
from ratings.queries.details import said
from tests.complaints import paths
from tests.complaints.last_words import THE_CLOCK, reopen
from tests.complaints.lots import closed
from tests.complaints.outcomes import last_step, refusal_of, same_as_stored
from tests.complaints.paths import NO, YES, after
from tests.town import MONDAY_MORNING, PHONE

DAY = 24
PARTLY = Given(Solved.PARTLY, Satisfied.DISSATISFIED)
THURSDAY = after(3 * DAY)


def visit(case, by, given=YES, outcome=CallOutcome.ANSWERED, now=THURSDAY):
    return visiting.visit_again(case=case, outcome=outcome, given=given, by=by, now=now)


@pytest.fixture
def drawn(town):
    return closed(town, drawn=True)


def test_about_a_tenth_of_the_ends_is_drawn_and_each_round_for_itself(town):
    case = town.file()

    def drawn_of_2000():
        for seconds in range(2000):
            case.filed_at = MONDAY_MORNING + timedelta(seconds=seconds)
            if lots.for_a_second_visit(case):
                yield seconds

    first = set(drawn_of_2000())
    case.round = 2
    second = set(drawn_of_2000())
    assert 150 < len(first) < 250
    assert 150 < len(second) < 250
    assert first != second


def test_a_drawn_case_waits_for_the_office_above(town, drawn):
    assert last_step(drawn).detail["second_visit"] is True
    assert (drawn.state, drawn.decides_code) == (State.CLOSED, town.county.code)
    other = closed(town, drawn=False)
    assert last_step(other).detail["second_visit"] is False
    assert other.decides_code == ""


def test_who_cannot_be_called_is_not_drawn(town):
    anonymous = Reporter(Privacy.ANONYMOUS)
    case = paths.reported(town, reporter=anonymous, now=first_drawn(town))
    visiting.close_unanswered(case=case, by=THE_CLOCK, now=case.due_at)
    assert last_step(case).detail == {
        "closing": "CANNOT_BE_CALLED",
        "second_visit": False,
    }


def test_the_county_writes_down_what_it_hears_and_the_first_answer_stays(town, drawn):
    answers = list(Answer.objects.values())
    version = drawn.version
    step, reopened = visit(drawn, town.county_dora, PARTLY)

    assert (step.action, step.source) == (Action.SECOND_VISIT, State.CLOSED)
    assert step.detail == {
        "call": "ANSWERED",
        "solved": "PARTLY",
        "satisfied": "DISSATISFIED",
    }
    assert reopened is None
    assert list(Answer.objects.values()) == answers
    assert (drawn.state, drawn.version, drawn.decides_code) == ("CLOSED", version, "")
    assert same_as_stored(drawn)


def test_a_spoken_no_reopens_the_case_at_once_and_its_first_answer_stays(town, drawn):
    answers = list(Answer.objects.values())
    step, reopened = visit(drawn, town.county_dora, NO)

    assert (step.action, step.round) == (Action.SECOND_VISIT, 1)
    assert (reopened.action, reopened.round, reopened.actor) == (
        Action.REOPEN,
        2,
        town.county_dora.user,
    )
    assert list(Answer.objects.values()) == answers
    assert (drawn.state, drawn.round, drawn.closing) == (State.VERIFIED, 2, "")
    assert (drawn.office, drawn.decides_code) == (town.street, "")
    assert same_as_stored(drawn)


@pytest.mark.parametrize(("days", "state"), [(29, "VERIFIED"), (31, "CLOSED")])
def test_a_no_that_is_heard_too_late_is_written_down_all_the_same(
    town, drawn, days, state
):
    visit(drawn, town.county_dora, NO, now=after(days * DAY))

    heard = Step.objects.get(case=drawn, action=Action.SECOND_VISIT)
    assert heard.detail["solved"] == "NO"
    assert drawn.state == state
    assert same_as_stored(drawn)


def test_nobody_else_reopens_it_because_of_what_was_heard(town, drawn):
    visit(drawn, town.county_dora, PARTLY)

    for officer in (town.county_dora, town.bo):
        assert refusal_of(reopen, case=drawn, by=officer, now=THURSDAY) == (
            Refusal.REOPEN_AFTER_NO
        )


def test_how_far_both_agree_can_be_counted(town, drawn):
    visit(drawn, town.county_dora, Given(Solved.YES, Satisfied.DISSATISFIED))

    def agreeing(question):
        first = Answer.objects.filter(
            case=OuterRef("case"),
            round=OuterRef("round"),
            **{question: OuterRef("heard")},
        )
        visits = Step.objects.filter(action=Action.SECOND_VISIT)
        return visits.annotate(heard=said(question)).filter(Exists(first)).count()

    assert (agreeing("solved"), agreeing("satisfied")) == (1, 0)


def test_it_is_the_office_above_that_visits_again(town, drawn):
    for officer in (town.bo, town.city_emil):
        assert refusal_of(visit, case=drawn, by=officer) == Refusal.NOT_ONE_UP


def test_who_made_the_first_visit_does_not_make_the_second(town):
    town.bo.user.is_active = False
    town.bo.user.save()
    case = closed(town, drawn=True, by=town.county_dora)
    assert refusal_of(visit, case=case, by=town.county_dora) == Refusal.NOT_A_HANDLER
    visit(case, town.city_emil)


def test_it_is_made_once_but_who_does_not_pick_up_is_called_again(town, drawn):
    visit(drawn, town.county_dora, None, CallOutcome.NO_ANSWER)
    assert drawn.decides_code == town.county.code
    visit(drawn, town.county_dora, now=THURSDAY + timedelta(hours=1))

    assert drawn.decides_code == ""
    again = refusal_of(visit, case=drawn, by=town.county_dora)
    assert again == Refusal.NOT_VISITED_AGAIN


@pytest.mark.parametrize("outcome", [CallOutcome.REFUSED, CallOutcome.WRONG_NUMBER])
def test_who_does_not_want_to_or_is_somebody_else_is_left_alone(town, drawn, outcome):
    step, _reopened = visit(drawn, town.county_dora, None, outcome)
    assert step.detail == {"call": outcome}
    assert drawn.decides_code == ""


def test_of_a_call_that_was_answered_both_answers_are_asked_for(town, drawn):
    refusal = refusal_of(visit, case=drawn, by=town.county_dora, given=None)
    assert refusal == Refusal.SPOKEN_ANSWER
    night = {
        "case": drawn,
        "by": town.county_dora,
        "now": THURSDAY - timedelta(hours=1),
    }
    assert refusal_of(visit, **night) == Refusal.CALLING_HOURS
    assert last_step(drawn).action == Action.CLOSE


def test_what_was_not_drawn_is_not_visited_again(town):
    case = closed(town, drawn=False)
    assert refusal_of(visit, case=case, by=town.county_dora) == Refusal.VISIT_DRAWN


def test_a_new_round_ends_the_waiting_for_it(town, drawn):
    reopen(drawn, town.resident)
    assert drawn.decides_code == ""


def test_only_for_a_second_visit_the_phone_of_a_closed_case_is_shown(town, drawn):
    look = {"by": town.county_dora, "now": THURSDAY}
    assert looking.call_phone(case=drawn, **look).phone == PHONE
    assert last_step(drawn).action == Action.LOOK
    assert refusal_of(looking.call_phone, case=drawn, by=town.bo, now=THURSDAY) == (
        Refusal.NOT_ONE_UP
    )
    visit(drawn, town.county_dora)
    refused = refusal_of(looking.call_phone, case=drawn, **look)
    assert refused == Refusal.NOT_VISITED_AGAIN
    other = closed(town, drawn=False)
    assert refusal_of(looking.call_phone, case=other, **look) == Refusal.NOT_OPEN


def test_an_open_form_of_the_case_stays_fresh(town, drawn):
    form = Case.objects.get(pk=drawn.pk)
    visit(drawn, town.county_dora)
    reopen(form, town.resident)
    assert form.round == 2


def test_silence_is_drawn_as_well(town):
    case = paths.reported(town, now=first_drawn(town))
    visiting.close_unanswered(case=case, by=THE_CLOCK, now=case.due_at)
    assert case.decides_code == town.county.code


def first_drawn(town):
    case = closed(town, drawn=True)
    return case.filed_at
