"""What happened, in words and with photos; the pages in their order."""

import re

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints import codes
from complaints.models import Case, Draft, DraftPhoto, Photo, Step
from complaints.operations import articles
from complaints.queries.drafts import answers_of
from registry.models import StoredFile
from tests.complaints import flow, paths
from tests.complaints.browsing import errors_of, main_form, read
from tests.registry.ledger import photos as uploads


def photo(name="photo.jpg"):
    return uploads.upload(uploads.jpeg(), name)


def thumbnails(page):
    return [one for one in read(page).sources if "/photos/" in one]


@pytest.fixture
def there(client, town):
    """As far as the page that asks what happened."""
    return flow.answer(client, until=flow.DETAILS)


def sent_to(page):
    return re.search(r'data-photo-url="([^"]+)"', page.content.decode())[1]


def upload(client, **headers):
    address = flow.photos_go_to(client)
    return client.post(address, {"photo": photo()}, headers=headers)


def test_the_text_has_to_be_there_and_not_too_long(client, there):
    page = flow.send(client, there, text=" ")
    assert errors_of(page) == "Say what happened."
    page = flow.send(client, there, text="x" * 2001)
    assert "2000" in errors_of(page)
    assert main_form(page).values["text"] == ["x" * 2001]


@pytest.mark.parametrize(
    ("kind", "question", "refusal"),
    [
        ("CONSULTATION", "What do you want to know?", "Say what you want to know."),
        ("SUGGESTION", "What do you suggest?", "Say what you suggest."),
    ],
)
def test_who_asks_or_suggests_is_asked_for_just_that(
    client, town, kind, question, refusal
):
    address = flow.answer(client, kind=kind, until=flow.DETAILS)
    assert question in client.get(address).content.decode()
    assert errors_of(flow.send(client, address, text="")) == refusal


def test_up_to_three_photos_go_with_the_case(client, there):
    flow.file(client, there, photos=[photo() for _ in range(3)])
    assert Photo.objects.count() == Step.objects.get().photos.count() == 3
    assert not DraftPhoto.objects.exists()


def test_of_several_the_refused_one_is_named(client, there):
    wrong = uploads.upload(b"no photo", "notes.jpg")
    page = flow.send(client, there, text="Dark", photos=[photo(), wrong])
    assert "notes.jpg: The selected file must be a photo" in errors_of(page)


def test_good_ones_are_kept_when_the_page_comes_back(client, there):
    page = flow.send(client, there, text="", photos=[photo()])
    assert client.get(thumbnails(page)[0]).headers["Content-Type"] == "image/jpeg"
    form = main_form(page)
    client.post(there, form.filled(text="Dark"))
    flow.file(client, flow.CONTACT)
    assert Photo.objects.count() == StoredFile.objects.count() == 1


def test_kept_and_new_ones_count_together(client, there):
    page = flow.send(client, there, text="", photos=[photo(), photo()])
    more = main_form(page).filled(text="Dark", photos=[photo(), photo()])
    assert "Choose at most 3 photos." in errors_of(client.post(there, more))


def test_one_that_arrives_by_itself_belongs_to_the_draft(client, there):
    answer = upload(client)
    assert answer.status_code == 201
    assert set(answer.json()) == {"token", "url", "alt"}
    assert client.get(answer.json()["url"]).status_code == 200
    assert DraftPhoto.objects.get().draft == Draft.objects.get()
    # The page was left before it was sent, and is opened again.
    assert main_form(client.get(there)).values["kept_photos"]
    flow.file(client, there)
    assert Photo.objects.count() == 1


def test_what_is_no_photo_is_told_to_the_script_as_well(client, there):
    wrong = SimpleUploadedFile("a.jpg", b"no photo")
    address = flow.photos_go_to(client)
    answer = client.post(address, {"photo": wrong})
    assert answer.status_code == 400
    assert "must be a photo" in answer.json()["message"]
    assert client.post(address).status_code == 400


def test_a_photo_of_another_form_goes_with_no_draft(client, town, there):
    case = paths.filed(town)
    receipt = {"number": case.number, "receipt": codes.receipt_for(case.number)}
    client.post("/track/", receipt)
    added_at = flow.photos_go_to(client, f"/track/{case.number}/")
    assert client.post(added_at, {"photo": photo()}).status_code == 201
    assert StoredFile.objects.count() == 1
    assert not DraftPhoto.objects.exists()


def test_photos_of_one_draft_are_sent_to_an_address_of_their_own(client, there):
    """What a phone keeps until it has arrived is found by this address."""
    first = sent_to(client.get(there))
    assert sent_to(client.get(there)) == first
    client.post(
        "/file/draft/delete/", main_form(client.get("/file/draft/delete/")).filled()
    )
    again = flow.answer(client, until=flow.DETAILS)

    assert sent_to(client.get(again)) != first


def test_one_that_is_taken_back_is_erased(client, there):
    upload(client)
    path = StoredFile.objects.get().path
    form = main_form(client.get(there))
    del form.values["kept_photos"]
    client.post(there, form.filled(text="Dark"))
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(path)


def test_a_kept_photo_is_the_sender_s_alone(client, there):
    upload(client)
    page = client.get(there)
    token = main_form(page).values["kept_photos"]
    stranger = type(client)()
    assert stranger.get(thumbnails(page)[0]).status_code == 404
    flow.answer(stranger, until=flow.DETAILS)
    refused = flow.send(stranger, there, text="Dark", kept_photos=token)
    assert refused.context["form"].kept == []
    assert refused.context["form"].kept_lost
    assert StoredFile.objects.count() == 1


def test_a_photo_of_another_case_is_not_taken_twice(client, there):
    upload(client)
    token = main_form(client.get(there)).values["kept_photos"]
    flow.file(client, there)
    flow.answer(client, until=flow.DETAILS)
    again = flow.send(client, there, text="Dark", kept_photos=token)
    assert "A photo sent before is gone. Choose it again." in errors_of(again)
    assert Case.objects.count() == Photo.objects.count() == 1


def test_skipping_ahead_leads_to_the_first_page_unanswered(client, town):
    for address in (flow.KIND, flow.CATEGORY, flow.DETAILS, flow.CONTACT, flow.CHECK):
        assert client.get(address).headers["Location"] == flow.START
    flow.answer(client, until=flow.CATEGORY)
    for address in (flow.DETAILS, flow.CONTACT, flow.CHECK, flow.SAME):
        assert client.get(address).headers["Location"] == flow.CATEGORY
    for address in (flow.DETAILS, flow.CONTACT, flow.CHECK):
        sent = client.post(address, flow.TYPED)
        assert sent.headers["Location"] == flow.CATEGORY
    assert answers_of(Draft.objects.get()).text == ""


def test_going_back_keeps_the_other_answers(client, there):
    flow.answer(client, there)
    answer = flow.send(client, flow.KIND, kind="SUGGESTION")
    assert answer.headers["Location"] == flow.CHECK
    answers = answers_of(Draft.objects.get())
    assert (answers.kind, answers.text) == ("SUGGESTION", flow.TYPED["text"])
    assert answers.phone == "+8613800138000"


def test_beside_a_complaint_answers_are_named_and_not_read_out(client, there):
    articles.load(now=paths.after(0))
    complaint = client.get(there)
    shown = complaint.context["articles"]
    assert shown
    assert shown[0].title in complaint.content.decode()
    assert shown[0].lead not in complaint.content.decode()
    asking = flow.answer(client, kind="CONSULTATION", until=flow.DETAILS)
    assert shown[0].lead in client.get(asking).content.decode()
