"""Categories and time limits at the desk: read, added to, never rewritten."""

import pytest
import time_machine

from complaints.models import Category, TimeLimit
from tests.complaints import paths
from tests.complaints.desk import Desk, texts

LIMITS = "/admin/complaints/timelimit/"
CATEGORIES = "/admin/complaints/category/"
NEW_LIMIT = {
    "stage": "VERIFICATION",
    "track": "ORDINARY",
    "unit": "WORKING_DAYS",
    "amount": 3,
    "in_force_from_0": "2026-07-01",
    "in_force_from_1": "00:00:00",
}


@pytest.fixture(autouse=True)
def _monday_at_five():
    with time_machine.travel(paths.after(8), tick=False):
        yield


@pytest.fixture
def chief(town):
    """The administrator of the city."""
    town.city_emil.user.is_superuser = True
    town.city_emil.user.save()
    return Desk(town.city_emil.user)


def test_an_officer_reads_them_and_adds_nothing(town):
    anna = Desk(town.anna.user)
    for address in (LIMITS, CATEGORIES):
        assert anna.client.get(address).status_code == 200
        assert anna.client.get(f"{address}add/").status_code == 403


def test_the_administrator_adds_a_limit_for_a_coming_day(chief):
    before = TimeLimit.objects.count()
    response = chief.client.post(f"{LIMITS}add/", NEW_LIMIT)
    assert response.status_code == 302, texts(response)
    assert TimeLimit.objects.count() == before + 1


def test_no_limit_holds_in_the_past(chief):
    before = TimeLimit.objects.count()
    past = {**NEW_LIMIT, "in_force_from_0": "2026-03-01"}
    response = chief.client.post(f"{LIMITS}add/", past)
    assert "never in the past" in texts(response)
    assert TimeLimit.objects.count() == before


def test_a_limit_of_nothing_is_told(chief):
    response = chief.client.post(f"{LIMITS}add/", {**NEW_LIMIT, "amount": 0})
    assert "Give at least 1." in texts(response)


def test_nobody_changes_or_deletes_a_limit(chief):
    row = TimeLimit.objects.earliest("pk")
    address = f"{LIMITS}{row.pk}/"
    chief.client.post(f"{address}change/", {**NEW_LIMIT, "amount": 99})
    chief.client.post(f"{address}delete/", {"post": "yes"})
    row.refresh_from_db()
    assert row.amount != 99


def test_two_categories_do_not_stand_at_one_place(chief):
    top = Category.objects.filter(parent=None).earliest("position")
    response = chief.client.post(
        f"{CATEGORIES}add/",
        {
            "code": "parking-drones",
            "parent": top.pk,
            "name_zh": "无人机",
            "name_en": "Drones",
            "urgency": "ORDINARY",
            "department": "HOUSING",
            "position": 1,
            "active": "on",
        },
    )
    assert "Another category stands at this place already." in texts(response)
    assert "is violated" not in texts(response)
