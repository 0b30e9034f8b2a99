"""When a case is due after a move, and what that does to its promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from complaints import clocks, workflow
from complaints.clocks import Clock, Limit
from complaints.models import Case, Promise, Step
from complaints.states import (
    Action,
    Kind,
    LimitUnit,
    Stage,
    State,
    Track,
    Urgency,
)

# Another office begins anew with the case; what the resident was promised stays.
KEEPS_PROMISES = frozenset({Action.TRANSFER})


@dataclass(frozen=True)
class Entry:
    """
    The dates of a state that is entered, or dated anew; closed states have none.

    `revises` says that its promises stand beside older ones of the round; `late_stage`
    which stage came late, where that is why; `named` which of them are for a day that
    somebody named, and was not counted. With `goes_on` the holder waits for as long as
    before.
    """

    due_at: datetime | None = None
    chase_at: datetime | None = None
    promises: Mapping[Stage, datetime] | None = None
    late_stage: Stage | None = None
    revises: bool = False
    named: frozenset[Stage] = frozenset()
    goes_on: bool = False


def track_of(case: Case) -> Track:
    return clocks.track_of(Kind(case.kind), Urgency(case.urgency))


def first_entry(case: Case, *, clock: Clock) -> Entry:
    """The dates of a case that was filed just now."""
    return round_entry(
        case, State.FILED, now=case.filed_at, round_number=1, clock=clock
    )


def safe_by(case: Case, *, now: datetime, clock: Clock) -> datetime | None:
    """Until when a hazard has to be made safe, apart from being repaired."""
    if case.kind != Kind.COMPLAINT or case.urgency == Urgency.ORDINARY:
        return None
    limit = clock.limit(Stage.SAFETY, track_of(case), case.round)
    return clock.due_after(now, limit)


def round_entry(
    case: Case, state: State, *, now: datetime, round_number: int, clock: Clock
) -> Entry:
    """The dates of a round that begins in `state`, with all its promises."""
    stage, track = workflow.stage_of(Kind(case.kind), state), track_of(case)
    promises = clocks.promises_from(
        now,
        first=stage,
        track=track,
        round_number=round_number,
        clock=clock,
        not_later_than=stricter_deadline(case, now, round_number),
    )
    due = promises[stage]
    limit = clock.limit(stage, track, round_number)
    chase_at = _chase_at(now, due, stage=stage, limit=limit)
    return Entry(due_at=due, chase_at=chase_at, promises=promises)


def next_entry(
    case: Case,
    action: Action,
    state: State,
    *,
    now: datetime,
    promises: Mapping[Stage, datetime],
    history: Sequence[Step],
    clock: Clock,
) -> Entry:
    """The dates of an open state within a round; what comes late moves promises."""
    stage, track = workflow.stage_of(Kind(case.kind), state), track_of(case)
    if stage == Stage.APPEAL:
        return _appeal_entry(case, now=now, track=track, clock=clock)
    limit = clock.limit(
        Stage.REDO if action == Action.SEND_BACK else stage, track, case.round
    )
    stricter = stricter_deadline(case, now, case.round)
    due = clocks.due_moment(
        now,
        limit=limit,
        promise=_held_to(action, promises.get(stage), history),
        clock=clock,
        not_later_than=stricter if stage != Stage.VISIT else None,
    )
    moved = (
        {}
        if action in KEEPS_PROMISES
        else _moved(case, stage, due, promises=promises, now=now, clock=clock)
    )
    # a later round begins further on: what it goes back to was not promised yet
    first: dict[Stage, datetime] = {} if stage in promises else {stage: due}
    return Entry(
        due_at=due,
        chase_at=_chase_at(now, due, stage=stage, limit=limit),
        promises={**first, **moved} or None,
        late_stage=_late_stage(case, action) if moved else None,
        revises=True,
    )


def _moved(
    case: Case,
    stage: Stage,
    due: datetime,
    *,
    promises: Mapping[Stage, datetime],
    now: datetime,
    clock: Clock,
) -> dict[Stage, datetime]:
    """The promises of the round that its stage's new due moment moves."""
    return clocks.revised(
        promises,
        stage=stage,
        due=due,
        track=track_of(case),
        round_number=case.round,
        clock=clock,
        not_later_than=stricter_deadline(case, now, case.round),
    )


def _appeal_entry(case: Case, *, now: datetime, track: Track, clock: Clock) -> Entry:
    """A review of a refusal is promised from the moment that it is asked for."""
    limit = clock.limit(Stage.APPEAL, track, case.round)
    due = clock.due_after(now, limit)
    return Entry(
        due_at=due,
        chase_at=_chase_at(now, due, stage=Stage.APPEAL, limit=limit),
        promises={Stage.APPEAL: due},
        revises=True,
    )


def _chase_at(now: datetime, due: datetime, *, stage: Stage, limit: Limit) -> datetime:
    """When the holder hears of it next: the reminder, where there is one."""
    return clocks.remind_at(now, due, stage=stage, limit=limit) or due


def promise_rows(
    case: Case, step: Step, entry: Entry, *, clock: Clock, revision: int = 0
) -> list[Promise]:
    """
    What a step promises, not yet stored: a new round's promises, or revisions of the
    old.

    `revision` is the round's next one; of a new round they are the first.
    """
    number = revision if entry.revises else 0
    return [
        Promise(
            case=case,
            round=case.round,
            stage=stage,
            revision=number,
            promised_at=moment,
            workdays=_workdays(case, step, entry, stage, moment, clock),
            step=step,
            late_stage=entry.late_stage or "",
        )
        for stage, moment in (entry.promises or {}).items()
    ]


def _workdays(
    case: Case, step: Step, entry: Entry, stage: Stage, moment: datetime, clock: Clock
) -> int | None:
    """How far behind its step a promise lies; None where nothing was counted."""
    limit = clock.limit(stage, track_of(case), case.round)
    named = stage in entry.named or moment == case.external_due_at
    if named or limit.unit != LimitUnit.WORKING_DAYS:
        return None
    return clock.workdays_between(step.at, moment) or None


def stricter_deadline(case: Case, now: datetime, round_number: int) -> datetime | None:
    """The 12345 deadline holds in the first round, as long as it lies ahead."""
    deadline = case.external_due_at
    if deadline is None or round_number > 1 or deadline <= now:
        return None
    return deadline


def _held_to(
    action: Action, promise: datetime | None, history: Sequence[Step]
) -> datetime | None:
    """What a due moment may not come before: the promise, or the due sent back from."""
    if action != Action.SEND_BACK:
        return promise
    before = [step.due_at for step in history if step.action == Action.RECTIFY]
    return max((moment for moment in (promise, before[-1]) if moment), default=None)


def _late_stage(case: Case, action: Action) -> Stage:
    if action == Action.SEND_BACK:
        return Stage.REDO
    if case.state == State.DECLINED:
        return Stage.ACCEPTANCE
    return workflow.stage_of(Kind(case.kind), State(case.state))
