"""
A case as its resident follows it: the steps of its kind, promised and done.

Facts only; the words stand in the views. Nothing here writes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from complaints import clocks, workflow
from complaints.models import Case, Photo, Promise, Step
from complaints.queries.facts import TELLS_A_RESULT
from complaints.states import (
    Action,
    Kind,
    PhotoKind,
    Stage,
    State,
    Track,
    Urgency,
)

ENDED_BY: Mapping[Stage, frozenset[Action]] = {
    Stage.ACCEPTANCE: frozenset({Action.ACCEPT, Action.DECLINE}),
    Stage.VERIFICATION: frozenset({Action.VERIFY}),
    Stage.DISPOSAL: frozenset({Action.DISPOSE}),
    Stage.RECTIFICATION: frozenset({Action.RECTIFY}),
    Stage.REPORT: TELLS_A_RESULT,
    Stage.VISIT: frozenset({Action.CLOSE}),
    Stage.APPEAL: frozenset({Action.UPHOLD, Action.OVERTURN}),
}


FROM_THE_RESIDENT = frozenset({PhotoKind.COMPLAINT, PhotoKind.ADDED})


class Pace(StrEnum):
    """Where a stage stands: behind us, now, now and late, ahead, or left out."""

    DONE = "done"
    NOW = "now"
    LATE = "late"
    AHEAD = "ahead"
    NONE = "none"


@dataclass(frozen=True)
class Promised:
    """
    The promise of a stage that holds; where it was moved, what it was at first, which
    stage came late, and else the step that moved it.
    """

    at: datetime
    first_at: datetime
    late_stage: Stage | None = None
    moved_by: Step | None = None


@dataclass(frozen=True)
class Line:
    """One stage: what was promised, and the step that ended it."""

    stage: Stage
    pace: Pace
    promised: Promised | None
    ended: Step | None


@dataclass(frozen=True)
class Round:
    """How a round ended: what the resident was told, and what they answered."""

    number: int
    told: Step | None
    rectified: Step | None
    closed: Step | None


@dataclass(frozen=True)
class Timeline:
    lines: tuple[Line, ...]
    rounds: tuple[Round, ...]
    sent_back: Step | None
    looks: tuple[Step, ...]
    history: tuple[Step, ...]

    @property
    def current(self) -> Line | None:
        """The stage that an open case waits for."""
        return next((one for one in self.lines if one.pace in _RUNNING), None)

    @property
    def answer(self) -> Promised | None:
        """By when the resident was promised an answer."""
        return next(
            (one.promised for one in self.lines if one.stage == Stage.REPORT), None
        )


_RUNNING = frozenset({Pace.NOW, Pace.LATE})


def timeline_of(case: Case, *, now: datetime) -> Timeline:
    """Three queries, however long the history."""
    history = tuple(
        Step.objects.filter(case=case)
        .select_related("text", "actor__region", "actor__firm", "actor__department")
        .order_by("number")
    )
    promises = _promises(case)
    stages = _stages(case, history)
    reached = _reached(case, stages)
    return Timeline(
        lines=tuple(
            _line(case, stage, place - reached, history, promises, now)
            for place, stage in enumerate(stages)
        ),
        rounds=tuple(_round(number, history) for number in range(1, case.round + 1)),
        sent_back=_waiting_again(case, history),
        looks=tuple(step for step in history if step.action == Action.LOOK),
        history=history,
    )


def own_from(history: Iterable[Step]) -> int:
    """
    The number of the step after which all is the present reporter's; 0 where the case
    was always theirs, and else the step that made a follower the reporter.
    """
    handed = (step.number for step in history if step.action == Action.HAND_ON)
    return max(handed, default=0)


def photos_for_resident(case: Case, history: Sequence[Step]) -> list[Photo]:
    """
    Those that the resident sent, and of each round whose result was told those of its
    last rectification: the office looks at them first.
    """
    told, rectified = set(), {}
    first = own_from(history)
    own = {step.pk for step in history if step.number > first}
    for step in history:
        if step.action in TELLS_A_RESULT:
            told.add(step.round)
        if step.action == Action.RECTIFY:
            rectified[step.round] = step.pk
    shown = {pk for number, pk in rectified.items() if number in told}
    return [
        photo
        for photo in Photo.objects.filter(case=case).order_by("pk")
        if (photo.kind in FROM_THE_RESIDENT and photo.step_id in own)
        or photo.step_id in shown
    ]


def resident_sees(case: Case, file_id: UUID) -> bool:
    history = list(Step.objects.filter(case=case).order_by("number"))
    return file_id in {photo.file_id for photo in photos_for_resident(case, history)}


def _stages(case: Case, history: Sequence[Step]) -> tuple[Stage, ...]:
    """Those of its kind; behind a refusal to accept its review, where there was one."""
    first, *others = clocks.stages_of(_track(case))
    if any(step.action == Action.APPEAL for step in history):
        return first, Stage.APPEAL, *others
    return first, *others


def _track(case: Case) -> Track:
    return clocks.track_of(Kind(case.kind), Urgency(case.urgency))


def _promises(case: Case) -> dict[Stage, Promised]:
    """Those of the newest round that promised the stage, with their last revision."""
    promises: dict[Stage, tuple[int, Promised]] = {}
    rows = Promise.objects.filter(case=case).select_related("step__text")
    for row in rows.order_by("round", "revision"):
        stage = Stage(row.stage)
        number, before = promises.get(stage, (0, None))
        first = before.first_at if before and number == row.round else row.promised_at
        late = Stage(row.late_stage) if row.late_stage else None
        moved_by = row.step if row.revision and late is None else None
        promised = Promised(row.promised_at, first, late, moved_by)
        promises[stage] = (row.round, promised)
    return {stage: promised for stage, (_number, promised) in promises.items()}


def _reached(case: Case, stages: Sequence[Stage]) -> int:
    """The place of the stage that the case waits for; behind the last when closed."""
    if not case.is_open:
        return len(stages)
    stage = workflow.stage_of(Kind(case.kind), State(case.state))
    return stages.index(stage) if stage in stages else 0


def _line(
    case: Case,
    stage: Stage,
    distance: int,
    history: Sequence[Step],
    promises: Mapping[Stage, Promised],
    now: datetime,
) -> Line:
    """`distance` is how many stages this one lies behind the current one."""
    promised = promises.get(stage)
    if distance > 0:
        return Line(stage, Pace.AHEAD, promised, None)
    if distance == 0:
        by = promised.at if promised else case.due_at
        late = by is not None and by <= now
        return Line(stage, Pace.LATE if late else Pace.NOW, promised, None)
    ended = _ended(case, stage, history)
    return Line(stage, Pace.DONE if ended else Pace.NONE, promised, ended)


def _ended(case: Case, stage: Stage, history: Sequence[Step]) -> Step | None:
    """
    The last step that ended a stage. What lies before the point where a later round
    began was not done again: there, an earlier round's step stands.
    """
    steps = [step for step in history if step.action in ENDED_BY[stage]]
    mine = [step for step in steps if step.round == case.round]
    if mine or stage not in (Stage.ACCEPTANCE, Stage.VERIFICATION):
        return mine[-1] if mine else None
    return steps[-1] if steps else None


def _round(number: int, history: Sequence[Step]) -> Round:
    steps = [step for step in history if step.round == number]
    return Round(
        number=number,
        told=_last(steps, TELLS_A_RESULT),
        rectified=_last(steps, frozenset({Action.RECTIFY})),
        closed=_last(steps, frozenset({Action.CLOSE})),
    )


def _waiting_again(case: Case, history: Sequence[Step]) -> Step | None:
    """The step that sent the rectification back, while it is awaited again."""
    if case.state != State.DISPOSED:
        return None
    steps = [step for step in history if step.round == case.round]
    return _last(steps, frozenset({Action.SEND_BACK}))


def _last(steps: Sequence[Step], actions: frozenset[Action]) -> Step | None:
    return next((step for step in reversed(steps) if step.action in actions), None)
