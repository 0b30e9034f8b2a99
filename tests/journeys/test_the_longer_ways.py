"""
Cases that go a longer way: not accepted and appealed, refused twice by the firm, asked
more time for; over HTTP, as the people do it.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.conftest import case_number
from tests.journeys.test_one_case_through_the_house import (
    FOUND,
    file_a_case,
    move,
    open_case,
    rectify,
)

pytestmark = pytest.mark.django_db(transaction=True)

DECLINED = "This is the gardeners' business, not ours."
APPEALED = "The firm planted it and sends us the bill for it each year."
OVERTURNED = "The firm is paid for the green, so the street takes it on."
NOT_OURS = "The stairs belong to the school next door, see the plan."
DECIDE = "decide"
LATER = "The roof comes from another town and is on its way."


def file_one(resident):
    filed = file_a_case(
        resident,
        kind="COMPLAINT",
        category="parking-ebike",
        text="The e-bikes stand in the rain and block the stairs.",
    )
    return case_number(filed)


def act(resident, number, name, **fields):
    page = resident.open(f"/track/{number}/")
    return resident.send(page, page.form(f"/act/{name}/"), **fields)


def firm_act(firm, number, name, **fields):
    page = firm.open(f"/firm/{number}/")
    return firm.send(page, page.form(f"/act/{name}/"), **fields)


def ask_for_time(firm, number):
    """A day behind the due one, which holidays may put off, and not too far."""
    page = firm.open(f"/firm/{number}/")
    for days in (12, 16, 20, 26):
        day = timezone.localdate() + timedelta(days=days)
        page = firm_act(
            firm, number, "ask_extension", until=day.isoformat(), text=LATER
        )
        if not page.has_form("/act/ask_extension/"):
            break
    return page


def open_under(officer, number, tab):
    """From one tab of the queue to the page of the case."""
    queue = officer.open(f"/admin/complaints/case/?queue={tab}")
    return officer.open(queue.link(number))


def move_under(officer, number, tab, action, **fields):
    page = open_under(officer, number, tab)
    return officer.send(page, page.form(f"/move/{action}/"), **fields)


def test_a_refusal_to_accept_is_appealed_and_overturned(stage):
    resident, anna, dora = stage.resident(), stage.staff("anna"), stage.staff("dora")
    number = file_one(resident)
    move(
        anna,
        number,
        "decline",
        reason="OTHER_BODY",
        text=DECLINED,
        way_on="The office of gardens.",
    )

    told = resident.open(f"/track/{number}/")
    assert DECLINED in told.text
    assert "The office of gardens." in told.text
    act(resident, number, "appeal", text=APPEALED)
    assert not resident.open(f"/track/{number}/").has_form("/act/appeal/")

    page = open_under(dora, number, DECIDE)
    assert APPEALED in page.text
    assert not page.has_form("/move/accept/")
    move_under(dora, number, DECIDE, "overturn", text=OVERTURNED)
    assert OVERTURNED in resident.open(f"/track/{number}/").text
    assert open_case(anna, number).has_form("/move/verify/")


def test_what_the_firm_refuses_twice_the_county_settles(stage, photo):
    resident, anna, dora = stage.resident(), stage.staff("anna"), stage.staff("dora")
    firm = stage.firm("manager")
    number = file_one(resident)
    move(anna, number, "accept", **FOUND, note="Seen on site.", measure="ORDER_FIRM")

    firm_act(firm, number, "refuse", text=NOT_OURS)
    assert not firm.open(f"/firm/{number}/").has_form("/act/refuse/")
    move(anna, number, "dispose", measure="ORDER_FIRM", instructions="It is yours.")
    firm_act(firm, number, "refuse", text=NOT_OURS)

    assert not open_case(anna, number).has_form("/move/dispose/")
    assert NOT_OURS in open_under(dora, number, DECIDE).text
    move_under(
        dora,
        number,
        DECIDE,
        "confirm_duty",
        text="The deed says the stairs are common.",
    )

    page = firm.open(f"/firm/{number}/")
    assert not page.has_form("/act/refuse/")
    assert "The deed says" in page.text
    rectify(firm, number, photo("grey"))
    assert open_case(anna, number).has_form("/move/report/")


def test_more_time_is_asked_for_and_given_and_the_resident_reads_why(stage):
    resident, anna = stage.resident(), stage.staff("anna")
    firm = stage.firm("manager")
    number = file_one(resident)
    move(anna, number, "accept", **FOUND, note="Seen on site.", measure="ORDER_FIRM")
    asked = ask_for_time(firm, number)
    assert not asked.has_form("/act/ask_extension/")
    move_under(anna, number, DECIDE, "extend")

    told = resident.open(f"/track/{number}/").text
    assert LATER in told
