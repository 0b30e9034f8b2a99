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


@dataclass(frozen=True)
class Promised:
    """What holds in a case's round, by stage, and the number of a next revision."""

    moments: Mapping[Stage, datetime]
    next_revision: int


def promises_of(case: Case) -> Promised:
    """The promises that hold in the case's round."""
    kept = Promise.objects.filter(case=case, round=case.round)
    return promised_in(kept.values_list("revision", "stage", "promised_at"))


def promised_in(promises: Iterable[tuple[int, str, datetime]]) -> Promised:
    """The same of all promises of a round: each its revision, stage and moment."""
    kept = sorted(promises)
    return Promised(
        moments={Stage(stage): at for _revision, stage, at in kept},
        next_revision=kept[-1][0] + 1 if kept else 0,
    )
