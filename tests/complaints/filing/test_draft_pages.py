"""A draft is offered again, page by page, for seven days, in its own browser alone."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints import tasks
from complaints.answers import Answers
from complaints.models import Draft, DraftPhoto
from complaints.queries.drafts import answers_of
from registry.models import StoredFile
from tests.complaints import flow
from tests.complaints.browsing import main_form, read
from tests.registry.ledger import photos as uploads

PAGES = (flow.CATEGORY, flow.DETAILS, flow.CONTACT, flow.CHECK)
AFTER_PHOTOS = (flow.CONTACT, flow.CHECK)
# What is kept once each page was answered.
KEPT = {
    flow.KIND: {"kind": "COMPLAINT"},
    flow.CATEGORY: {"category": "parking-ebike"},
    flow.DETAILS: {"text": flow.TYPED["text"]},
    flow.CONTACT: {
        "privacy": "HIDDEN",
        "phone": "+8613800138000",
        "phone_typed": "138 0013 8000",
        "filed_for": "MYSELF",
    },
}


def reopened(client):
    """The same browser with another tab and an ended session, English as before."""
    again = Client()
    for name in ("draft", "django_language"):
        again.cookies[name] = client.cookies[name].value
    return again


@pytest.mark.parametrize("until", PAGES)
def test_after_each_page_it_is_offered_and_everything_is_there(client, town, until):
    photos = [uploads.upload(uploads.jpeg())]
    flow.answer(client, until=until, photos=photos)
    kept = Answers(community="DQHY")
    for page in (flow.KIND, *PAGES)[: PAGES.index(until) + 1]:
        kept = kept.changed(**KEPT[page])

    later = reopened(client)
    page = later.get("/")
    assert "You have begun a case" in page.content.decode()
    assert until in read(page).links

    assert answers_of(Draft.objects.get()) == kept
    assert DraftPhoto.objects.count() == (until in AFTER_PHOTOS)
    flow.answer(later, until)
    assert flow.send(later, flow.CHECK).status_code == 302
    assert "You have begun a case" not in later.get("/").content.decode()


@pytest.mark.parametrize("until", AFTER_PHOTOS)
def test_what_was_said_and_shown_stands_on_its_page_again(client, town, until):
    photos = [uploads.upload(uploads.jpeg())]
    flow.answer(client, until=until, photos=photos)
    page = reopened(client).get(flow.DETAILS)
    form = main_form(page)
    assert form.values["text"] == [flow.TYPED["text"]]
    assert len(form.values["kept_photos"]) == 1


def test_it_is_offered_where_filing_begins_as_well(client, town):
    flow.answer(client, until=flow.DETAILS)
    page = client.get(flow.START)
    assert page.context["unfinished"]["url"] == flow.DETAILS
    assert page.context["unfinished"]["place"] == "丹青花园"


def test_no_other_browser_finds_it(client, town):
    flow.answer(client)
    stranger = Client()
    stranger.cookies["draft"] = "guessed"
    assert stranger.get(flow.CHECK).headers["Location"] == flow.START
    stranger.cookies["draft"] = Draft.objects.get().browser_digest
    assert stranger.get(flow.CHECK).headers["Location"] == flow.START
    stranger.cookies["draft"] = "x" * 10_000
    assert stranger.get("/").status_code == 200


def test_a_browser_without_a_draft_costs_no_question(client, db):
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert not [one for one in queries if "complaints_draft" in one["sql"]]


def test_the_cookie_is_random_and_kept_from_scripts(client, town):
    flow.answer(client, until=flow.CATEGORY)
    cookie = client.cookies["draft"]
    assert len(cookie.value) >= 32
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["max-age"] == 7 * 24 * 3600
    flow.file(client, flow.CATEGORY)
    assert client.cookies["draft"].value == ""
    flow.answer(client, until=flow.CATEGORY)
    assert client.cookies["draft"].value != cookie.value


def test_what_was_typed_lies_sealed(client, town):
    flow.answer(client, name="Wang Fang", text="The e-bikes of Wang Fang.")
    rows = Draft.objects.values_list()
    for secret in ("Wang Fang", "13800138000", "138 0013 8000", "e-bikes", "DQHY"):
        assert secret not in str(list(rows))
    assert client.cookies["draft"].value not in str(list(rows))


def test_after_seven_days_draft_and_files_are_gone(client, town):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        flow.answer(client, photos=[uploads.upload(uploads.jpeg())])
    path = StoredFile.objects.get().path

    with time_machine.travel(start + timedelta(days=7, seconds=-1), tick=False):
        assert tasks.forget_drafts() == 0
        assert client.get(flow.CHECK).status_code == 200
    with time_machine.travel(start + timedelta(days=7), tick=False):
        assert client.get(flow.CHECK).headers["Location"] == flow.START
        assert tasks.forget_drafts() == 1
        assert tasks.forget_drafts() == 0

    assert not Draft.objects.exists()
    assert not DraftPhoto.objects.exists()
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(path)


def test_each_answer_gives_it_seven_more_days(client, town):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        flow.answer(client)
    with time_machine.travel(start + timedelta(days=6), tick=False):
        flow.send(client, flow.KIND, kind="SUGGESTION")
    with time_machine.travel(start + timedelta(days=12), tick=False):
        assert tasks.forget_drafts() == 0
        assert client.get(flow.CHECK).status_code == 200


def test_its_owner_deletes_it_with_its_photos(client, town):
    flow.answer(client, photos=[uploads.upload(uploads.jpeg())])
    path = StoredFile.objects.get().path
    assert "/file/draft/delete/" in read(client.get(flow.CHECK)).links
    asked = client.get("/file/draft/delete/")
    assert asked.status_code == 200
    assert Draft.objects.exists()

    answer = client.post("/file/draft/delete/", main_form(asked).filled(), follow=True)

    assert "The draft is deleted. Nothing of it was sent." in answer.content.decode()
    assert not Draft.objects.exists()
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(path)
    assert client.get(flow.CHECK).headers["Location"] == flow.START


def test_what_is_sent_to_a_page_after_the_draft_is_gone_begins_anew(client, town):
    flow.answer(client)
    Draft.objects.all().delete()
    answer = client.post(flow.CONTACT, flow.TYPED)
    assert answer.headers["Location"] == flow.START


def test_from_the_gate_to_the_confirmation_in_six_pages(client, town):
    """Each page that is seen counts as one, whatever redirects lie between."""
    seen, address = [], "/c/DQHY/"
    while not address.startswith("/file/done/"):
        page = client.get(address, follow=True)
        here = page.redirect_chain[-1][0] if page.redirect_chain else address
        seen.append(here)
        answer = flow.send(client, here, **{**flow.TYPED, "kind": "CONSULTATION"})
        address = answer.headers["Location"]
    seen.append(address)
    assert len(seen) == 6, seen
