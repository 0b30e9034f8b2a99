"""
Promises and due moments: what a resident is told, and what a holder is measured on.

Pure. A limit is so many working days (until the next local midnight after the Nth
working day following the day of entry) or so many minutes. The promise is cumulated at
filing and only ever moves later; the due moment is the later of the promise and
entry + limit. Rules: specification, domain rules 2.2, Clocks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from complaints.states import Kind, LimitUnit, Stage, Track, Urgency
from registry.workdays import Calendar

RESIDENT_REMINDER = timedelta(days=2)
REMIND_AFTER_SHARE = 0.75
MINUTES_IN_A_DAY = 24 * 60

SIX_STAGES = (
    Stage.ACCEPTANCE,
    Stage.VERIFICATION,
    Stage.DISPOSAL,
    Stage.RECTIFICATION,
    Stage.REPORT,
    Stage.VISIT,
)
URGENCIES = frozenset(Track(urgency.value) for urgency in Urgency)
THREE_STAGES = (Stage.ACCEPTANCE, Stage.REPORT, Stage.VISIT)


@dataclass(frozen=True)
class Limit:
    unit: LimitUnit
    amount: int

    @property
    def is_over_one_working_day(self) -> bool:
        if self.unit == LimitUnit.WORKING_DAYS:
            return self.amount > 1
        return self.amount > MINUTES_IN_A_DAY


@dataclass(frozen=True)
class Clock:
    """The calendar, the zone and the limits in force, as one value."""

    calendar: Calendar
    zone: tzinfo
    limits: Mapping[tuple[Stage, Track, bool], Limit]

    def limit(self, stage: Stage, track: Track, round_number: int) -> Limit:
        """The limit of a stage; a later round may have one of its own."""
        if round_number > 1:
            later = self.limits.get((stage, track, True))
            if later is not None:
                return later
        return self.limits[stage, track, False]

    def due_after(self, entry: datetime, limit: Limit) -> datetime:
        """`limit` from the moment of entry."""
        return self._after(entry, entry.astimezone(self.zone).date(), limit)

    def promised_after(self, promise: datetime, limit: Limit) -> datetime:
        """`limit` behind an earlier promise, counted from the day that it ends."""
        return self._after(promise, day_that_ends(promise, self.zone), limit)

    def workdays_between(self, start: datetime, end: datetime) -> int:
        """The working days that a span ends behind the local day of its start."""
        first, last = (
            start.astimezone(self.zone).date(),
            day_that_ends(end, self.zone),
        )
        return self.calendar.count_workdays(first, last)

    def workdays_after(self, moment: datetime, days: int) -> datetime:
        """The end of the `days`th working day behind the local day of a moment."""
        return self.due_after(moment, Limit(LimitUnit.WORKING_DAYS, days))

    def later_by(self, moment: datetime, days: int) -> datetime:
        """The end of the `days`th working day behind the day of a moment."""
        return self.end_of(
            self.calendar.nth_workday_after(day_that_ends(moment, self.zone), days)
        )

    def end_of(self, day: date) -> datetime:
        """The local midnight that closes a day."""
        return datetime.combine(day + timedelta(days=1), time.min, self.zone)

    def _after(self, moment: datetime, day: date, limit: Limit) -> datetime:
        if limit.unit == LimitUnit.MINUTES:
            return moment + timedelta(minutes=limit.amount)
        return self.end_of(self.calendar.nth_workday_after(day, limit.amount))


def track_of(kind: Kind, urgency: Urgency) -> Track:
    return Track(urgency.value) if kind == Kind.COMPLAINT else Track(kind.value)


def stages_of(track: Track) -> tuple[Stage, ...]:
    """The dated steps of a track, in order: six for complaints, three for others."""
    return SIX_STAGES if track in URGENCIES else THREE_STAGES


def day_that_ends(moment: datetime, zone: tzinfo) -> date:
    """The local day that a limit closes: midnight belongs to the day before it."""
    return (moment.astimezone(zone) - timedelta(microseconds=1)).date()


def promises_from(
    entry: datetime,
    *,
    first: Stage,
    track: Track,
    round_number: int,
    clock: Clock,
    not_later_than: datetime | None = None,
) -> dict[Stage, datetime]:
    """
    The promises of a round that begins at `entry` by waiting for `first`.

    `not_later_than` is the deadline of another system (12345): the stricter holds, up
    to the report.
    """
    promises: dict[Stage, datetime] = {}
    at = None
    stages = stages_of(track)
    for stage in stages[stages.index(first) :]:
        limit = clock.limit(stage, track, round_number)
        at = (
            clock.due_after(entry, limit)
            if at is None
            else clock.promised_after(at, limit)
        )
        if not_later_than is not None and stage != Stage.VISIT:
            at = max(entry, min(at, not_later_than))
        promises[stage] = at
    return promises


def due_moment(
    entry: datetime,
    *,
    limit: Limit,
    promise: datetime | None,
    clock: Clock,
    not_later_than: datetime | None = None,
) -> datetime:
    """
    The later of the promise and entry + limit, the latter within another system's
    deadline. A promise that was extended past that deadline is what holds.
    """
    due = clock.due_after(entry, limit)
    if not_later_than is not None and not_later_than > entry:
        due = min(due, not_later_than)
    if promise is not None:
        due = max(due, promise)
    return due


def revised(
    promises: Mapping[Stage, datetime],
    *,
    stage: Stage,
    due: datetime,
    track: Track,
    round_number: int,
    clock: Clock,
    not_later_than: datetime | None = None,
) -> dict[Stage, datetime]:
    """
    What a late entry does to the promises: those that have to move, each to its new
    moment. Nothing moves earlier, and what still can be kept stays; another system's
    deadline goes on holding, up to the report.
    """
    if stage not in promises or due <= promises[stage]:
        return {}
    moved = {stage: due}
    at = due
    stages = stages_of(track)
    for later in stages[stages.index(stage) + 1 :]:
        behind = clock.promised_after(at, clock.limit(later, track, round_number))
        if not_later_than is not None and later != Stage.VISIT:
            behind = max(at, min(behind, not_later_than))
        if later not in promises or behind <= promises[later]:
            break
        moved[later] = at = behind
    return moved


def remind_at(
    entered_at: datetime, due_at: datetime, *, stage: Stage, limit: Limit
) -> datetime | None:
    """
    When the one reminder of a waiting is written, or None where the limit is short.

    The holder is reminded at three quarters of the time; a resident who was told the
    result, two days after it.
    """
    if stage == Stage.VISIT:
        reminder = entered_at + RESIDENT_REMINDER
        return reminder if reminder < due_at else None
    if not limit.is_over_one_working_day:
        return None
    return entered_at + (due_at - entered_at) * REMIND_AFTER_SHARE


def shifted(
    moment: datetime, *, start: datetime, end: datetime, limit: Limit, clock: Clock
) -> datetime:
    """
    `moment` moved on by the working time between `start` and `end`.

    Where the limit runs in working days these are counted; else the clock's hours are.
    """
    if limit.unit == LimitUnit.MINUTES:
        return moment + (end - start)
    days = clock.workdays_between(start, end)
    return clock.later_by(moment, days) if days else moment


def reclassified(
    promises: Mapping[Stage, datetime],
    *,
    entry: datetime,
    stage: Stage,
    track: Track,
    round_number: int,
    clock: Clock,
    upwards: bool,
    not_later_than: datetime | None = None,
) -> dict[Stage, datetime]:
    """
    The promises of a case whose class was corrected at `entry`: new limits from now,
    and where it became more urgent never later than what was promised before.
    """
    new = promises_from(
        entry,
        first=stage,
        track=track,
        round_number=round_number,
        clock=clock,
        not_later_than=not_later_than,
    )
    if not upwards:
        return new
    return {stage: min(at, promises.get(stage, at)) for stage, at in new.items()}
