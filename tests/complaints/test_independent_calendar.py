"""
Every due moment and promise of two years, computed a second time from another calendar.

The second computation uses `chinese_calendar` and its own table of limits; it shares
nothing with ours but the words.
"""

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import chinese_calendar
import pytest

from complaints import clocks
from complaints.operations import catalogue
from complaints.queries.limits import clock_at
from complaints.states import Stage, Track

FIRST, LAST = date(2025, 1, 1), date(2026, 11, 30)
CHINA = timezone(timedelta(hours=8))
TIMES = (time(0, 0), time(14, 20), time(23, 59, 59, 999999))

WORKED = [
    day
    for day in (FIRST + timedelta(days=n) for n in range(2 * 365))
    if chinese_calendar.is_workday(day)
]

# As the specification writes them: whole numbers are working days.
HOURS = {
    "30 min": 0.5,
    "1 h": 1,
    "2 h": 2,
    "4 h": 4,
    "12 h": 12,
    "24 h": 24,
    "72 h": 72,
}
SIX = ["ACCEPTANCE", "VERIFICATION", "DISPOSAL", "RECTIFICATION", "REPORT", "VISIT"]
THREE = ["ACCEPTANCE", "REPORT", "VISIT"]
LIMITS: dict[str, dict[str, Any]] = {
    "ORDINARY": dict(zip(SIX, (1, 2, 1, 7, 1, 7), strict=True)),
    "URGENT": dict(zip(SIX, ("2 h", "24 h", "4 h", "72 h", "24 h", 5), strict=True)),
    "EMERGENCY": dict(
        zip(SIX, ("30 min", "1 h", "30 min", "24 h", "12 h", 3), strict=True)
    ),
    "CONSULTATION": dict(zip(THREE, (1, 3, 7), strict=True)),
    "SUGGESTION": dict(zip(THREE, (1, 10, 7), strict=True)),
    "RETALIATION": dict(zip(THREE, (1, 10, 7), strict=True)),
}
# Counted from the day of filing, where all limits are working days.
TOTALS = {
    "ORDINARY": (1, 3, 4, 11, 12, 19),
    "CONSULTATION": (1, 4, 11),
    "SUGGESTION": (1, 11, 18),
    "RETALIATION": (1, 11, 18),
}
TOTAL_HOURS = {"URGENT": (2, 26, 30, 102, 126), "EMERGENCY": (0.5, 1.5, 2, 26, 38)}


def midnight_after(day, count):
    """The end of the `count`th working day that follows `day`."""
    last = WORKED[bisect_right(WORKED, day) + count - 1]
    return datetime.combine(last + timedelta(days=1), time(), CHINA)


def due(entry, limit):
    if isinstance(limit, int):
        return midnight_after(entry.date(), limit)
    return entry + timedelta(hours=HOURS[limit])


def promised(entry, track):
    """The six or three promises of a case that is filed at `entry`."""
    if track in TOTALS:
        return [midnight_after(entry.date(), count) for count in TOTALS[track]]
    hours = [entry + timedelta(hours=count) for count in TOTAL_HOURS[track]]
    ends_on = (hours[-1] - timedelta(microseconds=1)).date()
    return [*hours, midnight_after(ends_on, LIMITS[track]["VISIT"])]


def entries():
    for distance in range((LAST - FIRST).days + 1):
        for at in TIMES:
            yield datetime.combine(FIRST + timedelta(days=distance), at, CHINA)


@pytest.fixture
def clock(db):
    catalogue.load()
    return clock_at(datetime(2026, 11, 30, tzinfo=UTC))


@pytest.mark.parametrize("track", LIMITS)
def test_every_promise_agrees_with_the_second_opinion(clock, track):
    for entry in entries():
        ours = clocks.promises_from(
            entry.astimezone(UTC),
            first=Stage.ACCEPTANCE,
            track=Track(track),
            round_number=1,
            clock=clock,
        )
        theirs = dict(zip(LIMITS[track], promised(entry, track), strict=True))
        assert ours == theirs, entry


@pytest.mark.parametrize("track", LIMITS)
def test_every_due_moment_agrees_with_the_second_opinion(clock, track):
    limits = LIMITS[track] | {"APPEAL": 5}
    if len(limits) > len(SIX):
        limits["REDO"] = 2
    for stage, limit in limits.items():
        ours = clock.limit(Stage(stage), Track(track), 1)
        for entry in entries():
            moment = clocks.due_moment(
                entry.astimezone(UTC), limit=ours, promise=None, clock=clock
            )
            assert moment == due(entry, limit), (stage, entry)


def test_a_later_round_agrees_with_the_second_opinion(clock):
    totals = dict(zip(SIX[2:], (1, 6, 7, 14), strict=True))
    for entry in entries():
        ours = clocks.promises_from(
            entry,
            first=Stage.DISPOSAL,
            track=Track.ORDINARY,
            round_number=2,
            clock=clock,
        )
        assert ours == {
            stage: midnight_after(entry.date(), count)
            for stage, count in totals.items()
        }


def test_the_second_opinion_knows_the_days_that_are_compared():
    assert date(2026, 2, 14) in WORKED  # the Saturday worked for the Spring Festival
    assert date(2026, 10, 10) in WORKED
    assert date(2026, 10, 1) not in WORKED
    assert midnight_after(LAST, 19) == datetime(2026, 12, 26, tzinfo=CHINA)
    assert midnight_after(date(2026, 11, 20), 12).date() == date(2026, 12, 9)
