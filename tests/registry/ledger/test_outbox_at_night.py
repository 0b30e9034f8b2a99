"""What is sent at night, by whichever way it comes there, and what goes first."""

from dataclasses import replace

import pytest
from django.db import transaction

from registry.ledger import outbox
from registry.ledger.outbox import Delivered
from registry.models import Notice
from tests.registry.ledger.deliveries import (
    MESSAGE,
    MORNING,
    DeadPhones,
    Phones,
    SilentPhones,
    after,
    deliver,
    put,
)

pytestmark = pytest.mark.django_db

LATE = after(hours=11, minutes=54)  # six minutes to nine in the evening
NIGHT = after(hours=12, minutes=30)
EIGHT = after(hours=23)


def test_what_failed_by_day_is_not_tried_again_in_the_night():
    put(now=LATE)
    for minutes in (0, 1, 6):
        again = after(hours=11, minutes=54 + minutes)
        deliver(DeadPhones("case 1 told"), now=again)

    assert deliver(Phones(), now=after(hours=12, minutes=30)) == Delivered()
    assert deliver(Phones(), now=after(hours=22, minutes=59)) == Delivered()
    assert deliver(Phones(), now=EIGHT) == Delivered(sent=1)


def test_a_worker_that_comes_late_leaves_what_was_due_by_day_for_the_morning():
    put(now=LATE)
    put("call", now=LATE, channel="VOICE")

    assert deliver(Phones(), now=NIGHT) == Delivered()
    assert deliver(Phones(), now=EIGHT) == Delivered(sent=2)


def test_what_a_silent_provider_held_up_waits_for_the_morning():
    for number in range(5):
        put(f"call {number}", now=LATE)
    nine = after(hours=11, minutes=59, seconds=30)
    deliver(SilentPhones(), now=nine)

    assert deliver(Phones(), now=NIGHT) == Delivered()


def test_what_is_sent_again_from_the_desk_at_night_waits_for_the_morning():
    put()
    Notice.objects.update(failed_at=MORNING, attempts=6)
    outbox.retry(notice=Notice.objects.get(), now=NIGHT)

    assert deliver(Phones(), now=NIGHT) == Delivered()
    assert deliver(Phones(), now=EIGHT) == Delivered(sent=1)


def test_what_is_urgent_rings_and_a_mail_rings_nowhere():
    put("urgent", now=NIGHT, is_urgent=True)
    put("mail", now=NIGHT, channel="EMAIL")

    assert deliver(Phones(), now=NIGHT) == Delivered(sent=2)


def test_what_is_urgent_overtakes_the_morning_s_backlog():
    for number in range(5):
        put(f"night {number}", now=NIGHT)
    put("alarm", now=after(hours=23, minutes=2), is_urgent=True)
    phones = Phones()

    deliver(phones, now=after(hours=23, minutes=2), limit=3)

    assert phones.keys == ["alarm", "night 0", "night 1"]


class TestWhatIsGoodForATime:
    TEN_MINUTES = after(minutes=10)

    @pytest.fixture(autouse=True)
    def _code(self):
        put("code", good_until=self.TEN_MINUTES)

    def test_it_is_sent_as_long_as_it_is_good(self):
        moment = after(minutes=9, seconds=59)
        assert deliver(Phones(), now=moment) == Delivered(sent=1)

    @pytest.mark.parametrize("tried", [True, False])
    def test_afterwards_it_is_given_up_and_seen_at_the_desk(self, tried):
        if tried:
            deliver(DeadPhones("code"))
        assert deliver(Phones(), now=self.TEN_MINUTES) == Delivered(given_up=1)
        dead = Notice.objects.given_up().get()
        assert (dead.last_error, dead.attempts) == ("TooLate", int(tried))

    def test_from_the_desk_it_is_sent_no_more(self):
        deliver(Phones(), now=self.TEN_MINUTES)
        with pytest.raises(outbox.TooLateToRetry):
            outbox.retry(notice=Notice.objects.get(), now=self.TEN_MINUTES)
        assert deliver(Phones(), now=after(days=1)) == Delivered()

    def test_what_a_worker_has_in_hand_is_left_to_it(self):
        class Slow(Phones):
            def send(self, **given):
                super().send(**given)
                deliver(Phones(), now=after(minutes=10))

        assert deliver(Slow(), now=after(minutes=9)) == Delivered(sent=1)
        assert not Notice.objects.given_up().exists()


def test_several_sorts_are_written_in_one_statement(django_assert_num_queries):
    urgent = replace(MESSAGE, dedupe_key="alarm", is_urgent=True)
    code = replace(MESSAGE, dedupe_key="code", good_until=MORNING)
    with transaction.atomic(), django_assert_num_queries(1):
        outbox.put([MESSAGE, urgent, code], now=MORNING)
