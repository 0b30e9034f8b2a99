"""Due moments around holidays, make-up days, and years that nobody has announced."""

from datetime import date

import pytest

from complaints.clocks import Limit
from complaints.states import LimitUnit, Stage, Track
from tests.complaints.test_clocks import CLOCK, OFFICIAL, days_that_end, due, local


@pytest.mark.parametrize(
    ("entry", "count", "last"),
    [
        # Spring Festival 2026: off from Sunday 15 to Monday 23 February.
        (local(2, 13, 17), 1, date(2026, 2, 14)),  # a Saturday that is worked
        (local(2, 14, 17), 1, date(2026, 2, 24)),
        (local(2, 27, 17), 1, date(2026, 2, 28)),  # another Saturday that is worked
        # National Day 2026: off from 1 to 7 October, worked on Saturday the 10th.
        (local(9, 30, 17), 2, date(2026, 10, 9)),
        (local(10, 9, 17), 1, date(2026, 10, 10)),
        (local(10, 10, 17), 1, date(2026, 10, 12)),
        # Mid-Autumn 2026: a Sunday is worked before it.
        (local(9, 18, 17), 1, date(2026, 9, 20)),
    ],
)
def test_holidays_and_make_up_days_count_as_announced(entry, count, last):
    end = CLOCK.due_after(entry, Limit(LimitUnit.WORKING_DAYS, count))

    assert days_that_end([end]) == [last]


def test_hours_know_no_holiday():
    new_year_s_eve = local(2, 16, 23)

    assert due(new_year_s_eve, Stage.ACCEPTANCE, Track.URGENT) == local(2, 17, 1)


def test_a_year_that_was_not_announced_counts_from_monday_to_friday():
    # Whoever guesses 2027 would leave out New Year's Day, a Friday.
    assert not OFFICIAL.knows(date(2027, 1, 1))
    end = CLOCK.due_after(local(12, 31, 9), Limit(LimitUnit.WORKING_DAYS, 1))

    assert days_that_end([end]) == [date(2027, 1, 1)]
