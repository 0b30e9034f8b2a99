"""Days and deadlines in words, in both languages; Tuesday 24 November 2026 is today."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from complaints import wording
from complaints.states import Stage
from registry.workdays import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 14, 40, tzinfo=SHANGHAI)
PLAIN_WEEKS = Calendar()


def end_of(day: date) -> datetime:
    """The moment at which a day is over."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(days=1)


def both_languages(write):
    with translation.override("en"):
        english = write()
    with translation.override("zh-hans"):
        return english, write()


def deadline(due, *, now=NOW, calendar=PLAIN_WEEKS, by_the_hour=False):
    return both_languages(
        lambda: wording.deadline_in_words(
            due=due, now=now, calendar=calendar, by_the_hour=by_the_hour
        )
    )


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        (date(2026, 11, 26), "Thursday 26 November", "11月26日（周四）"),
        (date(2026, 12, 6), "Sunday 6 December", "12月6日（周日）"),
        (date(2027, 1, 4), "Monday 4 January 2027", "2027年1月4日（周一）"),
    ],
)
def test_a_day_has_its_weekday_and_a_year_only_when_it_is_another(
    day, english, chinese
):
    said = both_languages(lambda: wording.day_in_words(day, today=TODAY))
    assert said == (english, chinese)


def test_a_moment_is_told_in_local_time():
    said = both_languages(
        lambda: wording.moment_in_words(
            datetime(2026, 11, 24, 16, 5, tzinfo=ZoneInfo("UTC")), today=TODAY
        )
    )
    assert said == ("Wednesday 25 November, 00:05", "11月25日（周三）00:05")


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        (
            date(2026, 11, 26),
            "Due Thursday 26 November, in 2 working days",
            "11月26日（周四）前，还有2个工作日",
        ),
        (
            date(2026, 11, 25),
            "Due Wednesday 25 November, in 1 working day",
            "11月25日（周三）前，还有1个工作日",
        ),
        (
            date(2026, 11, 24),
            "Due today, Tuesday 24 November",
            "11月24日（周二）前，今天到期",
        ),
        (date(2026, 11, 23), "1 working day overdue", "已超期1个工作日"),
        (date(2026, 11, 19), "3 working days overdue", "已超期3个工作日"),
    ],
)
def test_a_limit_in_working_days_names_the_day_that_ends(day, english, chinese):
    assert deadline(end_of(day)) == (english, chinese)


def test_a_day_off_ahead_is_not_counted():
    calendar = Calendar(days_off=frozenset({date(2026, 11, 25)}))
    english, _chinese = deadline(end_of(date(2026, 11, 26)), calendar=calendar)
    assert english == "Due Thursday 26 November, in 1 working day"


def test_between_working_days_plain_days_are_counted():
    saturday = datetime(2026, 11, 28, 9, 0, tzinfo=SHANGHAI)
    assert deadline(end_of(date(2026, 11, 29)), now=saturday) == (
        "Due Sunday 29 November, in 1 day",
        "11月29日（周日）前，还有1天",
    )


def test_the_first_weekend_after_a_missed_friday_is_overdue_already():
    saturday = datetime(2026, 11, 28, 9, 0, tzinfo=SHANGHAI)
    assert deadline(end_of(date(2026, 11, 27)), now=saturday) == (
        "Overdue since Friday 27 November",
        "11月27日（周五）到期，已超期",
    )


@pytest.mark.parametrize(
    ("distance", "english", "chinese"),
    [
        (
            timedelta(minutes=40),
            "Due today 15:20, in 40 minutes",
            "今天15:20前，还有40分钟",
        ),
        (
            timedelta(seconds=20),
            "Due today 14:40, in 1 minute",
            "今天14:40前，还有1分钟",
        ),
        (
            timedelta(hours=9, minutes=20),
            "Due today 24:00, in 9 hours",
            "今天24:00前，还有9小时",
        ),
        (
            timedelta(hours=20),
            "Due Wednesday 25 November 10:40, in 20 hours",
            "11月25日（周三）10:40前，还有20小时",
        ),
        (
            timedelta(hours=72),
            "Due Friday 27 November 14:40, in 3 days",
            "11月27日（周五）14:40前，还有3天",
        ),
        (timedelta(0), "1 minute overdue", "已超期1分钟"),
        (-timedelta(minutes=40), "40 minutes overdue", "已超期40分钟"),
        (-timedelta(hours=5), "5 hours overdue", "已超期5小时"),
        (-timedelta(days=4), "2 working days overdue", "已超期2个工作日"),
    ],
)
def test_a_limit_in_hours_is_told_by_the_clock(distance, english, chinese):
    assert deadline(NOW + distance, by_the_hour=True) == (english, chinese)


def test_a_missed_deadline_says_its_new_date_and_why():
    said = both_languages(
        lambda: wording.overdue_with_new_date(
            overdue="…", new_day=date(2026, 11, 30), reason="—"
        )
    )
    assert said == ("…, new date Monday 30 November: —", "…，新时限11月30日（周一）：—")


@pytest.mark.parametrize(
    ("due", "by_the_hour", "tone"),
    [
        (end_of(date(2026, 11, 26)), False, "open"),
        (end_of(date(2026, 11, 25)), False, "soon"),
        (end_of(date(2026, 11, 24)), False, "soon"),
        (end_of(date(2026, 11, 23)), False, "overdue"),
        (NOW + timedelta(hours=3), True, "open"),
        (NOW + timedelta(hours=2), True, "soon"),
        (NOW, True, "overdue"),
    ],
)
def test_the_tone_of_a_deadline_tells_how_near_it_is(due, by_the_hour, tone):
    found = wording.deadline_tone(
        due=due, now=NOW, calendar=PLAIN_WEEKS, by_the_hour=by_the_hour
    )
    assert found == tone


def test_what_is_done_is_never_shown_as_overdue():
    tone = wording.deadline_tone(
        due=end_of(date(2026, 11, 1)),
        now=NOW,
        calendar=PLAIN_WEEKS,
        by_the_hour=False,
        done=True,
    )
    assert tone == "done"


def test_every_step_has_a_plain_name_in_both_languages():
    for stage in Stage:
        english, chinese = both_languages(lambda s=stage: wording.plain_stage(s))
        assert english != chinese
