"""Words that are sent after the proof was over wait in the browser that sent them."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from complaints import codes
from complaints.operations import handling
from complaints.states import DeclineReason
from tests.complaints import paths
from tests.complaints.browsing import main_form, read
from tests.complaints.paths import after
from tests.complaints.tracking import act_of, by_receipt, text_of

WORDS = "The lamps stand inside of the wall."
NOT_SENT = "What you typed It was not sent"
LONG = timedelta(hours=2.5)


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(after(7), tick=False) as traveller:
        yield traveller


@pytest.fixture
def case(town):
    return town.file()


def sent_late(client, clock, case, act="note"):
    """Where the form leads that was open for two hours and a half."""
    page = by_receipt(client, case)
    clock.shift(LONG)
    answer = client.post(
        f"/track/{case.number}/act/{act}/", act_of(page, act).filled(text=WORDS)
    )
    return client.get(answer.headers["Location"])


def prove_again(client, page, case):
    form = main_form(page)
    receipt = codes.receipt_for(case.number, turn=1)
    client.post("/track/", form.filled(receipt=receipt))
    return client.get(f"/track/{case.number}/")


def test_they_are_shown_and_stand_in_the_form_again(client, clock, case):
    page = sent_late(client, clock, case)
    assert NOT_SENT in text_of(page)
    assert WORDS in text_of(page)
    page = prove_again(client, page, case)
    form = act_of(page, "note")
    assert NOT_SENT not in text_of(page)
    client.post(f"/track/{case.number}/act/note/", form.filled())
    assert case.steps.latest("number").text.body == WORDS
    assert act_of(client.get(f"/track/{case.number}/"), "note").filled()["text"] == [""]


def test_an_appeal_stands_there_too(client, clock, town, case):
    handling.decline(
        case=case,
        reason=DeclineReason.OTHER_BODY,
        text="The street lamps belong to the city.",
        way_on="The lighting office, 0551-62600000.",
        by=town.anna,
        now=after(2),
    )
    page = prove_again(client, sent_late(client, clock, case, "appeal"), case)
    assert act_of(page, "appeal").filled()["text"] == [WORDS]


def test_why_it_is_worked_on_again_stands_there_too(client, clock, town):
    case = paths.closed(town)
    clock.move_to(case.entered_at + timedelta(hours=1))
    page = by_receipt(client, case)
    form = next(one for one in read(page).forms if "/reopen/" in one.action)
    clock.shift(LONG)
    answer = client.post(f"/track/{case.number}/reopen/", form.filled(reason=WORDS))
    page = client.get(answer.headers["Location"])
    assert WORDS in text_of(page)
    page = prove_again(client, page, case)
    form = next(one for one in read(page).forms if "/reopen/" in one.action)
    assert form.filled()["reason"] == [WORDS]


def test_where_no_form_takes_them_any_more_they_are_told(client, clock, town, case):
    page = sent_late(client, clock, case, "withdraw")
    assert WORDS in text_of(page)
    clock.shift(timedelta(minutes=1))
    handling.decline(
        case=case,
        reason=DeclineReason.OTHER_BODY,
        text="The street lamps belong to the city.",
        way_on="The lighting office, 0551-62600000.",
        by=town.anna,
        now=after(10),
    )
    page = prove_again(client, page, case)
    assert f"{NOT_SENT}. Copy what you still need. {WORDS}" in text_of(page)


def test_nobody_else_sees_them_and_they_lie_sealed(client, clock, case):
    sent_late(client, clock, case)
    address = f"/track/?number={case.number}"
    assert WORDS not in text_of(Client().get(address))
    assert WORDS not in text_of(client.get("/track/?number=34-2603-000001-9"))
    assert not any(WORDS in str(one.get_decoded()) for one in Session.objects.all())
    clock.shift(LONG)
    assert WORDS not in text_of(client.get(address))
