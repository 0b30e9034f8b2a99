"""Somebody else reported it already: shown, and joined instead of filed again."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.models import Case, Draft, Follower, Step
from complaints.operations import handling
from complaints.operations.filing import Reporter
from complaints.states import Action, DeclineReason, Kind, Privacy
from registry.ledger import files
from registry.models import Notice, StoredFile
from registry.sealing import unseal
from tests.complaints import flow
from tests.complaints.browsing import errors_of, main_form, read
from tests.registry.ledger import photos as uploads

OTHER = Reporter(
    privacy=Privacy.HIDDEN, phone="+8613900139000", name="王芳", unit="3-501"
)
TEXT = f"{flow.TYPED['text']} 王芳, 3-501, 13900139000"


@pytest.fixture
def filed(town):
    """What another resident of the garden filed today, with a photo."""
    now = timezone.now()
    photo = files.store_image(
        uploads.upload(uploads.jpeg()), now=now, purpose="photo of a case"
    )
    return town.file(text=TEXT, reporter=OTHER, now=now, photos=[photo])


def to_the_question(client, **typed):
    return flow.answer(client, until=flow.SAME, **typed)


def join_address(client):
    page = read(client.get(flow.SAME))
    return next(one for one in page.links if "/join/" in one)


def test_a_likely_case_is_shown_with_text_and_photo(client, filed):
    address = to_the_question(client)
    page = client.get(address)
    text = page.content.decode()
    assert flow.TYPED["text"] in text
    assert "1 resident" in text
    shown = next(one for one in read(page).sources if "/photos/" in one)
    assert client.get(shown).headers["Content-Type"] == "image/jpeg"


def test_neither_who_reported_it_nor_its_number_is_told(client, filed):
    to_the_question(client)
    text = client.get(flow.SAME).content.decode()
    for secret in ("王芳", "3-501", "13900139000", filed.number):
        assert secret not in text


def test_its_photo_is_shown_to_who_was_asked_and_to_nobody_else(client, filed):
    to_the_question(client)
    sources = read(client.get(flow.SAME)).sources
    shown = next(one for one in sources if "/photos/" in one)
    stranger = type(client)()
    assert stranger.get(shown).status_code == 404
    plain = shown.partition("?")[0]
    assert client.get(plain).status_code == 404
    another = StoredFile.objects.get()
    another.pk, another.path = None, "another"
    another.save()
    moved = shown.replace(plain, f"/photos/{another.pk}/")
    assert client.get(moved).status_code == 404


def test_at_most_three_are_shown(client, town):
    for _ in range(5):
        town.file(now=timezone.now(), text=flow.TYPED["text"])
    to_the_question(client)
    assert len(client.get(flow.SAME).context["incidents"]) == 3


@pytest.mark.parametrize(
    ("typed", "case"),
    [
        ({"kind": "CONSULTATION"}, {}),
        ({"category": "lifts-broken", "text": "The lift stands still."}, {}),
        ({}, {"kind": Kind.RETALIATION}),
        ({}, {"kind": Kind.CONSULTATION}),
    ],
    ids=["a question", "another trouble", "of retaliation", "of a question"],
)
def test_nobody_is_asked_without_a_likely_complaint(client, town, typed, case):
    town.file(now=timezone.now(), text=flow.TYPED["text"], **case)
    flow.answer(client, until=flow.DETAILS, **typed)
    text = {**flow.TYPED, **typed}["text"]
    assert flow.send(client, flow.DETAILS, text=text).headers["Location"] == (
        flow.CONTACT
    )
    assert client.get(flow.SAME).headers["Location"] == flow.CONTACT


def test_who_tells_of_danger_is_led_past_older_cases(client, town):
    """Their case has a clock of its own, which joining would take from it."""
    text = "The lift is broken and somebody is trapped in it."
    town.file(now=timezone.now(), text=text, category="lifts-broken")
    flow.answer(client, until=flow.DETAILS, category="lifts-trapped", text=text)
    answer = flow.send(client, flow.DETAILS, text=text)
    assert answer.headers["Location"] == flow.CONTACT
    assert client.get(flow.SAME).headers["Location"] == flow.CONTACT


def test_who_joined_sees_the_end_of_the_phone_they_typed(client, filed):
    to_the_question(client)
    answer = flow.send(client, join_address(client), phone="138 0013 8123")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Your phone ends in 8123." in page
    assert "8123" not in client.get("/file/same/joined/?phone=<b>1").content.decode()


def test_none_of_these_goes_on_and_is_asked_again_of_other_words_alone(client, filed):
    to_the_question(client)
    page = client.get(flow.SAME)
    assert flow.CONTACT in read(page).links
    assert flow.file(client, flow.CONTACT).status_code == 302
    assert Case.objects.count() == 2
    flow.answer(client)
    same = flow.send(client, flow.DETAILS, text=flow.TYPED["text"])
    assert same.headers["Location"] == flow.CHECK
    other = flow.TYPED["text"] + " Again."
    changed = flow.send(client, flow.DETAILS, text=other)
    assert changed.headers["Location"] == flow.SAME
    assert flow.CHECK in read(client.get(flow.SAME)).links
    same = flow.send(client, flow.DETAILS, text=other)
    assert same.headers["Location"] == flow.CHECK


def test_words_that_become_like_a_case_are_asked_about(client, filed):
    flow.answer(client, text="Nobody answers the telephone of the office at night.")
    changed = flow.send(client, flow.DETAILS, text=flow.TYPED["text"])
    assert changed.headers["Location"] == flow.SAME


def test_joining_is_a_step_and_a_sealed_phone(client, filed):
    to_the_question(client)
    answer = flow.send(client, join_address(client), phone="138 0013 8000")
    assert answer.headers["Location"].startswith("/file/same/joined/")
    follower = Follower.objects.get()
    assert follower.case == filed
    assert unseal(follower.phone_sealed) == "+8613800138000"
    assert follower.proved_at is None
    assert follower.language == "en"
    assert Step.objects.get(action=Action.FOLLOW).case == filed
    assert Case.objects.count() == 1


def test_what_was_typed_of_a_case_of_one_s_own_is_deleted(client, filed):
    flow.answer(
        client, until=flow.SAME, photos=[uploads.upload(uploads.jpeg(), "mine.jpg")]
    )
    assert StoredFile.objects.count() == 2
    answer = flow.send(client, join_address(client), phone="138 0013 8000")
    assert not Draft.objects.exists()
    assert StoredFile.objects.count() == 1
    assert client.cookies["draft"].value == ""
    page = client.get(answer.headers["Location"]).content.decode()
    assert "You are with this case" in page


def test_a_second_tap_is_led_to_the_same_page(client, filed):
    to_the_question(client)
    address = join_address(client)
    form = main_form(client.get(address)).filled(phone="138 0013 8000")
    first, second = client.post(address, form), client.post(address, form)
    assert first.headers["Location"] == second.headers["Location"]
    assert Step.objects.filter(action=Action.FOLLOW).count() == 1


def test_one_phone_does_not_join_without_end(client, filed, town, settings):
    settings.CASES_PER_PHONE = [(1, timedelta(days=1))]
    to_the_question(client)
    flow.send(client, join_address(client), phone="138 0013 8000")
    town.file(text=TEXT, reporter=OTHER, now=timezone.now())
    to_the_question(client)

    refused = flow.send(client, join_address(client), phone="138 0013 8000")

    assert refused.status_code == 429
    assert "What you typed is still here" in errors_of(refused)
    assert Follower.objects.count() == 1
    assert Draft.objects.exists()


def test_how_long_to_wait_tells_nothing_of_when_a_phone_was_used(
    client, filed, town, settings
):
    settings.CASES_PER_PHONE = [(1, timedelta(days=1))]
    waits = set()
    for minutes in (0, 17):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
            to_the_question(client)
            answer = flow.send(client, join_address(client), phone="138 0013 8000")
            waits.add(answer.headers.get("Retry-After"))
            town.file(text=TEXT, reporter=OTHER, now=timezone.now())
    assert waits == {None, "3600"}


def test_nobody_uses_up_what_a_phone_may_file_from_elsewhere(client, filed, settings):
    settings.CASES_PER_PHONE = [(1, timedelta(days=1))]
    to_the_question(client)
    flow.send(client, join_address(client), phone=flow.TYPED["phone"])

    owner = type(client)(REMOTE_ADDR="203.0.113.9")

    assert flow.file(owner).status_code == 302
    assert Case.objects.count() == 2


def test_the_number_of_residents_tells_not_whose_phone_reported_it(client, filed):
    """Otherwise a firm with a list of phones types one after the other."""
    counted = []
    for phone in (OTHER.phone, "13800138000"):
        to_the_question(client)
        flow.send(client, join_address(client), phone=phone)
        next_one = type(client)()
        to_the_question(next_one)
        counted.append(next_one.get(flow.SAME).context["incidents"][0]["residents"])
    assert counted == [1, 1]


def test_whose_phone_is_with_the_case_already_is_told_to_nobody(client, filed):
    """The same page, the same way, for the phone that reported the case."""
    to_the_question(client)
    answer = flow.send(client, join_address(client), phone=OTHER.phone)
    assert answer.headers["Location"].startswith("/file/same/joined/")
    assert not Follower.objects.exists()
    assert not Notice.objects.filter(template__contains="follow").exists()


def test_a_phone_has_to_be_given(client, filed):
    to_the_question(client)
    address = join_address(client)
    assert errors_of(flow.send(client, address, phone="")) == "Give a phone number."
    wrong = flow.send(client, address, phone="12345")
    assert "Give a mobile number" in errors_of(wrong)
    assert main_form(wrong).values["phone"] == ["12345"]


def test_only_what_was_shown_in_this_browser_is_joined(client, filed):
    to_the_question(client)
    address = join_address(client)
    stranger = type(client)()
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, {"phone": "13800138000"}).status_code == 404
    assert client.get("/file/same/join/?case=7").status_code == 404
    assert not Follower.objects.exists()


def test_a_case_that_is_over_meanwhile_is_not_joined(client, filed, town):
    to_the_question(client)
    address = join_address(client)
    form = main_form(client.get(address)).filled(phone="138 0013 8000")
    handling.decline(
        case=filed,
        reason=DeclineReason.COURT,
        text="The court of the district decides it.",
        way_on="The district court.",
        by=town.anna,
        now=timezone.now(),
    )
    page = client.post(address, form)
    assert "This case cannot be joined any more. File a new one." in errors_of(page)
    assert Draft.objects.exists()


def test_joining_costs_the_same_however_many_joined(client, filed, town):
    to_the_question(client)
    address = join_address(client)
    client.get(address)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    before = cost()
    for number in range(5):
        phone = f"+8613700137{number:03}"
        Follower.objects.create(
            case=filed,
            phone_sealed=filed.contact.phone_sealed,
            phone_digest=phone,
            joined_at=timezone.now(),
            number=1,
            round=1,
        )
    assert cost() == before <= 10
