"""Photos that have arrived for an addition stay with it, whichever form comes back."""

import pytest
import time_machine

from registry.models import StoredFile
from tests.complaints.paths import after
from tests.complaints.tracking import act_of, by_receipt
from tests.complaints.uploading import send
from tests.registry.ledger.photos import jpeg, upload

KEPT = "These have arrived and are kept"


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(7), tick=False):
        yield


def sent_ahead(client, case):
    """One photo, sent to the place that the page gives its addition."""
    place = by_receipt(client, case).context["photo_upload_url"]
    assert send(client, jpeg(), address=place).status_code == 201


def shown(page):
    return act_of(page, "note").values.get("kept_photos", [])


def test_a_page_that_is_opened_again_shows_them_as_kept(client, town):
    case = town.file()
    assert KEPT not in by_receipt(client, case).content.decode()
    sent_ahead(client, case)
    page = client.get(f"/track/{case.number}/")
    assert KEPT in page.content.decode()
    assert len(shown(page)) == 1
    client.post(
        f"/track/{case.number}/act/note/", act_of(page, "note").filled(text="Look.")
    )
    assert case.photos.count() == 1
    assert shown(client.get(f"/track/{case.number}/")) == []


def test_they_are_there_when_another_act_is_refused(client, town):
    case = town.file()
    sent_ahead(client, case)
    withdraw = act_of(client.get(f"/track/{case.number}/"), "withdraw")
    typed = withdraw.filled(text="x" * 2001)
    page = client.post(f"/track/{case.number}/act/withdraw/", typed)
    assert page.context["form"].errors
    assert len(shown(page)) == 1


def test_what_came_with_a_refused_addition_is_there_again_later(client, town):
    case = town.file()
    note = act_of(by_receipt(client, case), "note")
    typed = note.filled(text="x" * 2001, photos=[upload(jpeg())])
    page = client.post(f"/track/{case.number}/act/note/", typed)
    assert page.context["form"].errors.keys() == {"text"}
    assert len(shown(page)) == len(shown(client.get(f"/track/{case.number}/"))) == 1


def test_another_browser_sees_none_of_them(client, town):
    case = town.file()
    sent_ahead(client, case)
    client.cookies.clear()
    client.cookies["django_language"] = "en"
    assert shown(by_receipt(client, case)) == []
    assert StoredFile.objects.count() == 1
