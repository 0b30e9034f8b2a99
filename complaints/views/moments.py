"""Moments and deadlines as the pages say them."""

from datetime import datetime, time

from django.utils import timezone

from complaints import wording
from registry.workdays import Calendar


def by_the_hour(moment: datetime) -> bool:
    """Limits in working days end at local midnight; the others run by the clock."""
    return timezone.localtime(moment).time() != time.min


def last_day(moment: datetime, *, now: datetime) -> str:
    """The day that a limit ends with; with the time of day where hours count."""
    today = timezone.localtime(now).date()
    if by_the_hour(moment):
        return wording.moment_in_words(moment, today=today)
    return wording.day_in_words(wording.due_day(moment), today=today)


def moment_words(moment: datetime, *, now: datetime) -> str:
    """When something happened."""
    today = timezone.localtime(now).date()
    return wording.moment_in_words(moment, today=today)


def deadline(due: datetime, *, now: datetime, calendar: Calendar) -> dict[str, str]:
    """The words and the tone of `parts/deadline.html`, and what stands beside it."""
    hourly = by_the_hour(due)
    return {
        "words": wording.deadline_in_words(
            due=due, now=now, calendar=calendar, by_the_hour=hourly
        ),
        "tone": wording.deadline_tone(
            due=due, now=now, calendar=calendar, by_the_hour=hourly
        ),
        "preliminary": wording.preliminary(due, calendar),
    }
