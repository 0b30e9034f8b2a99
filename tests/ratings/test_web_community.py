"""The page of a community: its firm, its committee, and what is open in numbers."""

from datetime import date

import pytest
import time_machine

from complaints.operations import handling
from complaints.states import Kind
from registry.models import Tenure
from tests.complaints import offices, paths
from tests.ratings.listings.people import build_lists
from tests.ratings.published import made, publish, text_of

ENGLISH = {"Accept-Language": "en"}
GARDEN, COURT = "/communities/DQHY/", "/communities/LXY/"


@pytest.fixture(autouse=True)
def _evening():
    with time_machine.travel(paths.after(9), tick=False):
        yield


def page(client, path=GARDEN, **query):
    return client.get(path, query, headers=ENGLISH)


def filed(town, category, number):
    return [town.file(category=category) for _each in range(number)]


@pytest.mark.parametrize("asked", ["丹青", "dq", "荷叶地街道1号", "dqhy"])
def test_it_is_found_by_name_initials_address_and_code(client, town, asked):
    found = page(client, "/communities/", q=asked).context["communities"]
    assert [each["name"] for each in found] == ["丹青花园"]
    assert found[0]["url"] == GARDEN


def test_it_says_who_serves_it_how_rated_and_since_when(client, town):
    publish(town, {town.firm.name: made(400, 396)})
    shown = text_of(page(client))
    assert town.firm.name in shown
    assert "1 January 2024" in shown
    assert "Own answers: 400" in shown
    assert "Hefei City · Shushan District · Heyedi Street" in shown


def test_it_leads_to_the_form_for_this_community(client, town):
    text = page(client).content.decode()
    assert f'href="/c/{town.garden.code}/"' in text
    assert f'href="/communities/{town.garden.code}/poster.pdf"' in text


def test_it_says_when_the_street_office_can_be_called(client, town):
    without = text_of(page(client))
    offices.open_all(town)
    shown = text_of(page(client))
    assert offices.HOURS not in without
    assert offices.HOURS in shown
    assert offices.STREET in shown


def test_a_community_without_a_firm_says_who_holds_its_cases(client, town):
    assert "No firm serves this community at present" in text_of(page(client, COURT))


def test_a_firm_that_left_stands_among_the_earlier_ones(client, town):
    Tenure.objects.create(
        community=town.court,
        firm=town.rival,
        starts_on=date(2022, 1, 1),
        ends_on=date(2026, 3, 1),
    )
    shown = text_of(page(client, COURT))
    assert "No firm serves this community at present" in shown
    assert "Saturday 1 January 2022 to Saturday 28 February 2026" in shown


def test_the_committee_stands_with_its_term(client, town):
    garden = town.garden
    garden.committee_elected_on = date(2015, 6, 1)
    garden.committee_term_ends_on = date(2020, 5, 31)
    garden.save()
    shown = text_of(page(client))
    assert "Term is over" in shown
    assert "last day of the term: Sunday 31 May 2020" in shown


def test_open_cases_are_told_by_step_and_by_category(client, town):
    for case in filed(town, "parking-ebike", 6):
        handling.accept(case=case, by=town.anna, now=paths.after(5))
    filed(town, "lifts-broken", 5)
    told = page(client).context["open"]
    assert told["total"] == 11
    assert [each["number"] for each in told["steps"]] == [6, 5]
    assert [each["name"] for each in told["categories"]] == ["Parking", "Lifts"]


def test_a_number_that_could_point_to_a_person_is_not_told(client, town):
    filed(town, "parking-ebike", 6)
    filed(town, "lifts-broken", 1)
    told = page(client).context["open"]
    assert told["total"] == 7
    assert (told["categories"], told["categories_rest"]) == ([], 7)
    assert "Lifts" not in text_of(page(client))


def test_of_a_single_case_nothing_is_told(client, town):
    filed(town, "lifts-broken", 1)
    answer = page(client)
    assert "Fewer than 5 cases are open here" in text_of(answer)
    assert "Lifts" not in text_of(answer)


def test_retaliation_is_in_no_number(client, town):
    filed(town, "parking-ebike", 5)
    paths.filed(town, kind=Kind.RETALIATION)
    assert page(client).context["open"]["total"] == 5


def test_a_browser_that_holds_the_page_is_answered_304(client, town):
    tag = page(client).headers["ETag"]
    again = client.get(GARDEN, headers={**ENGLISH, "If-None-Match": tag})
    assert again.status_code == 304


def test_an_unknown_code_is_no_page(client, town):
    assert page(client, "/communities/NONE/").status_code == 404


def test_what_stands_on_a_list_of_its_firm_or_project_stands_here(client, town):
    with time_machine.travel(paths.after(8), tick=False):
        listing = build_lists(town).published()
        assert listing.number in text_of(page(client))
        assert listing.number not in text_of(page(client, COURT))


def test_a_firm_that_would_not_leave_is_named_after_its_time(client, town):
    with time_machine.travel(paths.after(8), tick=False):
        listing = build_lists(town).published()
        town.garden.tenures.update(ends_on=paths.after(8).date())
        shown = text_of(page(client))

    assert "No firm serves this community at present" in shown
    on_the_lists = shown[shown.index("On the lists") : shown.index("Open cases")]
    assert listing.number in on_the_lists
    assert town.firm.name in on_the_lists
