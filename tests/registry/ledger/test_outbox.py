from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from registry.ledger import outbox
from registry.ledger.outbox import Delivered
from registry.models import Notice
from registry.sealing import unseal
from tests.registry.ledger.deliveries import (
    MESSAGE,
    MORNING,
    PHONE,
    DeadPhones,
    Phones,
    after,
    deliver,
    put,
)


@pytest.mark.django_db
def test_a_notice_is_delivered_once():
    put()
    phones = Phones()

    assert deliver(phones) == Delivered(sent=1)
    assert deliver(phones, now=after(days=1)) == Delivered()
    assert phones.given == [
        ("case 1 told", "SMS", PHONE, "reported/zh-hans: 34-2611-004217-7")
    ]
    notice = Notice.objects.get()
    assert (notice.sent_at, notice.attempts) == (MORNING, 1)


@pytest.mark.django_db
def test_a_notice_of_a_known_key_is_dropped():
    put(address=PHONE)
    put(address="13900139000", now=after(hours=1))

    notice = Notice.objects.get()
    assert unseal(notice.address_sealed) == PHONE
    assert notice.created_at == MORNING


@pytest.mark.django_db
def test_a_notice_that_was_sent_is_not_put_again():
    put()
    deliver(Phones())
    put()

    assert deliver(Phones(), now=after(days=1)) == Delivered()


@pytest.mark.django_db
def test_a_wrong_notice_is_refused_and_not_dropped_in_silence():
    message = replace(MESSAGE, channel="PIGEON")
    with (
        pytest.raises(IntegrityError, match="notice_goes_by_a_known_channel"),
        transaction.atomic(),
    ):
        outbox.put([message], now=MORNING)


@pytest.mark.django_db
def test_no_phone_number_stands_in_the_row():
    put()

    row = Notice.objects.values().get()
    assert PHONE not in str(row)
    assert "34-2611-004217-7" not in str(row)


@pytest.mark.django_db(transaction=True)
def test_a_notice_needs_the_transaction_of_its_fact():
    for messages in ([MESSAGE], []):
        with pytest.raises(outbox.OutsideTransaction):
            outbox.put(messages, now=MORNING)
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_a_dozen_are_written_as_one_is(django_assert_num_queries):
    dozen = [replace(MESSAGE, dedupe_key=f"case {n} told") for n in range(12)]
    with django_assert_num_queries(1):
        outbox.put(dozen[:1], now=MORNING)
    with django_assert_num_queries(1):
        outbox.put(dozen, now=MORNING)
    assert Notice.objects.count() == 12


@pytest.mark.django_db(transaction=True)
def test_a_fact_that_is_undone_is_not_told():
    with transaction.atomic():
        put()
        transaction.set_rollback(True)

    assert deliver(Phones()) == Delivered()


@pytest.mark.django_db(transaction=True)
def test_notices_are_not_delivered_inside_a_transaction():
    put()
    phones = Phones()

    with pytest.raises(RuntimeError), transaction.atomic():
        deliver(phones)
    assert phones.given == []


@pytest.mark.django_db
def test_a_notice_waits_for_its_moment():
    put(now=after(days=2))

    assert deliver(Phones(), now=after(hours=47)) == Delivered()
    assert deliver(Phones(), now=after(days=2)) == Delivered(sent=1)


@pytest.mark.django_db
def test_a_run_sends_no_more_than_its_limit_and_the_longest_waiting_first():
    for hour in (3, 1, 2):
        put(f"hour {hour}", now=after(hours=hour))
    phones = Phones()

    assert deliver(phones, now=after(days=1), limit=2) == Delivered(sent=2)
    assert phones.keys == ["hour 1", "hour 2"]


@pytest.mark.django_db
def test_a_failed_notice_is_tried_after_1_5_and_30_minutes_2_and_6_hours():
    put()
    phones = DeadPhones("case 1 told")
    now = MORNING
    assert deliver(phones, now=now) == Delivered(put_off=1)
    for minutes in (1, 5, 30, 120):
        assert deliver(phones, now=now + timedelta(minutes=minutes, seconds=-1)) == (
            Delivered()
        )
        now += timedelta(minutes=minutes)
        assert deliver(phones, now=now) == Delivered(put_off=1)

    now += timedelta(hours=6)
    assert deliver(phones, now=now) == Delivered(given_up=1)

    notice = Notice.objects.get()
    assert (notice.failed_at, notice.attempts) == (now, 6)
    assert deliver(Phones(), now=now + timedelta(days=9)) == Delivered()


@pytest.mark.django_db
def test_the_error_that_is_kept_names_no_phone(caplog):
    put()
    deliver(DeadPhones("case 1 told"))

    assert Notice.objects.get().last_error == "NoConnection"
    assert "NoConnection" in caplog.text
    assert PHONE not in caplog.text


@pytest.mark.django_db
def test_a_bad_notice_holds_up_no_other():
    for name in ("first", "second", "third"):
        put(name)
    Notice.objects.filter(dedupe_key="first").update(payload_sealed="gAAAAA broken")
    phones = DeadPhones("second")

    assert deliver(phones) == Delivered(sent=1, put_off=2)
    assert phones.keys == ["third"]


@pytest.mark.django_db
def test_bad_notices_do_not_fill_the_runs_of_the_others():
    for number in range(5):
        put(f"bad {number}")
    put("good", now=after(seconds=1))
    phones = DeadPhones(*(f"bad {number}" for number in range(5)))

    deliver(phones, now=after(seconds=10), limit=5)
    deliver(phones, now=after(seconds=20), limit=5)

    assert phones.keys == ["good"]


@pytest.mark.django_db
def test_a_notice_that_cannot_be_worded_is_tried_again():
    def fail(*, template, language, payload):
        raise KeyError(template)

    put()

    assert deliver(Phones(), render=fail) == Delivered(put_off=1)
    assert deliver(Phones(), now=after(minutes=1)) == Delivered(sent=1)
    assert Notice.objects.get().last_error == ""


@pytest.mark.django_db
def test_a_notice_that_was_given_up_can_be_sent_after_all():
    put()
    Notice.objects.update(failed_at=MORNING, attempts=6, last_error="NoConnection")
    notice = Notice.objects.get()

    outbox.retry(notice=notice, now=after(days=1))

    assert deliver(Phones(), now=after(days=1)) == Delivered(sent=1)


@pytest.mark.django_db
def test_only_what_was_given_up_is_sent_again():
    put()
    notice = Notice.objects.get()
    with pytest.raises(outbox.NothingToRetry):
        outbox.retry(notice=notice, now=MORNING)

    deliver(Phones())
    with pytest.raises(outbox.NothingToRetry):
        outbox.retry(notice=notice, now=MORNING)
    assert deliver(Phones(), now=after(days=1)) == Delivered()


@pytest.mark.django_db
def test_a_run_reads_once_and_writes_twice_for_each_notice(django_assert_num_queries):
    for number in range(5):
        put(f"notice {number}")

    with django_assert_num_queries(3 + 5 * 4):  # a claim has its savepoint here
        deliver(Phones())
