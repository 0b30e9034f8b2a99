"""Calls for the return visit: who rings, when, and what silence is called then."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission

from complaints.models import Answer, Case, Step
from complaints.operations import chasing, holidays, visiting
from complaints.operations.filing import Reporter
from complaints.queries import visits
from complaints.queries.facts import history_of
from complaints.refusals import Refusal
from complaints.states import Action, CallOutcome, Closing, Privacy, State
from registry.actors import Officer
from registry.models import DayOff, User
from registry.roles import Right
from tests.complaints import paths
from tests.complaints.last_words import THE_CLOCK, again, by_phone, reopen
from tests.complaints.outcomes import last_step, refusal_of, same_as_stored
from tests.complaints.paths import after

DAY = 24
NO_ANSWER, WRONG = CallOutcome.NO_ANSWER, CallOutcome.WRONG_NUMBER
# Reported on Monday at two in the afternoon: Wednesday is the first day of calls.
WEDNESDAY, THURSDAY = after(2 * DAY), after(3 * DAY)
EVENING = timedelta(hours=9)


def call(case, by, outcome=NO_ANSWER, now=WEDNESDAY):
    return visiting.try_to_call(case=case, outcome=outcome, by=by, now=now)


def silent(case):
    visiting.close_unanswered(case=case, by=THE_CLOCK, now=case.due_at)
    return case.closing


def test_a_try_says_what_became_of_the_call_and_leaves_forms_fresh(town):
    case = paths.reported(town)
    form = Case.objects.get(pk=case.pk)
    step = call(case, town.bo)

    assert (step.action, step.actor) == (Action.VISIT_TRY, town.bo.user)
    assert step.detail == {"call": "NO_ANSWER"}
    assert (step.source, step.target) == (State.REPORTED, State.REPORTED)
    assert not Answer.objects.exists()
    by_phone(form, town.bo, now=WEDNESDAY)
    assert same_as_stored(form)


@pytest.mark.parametrize("outcome", CallOutcome)
def test_every_outcome_is_a_try(town, outcome):
    case = paths.reported(town)
    call(case, town.bo, outcome)
    call(case, town.bo, outcome, now=THURSDAY)
    assert silent(case) == Closing.NO_REPLY


@pytest.mark.parametrize(
    ("now", "refusal"),
    [
        (WEDNESDAY - timedelta(minutes=1), Refusal.CALLING_HOURS),
        (WEDNESDAY + timedelta(hours=3), Refusal.CALLING_HOURS),
        (WEDNESDAY + timedelta(hours=11), Refusal.CALLING_HOURS),
        (after(DAY), Refusal.CALLING_DAY),
        (after(5.5), Refusal.CALLING_DAY),
    ],
)
def test_nobody_is_called_too_early_or_outside_the_hours(town, now, refusal):
    case = paths.reported(town)
    steps = Step.objects.filter(case=case).count()

    assert refusal_of(call, case=case, by=town.bo, now=now) == refusal
    assert Step.objects.filter(case=case).count() == steps


def test_in_an_emergency_the_next_day_is_early_enough(town):
    case = paths.reported(town, category="lifts-trapped")
    call(case, town.bo, now=after(DAY))
    same_day = paths.reported(town, category="lifts-trapped")
    assert refusal_of(call, case=same_day, by=town.bo, now=after(7)) == (
        Refusal.CALLING_DAY
    )


def test_who_handled_the_case_does_not_call(town):
    case = paths.reported(town)
    assert refusal_of(call, case=case, by=town.anna) == Refusal.NOT_A_HANDLER
    assert refusal_of(call, case=case, by=town.carl) == Refusal.OTHER_OFFICE
    assert refusal_of(call, case=case, by=town.county_dora) == Refusal.OTHER_OFFICE


def test_the_office_above_calls_where_everybody_handled_it(town):
    town.bo.user.is_active = False
    town.bo.user.save()
    case = paths.reported(town)
    assert call(case, town.county_dora).actor == town.county_dora.user


def test_calling_needs_the_right_to_make_return_visits(town):
    town.bo.user.user_permissions.remove(
        Permission.objects.get(codename=Right.VISIT.value)
    )
    bo = Officer(User.objects.get(pk=town.bo.user.pk))
    case = paths.reported(town)
    assert refusal_of(call, case=case, by=bo) == Refusal.MAY_VISIT


def test_an_outcome_is_asked_for(town):
    case = paths.reported(town)
    assert refusal_of(call, case=case, by=town.bo, outcome=None) == (
        Refusal.CALL_OUTCOME
    )


def test_who_reported_anonymously_is_not_called_and_is_outside_of_coverage(town):
    case = paths.reported(town, reporter=Reporter(Privacy.ANONYMOUS))
    assert refusal_of(call, case=case, by=town.bo) == Refusal.HAS_PHONE
    assert silent(case) == Closing.CANNOT_BE_CALLED


@pytest.mark.parametrize(
    ("moments", "closing"),
    [
        ([], Closing.NOT_VISITED),
        ([WEDNESDAY], Closing.NOT_VISITED),
        ([WEDNESDAY, WEDNESDAY + EVENING], Closing.NOT_VISITED),
        ([WEDNESDAY, THURSDAY], Closing.NO_REPLY),
        ([WEDNESDAY + EVENING, THURSDAY + EVENING], Closing.NO_REPLY),
    ],
)
def test_silence_is_no_reply_after_tries_on_two_days_and_else_not_visited(
    town, moments, closing
):
    case = paths.reported(town)
    for moment in moments:
        call(case, town.bo, WRONG, now=moment)

    assert chasing.sweep(now=case.due_at).closed == 1
    case.refresh_from_db()
    assert (case.state, case.closing) == (State.CLOSED, closing)
    assert last_step(case).detail["closing"] == closing


def test_holidays_announced_during_the_visit_take_no_call_back(town):
    case = paths.reported(town)
    call(case, town.bo)
    call(case, town.bo, now=THURSDAY + EVENING)
    due = case.due_at
    DayOff.objects.create(day=date(2026, 3, 9), works=False, reason="国务院办公厅通知")
    friday = after(4 * DAY)
    assert holidays.move_dates(now=friday) == 1

    case.refresh_from_db()
    assert case.due_at > due
    assert visits.tries_of(case, history_of(case)).days == 2
    assert not visits.calls_of(Case.objects.all(), town.bo.user, now=friday)
    assert silent(case) == Closing.NO_REPLY


def test_the_tries_of_an_earlier_round_do_not_count(town):
    case = paths.reported(town)
    call(case, town.bo)
    call(case, town.bo, now=THURSDAY)
    later = THURSDAY + timedelta(hours=1)
    reopen(case, town.resident, now=later)
    again(case, town, by=town.bo, now=later)

    assert silent(case) == Closing.NOT_VISITED
