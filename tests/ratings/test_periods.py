from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.periods import HalfMonth, WrongPeriodName

SHANGHAI = ZoneInfo("Asia/Shanghai")

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
moments = st.builds(
    lambda day, seconds: datetime.combine(day, time.min, UTC) + seconds,
    days,
    st.timedeltas(timedelta(0), timedelta(days=1)),
)


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        ("2026-11-15T15:59:59Z", "2026-11-1"),
        ("2026-11-15T16:00:00Z", "2026-11-2"),
        ("2026-11-14T16:00:00Z", "2026-11-1"),
        ("2026-11-16T15:59:59Z", "2026-11-2"),
        ("2026-11-30T15:59:59Z", "2026-11-2"),
        ("2026-11-30T16:00:00Z", "2026-12-1"),
        ("2026-02-28T15:59:59Z", "2026-02-2"),
        ("2026-02-28T16:00:00Z", "2026-03-1"),
        ("2028-02-28T16:00:00Z", "2028-02-2"),
        ("2028-02-29T15:59:59Z", "2028-02-2"),
        ("2028-02-29T16:00:00Z", "2028-03-1"),
        ("2026-12-31T15:59:59.999999Z", "2026-12-2"),
        ("2026-12-31T16:00:00Z", "2027-01-1"),
        ("2026-12-31T23:59:59+08:00", "2026-12-2"),
    ],
)
def test_a_case_belongs_to_the_half_month_of_its_local_day(moment, name):
    assert HalfMonth.at(datetime.fromisoformat(moment), SHANGHAI).name == name


@pytest.mark.parametrize(
    ("day", "first_day", "end"),
    [
        (date(2026, 3, 15), date(2026, 3, 1), date(2026, 3, 16)),
        (date(2026, 3, 16), date(2026, 3, 16), date(2026, 4, 1)),
        (date(2026, 2, 28), date(2026, 2, 16), date(2026, 3, 1)),
        (date(2028, 2, 29), date(2028, 2, 16), date(2028, 3, 1)),
        (date(2026, 12, 31), date(2026, 12, 16), date(2027, 1, 1)),
    ],
)
def test_a_day_lies_between_first_day_and_end(day, first_day, end):
    period = HalfMonth.containing(day)
    assert (period.first_day, period.end) == (first_day, end)


def test_its_moments_are_local_midnights_in_utc():
    period = HalfMonth.named("2026-11-2")
    start, end = period.start_moment(SHANGHAI), period.end_moment(SHANGHAI)
    assert start.isoformat() == "2026-11-15T16:00:00+00:00"
    assert end.isoformat() == "2026-11-30T16:00:00+00:00"


@given(moments)
def test_every_moment_lies_in_exactly_one_half_month(moment):
    period = HalfMonth.at(moment, SHANGHAI)
    neighbours = (period.previous(), period, period.next())
    assert [one.name for one in neighbours if covers(one, moment)] == [period.name]


@given(st.integers(2000, 2100))
def test_the_half_months_cover_the_year_without_gap_or_overlap(year):
    period = HalfMonth(date(year, 1, 1))
    covered = []
    for _ in range(24):
        assert period.end_moment(SHANGHAI) == period.next().start_moment(SHANGHAI)
        length = (period.end - period.first_day).days
        covered += [period.first_day + timedelta(days=n) for n in range(length)]
        period = period.next()
    assert period == HalfMonth(date(year + 1, 1, 1))
    first, last = date(year, 1, 1), date(year, 12, 31)
    assert covered == [
        first + timedelta(days=n) for n in range((last - first).days + 1)
    ]


# Their clocks jump at midnight, by an hour or by a whole day.
@pytest.mark.parametrize("zone", ["America/Havana", "Asia/Beirut", "Pacific/Apia"])
@given(moment=moments)
def test_zones_whose_clocks_jump_at_midnight_have_no_gap(zone, moment):
    period = HalfMonth.at(moment, ZoneInfo(zone))
    assert covers(period, moment, ZoneInfo(zone))


@given(days)
def test_next_and_previous_undo_each_other(day):
    period = HalfMonth.containing(day)
    assert period.next().previous() == period
    assert period.previous() < period < period.next()


@given(days)
def test_a_name_is_read_back(day):
    period = HalfMonth.containing(day)
    assert HalfMonth.named(period.name) == period


def test_the_year_of_a_name_has_four_digits():
    assert HalfMonth(date(999, 1, 16)).name == "0999-01-2"


@given(days, days)
def test_names_are_in_the_order_of_time(one, other):
    periods = sorted([HalfMonth.containing(one), HalfMonth.containing(other)])
    assert periods[0].name <= periods[1].name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11",
        "2026-11-3",
        "2026-11-0",
        "2026-13-1",
        "2026-00-1",
        "0000-01-1",
        "2026-1-1",
        "2026-11-01",
        "2026-11-1\n",
        " 2026-11-1",
        "\uff12\uff10\uff12\uff16-11-1",
        "2026/11/1",
    ],
)
def test_what_names_no_half_month_is_refused(text):
    with pytest.raises(WrongPeriodName):
        HalfMonth.named(text)


def test_a_half_month_starts_on_the_1st_or_the_16th():
    with pytest.raises(ValueError, match="1st or the 16th"):
        HalfMonth(date(2026, 11, 2))


def test_a_moment_is_not_mistaken_for_a_day():
    with pytest.raises(TypeError, match="at\\(\\)"):
        HalfMonth.containing(datetime(2026, 11, 15, 16, tzinfo=UTC))


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a time zone"):
        HalfMonth.at(datetime(2026, 11, 15, 16), SHANGHAI)  # noqa: DTZ001 - the point


def covers(period, moment, zone=SHANGHAI):
    return period.start_moment(zone) <= moment < period.end_moment(zone)
