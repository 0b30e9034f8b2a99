"""
A phone that anybody may have typed is told of so many cases a day, from wherever.

What is beyond is filed all the same, and told once the phone is proved.
"""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from complaints.models import Case, Contact, Follower
from complaints.operations import handling, merging
from complaints.states import DeclineReason, FiledFor, Outcome
from registry.models import Notice
from registry.sealing import unseal
from tests.complaints import flow, paths
from tests.complaints.browsing import read
from tests.complaints.conftest import uses_away
from tests.complaints.desk import Desk, texts
from tests.complaints.paths import after
from tests.complaints.test_admin_filing import TYPED as ON_BEHALF
from tests.complaints.test_admin_filing import send as file_on_behalf
from tests.complaints.tracking import newest_code
from tests.town import PHONE

DAY = timedelta(days=1)
TYPED = "138 0013 8000"
ZHAO, SUN = "+8613900139000", "+8613600136000"
LIFT = "The lift has stood still for a week."
WHY = "A quarrel among neighbours belongs before the committee."
NUMBER = re.compile(r"\d\d-\d{4}-\d{6}-\d")
RECEIPT = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}")
# what a form carries, and the picture of the number
PARTICULAR = re.compile(r'value="[^"]*"|nonce="[^"]*"| d="[^"]*"')


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(7), tick=False):
        yield


@pytest.fixture(autouse=True)
def _two_a_day(settings):
    settings.CASES_TOLD_PER_PHONE = [(2, DAY)]


def from_network(number):
    """A browser of another network each time."""
    client = Client(REMOTE_ADDR=f"203.0.{number}.7")
    client.cookies["django_language"] = "en"
    return client


def file(times=1, *, phone=TYPED, **typed):
    """Strangers file with one phone, each from a network of its own."""
    first = Case.objects.count()
    for number in range(times):
        sent = flow.file(from_network(first + number), phone=phone, text=LIFT, **typed)
        assert sent.status_code == 302
    return list(Case.objects.order_by("pk"))[-times:]


def told(phone=PHONE):
    """What stands in the outbox for a phone, without the codes."""
    waiting = Notice.objects.exclude(template__endswith="/code.txt").order_by("pk")
    return [
        one.template.rpartition("/")[2].removesuffix(".txt")
        for one in waiting
        if unseal(one.address_sealed) == phone
    ]


def prove(number, phone=TYPED):
    client = from_network(99)
    client.get("/track/")
    client.post("/track/", {"number": number, "phone": phone})
    assert client.post("/track/code/", {"code": newest_code()}).status_code == 302


def decline(town, case):
    handling.decline(
        case=case,
        reason=DeclineReason.NOT_PROPERTY,
        text=WHY,
        way_on="The owners' committee.",
        by=town.anna,
        now=after(8),
    )


def join(phone):
    """A neighbour with the same trouble is asked, and taps "me too"."""
    client = from_network(50 + Follower.objects.count())
    flow.answer(client, until=flow.SAME)
    links = read(client.get(flow.SAME)).links
    address = next(one for one in links if "/join/" in one)
    return flow.send(client, address, phone=phone)


def words_of(page):
    text = PARTICULAR.sub("", page.content.decode())
    return RECEIPT.sub("the receipt", NUMBER.sub("the number", text))


class TestWhoFiles:
    def test_from_ever_new_networks_the_phone_is_told_twice(self, town):
        cases = file(5)

        assert told() == ["filed", "filed"]
        known = Contact.objects.order_by("case_id").values_list(
            "case_id", "tells_unproved"
        )
        kept = [True, True, False, False, False]
        assert list(known) == [
            (case.pk, tells) for case, tells in zip(cases, kept, strict=True)
        ]

    def test_a_day_later_it_is_told_again(self, town):
        file(3)
        with time_machine.travel(after(7) + DAY, tick=False):
            file(1)

        assert told() == ["filed"] * 3

    def test_the_page_says_the_same_whether_the_phone_is_told(self, town):
        pages = []
        for number in range(3):
            client = from_network(number)
            answer = flow.file(client, phone=TYPED, text=LIFT)
            pages.append(words_of(client.get(answer.headers["Location"])))

        assert told() == ["filed", "filed"]
        assert "the number" in pages[0]
        assert pages[0] == pages[1] == pages[2]

    def test_it_hears_nothing_later_either_until_it_is_proved(self, town):
        *_told, case, proved = file(4)
        prove(proved.number)
        decline(town, case)
        decline(town, proved)

        assert told() == ["filed", "filed", "declined"]

    def test_what_an_officer_types_is_told(self, town):
        file(3)
        file_on_behalf(Desk(town.anna.user), phone=ON_BEHALF["phone"])

        assert told() == ["filed"] * 3

    def test_where_uses_cannot_be_counted_nothing_is_sent(self, town):
        with uses_away():
            (case,) = file()
        assert told() == []

        prove(case.number)
        decline(town, case)
        assert told() == ["declined"]


class TestSomebodyElse:
    def test_the_phone_of_who_it_was_filed_for_counts_as_well(self, town):
        file(2, phone=ZHAO)
        for_a_neighbour = {
            "filed_for": FiledFor.OTHER,
            "concerned_name": "Zhao",
            "concerned_phone": ZHAO,
            "calls": FiledFor.MYSELF,
        }
        (case,) = file(**for_a_neighbour)
        decline(town, case)

        assert told(ZHAO) == ["filed", "filed"]
        assert told() == ["filed", "declined"]

    def test_so_does_that_of_a_representative(self, town):
        file(2, phone=ZHAO)
        (case,) = file(households="3", representatives=ZHAO)

        assert not Follower.objects.get(case=case).tells_unproved
        assert Contact.objects.get(case=case).tells_unproved


class TestWhoJoins:
    @pytest.fixture
    def case(self, town):
        """Put right already; Zhao's phone was typed twice today, Sun's was not."""
        file(2, phone=ZHAO)
        return paths.rectified(town)

    def report(self, town, case):
        handling.report(
            case=case,
            outcome=Outcome.FIXED,
            text=paths.DONE,
            by=town.anna,
            now=after(8),
        )

    def test_a_phone_typed_too_often_does_not_hear_of_the_result(self, town, case):
        pages = [join(ZHAO), join(SUN)]
        self.report(town, case)

        assert told(SUN) == ["joined", "reported"]
        assert told(ZHAO) == ["filed", "filed"]
        assert [page.status_code for page in pages] == [302, 302]

    def test_once_it_is_proved_it_does(self, town, case):
        join(ZHAO)
        prove(case.number, ZHAO)
        self.report(town, case)

        assert told(ZHAO) == ["filed", "filed", "reported"]

    def test_a_merged_case_tells_nobody_more(self, town):
        *_told, last = file(3, phone=ZHAO)
        target = paths.accepted(town)
        merging.merge(case=last, target=target, by=town.anna, now=after(8))

        assert told(ZHAO) == ["filed", "filed"]
        assert not Follower.objects.get(case=target).tells_unproved


class TestTheOffice:
    SILENT = "Only a call reaches the reporter."

    def test_it_reads_that_only_a_call_reaches_the_reporter(self, town):
        first, _second, last = file(3)
        desk = Desk(town.anna.user)
        assert self.SILENT in texts(desk.open(last))
        assert self.SILENT not in texts(desk.open(first))

        prove(last.number)
        assert self.SILENT not in texts(desk.open(last))
