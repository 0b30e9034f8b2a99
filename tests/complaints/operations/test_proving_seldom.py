"""How many codes are sent: to a phone, into a network, and in all."""

from datetime import timedelta
from ipaddress import ip_address
from typing import NamedTuple

import pytest
from django.db.models import Count

from complaints.codes import phone_digest
from complaints.models import Case, Follower
from complaints.operations.filing import Reporter
from complaints.states import Privacy
from registry.models import Notice, Use
from registry.networks import network_around
from registry.sealing import seal
from tests.complaints import paths
from tests.complaints.operations.codes import MINUTE, OTHER_PHONE, SENT, codes, send
from tests.town import PHONE

AN_HOUR = timedelta(hours=1)
TRIES = 10_000


@pytest.fixture
def case(town):
    return town.file(reporter=Reporter(Privacy.HIDDEN, phone=PHONE))


class TestHowMany:
    """Of 10,000 tries no more are sent than the settings allow."""

    def minutes_later(self, minutes):
        return SENT + minutes * MINUTE

    def test_a_phone_gets_five_an_hour(self, case):
        for minute in range(60):
            send(case, now=self.minutes_later(minute))
        assert len(codes()) == 5

        send(case, now=self.minutes_later(60))
        assert len(codes()) == 6
        # the second one is an hour old a minute later
        send(case, now=self.minutes_later(60) + timedelta(seconds=59))
        assert len(codes()) == 6

    def test_a_phone_gets_ten_a_day(self, case):
        for half_hour in range(48):
            send(case, now=self.minutes_later(30 * half_hour))
        assert len(codes()) == 10

        send(case, now=SENT + timedelta(days=1))
        assert len(codes()) == 11

    def test_what_was_not_sent_counts_for_nobody(self, town, case):
        """Who asks with a stranger's phone and a wrong number takes nothing from it."""
        other = town.file(reporter=Reporter(Privacy.HIDDEN, phone=OTHER_PHONE))
        for minute in range(20):
            send(other, now=self.minutes_later(minute))

        send(case, now=self.minutes_later(20))
        assert len(codes()) == 1

    def test_a_network_has_its_ceiling(self, town, settings):
        settings.CODES_PER_NETWORK = [(3, timedelta(hours=1))]
        for case in cases_of_other_phones(town, 5):
            send(case.case, phone=case.phone)
        assert len(codes()) == 3

        send(case.case, phone=case.phone, network="another network")
        assert len(codes()) == 4

    def test_all_together_have_theirs(self, town, settings):
        settings.CODES_IN_ALL = [(4, timedelta(hours=1))]
        for place, case in enumerate(cases_of_other_phones(town, 6)):
            send(case.case, phone=case.phone, network=f"network {place}")

        assert len(codes()) == 4

    def test_of_very_many_tries_no_more_is_sent_than_the_budget(self, town, settings):
        """
        10,000 tries over a thousand phones from fifty networks within an hour: each
        network tries forty times in a row, from another address each time.
        """
        settings.CODES_PER_NETWORK = [(6, timedelta(hours=1))]
        settings.CODES_IN_ALL = [(120, timedelta(hours=1))]
        case = town.file(reporter=Reporter(Privacy.HIDDEN, phone=PHONE))
        phones = neighbours_of(town, case, 1000)
        for number in range(TRIES):
            address = ip_address(f"198.51.{number // 40 % 50}.{number % 250}")
            send(
                case,
                phone=phones[number % 1000],
                session=f"session {number}",
                network=network_around(address),
                now=SENT + number * AN_HOUR / TRIES,
            )

        sent = Notice.objects.filter(template__endswith="/code.txt")
        assert sent.count() == 120
        used = Use.objects.filter(name="code network").values_list("key_digest")
        assert list(used.annotate(Count("pk")).values_list("pk__count", flat=True)) == (
            [6] * 20
        )

    def test_where_uses_cannot_be_counted_none_is_sent(self, case, caplog, no_uses):
        send(case)

        assert codes() == []
        (line,) = [one for one in caplog.records if one.levelname == "ERROR"]
        assert line.getMessage() == "codes cannot be counted; none is sent"


def neighbours_of(town, case, count):
    """So many phones that follow this case, as if each had joined it."""
    model = paths.follow(town, case, phone="+8613700137000", now=SENT)
    phones = [f"+86139001{number:05}" for number in range(count)]
    Follower.objects.bulk_create(
        Follower(
            case=case,
            phone_sealed=seal(phone),
            phone_digest=phone_digest(phone),
            joined_at=model.joined_at,
            number=model.number,
            round=model.round,
        )
        for phone in phones
    )
    return phones


class Known(NamedTuple):
    case: Case
    phone: str


def cases_of_other_phones(town, count):
    """So many cases, each of a phone of its own."""
    phones = [f"+86139001{number:05}" for number in range(count)]
    return [
        Known(town.file(reporter=Reporter(Privacy.HIDDEN, phone=phone)), phone)
        for phone in phones
    ]
