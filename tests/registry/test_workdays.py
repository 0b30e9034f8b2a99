from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.workdays import Calendar

FRIDAY = date(2026, 11, 20)
SATURDAY = date(2026, 11, 21)
SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)
PLAIN_WEEK = Calendar()

days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def test_a_week_without_exceptions_works_from_monday_to_friday():
    week = [MONDAY + timedelta(days=n) for n in range(7)]
    assert [PLAIN_WEEK.is_workday(day) for day in week] == [True] * 5 + [False] * 2


def test_a_holiday_on_a_friday_is_free():
    assert not Calendar(days_off={FRIDAY}).is_workday(FRIDAY)


@pytest.mark.parametrize("day", [SATURDAY, SUNDAY])
def test_a_make_up_day_on_a_weekend_is_worked(day):
    assert Calendar(make_up_days={day}).is_workday(day)


def test_the_first_working_day_after_a_friday_is_the_monday():
    assert PLAIN_WEEK.nth_workday_after(FRIDAY, 1) == MONDAY


def test_a_make_up_saturday_is_the_first_working_day_after_its_friday():
    assert Calendar(make_up_days={SATURDAY}).nth_workday_after(FRIDAY, 1) == SATURDAY


def test_counting_from_a_free_day_starts_with_the_next_working_day():
    assert PLAIN_WEEK.nth_workday_after(SATURDAY, 1) == MONDAY


def test_working_days_run_over_the_end_of_a_known_year():
    calendar = Calendar(days_off={date(2026, 12, 31)}, known_years={2026})
    assert calendar.nth_workday_after(date(2026, 12, 30), 1) == date(2027, 1, 1)


@pytest.mark.parametrize("count", [0, -1])
def test_there_is_no_working_day_before_the_first(count):
    with pytest.raises(ValueError, match="counted from one"):
        PLAIN_WEEK.nth_workday_after(FRIDAY, count)


def test_the_day_itself_is_not_counted_and_the_last_one_is():
    assert PLAIN_WEEK.count_workdays(after=FRIDAY, upto=MONDAY) == 1
    assert PLAIN_WEEK.count_workdays(after=FRIDAY, upto=SUNDAY) == 0


def test_nothing_is_counted_backwards():
    assert PLAIN_WEEK.count_workdays(after=MONDAY, upto=FRIDAY) == 0


def test_only_announced_years_are_known():
    calendar = Calendar(known_years={2026})
    assert calendar.knows(date(2026, 12, 31))
    assert not calendar.knows(date(2027, 1, 1))


def test_a_day_that_is_both_free_and_worked_is_refused():
    with pytest.raises(ValueError, match="2026-11-21"):
        Calendar(days_off={SATURDAY}, make_up_days={SATURDAY})


def test_a_moment_is_not_mistaken_for_a_day():
    with pytest.raises(TypeError, match="not a moment"):
        PLAIN_WEEK.is_workday(datetime(2026, 11, 20, tzinfo=UTC))


@given(
    start=days,
    count=st.integers(1, 40),
    days_off=st.frozensets(days, max_size=30),
    make_up_days=st.frozensets(days, max_size=30),
)
def test_counting_undoes_reaching(start, count, days_off, make_up_days):
    calendar = Calendar(days_off - make_up_days, make_up_days)
    reached = calendar.nth_workday_after(start, count)
    assert calendar.is_workday(reached)
    assert calendar.count_workdays(after=start, upto=reached) == count
