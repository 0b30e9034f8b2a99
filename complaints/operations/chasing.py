"""
The sweep: what the clock itself does to open cases, each thing once.

A waiting is reminded at three quarters of its time, urged when it is due, supervised by
the city three working days later and entered into the bulletin after five. Rules:
specification, domain rules 2.2, Clocks.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from complaints import notices, workflow
from complaints.clocks import Clock
from complaints.models import Case, Commitment, Step
from complaints.operations import committing, detours, timing
from complaints.operations.moving import MovedOn, MoveNotAllowed, add, append, hold
from complaints.operations.visiting import close_unanswered
from complaints.queries.facts import history_of
from complaints.queries.in_turn import office_in_turn
from complaints.queries.limits import clock_at
from complaints.queries.suspicions import open_in
from complaints.states import Action, Kind, Stage, State, Urgency
from registry.actors import System

SWEEP = System("sweep_deadlines")
AT_ONCE = 500
SUPERVISED_AFTER = 3
IN_THE_BULLETIN_AFTER = 5
# What is written about one waiting, in this order, when it is not met.
CHASE = (Action.URGE, Action.SUPERVISE, Action.BULLETIN)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Swept:
    reminded: int = 0
    resumed: int = 0
    urged: int = 0
    supervised: int = 0
    entered: int = 0
    closed: int = 0
    lapsed: int = 0
    alarmed: int = 0
    asked: int = 0
    judged_late: int = 0


def sweep(*, now: datetime, limit: int = AT_ONCE) -> Swept:
    """
    Do whatever fell due by `now`: to waitings, to extensions and suspicions that nobody
    decided on, to hazards that nobody made safe, to commitments that nobody settled.

    Safe to run twice, at once, or again after a kill: each is claimed by moving
    the moment on that it was found by, in the transaction that writes the step.
    """
    counts = dict.fromkeys(Swept.__dataclass_fields__, 0)
    clock = clock_at(now)
    chased = Case.objects.to_be_chased_at(now).select_related("acting_firm")
    undecided = Case.objects.undecided_at(now).select_related("acting_firm")
    unsafe = Case.objects.unsafe_at(now)
    unjudged = Case.objects.unjudged_at(now)
    unsettled = Commitment.objects.to_be_asked_about_at(now).select_related("case")
    found: tuple[tuple[QuerySet[Any], Callable[[Any, datetime, Clock], Any]], ...] = (
        (undecided, _lapse),
        (unsafe, _alarm),
        (unjudged, _press_for_a_decision),
        (chased, _chase),
        (unsettled, _ask),
    )
    for rows, act in found:
        for row in rows[:limit]:
            try:
                done = act(row, now, clock)
            except Exception:  # one bad row holds up no other
                log.exception("%s %s could not be chased", row._meta.label, row.pk)
                continue
            if done is not None:
                counts[done] += 1
    return Swept(**counts)


@transaction.atomic
def _chase(case: Case, now: datetime, clock: Clock) -> str | None:
    """What was done to one case, or None if another sweep or a person was faster."""
    match action := what_is_due(case, now, written_about(case)):
        case Action.RESUME:
            return _resume(case, now)
        case Action.REMIND:
            return _remind(case, now)
        case Action.CLOSE:
            return _close(case, now)
        case _:
            return _press(case, action, now, clock)


def written_about(case: Case) -> frozenset[str]:
    """The chase steps of the waiting that a case is in."""
    about = Step.objects.filter(case=case, about=case.entered_number)
    return frozenset(about.values_list("action", flat=True))


def what_is_due(case: Case, now: datetime, written: Collection[str]) -> Action:
    """What the clock does to an open case whose `chase_at` has come."""
    if case.paused_until is not None:
        return Action.RESUME
    if case.due_at is not None and now < case.due_at:
        return Action.REMIND
    if case.state == State.REPORTED:
        return Action.CLOSE
    return next((one for one in CHASE if one not in written), Action.BULLETIN)


def chased_next(case: Case, action: Action, clock: Clock) -> datetime | None:
    """When the next chase step of the waiting is due; None behind the last one."""
    assert case.due_at is not None  # an open case is due
    if action == Action.URGE:
        return clock.later_by(case.due_at, SUPERVISED_AFTER)
    if action == Action.SUPERVISE:
        return clock.later_by(case.due_at, IN_THE_BULLETIN_AFTER)
    return None


def _claim(case: Case, until: datetime | None) -> bool:
    claimed = Case.objects.filter(
        pk=case.pk, version=case.version, chase_at=case.chase_at
    ).update(chase_at=until)
    return bool(claimed)


def _remind(case: Case, now: datetime) -> str | None:
    if not _claim(case, case.due_at):
        return None
    step = append(
        case, action=Action.REMIND, by=SWEEP, now=now, about=case.entered_number
    )
    if case.state == State.REPORTED:
        notices.tell_resident(case=case, template="answer_awaited", step=step, now=now)
    else:
        notices.tell_holder(case=case, template="reminded", step=step, now=now)
    return "reminded"


def _press(case: Case, action: Action, now: datetime, clock: Clock) -> str | None:
    """Urge, supervise, or enter into the bulletin."""
    if not _claim(case, chased_next(case, action, clock)):
        return None
    step = append(
        case,
        action=action,
        by=SWEEP,
        now=now,
        about=case.entered_number,
        detail=pressed(case),
    )
    code = office_in_turn(case)
    match action:
        case Action.URGE:
            notices.tell_holder(case=case, template="urged", step=step, now=now)
            if case.urgency != Urgency.ORDINARY:
                notices.tell_above(
                    code, case=case, template="overdue_below", step=step, now=now
                )
            return "urged"
        case Action.SUPERVISE:
            notices.tell_holder(case=case, template="supervised", step=step, now=now)
            notices.tell_city(
                code, case=case, template="overdue_below", step=step, now=now
            )
            return "supervised"
        case _:
            return "entered"


def pressed(case: Case) -> dict[str, str]:
    """What a chase step writes down: what the case waits for too long."""
    return {"stage": str(workflow.stage_of(Kind(case.kind), State(case.state)))}


def _resume(case: Case, now: datetime) -> str | None:
    try:
        timing.resume(case=case, by=SWEEP, now=now)
    except (MovedOn, MoveNotAllowed):
        return None
    return "resumed"


def _close(case: Case, now: datetime) -> str | None:
    try:
        close_unanswered(case=case, by=SWEEP, now=now)
    except (MovedOn, MoveNotAllowed):
        return None
    return "closed"


def _lapse(case: Case, now: datetime, _clock: Clock) -> str | None:
    """Nobody decided on an extension in time: silence refuses."""
    try:
        timing.let_lapse(case=case, by=SWEEP, now=now)
    except MoveNotAllowed:
        return None
    return "lapsed"


def _ask(commitment: Commitment, now: datetime, _clock: Clock) -> str | None:
    """The day of a commitment is over and nobody said what became of it."""
    return "asked" if committing.ask_about(commitment=commitment, now=now) else None


@transaction.atomic
def _press_for_a_decision(case: Case, now: datetime, _clock: Clock) -> str | None:
    """Nobody decided on a suspicion in time: who has to, and the office above, hear."""
    claimed = Case.objects.filter(
        pk=case.pk, judge_chase_at=case.judge_chase_at
    ).update(judge_chase_at=None)
    question = next(iter(open_in(history_of(case))), None)
    if not claimed or question is None:
        return None
    step = append(
        case,
        action=Action.URGE,
        by=SWEEP,
        now=now,
        about=question.suspected[-1].number,
        detail={"stage": str(Stage.SUSPICION)},
    )
    code = case.decides_code or case.office_code
    notices.tell_region(
        code, case=case, template="suspicion_overdue", step=step, now=now
    )
    notices.tell_above(code, case=case, template="overdue_below", step=step, now=now)
    return "judged_late"


@transaction.atomic
def _alarm(case: Case, now: datetime, _clock: Clock) -> str | None:
    """Nobody has made a hazard safe in time: the duty desks hear of it once more."""
    claimed = Case.objects.filter(pk=case.pk, safe_by=case.safe_by).update(safe_by=None)
    if not claimed:
        return None
    known = hold(case, now=now)
    step = add(known.case, detours.alarm(by=SWEEP, now=now), known)
    notices.alarm(case=known.case, step=step, now=now)
    return "alarmed"
