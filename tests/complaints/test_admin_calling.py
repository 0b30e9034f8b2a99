"""The phone list of an office: whom it shows when, what is missing, what it costs."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from complaints.models import Case
from complaints.operations import visiting
from complaints.operations.filing import Place, Reporter
from complaints.refusals import Refusal
from complaints.states import Action, CallOutcome, Privacy, State
from registry.roles import Right
from tests.complaints import paths
from tests.complaints.desk import Desk, actions_of, offered_to, page_of, texts
from tests.complaints.last_words import close
from tests.complaints.lots import closed
from tests.complaints.paths import after
from tests.plans import plan_of
from tests.town import PHONE

CALLS = reverse("admin:complaints_case_calls")
DAY = 24
WEDNESDAY, THURSDAY = after(2 * DAY), after(3 * DAY)
EVENING = timedelta(hours=9)
MOST_QUERIES = 9


@pytest.fixture(autouse=True)
def _wednesday_at_nine():
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


@pytest.fixture
def bo(town):
    return Desk(town.bo.user)


def listed(desk):
    return [row.number for row in desk.client.get(CALLS).context["rows"]]


def call(case, town, outcome=CallOutcome.NO_ANSWER, now=WEDNESDAY):
    visiting.try_to_call(case=case, outcome=outcome, by=town.bo, now=now)


def test_the_list_shows_whom_the_office_has_to_call_today(town, bo):
    case = paths.reported(town)
    paths.reported(town, reporter=Reporter(Privacy.ANONYMOUS))
    paths.rectified(town)
    close(paths.reported(town), town)

    assert listed(bo) == [case.number]
    assert listed(Desk(town.carl.user)) == []
    assert listed(Desk(town.county_dora.user)) == []
    with time_machine.travel(WEDNESDAY - timedelta(hours=10), tick=False):
        assert listed(bo) == []


def test_in_an_emergency_the_next_day_is_early_enough(town, bo):
    case = paths.reported(town, category="lifts-trapped")
    with time_machine.travel(after(DAY), tick=False):
        assert listed(bo) == [case.number]


def test_who_was_called_today_comes_back_in_the_evening_and_on_the_next_day(town, bo):
    case = paths.reported(town)
    call(case, town)
    assert listed(bo) == []
    for moment in (WEDNESDAY + EVENING, THURSDAY):
        with time_machine.travel(moment, tick=False):
            assert listed(bo) == [case.number]


def test_enough_calls_end_the_calling(town, bo):
    case = paths.reported(town)
    call(case, town, now=WEDNESDAY + EVENING)
    call(case, town, now=THURSDAY)
    with time_machine.travel(THURSDAY + timedelta(days=1), tick=False):
        assert listed(bo) == []


def test_a_row_tells_the_calls_so_far_and_what_is_missing(town, bo):
    case = paths.reported(town)
    before = texts(bo.client.get(CALLS))
    assert "Needs calls on two days" in before
    assert "Needs one after 18:00" in before

    call(case, town, CallOutcome.WRONG_NUMBER)
    with time_machine.travel(THURSDAY, tick=False):
        page = texts(bo.client.get(CALLS))
    assert "Wrong number" in page
    assert "Needs another day" in page


def test_who_handled_the_case_is_told_that_a_colleague_calls(town, bo):
    paths.reported(town)
    page = texts(Desk(town.anna.user).client.get(CALLS))
    assert "You handled it: a colleague calls." in page
    assert "Show the phone number" not in page
    assert "Show the phone number" in texts(bo.client.get(CALLS))


def test_the_county_calls_where_everybody_of_the_street_handled_it(town, dora):
    case = paths.reported(town)
    assert listed(dora) == []
    town.bo.user.is_active = False
    town.bo.user.save()
    assert listed(dora) == [case.number]
    assert listed(Desk(town.city_emil.user)) == []


def test_outside_of_the_hours_the_list_says_so(town, bo):
    paths.reported(town)
    assert "not called at this hour" not in texts(bo.client.get(CALLS))
    with time_machine.travel(WEDNESDAY + timedelta(hours=4), tick=False):
        assert "not called at this hour" in texts(bo.client.get(CALLS))


def test_a_call_shows_the_phone_and_is_a_step(town, bo):
    case = paths.reported(town)
    assert PHONE not in texts(bo.client.get(CALLS))
    assert PHONE in texts(bo.call(case))
    assert actions_of(case)[-1] == "LOOK"


def test_who_picks_up_is_asked_on_the_page_of_the_case(town, bo):
    case = paths.reported(town)
    response = bo.make(case, Action.VISIT_TRY, call="ANSWERED")

    assert response.headers["Location"] == page_of(case)
    assert offered_to(bo, case)[:2] == ["CLOSE", "VISIT_TRY"]
    bo.make(case, Action.CLOSE, solved="YES", satisfied="VERY")
    case.refresh_from_db()
    assert (case.state, case.closing) == (State.CLOSED, "TYPED")


def test_who_does_not_pick_up_leads_back_to_the_list(town, bo):
    case = paths.reported(town)
    response = bo.make(case, Action.VISIT_TRY, call="NO_ANSWER")

    assert response.headers["Location"] == CALLS
    assert actions_of(case)[-1] == "VISIT_TRY"
    assert "No answer" in texts(bo.open(case))


def test_without_an_outcome_nothing_is_written(town, bo):
    case = paths.reported(town)
    response = bo.make(case, Action.VISIT_TRY)

    assert "Say what became of the call." in texts(response)
    assert "VISIT_TRY" not in actions_of(case)


def test_a_call_at_another_hour_is_refused_and_what_was_chosen_is_kept(town, bo):
    case = paths.reported(town)
    with time_machine.travel(WEDNESDAY + timedelta(hours=4), tick=False):
        response = bo.make(case, Action.VISIT_TRY, call="REFUSED")

    assert response.status_code == 409
    assert str(Refusal.CALLING_HOURS.label) in texts(response)
    assert "Did not want to answer" in texts(response)
    assert "VISIT_TRY" not in actions_of(case)


def test_the_list_is_for_those_with_the_right_to_make_return_visits(town, bo):
    assert "Phone list" in texts(bo.queue())
    right = Permission.objects.get(codename=Right.VISIT.value)
    town.bo.user.user_permissions.remove(right)
    assert bo.client.get(CALLS).status_code == 403
    assert "Phone list" not in texts(bo.queue())
    assert Desk(town.fireman.user).client.get(CALLS).status_code == 403


def test_an_empty_list_says_when_a_case_comes_there(town, bo):
    assert "Nobody has to be called now." in texts(bo.client.get(CALLS))


def test_the_list_costs_the_same_for_2_and_for_30_cases(
    town, bo, django_assert_num_queries
):
    _called_once(town, 2)
    with CaptureQueriesContext(connection) as found:
        bo.client.get(CALLS)
    assert len(found) <= MOST_QUERIES
    _called_once(town, 28)
    with django_assert_num_queries(len(found)):
        page = bo.client.get(CALLS)
    assert (len(page.context["rows"]), page.context["page"].paginator.count) == (25, 30)


# Second visits

SECOND = reverse("admin:complaints_case_second_visits")


@pytest.fixture
def dora(town):
    return Desk(town.county_dora.user)


def drawn_in(desk):
    return [row.number for row in desk.client.get(SECOND).context["rows"]]


def test_the_county_finds_the_closed_cases_that_were_drawn_below_it(town, bo, dora):
    case = closed(town, drawn=True)
    closed(town, drawn=False)

    assert drawn_in(dora) == [case.number]
    assert drawn_in(bo) == []
    assert "Second visits" in texts(dora.queue())
    assert "Second visits" not in texts(bo.queue())
    assert dora.queue(queue="decide").context["rows"] == []


def test_the_county_calls_and_writes_down_what_it_hears(town, dora):
    case = closed(town, drawn=True)
    assert PHONE in texts(dora.call(case))
    assert offered_to(dora, case)[0] == "SECOND_VISIT"

    dora.make(case, Action.SECOND_VISIT, call="NO_ANSWER")
    assert "No answer" in texts(dora.client.get(SECOND))
    incomplete = dora.make(case, Action.SECOND_VISIT, call="ANSWERED", solved="YES")
    assert str(Refusal.SPOKEN_ANSWER.label) in texts(incomplete)
    dora.make(
        case, Action.SECOND_VISIT, call="ANSWERED", solved="NO", satisfied="FAIRLY"
    )

    assert actions_of(case)[-2:] == ["SECOND_VISIT", "REOPEN"]
    assert drawn_in(dora) == []
    assert "SECOND_VISIT" not in offered_to(dora, case)
    assert "Call the reporter" not in texts(dora.open(case))


def test_nobody_is_offered_a_second_visit_that_is_not_theirs(town, bo, dora):
    drawn, other = closed(town, drawn=True), closed(town, drawn=False)
    for desk, case in ((bo, drawn), (dora, other)):
        assert "SECOND_VISIT" not in offered_to(desk, case)
        assert "Call the reporter" not in texts(desk.open(case))


def test_the_second_visits_cost_the_same_for_2_and_for_10_cases(
    town, dora, django_assert_num_queries
):
    for _case in range(2):
        closed(town, drawn=True)
    with CaptureQueriesContext(connection) as found:
        dora.client.get(SECOND)
    assert len(found) <= MOST_QUERIES
    for _case in range(8):
        closed(town, drawn=True)
    with django_assert_num_queries(len(found)):
        assert len(drawn_in(dora)) == 10


def _called_once(town, count):
    for _case in range(count):
        case = paths.reported(town)
        Case.objects.filter(pk=case.pk).update(entered_at=after(-DAY))
        call(case, town, now=WEDNESDAY - timedelta(days=1) + timedelta(hours=1))


def test_the_list_is_found_by_an_index_however_many_cases_are_open(town, bo):
    paths.reported(town, place=Place(community=town.garden))
    with CaptureQueriesContext(connection) as found:
        bo.client.get(CALLS)
    wanted = next(one["sql"] for one in found if "phone_sealed" in one["sql"])
    assert "open_by_office_and_due" in plan_of(wanted)
