"""
Dates that change while a case stays where it is: extended, planned, paused, corrected.

Each writes the promises that it moves, so that the resident reads the new date with
its reason. Rules: specification, domain rules 2.2, Clocks and steps that are not moves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from complaints import clocks, workflow
from complaints.clocks import Clock
from complaints.models import Case
from complaints.operations import dating
from complaints.operations.dating import Entry
from complaints.queries.limits import Promised
from complaints.queries.waiting import Waiting
from complaints.states import Kind, Stage, State, Urgency


@dataclass(frozen=True)
class Standstill:
    """
    A time in which the clock stands still, and what was due before it began.

    For a pause `ends_at` is planned; for its end it is the real one. `safe_by` is when
    a hazard had to be made safe, where that clock stood still, too.
    """

    starts_at: datetime
    ends_at: datetime
    due_at: datetime
    promises: Mapping[Stage, datetime]
    measured_due_at: datetime | None = None
    safe_by: datetime | None = None


@dataclass(frozen=True)
class NewClass:
    """What a case is corrected to; `upwards` where it becomes more urgent."""

    kind: Kind
    urgency: Urgency
    upwards: bool


def postponed(
    case: Case,
    until: datetime,
    *,
    end_at: datetime,
    now: datetime,
    promises: Mapping[Stage, datetime],
    clock: Clock,
) -> Entry:
    """
    A later date for what the case waits for; what is behind it moves as it must.

    Long works are waited for piece by piece `until` their next milestone; what is
    behind them is promised from the day on which they end.
    """
    stage, track = _waits_for(case), dating.track_of(case)
    due_at = max(until, case.due_at or until)
    moved = clocks.revised(
        promises,
        stage=stage,
        due=end_at,
        track=track,
        round_number=case.round,
        clock=clock,
    )
    if stage in moved:
        moved[stage] = max(due_at, promises[stage])
    limit = clock.limit(stage, track, case.round)
    remind = clocks.remind_at(now, due_at, stage=stage, limit=limit)
    return Entry(
        due_at=due_at,
        chase_at=remind or due_at,
        promises=moved or None,
        revises=True,
        named=frozenset({stage}),
    )


def behind_holidays(
    case: Case, later: Mapping[Stage, datetime], *, now: datetime, clock: Clock
) -> Entry:
    """
    `later` promises, since holidays were announced; the due moment moves with its own.

    Where what the case waits for keeps its date, the holder goes on as before.
    """
    stage = _waits_for(case)
    due_at = case.due_at or now
    due = max(due_at, later.get(stage, due_at))
    if due == due_at:
        return Entry(promises=later, revises=True, goes_on=True)
    limit = clock.limit(stage, dating.track_of(case), case.round)
    remind = clocks.remind_at(case.entered_at, due, stage=stage, limit=limit)
    reminded = case.chase_at == due_at or remind is None or remind <= now
    return Entry(
        due_at=due,
        chase_at=due if reminded else remind,
        promises=later,
        revises=True,
    )


def stood_still(
    case: Case,
    standstill: Standstill,
    *,
    state: State,
    waiting: Waiting,
    promised: Promised,
    clock: Clock,
) -> Entry:
    """
    Due moment and promises, moved on by the working time of a standstill, for a case
    that is in `state` behind it. The hotline's deadline does not stand still. Who was
    not reminded before is at three quarters of the time that the clock runs.

    What was `promised` is counted again before, since nothing moved it behind holidays
    that were announced while the clock stood still.
    """
    stage = workflow.stage_of(Kind(case.kind), state)
    track = dating.track_of(case)
    moved = partial(
        _moved, case=case, standstill=standstill, promised=promised, clock=clock
    )
    stages = clocks.stages_of(track)
    promises = {
        of: moved(standstill.promises[of], of)
        for of in stages[stages.index(stage) :]
        if of in standstill.promises
    }
    due = moved(standstill.due_at, stage)
    due = max(due, promises.get(stage, due))
    limit = clock.limit(stage, track, case.round)
    remind = clocks.remind_at(waiting.began_at, due, stage=stage, limit=limit)
    if remind is None or waiting.reminded:
        remind = due
    return Entry(
        due_at=due,
        chase_at=min(due, max(remind, standstill.ends_at)),
        promises=promises or None,
        revises=True,
    )


def _moved(
    moment: datetime,
    of: Stage,
    *,
    case: Case,
    standstill: Standstill,
    promised: Promised,
    clock: Clock,
) -> datetime:
    later = clocks.shifted(
        _counted_again(moment, of, standstill, promised, clock),
        start=standstill.starts_at,
        end=standstill.ends_at,
        limit=clock.limit(of, dating.track_of(case), case.round),
        clock=clock,
    )
    stricter = dating.stricter_deadline(case, standstill.starts_at, case.round)
    if stricter is None or of == Stage.VISIT:
        return later
    return max(moment, min(later, stricter))


def _counted_again(
    moment: datetime,
    stage: Stage,
    standstill: Standstill,
    promised: Promised,
    clock: Clock,
) -> datetime:
    """By the calendar as it is known now, and never earlier; what was over stays."""
    counted = promised.counted.get((stage, moment))
    if counted is None or moment <= standstill.starts_at:
        return moment
    return max(moment, clock.workdays_after(counted.since, counted.workdays))


def measured(
    case: Case, standstill: Standstill, *, promised: Promised, clock: Clock
) -> datetime | None:
    """The moment that the acting party is measured on, moved on in the same way."""
    if standstill.measured_due_at is None or case.state != State.DISPOSED:
        return None
    return clocks.shifted(
        _counted_again(
            standstill.measured_due_at,
            Stage.RECTIFICATION,
            standstill,
            promised,
            clock,
        ),
        start=standstill.starts_at,
        end=standstill.ends_at,
        limit=clock.limit(Stage.RECTIFICATION, dating.track_of(case), case.round),
        clock=clock,
    )


def promises_ahead(
    case: Case, promises: Mapping[Stage, datetime]
) -> dict[Stage, datetime]:
    """The promises of what the case waits for and of what comes behind it."""
    stages = clocks.stages_of(dating.track_of(case))
    ahead = stages[stages.index(_waits_for(case)) :]
    return {stage: promises[stage] for stage in ahead if stage in promises}


def reclassified(
    case: Case,
    new: NewClass,
    *,
    now: datetime,
    promises: Mapping[Stage, datetime],
    clock: Clock,
) -> Entry | None:
    """New limits from now; None where the time limits stay the same."""
    track = clocks.track_of(new.kind, new.urgency)
    if track == dating.track_of(case):
        return None
    stage = workflow.stage_of(new.kind, State(case.state))
    promised = clocks.reclassified(
        promises,
        entry=now,
        stage=stage,
        track=track,
        round_number=case.round,
        clock=clock,
        upwards=new.upwards,
        not_later_than=dating.stricter_deadline(case, now, case.round),
    )
    due = promised[stage]
    if new.upwards and case.due_at is not None:
        due = min(due, case.due_at)
    limit = clock.limit(stage, track, case.round)
    remind = clocks.remind_at(now, due, stage=stage, limit=limit)
    return Entry(due_at=due, chase_at=remind or due, promises=promised, revises=True)


def _waits_for(case: Case) -> Stage:
    return workflow.stage_of(Kind(case.kind), State(case.state))
