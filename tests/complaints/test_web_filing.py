import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints import codes, numbers
from complaints.models import Case, Contact, Photo, Step
from complaints.states import Channel, Kind, Privacy, State, Urgency
from registry.models import StoredFile
from registry.sealing import unseal
from tests.complaints.browsing import errors_of, main_form, read
from tests.registry.ledger import photos as uploads

NEW = "/file/new/?community=DQHY"
UNKNOWN = numbers.compose(province="34", year=2026, month=3, counter=999_999)
FULL_WIDTH = "13800138000".translate(
    {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
)
TYPED = {
    "category": "parking-ebike",
    "text": "The e-bikes stand in the rain and block the stairs.",
    "phone": "138 0013 8000",
}


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


def send(client, address=NEW, **typed):
    """Open the form, type and send it; a field that is None is not sent."""
    form = main_form(client.get(address))
    sent = form.filled(**{**TYPED, **typed})
    return client.post(address, {k: v for k, v in sent.items() if v is not None})


@pytest.mark.parametrize("words", ["丹青", "dqhy", "DQ", "荷叶地", "dqhy "])
def test_a_community_is_found_by_name_initials_or_address(client, town, words):
    page = client.get("/file/", {"q": words})
    assert NEW in read(page).links


def test_nothing_found_leads_to_the_form_without_the_list(client, town):
    page = client.get("/file/", {"q": "Nowhere Court"})
    assert "No community of that name yet" in page.content.decode()
    assert "/file/new/?unlisted=1" in read(page).links


def test_the_poster_at_the_gate_leads_to_the_form(client, town):
    assert client.get("/c/dqhy/").headers["Location"] == NEW
    assert client.get("/c/NOWHERE/").status_code == 404


def test_the_form_needs_a_place(client, town):
    assert client.get("/file/new/").headers["Location"] == "/file/"
    assert client.get("/file/new/?community=NOWHERE").status_code == 404


def test_a_complaint_is_the_kind_that_is_chosen_already(client, town):
    form = main_form(client.get(NEW))
    assert form.values["kind"] == ["COMPLAINT"]
    assert form.values["privacy"] == ["HIDDEN"]
    assert len(form.values["key"][0]) > 16


def test_the_emergency_numbers_stand_before_everything(client, town):
    page = client.get(NEW).content.decode()
    assert page.index("tel:119") < page.index("<h1")
    assert {"tel:110", "tel:119", "tel:120"} <= set(read(client.get(NEW)).links)


def test_filing_leads_to_number_receipt_and_dates(client, town):
    answer = send(client)
    case = Case.objects.get()
    assert answer.headers["Location"] == f"/file/done/{case.number}/"
    page = client.get(answer.headers["Location"]).content.decode()
    assert case.number in page
    assert codes.receipt_for(case.number) in page
    assert "You have an answer by" in page
    assert "All 6 dates we promise" in page
    assert "Now Heyedi Street takes it on, by" in page


def test_a_consultation_has_three_dates(client, town):
    answer = send(client, kind="CONSULTATION")
    page = client.get(answer.headers["Location"]).content.decode()
    assert Case.objects.get().kind == Kind.CONSULTATION
    assert "All 3 dates we promise" in page
    assert "Seen by the office that answers" in page
    assert "firm that has to act" not in page


def test_a_landline_is_promised_no_sms(client, town):
    answer = send(client, phone="0551-6263 1234")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "SMS cannot reach your landline: the office calls you." in page
    assert "you get a message" not in page
    assert "your phone are enough" not in page


def test_what_was_filed_is_kept_as_it_was_meant(client, town):
    send(client, name="Wang Fang", unit="3-501", privacy="FIRM_MAY_PHONE")
    case, contact = Case.objects.get(), Contact.objects.get()
    assert (case.community, case.firm) == (town.garden, town.firm)
    assert case.channel == Channel.WEB
    assert case.text.body == TYPED["text"]
    assert contact.privacy == Privacy.FIRM_MAY_PHONE
    assert unseal(contact.name_sealed) == "Wang Fang"
    assert unseal(contact.unit_sealed) == "3-501"
    assert contact.language == "en"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("138 0013 8000", "+8613800138000"),
        ("+86-13800138000", "+8613800138000"),
        (FULL_WIDTH, "+8613800138000"),
        ("0551-6263 1234", "+8655162631234"),
        ("（0551）62631234", "+8655162631234"),
    ],
)
def test_a_phone_is_understood_in_every_spelling(client, town, typed, stored):
    send(client, phone=typed)
    assert unseal(Contact.objects.get().phone_sealed) == stored


@pytest.mark.parametrize("typed", ["12345", "62631234", "call me", "1380013800"])
def test_what_is_no_phone_is_told_and_stays_typed(client, town, typed):
    page = send(client, phone=typed)
    assert "Give a mobile number, or a landline with its area code." in errors_of(page)
    assert main_form(page).values["phone"] == [typed]
    assert not Case.objects.exists()


def test_without_a_phone_somebody_files_anonymously_or_not_at_all(client, town):
    refused = send(client, phone="")
    assert "Give a phone number, or file anonymously." in errors_of(refused)
    send(client, phone="", privacy="ANONYMOUS")
    assert Contact.objects.get().phone_sealed == ""


def test_the_receipt_of_an_anonymous_case_is_the_only_key(client, town):
    answer = send(client, phone="", privacy="ANONYMOUS")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Keep number and receipt together" in page


def test_an_empty_form_says_what_is_missing_at_each_field(client, town):
    page = send(client, category="", text="", phone="")
    text = page.content.decode()
    assert text.count("Choose what it is about.") == 2
    assert text.count("Say what happened.") == 2
    assert text.count("Give a phone number, or file anonymously.") == 2
    assert "<title>Error: " in text
    assert 'href="#id_category"' in text
    assert 'href="#id_text"' in text


def test_a_text_that_is_too_long_is_told(client, town):
    page = send(client, text="x" * 2001)
    assert "2000" in errors_of(page)
    assert main_form(page).values["text"] == ["x" * 2001]


def test_a_category_or_kind_that_is_not_offered_is_refused(client, town):
    assert send(client, category="parking").status_code == 200
    assert send(client, kind="RETALIATION").status_code == 200
    assert not Case.objects.exists()


def test_an_emergency_shows_the_numbers_again(client, town):
    answer = send(client, category="lifts-trapped")
    assert Case.objects.get().urgency == Urgency.EMERGENCY
    page = client.get(answer.headers["Location"]).content.decode()
    assert "This sounds dangerous. Telephone first" in page


class TestAPlaceThatIsNotListed:
    ADDRESS = "/file/new/?unlisted=1"

    def test_the_county_gets_it(self, client, town):
        send(client, self.ADDRESS, region="340104000", place="Willow Lane 7")
        case = Case.objects.get()
        assert (case.community, case.place) == (None, "Willow Lane 7")
        assert case.office == town.county

    def test_counties_stand_under_their_city_in_the_reader_s_language(
        self, client, town
    ):
        page = client.get(self.ADDRESS).content.decode()
        assert '<optgroup label="Hefei City">' in page
        assert ">Shushan District</option>" in page
        client.cookies["django_language"] = "zh-hans"
        page = client.get(self.ADDRESS).content.decode()
        assert '<optgroup label="合肥市">' in page
        assert ">蜀山区</option>" in page

    def test_it_has_to_be_said_where(self, client, town):
        page = send(client, self.ADDRESS)
        assert "Choose the city and the district." in errors_of(page)
        assert "Say where it is." in errors_of(page)


class TestPhotos:
    def test_up_to_three_go_with_the_form(self, client, town):
        send(client, photos=[uploads.upload(uploads.jpeg()) for _ in range(3)])
        assert Photo.objects.count() == 3
        assert Step.objects.get().photos.count() == 3

    def test_the_confirmation_lists_those_that_arrived(self, client, town):
        answer = send(client, photos=[uploads.upload(uploads.jpeg())])
        page = client.get(answer.headers["Location"])
        assert "1 photo arrived" in page.content.decode()
        thumbnail = next(one for one in read(page).sources if "/photos/" in one)
        assert client.get(thumbnail).headers["Content-Type"] == "image/jpeg"

    def test_the_confirmation_says_that_there_is_none(self, client, town):
        page = client.get(send(client).headers["Location"])
        assert "No photo" in page.content.decode()

    def test_a_fourth_is_one_too_many(self, client, town):
        page = send(client, photos=[uploads.upload(uploads.jpeg()) for _ in range(4)])
        assert "Choose at most 3 photos." in errors_of(page)
        assert not StoredFile.objects.exists()

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"<html>", "The selected file must be a photo: JPG, PNG, WebP or HEIC."),
            (b"", "The selected file is empty. Choose another photo."),
            (
                uploads.jpeg()[:300],
                "The selected photo could not be read. Take it again or choose",
            ),
            (uploads.png_of_size(5000, 5000), "must have fewer than 20 million pixels"),
            (b"\xff\xd8\xff" + bytes(10 * 1024 * 1024), "must be smaller than 10 MB"),
        ],
        ids=["no photo", "empty", "cut off", "too many pixels", "too large"],
    )
    def test_each_refusal_has_its_own_message(self, client, town, content, message):
        page = send(client, photos=[uploads.upload(content)])
        assert message in errors_of(page)
        assert not Case.objects.exists()

    def test_of_several_the_refused_one_is_named(self, client, town):
        page = send(
            client,
            photos=[
                uploads.upload(uploads.jpeg(), "stairs.jpg"),
                uploads.upload(b"no photo", "notes.jpg"),
            ],
        )
        assert "notes.jpg: The selected file must be a photo" in errors_of(page)

    def test_good_ones_are_kept_when_the_form_comes_back(self, client, town):
        page = send(client, text="", photos=[uploads.upload(uploads.jpeg())])
        form = main_form(page)
        assert len(form.values["kept_photos"]) == 1
        thumbnail = next(one for one in read(page).sources if "/photos/" in one)
        assert client.get(thumbnail).headers["Content-Type"] == "image/jpeg"
        client.post(NEW, form.filled(text=TYPED["text"]))
        assert Photo.objects.count() == 1
        assert StoredFile.objects.count() == 1

    def test_kept_and_new_ones_count_together(self, client, town):
        page = send(
            client,
            text="",
            photos=[uploads.upload(uploads.jpeg()), uploads.upload(uploads.png())],
        )
        form = main_form(page)
        more = [uploads.upload(uploads.jpeg()), uploads.upload(uploads.png())]
        page = client.post(NEW, form.filled(text=TYPED["text"], photos=more))
        assert "Choose at most 3 photos." in errors_of(page)

    def test_a_kept_photo_is_the_sender_s_alone(self, client, town):
        page = send(client, text="", photos=[uploads.upload(uploads.jpeg())])
        token = main_form(page).values["kept_photos"]
        thumbnail = next(one for one in read(page).sources if "/photos/" in one)
        stranger = type(client)()
        assert stranger.get(thumbnail).status_code == 404
        refused = send(stranger, kept_photos=token)
        assert refused.context["form"].kept == []
        assert refused.context["form"].kept_lost
        assert not Case.objects.exists()

    def test_a_photo_of_another_case_is_not_taken_twice(self, client, town):
        page = send(client, text="", photos=[uploads.upload(uploads.jpeg())])
        token = main_form(page).values["kept_photos"]
        send(client, kept_photos=token)
        again = send(client, kept_photos=token)
        assert "A photo sent before is gone. Choose it again." in errors_of(again)
        assert Case.objects.count() == 1

    def test_one_alone_is_kept_before_the_form_goes(self, client, town):
        client.get(NEW)
        answer = client.post(
            "/file/photo/",
            {"photo": uploads.upload(uploads.jpeg())},
            headers={"Idempotency-Key": "one"},
        )
        assert answer.status_code == 201
        assert set(answer.json()) == {"token", "url", "alt"}
        assert client.get(answer.json()["url"]).status_code == 200
        send(client, kept_photos=[answer.json()["token"]])
        assert Photo.objects.count() == 1

    def test_what_is_no_photo_is_told_to_the_script_as_well(self, client, town):
        client.get(NEW)
        wrong = SimpleUploadedFile("a.jpg", b"no photo")
        answer = client.post("/file/photo/", {"photo": wrong})
        assert answer.status_code == 400
        assert "must be a photo" in answer.json()["message"]
        assert client.post("/file/photo/").status_code == 400


class TestSentTwice:
    def test_the_same_form_leads_to_the_same_page(self, client, town):
        form = main_form(client.get(NEW)).filled(**TYPED)
        first, second = client.post(NEW, form), client.post(NEW, form)
        assert first.headers["Location"] == second.headers["Location"]
        assert Case.objects.count() == 1

    def test_with_other_answers_it_is_told(self, client, town):
        form = main_form(client.get(NEW)).filled(**TYPED)
        client.post(NEW, form)
        page = client.post(NEW, {**form, "text": "The lift is broken, too."})
        assert page.status_code == 409
        assert "This form was sent before with other answers." in errors_of(page)
        assert main_form(page).values["text"] == ["The lift is broken, too."]
        assert Case.objects.count() == 1

    def test_with_its_photos_it_is_one_case_too(self, client, town):
        form = main_form(client.get(NEW)).filled(**TYPED)
        for _ in range(2):
            photo = uploads.upload(uploads.jpeg())
            answer = client.post(NEW, {**form, "photos": [photo]})
            assert answer.status_code == 302
        assert (Case.objects.count(), StoredFile.objects.count()) == (1, 1)

    def test_another_browser_s_key_is_another_form(self, client, town):
        form = main_form(client.get(NEW)).filled(**TYPED)
        client.post(NEW, form)
        type(client)().post(NEW, form)
        assert Case.objects.count() == 2


class TestTheConfirmationLater:
    def test_a_stranger_is_told_how_to_track(self, client, town):
        case = town.file()
        page = client.get(f"/file/done/{case.number}/")
        assert f"/track/?number={case.number}" in read(page).links
        assert codes.receipt_for(case.number) not in page.content.decode()

    def test_it_does_not_tell_which_numbers_there_are(self, client, town):
        number, unknown = town.file().number, UNKNOWN
        pages = [client.get(f"/file/done/{one}/") for one in (number, unknown)]
        known, other = (page.content.decode() for page in pages)
        assert [page.status_code for page in pages] == [200, 200]
        assert without_secrets(known.replace(number, unknown)) == (
            without_secrets(other)
        )

    def test_what_is_no_number_has_no_page(self, client, db):
        assert client.get("/file/done/hello/").status_code == 404


def without_secrets(text):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_personal_data_lies_in_no_address_and_no_cache(client, town):
    answer = send(client, name="Wang Fang")
    page = client.get(answer.headers["Location"])
    assert "no-store" in page.headers["Cache-Control"]
    assert "8000" not in answer.headers["Location"]
    assert State(Case.objects.get().state) == State.FILED
