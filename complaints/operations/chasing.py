"""The sweep: what the clock itself does to open cases, each thing once."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from complaints import notices, workflow
from complaints.models import Case
from complaints.operations import timing
from complaints.operations.moving import MovedOn, MoveNotAllowed, append
from complaints.operations.visiting import close_unanswered
from complaints.states import Action, Kind, State
from registry.actors import System

SWEEP = System("sweep_deadlines")
AT_ONCE = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Swept:
    reminded: int = 0
    resumed: int = 0
    urged: int = 0
    closed: int = 0


def sweep(*, now: datetime, limit: int = AT_ONCE) -> Swept:
    """
    Remind, urge and close whatever fell due by `now`.

    Safe to run twice, at once, or again after a kill: each case is claimed by moving
    its `chase_at` on, in the transaction that writes the step.
    """
    counts = {"reminded": 0, "resumed": 0, "urged": 0, "closed": 0}
    due = Case.objects.to_be_chased_at(now).select_related("acting_firm")
    for case in due[:limit]:
        try:
            done = _chase(case, now)
        except Exception:  # one bad case holds up no other
            log.exception("case %s could not be chased", case.pk)
            continue
        if done is not None:
            counts[done] += 1
    return Swept(**counts)


@transaction.atomic
def _chase(case: Case, now: datetime) -> str | None:
    """What was done to one case, or None if another sweep or a person was faster."""
    match what_is_due(case, now):
        case Action.RESUME:
            return _resume(case, now)
        case Action.REMIND:
            return _remind(case, now)
        case Action.CLOSE:
            return _close(case, now)
        case _:
            return _urge(case, now)


def what_is_due(case: Case, now: datetime) -> Action:
    """What the clock does to an open case whose `chase_at` has come."""
    if case.paused_until is not None:
        return Action.RESUME
    if case.due_at is not None and now < case.due_at:
        return Action.REMIND
    return Action.CLOSE if case.state == State.REPORTED else Action.URGE


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


def _urge(case: Case, now: datetime) -> str | None:
    if not _claim(case, None):
        return None
    step = append(
        case,
        action=Action.URGE,
        by=SWEEP,
        now=now,
        about=case.entered_number,
        detail=urged(case),
    )
    notices.tell_holder(case=case, template="urged", step=step, now=now)
    return "urged"


def urged(case: Case) -> dict[str, str]:
    """What an URGE writes down: what the case waits for too long."""
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
