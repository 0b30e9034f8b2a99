"""The packaged calendar, with the package chinesecalendar as a second opinion."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from registry.official_days import official_calendar

CALENDAR = official_calendar(2025, 2027)


def days_between(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def workdays_between(first, last):
    return [day for day in days_between(first, last) if CALENDAR.is_workday(day)]


def test_every_announced_day_agrees_with_the_second_opinion():
    ours, theirs = CALENDAR.is_workday, chinese_calendar.is_workday
    announced = days_between(date(2025, 1, 1), date(2026, 11, 30))
    assert [day for day in announced if ours(day) != theirs(day)] == []


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 1, 26),
        date(2025, 2, 8),
        date(2025, 4, 27),
        date(2025, 9, 28),
        date(2025, 10, 11),
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ],
    ids=date.isoformat,
)
def test_a_make_up_weekend_day_is_worked(day):
    assert day.weekday() >= 5
    assert CALENDAR.is_workday(day)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2025, 1, 28), date(2025, 2, 4)),
        (date(2026, 2, 15), date(2026, 2, 23)),
        (date(2025, 10, 1), date(2025, 10, 8)),
        (date(2026, 10, 1), date(2026, 10, 7)),
    ],
    ids=["Spring Festival 2025", "and 2026", "National Day 2025", "and 2026"],
)
def test_a_long_holiday_is_free_and_ends(first, last):
    assert workdays_between(first, last) == []
    assert CALENDAR.is_workday(last + timedelta(days=1))


def test_a_term_of_seven_days_walks_round_the_spring_festival():
    the_day_before = date(2026, 2, 13)
    assert CALENDAR.nth_workday_after(the_day_before, 7) == date(2026, 3, 2)


def test_a_year_without_make_up_days_is_not_known():
    assert CALENDAR.known_years == {2025, 2026}


def test_an_unknown_year_takes_nothing_from_the_package():
    unknown = days_between(date(2027, 1, 1), date(2027, 12, 31))
    assert workdays_between(unknown[0], unknown[-1]) == [
        day for day in unknown if day.weekday() < 5
    ]


def test_a_neighbouring_year_is_not_known_by_its_neighbour():
    only_2026 = official_calendar(2026, 2026)
    assert only_2026.known_years == {2026}
    assert {day.year for day in only_2026.days_off} == {2026}
    assert {day.year for day in only_2026.make_up_days} == {2026}


def test_years_in_the_wrong_order_are_refused():
    with pytest.raises(ValueError, match="2027 lies after 2026"):
        official_calendar(2027, 2026)
