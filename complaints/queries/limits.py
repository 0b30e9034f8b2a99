"""The clock that runs at a moment: calendar, zone and time limits in force."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Promised:
    """What holds in a case's round, by stage, and the number of a next revision."""

    moments: Mapping[Stage, datetime]
    next_revision: int


def promises_of(case: Case) -> Promised:
    """The promises that hold in the case's round."""
    kept = Promise.objects.filter(case=case, round=case.round).order_by("revision")
    rows = list(kept)
    return Promised(
        moments={Stage(row.stage): row.promised_at for row in rows},
        next_revision=rows[-1].revision + 1 if rows else 0,
    )
