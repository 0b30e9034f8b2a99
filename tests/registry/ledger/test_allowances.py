"""So many uses in any span, for each key, however many come at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from registry.ledger import allowances
from registry.ledger.allowances import KEPT_FOR, Limited
from registry.models import Use
from tests.threads import at_once

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NO_TIME = timedelta(0)
THREE_AN_HOUR = [(3, HOUR)]


def take(*limited, now=NOON):
    """As callers do it: what comes too early is undone."""
    with transaction.atomic():
        wait = allowances.use(limited, now=now)
        transaction.set_rollback(wait > NO_TIME)
    return wait


def lamp(key="wang", allowed=THREE_AN_HOUR):
    return Limited("lamp", key, allowed)


@pytest.mark.django_db
class TestOneKey:
    def test_so_many_are_taken_and_the_next_waits_for_the_oldest(self):
        waits = [take(lamp(), now=NOON + number * MINUTE) for number in range(4)]

        assert waits == [NO_TIME, NO_TIME, NO_TIME, HOUR - 3 * MINUTE]
        assert Use.objects.count() == 3

    def test_no_span_of_an_hour_holds_more_than_three(self):
        """Not an hour of the clock: any."""
        taken = [
            moment
            for moment in (NOON + number * 7 * MINUTE for number in range(60))
            if take(lamp(), now=moment) == NO_TIME
        ]

        for first in taken:
            within = [one for one in taken if first <= one < first + HOUR]
            assert len(within) <= 3
        assert len(taken) == 21

    def test_who_only_asks_is_told_the_same_and_uses_nothing(self):
        for number in range(4):
            now = NOON + number * MINUTE
            asked = allowances.wait([lamp("another"), lamp()], now=now)
            assert Use.objects.count() == number
            assert asked == take(lamp(), now=now)

    def test_the_longest_wait_is_told(self):
        both = lamp(allowed=[(1, MINUTE), (2, HOUR)])
        take(both)
        assert take(both, now=NOON + 10 * timedelta(seconds=1)) == timedelta(seconds=50)
        take(both, now=NOON + MINUTE)

        assert take(both, now=NOON + MINUTE) == HOUR - MINUTE

    def test_of_two_that_reach_equally_far_the_longer_holds(self):
        both = lamp(allowed=[(1, HOUR), (1, MINUTE)])
        take(both)

        assert take(both, now=NOON + MINUTE) == HOUR - MINUTE

    def test_a_clock_that_went_ahead_holds_up_nobody_for_longer(self):
        for _ in range(3):
            take(lamp(), now=NOON + timedelta(days=2))

        assert take(lamp()) == NO_TIME

    def test_what_was_used_by_whom_is_not_to_be_read(self):
        take(lamp("+8613800138000"))

        assert "13800138000" not in str(Use.objects.values().get())


@pytest.mark.django_db
class TestSeveralKeys:
    def test_each_has_its_own(self):
        for _ in range(3):
            take(lamp("wang"))

        assert take(lamp("wang")) == HOUR
        assert take(lamp("zhao")) == NO_TIME

    def test_all_or_none_are_used(self):
        """What the network refuses, the phone has not used."""
        network = Limited("network", "a", [(1, HOUR)])
        take(lamp("wang"), network)
        for _ in range(5):
            assert take(lamp("zhao"), network) == HOUR

        assert take(lamp("zhao")) == NO_TIME
        assert Use.objects.filter(name="lamp").count() == 2

    def test_what_is_over_is_forgotten(self):
        take(lamp(), now=NOON - KEPT_FOR)
        take(lamp(), now=NOON + KEPT_FOR)
        take(lamp(), now=NOON)

        assert allowances.forget(now=NOON) == 2
        assert Use.objects.get().at == NOON


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_of_sixteen_at_once_no_more_are_taken_than_allowed():
    waits = at_once(16, lambda _number: take(lamp(), Limited("all", "", [(9, HOUR)])))

    assert waits.count(NO_TIME) == 3
    assert Use.objects.filter(name="lamp").count() == 3
    assert Use.objects.filter(name="all").count() == 3
