"""A phone is proved by a code: sent to it, tried five times at most, used once."""

import json
import re
from collections import Counter
from datetime import timedelta
from ipaddress import ip_address
from typing import ClassVar, NamedTuple

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from complaints import numbers
from complaints.codes import phone_digest
from complaints.models import Case, Contact, Follower, PhoneCode
from complaints.operations import proving
from complaints.operations.filing import Reporter
from complaints.operations.proving import CodeWrong
from complaints.states import Privacy
from registry import sealing
from registry.ledger import allowances, outbox
from registry.models import Notice, Use
from registry.networks import network_around
from registry.sealing import seal, unseal
from tests.complaints import paths
from tests.complaints.paths import after
from tests.town import PHONE

OTHER_PHONE = "+8613900139000"
SENT = after(1)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def send(case, *, phone=PHONE, session="a session", now=SENT, **more):
    asked = {"number": case.number, "network": "a network", "language": "en", **more}
    proving.send_code(phone=phone, session=session, now=now, **asked)


def codes():
    """The codes that were sent, in the order of their sending."""
    sent = Notice.objects.filter(template="complaints/notices/code.txt")
    return [
        json.loads(unseal(notice.payload_sealed))["code"]
        for notice in sent.order_by("pk")
    ]


def prove(
    case, code, *, phone=PHONE, session="a session", now=SENT + MINUTE, number=None
):
    return proving.prove(
        number=number or case.number, phone=phone, session=session, code=code, now=now
    )


def wrong(code):
    """Another code of six digits."""
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.fixture
def case(town):
    return town.file(reporter=Reporter(Privacy.HIDDEN, phone=PHONE))


def test_the_code_that_was_sent_opens_the_case_and_proves_the_phone(case):
    send(case)
    (code,) = codes()

    assert len(code) == 6
    assert prove(case, f" {code[:3]} {code[3:]} ") == (case, None)
    assert Contact.objects.get(case=case).phone_proved_at == SENT + MINUTE
    notice = Notice.objects.get(template="complaints/notices/code.txt")
    assert unseal(notice.address_sealed) == PHONE


def test_a_code_is_used_once(case):
    send(case)
    (code,) = codes()
    prove(case, code)

    with pytest.raises(CodeWrong):
        prove(case, code)


def test_a_code_is_good_for_ten_minutes(case):
    send(case)
    (code,) = codes()

    assert prove(case, code, now=SENT + timedelta(minutes=9, seconds=59)).case == case

    send(case, now=SENT + 2 * MINUTE)
    with pytest.raises(CodeWrong):
        prove(case, codes()[1], now=SENT + 12 * MINUTE)


@pytest.mark.usefixtures("in_english")
def test_five_wrong_tries_end_it(case):
    send(case)
    (code,) = codes()
    for _ in range(5):
        with pytest.raises(CodeWrong):
            prove(case, wrong(code))

    with pytest.raises(CodeWrong) as told:
        prove(case, code)
    assert str(told.value) == (
        "That code does not fit. Check it, or ask for a new one."
    )
    assert PhoneCode.objects.get().tries == 5


def test_the_fifth_try_still_counts(case):
    send(case)
    (code,) = codes()
    for _ in range(4):
        with pytest.raises(CodeWrong):
            prove(case, wrong(code))

    assert prove(case, code).case == case


def test_of_many_tries_at_once_only_five_are_made(case, monkeypatch):
    """
    The others have read the row before the fifth was counted, and still are too late.
    """
    send(case)
    (code,) = codes()
    rows = type(PhoneCode.objects.all())
    real = rows.update

    def late(queryset, **values):
        monkeypatch.setattr(rows, "update", real)
        PhoneCode.objects.update(tries=5)
        return real(queryset, **values)

    monkeypatch.setattr(rows, "update", late)
    with pytest.raises(CodeWrong):
        prove(case, code)


def test_a_code_belongs_to_its_phone_its_session_and_its_case(town, case):
    other = town.file(reporter=Reporter(Privacy.HIDDEN, phone=OTHER_PHONE))
    same_phone = town.file(reporter=Reporter(Privacy.HIDDEN, phone=PHONE))
    send(case)
    (code,) = codes()

    for wrong_use in (
        {"phone": OTHER_PHONE},
        {"session": "another session"},
    ):
        with pytest.raises(CodeWrong):
            prove(case, code, **wrong_use)
    for wrong_case in (other, same_phone):
        with pytest.raises(CodeWrong):
            prove(wrong_case, code)
    assert prove(case, code).case == case


def test_a_wrong_pair_is_sent_nothing_and_told_nothing(town, case):
    send(case, phone=OTHER_PHONE)
    anonymous = town.file(reporter=Reporter(Privacy.ANONYMOUS))
    send(anonymous)
    send(case, number="34-2603-999999-0")

    assert codes() == []
    assert not Notice.objects.filter(template__endswith="/code.txt").exists()


def test_a_phone_gets_one_code_a_minute(town, case):
    send(case)
    send(case, session="another session")
    send(town.file(reporter=Reporter(Privacy.HIDDEN, phone=PHONE)))
    assert len(codes()) == 1

    send(case, now=SENT + MINUTE)
    assert len(codes()) == 2


def test_a_new_code_leaves_the_older_one_as_it_was(case):
    send(case)
    send(case, now=SENT + MINUTE)
    first, second = codes()

    assert prove(case, first, now=SENT + 2 * MINUTE).case == case
    assert prove(case, second, now=SENT + 3 * MINUTE).case == case


# by the place of a code among two, sent five minutes apart
ENDS = [(0, SENT + 10 * MINUTE), (1, SENT + 15 * MINUTE)]


@pytest.mark.parametrize(("place", "end"), ENDS)
def test_each_code_is_good_until_its_own_ten_minutes_end(case, place, end):
    send(case)
    send(case, now=SENT + 5 * MINUTE)

    assert prove(case, codes()[place], now=end - SECOND).case == case


@pytest.mark.parametrize(("place", "end"), ENDS)
def test_a_newer_code_does_not_lengthen_an_older_one(case, place, end):
    send(case)
    send(case, now=SENT + 5 * MINUTE)

    with pytest.raises(CodeWrong):
        prove(case, codes()[place], now=end)


def test_what_is_stored_of_a_code_does_not_tell_it(case):
    send(case)
    (code,) = codes()
    row = PhoneCode.objects.values().get()

    assert code not in json.dumps(row, default=str)
    assert PHONE not in json.dumps(row, default=str)


def test_a_phone_stays_proved_since_the_first_time(case):
    send(case)
    prove(case, codes()[0])
    send(case, now=SENT + MINUTE)
    prove(case, codes()[1], now=SENT + 2 * MINUTE)

    assert Contact.objects.get(case=case).phone_proved_at == SENT + MINUTE


class TestTheEndOfANumber:
    def test_with_the_phone_the_last_five_digits_are_enough(self, case):
        end = numbers.ending(case.number[-6:])
        send(case, number=end)

        assert prove(case, codes()[0], number=end).case == case

    def test_of_two_that_end_alike_the_newer_one_is_meant(self, town, case):
        newer = town.file(reporter=Reporter(Privacy.HIDDEN, phone=PHONE))
        Case.objects.filter(pk=newer.pk).update(number=f"34-2604-{case.number[8:]}")
        end = case.number[-6:]
        send(case, number=end)

        assert prove(case, codes()[0], number=end).case == newer

    def test_it_opens_nothing_with_another_phone(self, case):
        send(case, number=case.number[-6:], phone=OTHER_PHONE)

        assert codes() == []


class TestWhoFollows:
    def test_a_follower_proves_their_own_phone_and_not_the_reporter_s(self, town, case):
        follower = paths.follow(town, case, by=town.by_receipt, now=after(0.5))
        send(case, phone=paths.NEIGHBOUR)

        proved = prove(case, codes()[0], phone=paths.NEIGHBOUR)

        assert (proved.case, proved.follower) == (case, follower)
        follower.refresh_from_db()
        assert follower.proved_at == SENT + MINUTE
        assert Contact.objects.get(case=case).phone_proved_at is None

    def test_who_has_left_is_sent_nothing(self, town, case):
        follower = paths.follow(town, case, now=after(0.5))
        Follower.objects.filter(pk=follower.pk).update(left_at=SENT)
        send(case, phone=paths.NEIGHBOUR)

        assert codes() == []


class TestAloud:
    def test_a_code_is_read_digit_by_digit_where_it_is_asked_for(self, case):
        send(case, aloud=True)

        (notice,) = Notice.objects.filter(template__endswith="/code.txt")
        assert notice.channel == "VOICE"
        (spelt,) = codes()
        assert len(spelt.split()) == 6
        assert prove(case, spelt).case == case

    def test_it_counts_like_any_other(self, case):
        send(case)
        send(case, aloud=True, session="another session")

        assert len(codes()) == 1


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


AN_HOUR = timedelta(hours=1)
TRIES = 10_000


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


def statements(work):
    """What the database is asked, without the values."""
    with CaptureQueriesContext(connection) as queries:
        work()
    return [SHAPE.sub("?", query["sql"]).split(" WHERE ")[0] for query in queries]


class TestEqualWork:
    """Nothing that can be measured tells whether a phone belongs to a case."""

    PAIRS: ClassVar = {
        "a wrong phone": {"phone": OTHER_PHONE},
        "a wrong number": {"number": "34-2603-999999-0"},
        "the end of a wrong number": {"number": "9999-0"},
    }

    @pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
    def test_a_wrong_pair_makes_the_statements_of_a_right_one(self, case, pair):
        right = statements(lambda: send(case))
        wrong = statements(lambda: send(case, session="another", **pair))

        assert [undone(one) for one in wrong] == right
        assert len(codes()) == 1

    def test_so_does_one_that_comes_too_early(self, case):
        first = statements(lambda: send(case))
        second = statements(lambda: send(case, session="another"))

        assert [undone(one) for one in second] == first

    @pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
    def test_a_wrong_pair_seals_and_hashes_as_often(self, case, pair, monkeypatch):
        made: Counter[str] = Counter()
        for name in ("seal", "lookup_digest"):
            count_calls(monkeypatch, made, name)

        send(case)
        right = made.copy()
        made.clear()
        send(case, session="another", **pair)

        assert made == right
        assert made["seal"] == 2

    @pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
    def test_a_wrong_code_costs_the_same_whatever_was_asked(self, case, pair):
        send(case, session="right")
        send(case, session="wrong", **pair)
        asked = {"number": case.number, "phone": PHONE, **pair}

        def tried(**of):
            with pytest.raises(CodeWrong):
                prove(case, "nothing", **of)

        right = statements(lambda: tried(session="right"))
        wrong = statements(lambda: tried(session="wrong", **asked))
        assert wrong == right
        assert any("UPDATE" in one for one in right)


SHAPE = re.compile(r"'[^']*'|\b\d+\b|\bs\d+_x\d+\b")


def undone(statement):
    """A savepoint that is rolled back stands where another one is released."""
    return statement.replace("ROLLBACK TO SAVEPOINT", "RELEASE SAVEPOINT")


def count_calls(monkeypatch, made, name):
    real = getattr(sealing, name)

    def counted(*args, **more):
        made[name] += 1
        return real(*args, **more)

    for module in (outbox, proving, allowances, sealing):
        if hasattr(module, name):
            monkeypatch.setattr(module, name, counted)
