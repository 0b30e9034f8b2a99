"""The confirmation: what somebody keeps, and what it says when it is opened later."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from complaints import codes, numbers
from complaints.models import Case
from complaints.states import Kind, State
from tests.complaints import flow, offices
from tests.complaints.browsing import main_form, read
from tests.registry.ledger import photos as uploads

UNKNOWN = numbers.compose(province="34", year=2026, month=3, counter=999_999)


def confirmation(client, **typed):
    return client.get(flow.file(client, **typed).headers["Location"])


def test_it_has_number_receipt_and_dates_the_first_of_them_first(client, town):
    page = confirmation(client).content.decode()
    case = Case.objects.get()
    assert case.number in page
    assert "Province, month, counter, and a last digit" in page
    assert codes.receipt_for(case.number) in page
    assert page.index("You have an answer by") < page.index("All 6 dates we promise")
    assert "Now Heyedi Street takes it on, by" in page


@pytest.mark.parametrize("kind", ["CONSULTATION", "SUGGESTION", "RETALIATION"])
def test_the_other_kinds_have_three_dates(client, town, kind):
    page = confirmation(client, kind=kind).content.decode()
    assert Case.objects.get().kind == Kind(kind)
    assert "All 3 dates we promise" in page
    assert "firm that has to act" not in page


def test_who_to_ask_and_when_stands_beside_it(client, town):
    page = confirmation(client)
    assert "Heyedi Street" in page.content.decode()
    assert "tel:12345" in read(page).links
    assert "day and night" in page.content.decode()


def test_the_office_that_holds_it_is_named_with_telephone_and_hours(client, town):
    offices.open_all(town)
    page = confirmation(client)
    text, links = page.content.decode(), read(page).links
    assert f"tel:{offices.STREET}" in links
    assert offices.HOURS in text
    assert f"tel:{offices.PROVINCE}" not in links


def test_it_can_be_kept_as_a_picture_on_paper_and_by_another_phone(
    client, town, settings
):
    page = confirmation(client)
    text, number = page.content.decode(), Case.objects.get().number
    assert f'data-picture-name="{number}.png"' in text
    assert text.count("data-picture-line") == 7
    assert "data-print" in text
    address = f"{settings.SITE_URL}/track/?number={number}"
    assert page.context["tracking_url"] == address
    assert address in text
    assert "<title>QR code: track this case</title>" in text
    assert codes.receipt_for(number) not in address


def test_it_asks_how_the_filing_went(client, town):
    (address,) = (one for one in read(confirmation(client)).links if "feedback" in one)
    assert main_form(client.get(address)).values.keys() >= {"key", "comment"}


def test_a_landline_is_promised_no_sms(client, town):
    page = confirmation(client, phone="0551-6263 1234").content.decode()
    told = "SMS cannot reach your landline: when there is a result, a call tells you."
    assert told in page
    assert "you get a message" not in page
    assert "your phone are enough" in page
    assert "only the two open your case" not in page


def test_the_receipt_of_an_anonymous_case_is_the_only_key(client, town):
    page = confirmation(client, phone="", privacy="ANONYMOUS").content.decode()
    assert "Keep number and receipt together" in page


def test_it_lists_the_photos_that_arrived(client, town):
    page = confirmation(client, photos=[uploads.upload(uploads.jpeg())])
    assert "1 photo arrived" in page.content.decode()
    thumbnail = next(one for one in read(page).sources if "/photos/" in one)
    assert client.get(thumbnail).headers["Content-Type"] == "image/jpeg"


def test_it_says_that_there_is_no_photo(client, town):
    assert "No photo" in confirmation(client).content.decode()


def test_personal_data_lies_in_no_address_and_no_cache(client, town):
    answer = flow.file(client, name="Wang Fang")
    page = client.get(answer.headers["Location"])
    assert "no-store" in page.headers["Cache-Control"]
    assert "8000" not in answer.headers["Location"]
    assert State(Case.objects.get().state) == State.FILED


class TestTheConfirmationLater:
    def test_a_month_later_it_says_how_to_go_on(self, client, town):
        address = flow.file(client).headers["Location"]
        number = Case.objects.get().number
        with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
            page = client.get(address)
        assert page.status_code == 200
        assert number in page.content.decode()
        assert f"/track/?number={number}" in read(page).links
        assert "tel:12345" in read(page).links
        assert codes.receipt_for(number) not in page.content.decode()

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
