"""The desk's panel: who joined, and what is likely the same incident."""

from datetime import timedelta

import pytest

from complaints.admin.incidents import incident_of
from complaints.operations.filing import Place
from tests.complaints import paths
from tests.complaints.paths import NO, after, answer_too, follow
from tests.town import MONDAY_MORNING

LIFT = "5栋2单元的电梯坏了三天，没有人修。"
AGAIN = "五号楼二单元电梯停了好几天了，物业不修"


@pytest.fixture
def case(town):
    earlier = MONDAY_MORNING - timedelta(days=3)
    town.file(category="lifts-broken", text=LIFT, now=earlier)
    return town.file(category="lifts-broken", text=AGAIN)


def seen(case, user):
    return incident_of(case, user, now=after(8))


@pytest.mark.usefixtures("monday_at_five")
def test_the_same_incident_is_shown_with_its_days_and_a_link(anna, case):
    page = anna.open(case)
    text = page.content.decode()
    assert "Likely the same incident" in text
    assert LIFT in text
    assert "filed 3 days ago" in text
    assert "alike" in text
    assert "Residents who joined" not in text


@pytest.mark.usefixtures("monday_at_five")
def test_followers_are_counted_and_a_visit_is_asked_for(town, anna):
    case = paths.reported(town)
    answer_too(town, follow(town, case), NO)
    follow(town, case, "+8613700137000", by=town.by_receipt)
    text = anna.open(case).content.decode()
    assert "2 residents joined this case" in text
    assert "Phones proved: 1" in text
    assert "A return visit is wanted." in text
    assert "Answer of a resident who joined" in text


def test_nothing_is_shown_where_there_is_nothing(town, anna):
    assert seen(town.file(), town.anna.user) is None


def test_only_cases_of_the_reader_s_own_area_are_shown(town, case):
    [same] = seen(case, town.anna.user).same
    assert same.text == LIFT
    assert seen(case, town.carl.user) is None


def test_a_department_sees_no_other_resident_s_words(town, case):
    assert seen(case, town.fireman.user) is None


def test_a_place_that_is_not_located_has_no_neighbours(town, case):
    place = Place(region=town.street, description="by the river")
    assert seen(town.file(place=place, text=AGAIN), town.anna.user) is None


def test_the_panel_costs_the_same_whatever_follows(
    town, case, django_assert_num_queries
):
    for number in range(3):
        follow(town, case, f"+861370013700{number}")
    with django_assert_num_queries(4):
        seen(case, town.anna.user)
