"""Five taps at the same time with one key are one act, and five equal replies."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from complaints import codes
from complaints.models import Answer, Case, DraftPhoto, Photo, Step
from complaints.states import Action
from registry.models import IdempotencyKey, StoredFile, Use
from tests.complaints import flow, paths
from tests.complaints.browsing import form_with, main_form, read
from tests.complaints.changes import CHANGES
from tests.complaints.changing import everything, last_step, steps_after
from tests.registry.ledger import photos as uploads
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

TAPS = 5


def tapped(browser, send):
    """What `send` gets, five times at once, in browsers with this one's cookies."""

    def tap(_number):
        twin = Client()
        twin.cookies.update(browser.cookies)
        return send(twin)

    return at_once(TAPS, tap)


def photo():
    return uploads.upload(uploads.jpeg())


def test_one_case_is_filed(client, town):
    form = main_form(client.get(flow.answer(client, photos=[photo()])))

    replies = tapped(client, lambda browser: browser.post(flow.CHECK, form.filled()))

    number = Case.objects.get().number
    assert {reply.headers["Location"] for reply in replies} == {f"/file/done/{number}/"}
    assert (Photo.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_one_photo_is_kept(client, town):
    client.get(flow.answer(client))
    address = flow.photos_go_to(client)
    key = {"Idempotency-Key": "one photo"}
    replies = tapped(
        client,
        lambda browser: browser.post(address, {"photo": photo()}, headers=key),
    )
    assert {reply.status_code for reply in replies} == {201}
    assert len({reply.content for reply in replies}) == 1
    assert StoredFile.objects.count() == DraftPhoto.objects.count() == 1


def test_one_answer_of_the_firm_is_taken(client, town):
    case = paths.disposed(town)
    client.force_login(town.manager.user)
    address = f"/firm/{case.number}/"
    form = main_form(client.get(address))
    replies = tapped(
        client,
        lambda browser: browser.post(
            address, form.filled(text="The shed has a roof now.", photos=[photo()])
        ),
    )
    assert {reply.headers["Location"] for reply in replies} == {address}
    assert Step.objects.filter(action=Action.RECTIFY).count() == 1
    assert StoredFile.objects.count() == 1


def test_one_rating_is_counted(client, town):
    case = paths.reported(town)
    token = codes.visit_token(case_id=case.pk, round_number=1)
    form = main_form(client.get(f"/v/{token}/"))
    given = form.filled(solved="NO", satisfied="DISSATISFIED")
    replies = tapped(client, lambda browser: browser.post(f"/v/{token}/", given))
    assert {reply.headers["Location"] for reply in replies} == {f"/v/{token}/"}
    assert Answer.objects.count() == 1
    assert Step.objects.filter(action=Action.CLOSE).count() == 1


def test_one_rating_by_receipt_is_counted(client, town):
    case = paths.reported(town)
    address = prove(client, case)
    form = main_form(client.get(f"{address}answer/"))
    given = form.filled(solved="YES", satisfied="VERY")
    replies = tapped(client, lambda browser: browser.post(f"{address}answer/", given))
    assert {reply.headers["Location"] for reply in replies} == {f"{address}answer/"}
    assert Answer.objects.count() == 1


def test_one_new_round_is_begun(client, town):
    case = paths.reported(town)
    address = prove(client, case)
    form = form_with(client.get(address), "reason")
    replies = tapped(client, lambda browser: browser.post(form.action, form.filled()))
    assert {reply.headers["Location"] for reply in replies} == {address}
    assert Step.objects.filter(action=Action.REOPEN).count() == 1


def test_of_five_answers_with_keys_of_their_own_one_is_taken(client, town):
    case = paths.disposed(town)
    client.force_login(town.manager.user)
    address = f"/firm/{case.number}/"
    forms = [main_form(client.get(address)) for _ in range(TAPS)]

    def send(browser):
        typed = {"text": "The shed has a roof now.", "no_photo_because": "Dark."}
        return browser.post(address, forms.pop().filled(**typed))

    replies = tapped(client, send)
    assert sorted(reply.status_code for reply in replies) == [302, 409, 409, 409, 409]
    assert Step.objects.filter(action=Action.RECTIFY).count() == 1


def prove(client, case):
    form = main_form(client.get("/track/"))
    receipt = codes.receipt_for(case.number)
    client.post("/track/", form.filled(number=case.number, receipt=receipt))
    return f"/track/{case.number}/"


def form_of(page, act):
    return next(one for one in read(page).forms if f"/act/{act}/" in one.action)


@pytest.mark.parametrize(
    ("act", "action"),
    [("note", Action.NOTE), ("withdraw", Action.WITHDRAW)],
)
def test_a_resident_acts_once(client, town, act, action):
    case = paths.accepted(town)
    receipt = codes.receipt_for(case.number)
    form = main_form(client.get("/track/"))
    client.post("/track/", form.filled(number=case.number, receipt=receipt))
    form = form_of(client.get(f"/track/{case.number}/"), act)
    sent = form.filled(text="It rains in again since Sunday.")

    replies = tapped(client, lambda browser: browser.post(form.action, sent))

    assert {reply.status_code for reply in replies} <= {302, 409}
    assert Step.objects.filter(case=case, action=action).count() == 1
    other = client.post(form.action, sent | {"text": "Something else altogether."})
    assert other.status_code == 409
    assert Step.objects.filter(case=case, action=action).count() == 1


@pytest.mark.parametrize(
    ("act", "action", "more"),
    [
        ("refuse", Action.REFUSE, {}),
        ("ask_extension", Action.ASK_EXTENSION, {"until": "WORKDAY"}),
    ],
)
def test_a_firm_acts_once(client, town, act, action, more):
    now = timezone.now()
    case = paths.disposed_at(town, now)
    if more:
        more = {"until": str((case.due_at + timedelta(days=3)).date())}
    client.force_login(town.manager.user)
    form = form_of(client.get(f"/firm/{case.number}/"), act)
    sent = form.filled(text="The roof belongs to the developer.", **more)

    replies = tapped(client, lambda browser: browser.post(form.action, sent))

    assert {reply.status_code for reply in replies} <= {302, 409}
    assert 302 in {reply.status_code for reply in replies}
    assert Step.objects.filter(case=case, action=action).count() == 1


# What must not be done twice, by its name among the changes.
ONCE = [
    "file_check",
    "file_join",
    "photo_upload",
    "firm_case",
    "case_answer",
    "visit",
    "resident APPEAL",
    "resident NOTE",
    "resident HIDE",
    "resident WITHDRAW",
    "case_reopen",
    "visit_reopen",
    "firm_hearing",
    "desk UPHOLD",
    "desk OVERTURN",
    "desk DISPOSE",
]


@pytest.fixture
def sending(request, town, monday_at_five):
    """A change, and how a browser of its sender sends it; always with one key."""
    change = CHANGES[request.param]
    case = change.reach(town)
    browser = change.browser(town, case)
    return (
        change,
        browser,
        lambda sender, **more: change.send(sender, town, case, **more),
    )


@pytest.mark.parametrize("sending", ONCE, indirect=True)
def test_five_with_one_key_are_one_act_and_five_equal_replies(sending):
    change, browser, send = sending
    before = last_step()

    replies = tapped(browser, send)

    (status,) = {reply.status_code for reply in replies}
    assert status in (201, 302)
    assert len({reply.headers.get("Location") for reply in replies}) == 1
    assert len({reply.content for reply in replies}) == 1
    assert steps_after(before) == change.writes
    assert IdempotencyKey.objects.count() == 1
    photos = StoredFile.objects.values_list("sha256", flat=True)
    assert len(set(photos)) == len(photos)


@pytest.mark.parametrize("sending", ONCE, indirect=True)
def test_the_same_key_with_another_content_is_refused_and_changes_nothing(sending):
    _change, browser, send = sending
    assert send(browser).status_code in (201, 302)
    before = everything()

    other = send(browser, another="content")

    assert other.status_code == 409
    # photos of a form that comes back are kept for it, of no case yet, and counted
    photos: dict[Any, list[Any]] = {StoredFile: [], Use: []}
    assert everything() | photos == before | photos
