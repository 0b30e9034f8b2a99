"""The page after "me too": the case's number, and what may be expected of it."""

import re

import pytest
import time_machine

from complaints.models import Case
from complaints.states import State
from tests.complaints import flow, paths
from tests.complaints.browsing import main_form, read
from tests.complaints.paths import after
from tests.complaints.tracking import newest_code, text_of, words_of
from tests.town import PHONE

TYPED = "139 0013 9000"
LANDLINE = "0551-6356 0001"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(7), tick=False):
        yield


def joined(client, phone=TYPED):
    flow.answer(client, until=flow.SAME)
    links = read(client.get(flow.SAME)).links
    address = next(one for one in links if "/join/" in one)
    return client.get(flow.send(client, address, phone=phone).headers["Location"])


def test_number_and_typed_phone_lead_to_the_case(client, town):
    case = paths.disposed(town)
    page = joined(client)
    assert case.number in text_of(page)
    [track] = [one for one in read(page).links if "/track/?" in one]
    form = main_form(client.get(track)).filled(phone=TYPED)
    code_page = client.post(track, form).headers["Location"]
    answer = client.post(code_page, {"code": newest_code()})
    assert "You joined this case" in text_of(client.get(answer.headers["Location"]))


def test_it_is_the_same_page_for_the_phone_that_reported_it(client, town):
    paths.disposed(town)
    mine = words_of(joined(client, TYPED))
    theirs = words_of(joined(type(client)(headers={"accept-language": "en"}), PHONE))
    digits = re.compile(r"ends in \d{4}|token\W+\w+|nonce=\S+|joined=[\w%.:-]+")
    assert digits.sub("", mine) == digits.sub("", theirs)


def test_what_is_promised_to_a_mobile(client, town):
    paths.disposed(town)
    text = text_of(joined(client))
    assert "An SMS brings the number to your phone" in text
    assert "landline" not in text


def test_no_sms_is_promised_to_a_landline(client, town):
    paths.disposed(town)
    text = text_of(joined(client, LANDLINE))
    assert "SMS cannot reach your landline" in text
    assert "An SMS" not in text


def test_where_there_is_a_result_it_is_said(client, town):
    assert paths.reported(town).state == State.REPORTED
    assert "There is a result already" in text_of(joined(client))


def test_elsewhere_it_names_neither_number_nor_phone(client, town):
    number = paths.disposed(town).number
    page = joined(client)
    for address in (page.wsgi_request.get_full_path(), "/file/same/joined/?joined=x"):
        text = text_of(type(client)().get(address))
        assert number not in text
        assert TYPED[-4:] not in text
    assert Case.objects.count() == 1
