"""A phone is proved by a code: sent to it, tried five times at most, used once."""

import json
from datetime import timedelta

import pytest

from complaints import numbers
from complaints.models import Case, Contact, Follower, PhoneCode
from complaints.operations.filing import Reporter
from complaints.operations.proving import CodeWrong
from complaints.states import Privacy
from registry.models import Notice
from registry.sealing import unseal
from tests.complaints import paths
from tests.complaints.operations.codes import (
    MINUTE,
    OTHER_PHONE,
    SECOND,
    SENT,
    codes,
    prove,
    send,
    wrong,
)
from tests.complaints.paths import after
from tests.town import PHONE


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
