"""A provider that nobody answers for: it is not waited for by all the others."""

from socket import gaierror

import pytest

from registry.ledger.outbox import Delivered
from registry.models import Notice
from tests.registry.ledger.deliveries import (
    DeadPhones,
    Phones,
    SilentPhones,
    after,
    deliver,
    put,
)

SECONDS_LATER = after(seconds=10)


@pytest.fixture
def crowded(db):
    """Ten calls and text messages, and a mail behind them."""
    for number in range(10):
        put(f"call {number}")
    put("mail", channel="EMAIL", now=after(seconds=1))


@pytest.mark.parametrize("silence", [TimeoutError, ConnectionRefusedError, gaierror])
def test_a_silent_channel_is_tried_three_times_and_then_rests(crowded, silence):
    phones = SilentPhones(silence)
    assert deliver(phones) == Delivered(put_off=3)
    assert phones.rung == 3
    assert deliver(phones, now=after(seconds=59)) == Delivered(sent=1)
    assert phones.rung == 3


def test_a_channel_that_rests_makes_room_for_the_others(crowded):
    phones = SilentPhones()
    deliver(phones, limit=5)
    assert deliver(phones, now=SECONDS_LATER, limit=5) == Delivered(sent=1)
    assert phones.keys == ["mail"]


def test_what_rested_leaves_when_somebody_answers_with_all_its_tries(crowded):
    deliver(SilentPhones())
    rested = Notice.objects.filter(channel="SMS", attempts=0)
    assert rested.count() == 7
    assert deliver(Phones(), now=after(minutes=1)) == Delivered(sent=11)


def test_an_answer_in_between_ends_the_silence(db):
    for number in range(6):
        put(f"call {number}")

    class Stammering(Phones):
        def send(self, **given):
            super().send(**given)
            if len(self.given) % 3:
                raise TimeoutError

    stammering = Stammering()
    assert deliver(stammering) == Delivered(sent=2, put_off=4)


def test_a_provider_that_answers_no_is_not_silent(crowded):
    dead = DeadPhones(*(f"call {number}" for number in range(10)))
    assert deliver(dead, now=after(seconds=1)) == Delivered(sent=1, put_off=10)
