"""A phone is proved by a code: sent to it, tried five times at most, used once."""

import json
from datetime import timedelta

import pytest

from complaints.models import Contact, PhoneCode
from complaints.operations import proving
from complaints.operations.filing import Reporter
from complaints.operations.proving import CodeWrong
from complaints.states import Privacy
from registry.models import Notice
from registry.sealing import unseal
from tests.complaints.paths import after
from tests.town import PHONE

OTHER_PHONE = "+8613900139000"
SENT = after(1)
MINUTE = timedelta(minutes=1)


def send(case, *, phone=PHONE, session="a session", now=SENT):
    proving.send_code(
        number=case.number, phone=phone, session=session, language="en", now=now
    )


def codes():
    """The codes that were sent, in the order of their sending."""
    sent = Notice.objects.filter(template="complaints/notices/code.txt")
    return [
        json.loads(unseal(notice.payload_sealed))["code"]
        for notice in sent.order_by("pk")
    ]


def prove(case, code, *, phone=PHONE, session="a session", now=SENT + MINUTE):
    return proving.prove(
        number=case.number, phone=phone, session=session, code=code, now=now
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
    assert prove(case, f" {code[:3]} {code[3:]} ") == case
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

    assert prove(case, code, now=SENT + timedelta(minutes=9, seconds=59)) == case

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

    assert prove(case, code) == case


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
    assert prove(case, code) == case


def test_a_wrong_pair_is_sent_nothing_and_told_nothing(town, case):
    send(case, phone=OTHER_PHONE)
    anonymous = town.file(reporter=Reporter(Privacy.ANONYMOUS))
    send(anonymous)
    proving.send_code(
        number="34-2603-999999-0", phone=PHONE, session="s", language="en", now=SENT
    )

    assert codes() == []
    assert not PhoneCode.objects.exists()


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

    assert prove(case, first, now=SENT + 2 * MINUTE) == case
    if second != first:
        with pytest.raises(CodeWrong):
            prove(case, first, now=SENT + 2 * MINUTE)
    assert prove(case, second, now=SENT + 3 * MINUTE) == case


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
