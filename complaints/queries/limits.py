"""The clock that runs at a moment: calendar, zone and time limits in force."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import models
from django.db.models import Value
from django.utils import timezone

from complaints.clocks import Clock, Limit
from complaints.models import Case, Promise, TimeLimit
from complaints.states import LimitUnit, Stage, Track
from registry import queries as registry_queries
from registry.models import DayOff
from registry.workdays import Calendar

NO_DAY = {
    "day": Value(None, models.DateField()),
    "works": Value(None, models.BooleanField()),
}
NO_LIMIT = {
    "stage": Value(None, models.CharField()),
    "track": Value(None, models.CharField()),
    "later_rounds": Value(None, models.BooleanField()),
    "unit": Value(None, models.CharField()),
    "amount": Value(None, models.IntegerField()),
    "in_force_from": Value(None, models.DateTimeField()),
}


class _Row(NamedTuple):
    """An override of the calendar, or else a time limit."""

    day: date | None
    works: bool
    stage: str
    track: str
    later_rounds: bool
    unit: str
    amount: int
    in_force_from: datetime


def clock_at(moment: datetime) -> Clock:
    """
    The calendar with its overrides, and the limits in force at `moment`: one query,
    since whatever is dated asks for both.
    """
    limits = TimeLimit.objects.known_at(moment).order_by().annotate(**NO_DAY)
    days = DayOff.objects.annotate(**NO_LIMIT)
    both = limits.values_list(*_Row._fields).union(
        days.values_list(*_Row._fields), all=True
    )
    rows = [_Row(*row) for row in both.order_by("in_force_from")]
    calendar = registry_queries.calendar_with(
        (row.day, row.works) for row in rows if row.day is not None
    )
    return _clock(calendar, [row for row in rows if row.day is None])


class Clocks:
    """The clocks of every moment up to one, for many histories: read once."""

    def __init__(self, *, upto: datetime) -> None:
        self.calendar = registry_queries.calendar()
        self._rows = list(TimeLimit.objects.known_at(upto))
        self._known: dict[int, Clock] = {}

    def at(self, moment: datetime) -> Clock:
        known = sum(row.in_force_from <= moment for row in self._rows)
        if known not in self._known:
            self._known[known] = _clock(self.calendar, self._rows[:known])
        return self._known[known]


def _clock(calendar: Calendar, rows: Iterable[TimeLimit | _Row]) -> Clock:
    return Clock(
        calendar=calendar,
        zone=timezone.get_default_timezone(),
        limits={
            (Stage(row.stage), Track(row.track), row.later_rounds): Limit(
                unit=LimitUnit(row.unit), amount=row.amount
            )
            for row in rows
        },
    )


class Counted(NamedTuple):
    """How a promise was counted: so many working days behind a day."""

    since: datetime
    workdays: int


@dataclass(frozen=True)
class Promised:
    """
    What holds in a case's round, by stage, and the number of a next revision.

    `counted` says of everything that was promised in the round how it was counted;
    what somebody named, or what runs by the hour, is not in it.
    """

    moments: Mapping[Stage, datetime]
    next_revision: int
    counted: Mapping[tuple[Stage, datetime], Counted]


def promises_of(case: Case) -> Promised:
    """The promises that hold in the case's round."""
    kept = Promise.objects.filter(case=case, round=case.round)
    named = ("revision", "stage", "promised_at", "workdays", "step__at")
    return promised_in(kept.values_list(*named))


def promised_in(
    promises: Iterable[tuple[int, str, datetime, int | None, datetime]],
) -> Promised:
    """
    The same of all promises of a round: each its revision, stage, moment, working days
    and the moment of its step.
    """
    kept = sorted(promises)
    newest = {(Stage(of), at): (since, days) for _revision, of, at, days, since in kept}
    return Promised(
        moments={Stage(stage): at for _revision, stage, at, *_counted in kept},
        next_revision=kept[-1][0] + 1 if kept else 0,
        counted={
            promise: Counted(since, days)
            for promise, (since, days) in newest.items()
            if days is not None
        },
    )
