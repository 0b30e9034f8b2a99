"""The clock that runs at a moment: calendar, zone and time limits in force."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from complaints.clocks import Clock, Limit
from complaints.models import Case, Promise, TimeLimit
from complaints.states import LimitUnit, Stage, Track
from registry import queries as registry_queries
from registry.workdays import Calendar


def clock_at(moment: datetime) -> Clock:
    """Two queries: the calendar's overrides, and the limits in force at `moment`."""
    return _clock(registry_queries.calendar(), TimeLimit.objects.known_at(moment))


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


def _clock(calendar: Calendar, rows: Iterable[TimeLimit]) -> Clock:
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


def promises_of(case: Case) -> dict[Stage, datetime]:
    """The promises that hold in the case's round, by stage."""
    rows = Promise.objects.filter(case=case, round=case.round).order_by("revision")
    return {Stage(row.stage): row.promised_at for row in rows}
