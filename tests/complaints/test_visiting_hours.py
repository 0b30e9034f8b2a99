"""Days and hours of the return visit's calls, read off in the offices' own zone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from complaints.visiting_hours import Tries, first_day, is_calling_hour

CHINA = ZoneInfo("Asia/Shanghai")
TOLD = datetime(2026, 3, 2, 23, 59, tzinfo=CHINA)


def at(hour, minute=0, day=4):
    return datetime(2026, 3, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("hour", "minute", "rings"),
    [
        (8, 59, False),
        (9, 0, True),
        (11, 59, True),
        (12, 0, False),
        (14, 29, False),
        (14, 30, True),
        (19, 59, True),
        (20, 0, False),
        (23, 0, False),
    ],
)
def test_a_phone_rings_from_the_first_minute_to_the_last(hour, minute, rings):
    assert is_calling_hour(at(hour, minute)) is rings


def test_calls_begin_on_the_second_calendar_day_in_an_emergency_on_the_next():
    assert first_day(TOLD, emergency=False) == date(2026, 3, 4)
    assert first_day(TOLD, emergency=True) == date(2026, 3, 3)
    just_after = TOLD + timedelta(minutes=1)
    assert first_day(just_after, emergency=False) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("moments", "enough"),
    [
        ([], False),
        ([at(9)], False),
        ([at(9), at(10), at(19)], False),
        ([at(19, 59), at(9, day=5)], True),
        ([at(9), at(10, day=5), at(11, day=6)], True),
    ],
)
def test_two_days_with_a_try_are_enough_however_many_tries_a_day_has(moments, enough):
    assert Tries(moments).are_enough is enough


def test_an_evening_begins_at_six():
    assert Tries().is_evening_missing
    assert Tries([at(17, 59)]).is_evening_missing
    assert not Tries([at(9), at(18)]).is_evening_missing


@pytest.mark.parametrize(
    ("moments", "now", "wanted"),
    [
        ([], at(9), True),
        ([at(9)], at(15), False),
        ([at(9)], at(18), True),
        ([at(18)], at(19), False),
        ([at(9)], at(9, day=5), True),
        ([at(9), at(10, day=5)], at(15, day=5), False),
        ([at(9), at(10, day=5)], at(18, day=5), True),
        ([at(9), at(10, day=5)], at(9, day=6), True),
        ([at(18), at(10, day=5)], at(9, day=6), False),
    ],
)
def test_a_call_is_wanted_once_a_day_and_once_in_the_evening(moments, now, wanted):
    assert Tries(moments).is_call_wanted(now) is wanted
