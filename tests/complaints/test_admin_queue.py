"""The queue of an office: what stands where, in which order, and at what cost."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.admin.queue import BoundedPaginator
from complaints.models import Case
from complaints.operations.filing import Place
from complaints.operations.handling import Disposal
from complaints.refusals import Refusal
from complaints.states import Kind, Measure, Party, State
from registry.roles import Role
from tests.complaints import paths
from tests.complaints.desk import QUEUE, Desk, actions_of, state_of, texts
from tests.town import MONDAY_MORNING

MOST_QUERIES = 15


@pytest.fixture(autouse=True)
def _monday_at_five():
    with time_machine.travel(paths.after(8), tick=False):
        yield


@pytest.fixture
def anna(town):
    return Desk(town.anna.user)


def numbers_in(response):
    return [row.number for row in response.context["rows"]]


def tabs_of(response):
    return {tab.value: count for tab, count, _chosen in response.context["tabs"]}


def test_an_officer_sees_the_own_street_and_no_other(town, anna):
    own = town.file()
    other = town.file(place=Place(community=town.court))

    assert numbers_in(anna.queue()) == [own.number]
    assert numbers_in(Desk(town.carl.user).queue()) == [other.number]


def test_the_county_sees_both_streets_below_it(town):
    town.file()
    town.file(place=Place(community=town.court))
    dora = Desk(town.county_dora.user)

    assert numbers_in(dora.queue()) == []
    assert len(numbers_in(dora.queue(queue="below"))) == 2


def test_the_first_due_stands_first(town, anna):
    calm = town.file()
    lift = town.file(category="lifts-trapped")
    assert numbers_in(anna.queue()) == [lift.number, calm.number]


def test_each_case_stands_under_its_tab(town, anna):
    mine = town.file()
    party = paths.disposed(town)
    visit = paths.reported(town)
    tabs = tabs_of(anna.queue())

    assert (tabs["mine"], tabs["party"], tabs["visit"], tabs["below"]) == (
        "1",
        "1",
        "1",
        "",
    )
    assert numbers_in(anna.queue(queue="mine")) == [mine.number]
    assert numbers_in(anna.queue(queue="party")) == [party.number]
    assert numbers_in(anna.queue(queue="visit")) == [visit.number]


def test_a_case_that_the_office_itself_rectifies_is_its_own(town, anna):
    case = paths.disposed(town, Disposal(Measure.CHAMBER, Party.OFFICE))
    assert numbers_in(anna.queue(queue="mine")) == [case.number]


def test_what_is_overdue_stands_there_until_it_moves(town, anna):
    case = town.file()
    assert numbers_in(anna.queue(queue="overdue")) == []
    with time_machine.travel(MONDAY_MORNING + timedelta(days=3), tick=False):
        later = anna.queue(queue="overdue")
    assert numbers_in(later) == [case.number]
    assert "2 working days overdue" in texts(later)


def test_an_unlisted_place_lands_with_the_county_to_be_located(town, anna):
    case = town.file(place=Place(region=town.county, description="Behind the market"))
    dora = Desk(town.county_dora.user)

    assert numbers_in(dora.queue(queue="locate")) == [case.number]
    assert "Behind the market" in texts(dora.queue(queue="locate"))
    assert numbers_in(anna.queue(queue="below")) == []


def test_a_row_says_what_where_how_far_by_when_and_who(town, anna):
    paths.disposed(town, category="lifts-broken")
    page = texts(anna.queue(queue="party"))
    for told in ("丹青花园", "Handed over", "Due", "长青物业服务有限公司"):
        assert told in page


def test_a_case_that_was_reported_is_with_its_resident(town, anna):
    paths.reported(town)
    assert [row.holder for row in anna.queue(queue="visit").context["rows"]] == [
        "Resident"
    ]


def test_a_number_is_found_however_it_is_typed(town, anna):
    case = paths.closed(town)
    for typed in (case.number, case.number.replace("-", ""), f" {case.number} "):
        assert numbers_in(anna.queue(q=typed)) == [case.number]


@pytest.mark.parametrize("words", ["丹青", "dqhy"])
def test_a_community_is_found_by_name_or_initials(town, anna, words):
    case = town.file()
    assert numbers_in(anna.queue(q=words)) == [case.number]


def test_a_search_finds_nothing_of_another_street(town, anna):
    case = town.file(place=Place(community=town.court))
    assert numbers_in(anna.queue(q=case.number)) == []


def test_a_search_that_finds_nothing_says_what_to_try(town, anna):
    assert "Try the whole number" in texts(anna.queue(q="Nowhere"))


def test_an_empty_queue_says_how_cases_come_here(town, anna):
    assert "Nothing waits for you." in texts(anna.queue())


def test_the_queue_is_narrowed_by_kind_and_urgency(town, anna):
    lift = town.file(category="lifts-trapped")
    question = town.file(kind=Kind.CONSULTATION, category="money-committee")

    assert numbers_in(anna.queue(urgency__exact="EMERGENCY")) == [lift.number]
    assert numbers_in(anna.queue(kind__exact="CONSULTATION")) == [question.number]


def test_a_department_sees_what_waits_for_it(town):
    order = Disposal(Measure.ORDER_DEPARTMENT, Party.DEPARTMENT, department=town.fire)
    case = paths.disposed(town, order, category="fire-charging")
    paths.disposed(town)
    assert numbers_in(Desk(town.fireman.user).queue()) == [case.number]


def test_a_reader_sees_everything_below_and_nothing_to_press(town):
    town.auditor.is_staff = True
    town.auditor.save()
    town.file()
    page = Desk(town.auditor).queue()

    assert len(numbers_in(page)) == 1
    assert "Accept the selected" not in texts(page)
    assert "File for somebody" not in texts(page)


# Accepting many


def accept(desk, *cases):
    chosen = {"action": "accept_selected", "index": 0}
    chosen["_selected_action"] = [case.pk for case in cases]
    return desk.client.post(QUEUE, chosen, follow=True)


def test_many_are_accepted_at_once(town, anna):
    cases = [town.file(), town.file()]
    page = accept(anna, *cases)

    assert [state_of(case) for case in cases] == [State.ACCEPTED] * 2
    assert "2 cases accepted." in texts(page)


def test_one_that_is_refused_is_named_and_holds_up_no_other(town):
    place = Place(region=town.county, description="Behind the market")
    unlisted, listed = town.file(place=place), town.file(kind=Kind.RETALIATION)
    page = accept(Desk(town.county_dora.user), unlisted, listed)

    assert f"{unlisted.number}: {Refusal.LOCATED.label}" in texts(page)
    assert "1 case accepted." in texts(page)
    assert (state_of(unlisted), state_of(listed)) == (State.FILED, State.ACCEPTED)


def test_nobody_accepts_another_street_s_case(town, anna):
    case = town.file(place=Place(community=town.court))
    accept(anna, case)
    assert actions_of(case) == ["FILE"]


def test_the_office_above_does_not_accept_in_the_street_s_place(town):
    case = town.file()
    dora = Desk(town.county_dora.user)
    page = dora.client.post(
        f"{QUEUE}?queue=below",
        {"action": "accept_selected", "index": 0, "_selected_action": [case.pk]},
        follow=True,
    )
    assert str(Refusal.OTHER_OFFICE.label) in texts(page)
    assert actions_of(case) == ["FILE"]


def test_a_reader_of_the_same_street_cannot_accept(town):
    town.auditor.is_staff, town.auditor.region = True, town.street
    town.auditor.save()
    case = town.file()
    page = accept(Desk(town.auditor), case)
    assert f"{case.number}: " not in texts(page)
    assert actions_of(case) == ["FILE"]


# What it costs


def filed_many(town, count):
    for _case in range(count):
        town.file()


def queries_of(desk, **query):
    with CaptureQueriesContext(connection) as found:
        desk.queue(**query)
    return len(found)


@pytest.mark.parametrize("tab", ["mine", "below", "overdue"])
def test_the_queue_costs_the_same_for_3_and_for_30_cases(
    town, anna, tab, django_assert_num_queries
):
    filed_many(town, 3)
    few = queries_of(anna, queue=tab)
    assert few <= MOST_QUERIES
    filed_many(town, 27)
    with django_assert_num_queries(few):
        anna.queue(queue=tab)


def test_twenty_five_stand_on_a_page_and_no_case_falls_between(town, anna):
    filed_many(town, 30)
    first, second = anna.queue(), anna.queue(p=2)

    assert (len(numbers_in(first)), len(numbers_in(second))) == (25, 5)
    assert len({*numbers_in(first), *numbers_in(second)}) == 30


def test_a_long_queue_is_not_counted_to_its_end(town, anna, monkeypatch):
    monkeypatch.setattr(BoundedPaginator, "MOST", 3)
    filed_many(town, 6)
    page = anna.queue()

    assert page.context["cl"].result_count == 4
    assert "More than 3 cases" in texts(page)


def test_the_first_page_of_the_desk_tells_what_waits(town, anna):
    town.file()
    page = anna.client.get("/admin/")
    assert next(count for _tab, count in page.context["tabs"]) == "1"
    assert "Heyedi Street" in texts(page)


def test_the_desk_is_closed_to_whoever_is_not_logged_in(town, client):
    assert client.get(QUEUE).status_code == 302
    assert client.get("/admin/login/").status_code == 200


def test_roles_that_act_are_officers_only(town):
    regulator = town.auditor
    regulator.role, regulator.is_staff = Role.REGULATOR, True
    regulator.save()
    case = town.file()
    accept(Desk(regulator), case)
    assert Case.objects.get(pk=case.pk).state == State.FILED
