"""Codes on the page: how they are asked for and typed, and what no page tells."""

import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from complaints.models import Case, Contact
from complaints.operations.filing import Reporter
from complaints.states import Privacy
from registry.models import Notice, Use
from registry.views.origins import network_of
from tests.complaints import flow, offices
from tests.complaints.browsing import errors_of, main_form, read
from tests.complaints.changes import CHANGES
from tests.complaints.conftest import uses_away
from tests.complaints.paths import after
from tests.complaints.tracking import UNKNOWN, newest_code, sent_codes
from tests.town import PHONE

MOBILE = "138 0013 8000"
STRANGER = "139 0013 9000"
LANDLINE = "0551-6263 1234"
# an id and a moment, in which any six digits may come together
RANDOM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\d-]+T[\d:.]+Z")
FULL_WIDTH = {ord("0") + one: 0xFF10 + one for one in range(10)}


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(7), tick=False):
        yield


@pytest.fixture
def case(town):
    return town.file()


def browser(**more):
    """Somebody's browser, with a session begun, that reads English."""
    client = Client(**more)
    client.cookies["django_language"] = "en"
    client.get("/track/")
    return client


def ask(client, number, phone=MOBILE, **headers):
    return client.post("/track/", {"number": number, "phone": phone}, headers=headers)


def texts_of(page):
    """All that a page says, without its secrets."""
    return re.sub(r'value="[^"]*"', "", page.content.decode())


class TestHowPeopleType:
    @pytest.mark.parametrize(
        "typed",
        [
            "13800138000",
            "138 0013 8000",
            "+86-13800138000",
            "+86 138-0013-8000",
            "008613800138000",
            "13800138000".translate(FULL_WIDTH),
        ],
    )
    def test_a_phone_in_any_spelling_is_the_same_phone(self, case, typed):
        client = browser()
        ask(client, case.number, typed)
        answer = client.post("/track/code/", {"code": newest_code()})
        assert answer.headers["Location"] == f"/track/{case.number}/"

    @pytest.mark.parametrize("typed", ["0551-62631234", "(0551) 6263 1234"])
    def test_a_landline_is_called(self, town, typed):
        case = town.file(reporter=Reporter(Privacy.HIDDEN, phone="+8655162631234"))
        ask(browser(), case.number, typed)
        (notice,) = Notice.objects.filter(template__endswith="/code.txt")
        assert notice.channel == "VOICE"

    def test_what_was_typed_comes_back_as_it_was_typed(self, case):
        page = ask(browser(), case.number, "1380013800")
        assert errors_of(page) == (
            "Give a mobile number, or a landline with its area code."
        )
        assert main_form(page).values["phone"] == ["1380013800"]

    def test_the_last_five_digits_are_enough_with_the_phone(self, case):
        client = browser()
        ask(client, case.number[-6:].replace("-", " "))
        answer = client.post("/track/code/", {"code": newest_code()})
        assert answer.headers["Location"] == f"/track/{case.number}/"

    def test_with_the_receipt_they_are_not(self, case):
        sent = {"number": case.number[-6:], "receipt": "7KQM-4D2P-XR9T"}
        page = browser().post("/track/", sent)
        assert errors_of(page) == "With the receipt, give the whole number."

    @pytest.mark.parametrize(
        "around", ["{}", " {} ", "[Talking about Property] Your code: {}", "验证码：{}"]
    )
    def test_a_code_may_be_pasted_with_its_message(self, case, around):
        client = browser()
        ask(client, case.number)
        answer = client.post("/track/code/", {"code": around.format(newest_code())})
        assert answer.status_code == 302

    def test_full_width_digits_and_spaces_do_not_matter(self, case):
        client = browser()
        ask(client, case.number)
        wide = newest_code().translate(FULL_WIDTH)
        answer = client.post("/track/code/", {"code": f"{wide[:3]} {wide[3:]}"})
        assert answer.status_code == 302


class TestFields:
    def test_the_phone_is_filled_in_by_the_telephone(self, db):
        page = browser().get("/track/").content.decode()
        field = re.search(r'<input[^>]*name="phone"[^>]*>', page)[0]
        assert 'type="tel"' in field
        assert 'inputmode="tel"' in field
        assert 'autocomplete="tel"' in field

    def test_the_code_is_filled_in_from_the_message(self, case):
        client = browser()
        ask(client, case.number)
        page = client.get("/track/code/").content.decode()
        field = re.search(r'<input[^>]*name="code"[^>]*>', page)[0]
        assert 'inputmode="numeric"' in field
        assert 'autocomplete="one-time-code"' in field
        # a whole message fits in
        assert int(re.search(r'maxlength="(\d+)"', field)[1]) >= 100

    def test_who_gets_none_can_have_it_read_or_call_the_office(self, case):
        client = browser()
        ask(client, case.number)
        page = client.get("/track/code/").content.decode()
        assert "Have a code read to you by telephone" in page
        assert 'href="tel:12345"' in page

    def test_the_office_named_is_the_province_s_whatever_the_case(self, town, case):
        """The street's would tell that there is a case of this number."""
        offices.open_all(town)
        for number in (case.number, UNKNOWN):
            client = browser()
            ask(client, number)
            links = read(client.get("/track/code/")).links
            assert f"tel:{offices.PROVINCE}" in links
            assert f"tel:{offices.STREET}" not in links
            assert "/communities/" in links

    def test_a_code_is_read_by_telephone(self, case):
        client = browser()
        ask(client, case.number)
        with time_machine.travel(after(7) + timedelta(minutes=2), tick=False):
            page = client.post("/track/code/", {"aloud": "yes"}, follow=True)
            assert "your telephone rings" in page.content.decode()
        newest = Notice.objects.filter(template__endswith="/code.txt").latest("pk")
        assert newest.channel == "VOICE"


class TestWhatNoPageTells:
    """Right number and wrong phone, wrong number and any phone, and a right pair."""

    WRONG = (
        ("right", STRANGER),
        (UNKNOWN, MOBILE),
        (UNKNOWN, STRANGER),
        (UNKNOWN, LANDLINE),
        (UNKNOWN[-6:], MOBILE),
    )

    @pytest.mark.parametrize(("number", "phone"), WRONG)
    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_the_pages_are_the_same(self, case, language, number, phone):
        number = case.number if number == "right" else number
        right, wrong = browser(), browser()
        for client in (right, wrong):
            client.cookies["django_language"] = language
        told = self._told(right, case.number, MOBILE)
        assert self._told(wrong, number, phone) == told
        assert sent_codes() == 1

    @pytest.mark.parametrize(("number", "phone"), WRONG)
    def test_so_is_what_the_database_is_asked(self, case, number, phone):
        number = case.number if number == "right" else number
        right = self._costs(browser(), case.number, MOBILE)
        assert self._costs(browser(), number, phone) == right

    def _told(self, client, number, phone):
        asked = ask(client, number, phone)
        page = client.get("/track/code/")
        again = client.post("/track/code/", {"again": "yes"}, follow=True)
        wrong = client.post("/track/code/", {"code": "no code"})
        return (
            asked.status_code,
            asked.headers["Location"],
            *(
                (one.status_code, texts_of(one), sorted(one.headers))
                for one in (page, again, wrong)
            ),
        )

    def _costs(self, client, number, phone):
        """How many statements each of three steps takes."""
        costs = []
        for step in (
            lambda: ask(client, number, phone),
            lambda: client.get("/track/code/"),
            lambda: client.post("/track/code/", {"code": "no code"}),
        ):
            with CaptureQueriesContext(connection) as queries:
                step()
            costs.append(len(queries))
        return costs


class TestWhoAsks:
    def test_a_forged_header_is_not_believed(self, town, settings, caplog):
        """Without a proxy of ours there is nobody who could have written it."""
        settings.CODES_PER_NETWORK = [(2, timedelta(hours=1))]
        for number in range(5):
            phone = f"+861390013{number:04}"
            case = town.file(reporter=Reporter(Privacy.HIDDEN, phone=phone))
            forged = f"198.51.{number}.1"
            ask(browser(), case.number, phone, **{"X-Forwarded-For": forged})

        assert sent_codes() == 2
        assert "198.51." not in caplog.text

    def test_all_addresses_of_one_24_are_one_network(self, town, settings):
        settings.CODES_PER_NETWORK = [(2, timedelta(hours=1))]
        sent = []
        for number, network in enumerate([113, 113, 113, 113, 114]):
            phone = f"+861390013{number:04}"
            case = town.file(reporter=Reporter(Privacy.HIDDEN, phone=phone))
            address = f"203.0.{network}.{60 * number + 1}"
            ask(browser(REMOTE_ADDR=address), case.number, phone)
            sent.append(sent_codes())

        assert sent == [1, 2, 2, 2, 3]

    def test_no_line_of_the_log_tells_a_phone_or_a_code(self, case, caplog):
        """Whether a code was sent, refused, typed wrongly or rightly."""
        caplog.set_level(logging.DEBUG)
        client = browser()
        ask(client, case.number)
        code = newest_code()
        ask(client, case.number)  # too early for another one
        ask(client, case.number, STRANGER)
        client.post("/track/code/", {"code": code})
        ask(client, case.number)
        opened = client.post("/track/code/", {"code": code})

        assert opened.status_code == 302
        lines = [RANDOM.sub("", record.getMessage()) for record in caplog.records]
        assert [line for line in lines if "POST track/code/" in line]
        digits = (PHONE[3:], *(typed.replace(" ", "") for typed in (MOBILE, STRANGER)))
        for secret in (*digits, MOBILE, STRANGER, code):
            assert [line for line in lines if secret in line] == []

    def test_behind_a_proxy_its_entry_counts_and_nothing_before_it(self, rf, settings):
        settings.PROXY_HOPS = 1
        plain = rf.get("/", headers={"X-Forwarded-For": "203.0.113.7"})
        forged = rf.get("/", headers={"X-Forwarded-For": "1.2.3.4, 203.0.113.7"})
        assert network_of(plain) == network_of(forged) == "203.0.113.0/24"

    def test_no_address_is_kept(self, case):
        ask(browser(REMOTE_ADDR="203.0.113.7"), case.number)
        assert Use.objects.filter(name="code network").count() == 1
        assert "203.0.113" not in str(list(Use.objects.values()))


LIFT = "The lift has stood still for a week."


def file(phone, **more):
    """What the page answers to one resident who files."""
    return flow.file(browser(), phone=phone, text=LIFT, **more)


class TestFiling:
    def test_two_hundred_behind_one_address_all_file(self, town):
        """As behind the one address of a mobile carrier, within ten minutes."""
        for number in range(200):
            with time_machine.travel(after(7) + timedelta(seconds=3 * number)):
                answer = file(f"+861390013{number:04}")
            assert answer.status_code == 302

        assert Case.objects.count() == 200

    def test_one_phone_that_files_fifty_is_held_up_with_a_page_that_helps(self, town):
        answers = [file(PHONE) for _ in range(50)]

        assert [one.status_code for one in answers] == [302] * 10 + [429] * 40
        last = answers[-1]
        assert last.headers["Retry-After"] == "3600"
        text = last.content.decode()
        assert "send it again in an hour, or tomorrow" in text
        assert "12345" in text
        assert LIFT in text
        with time_machine.travel(after(8)):
            assert file(PHONE).status_code == 302

    def test_who_gives_no_phone_is_counted_by_the_browser(self, town, settings):
        settings.CASES_PER_PHONE = [(1, timedelta(hours=1))]
        client, nobody = browser(), {"privacy": "ANONYMOUS", "phone": ""}
        client.get(flow.answer(client, **nobody))  # begins a session
        sent = [flow.file(client, **nobody) for _ in range(2)]
        assert [one.status_code for one in sent] == [302, 429]
        assert flow.file(browser(), **nobody).status_code == 302

    def test_a_phone_unproved_while_uses_are_not_counted_is_proved_later(self, town):
        """Filed, but no code goes out; with the table back a code opens the case."""
        client = browser()
        with uses_away():
            assert flow.file(client, phone=PHONE, text=LIFT).status_code == 302
            case = Case.objects.get()
            ask(browser(), case.number)
            assert sent_codes() == 0
        assert Contact.objects.get().phone_proved_at is None

        later = browser()
        ask(later, case.number)
        opened = later.post("/track/code/", {"code": newest_code()}, follow=True)

        assert opened.redirect_chain[-1][0] == f"/track/{case.number}/"
        assert LIFT in opened.content.decode()
        assert Contact.objects.get().phone_proved_at == after(7)

    def test_the_same_form_sent_twice_counts_once(self, town, settings):
        settings.CASES_PER_PHONE = [(1, timedelta(hours=1))]
        change = CHANGES["file_check"]
        client = change.browser(town, None)
        sent = [change.send(client, town, None) for _ in range(2)]
        assert [one.status_code for one in sent] == [302, 302]
        assert Case.objects.count() == 1

    @pytest.mark.usefixtures("no_uses")
    def test_where_uses_cannot_be_counted_filing_goes_on(self, town, caplog):
        """The phone stays unproved; a code can be had once they are counted again."""
        assert file(PHONE).status_code == 302
        assert Contact.objects.get().phone_proved_at is None
        errors = [one for one in caplog.records if one.levelname == "ERROR"]
        assert [one.getMessage() for one in errors] == [
            "cases cannot be counted; filing goes on",
            "what phones are told cannot be counted; nothing is sent",
        ]

    @pytest.mark.usefixtures("no_uses")
    def test_and_who_tracks_is_sent_no_code_and_told_the_same(self, case):
        client = browser()
        asked = ask(client, case.number)
        assert asked.headers["Location"] == "/track/code/"
        assert client.get("/track/code/").status_code == 200
        assert sent_codes() == 0


def test_no_page_asks_for_a_puzzle(case):
    client = browser()
    ask(client, case.number)
    for address in ("/track/", "/track/code/", "/file/", "/accounts/login/"):
        page = client.get(address, follow=True).content.decode().lower()
        assert "captcha" not in page
