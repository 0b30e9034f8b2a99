"""
Holidays that are announced after something was promised: dates move later, never
earlier, by a step of their own, and the resident is told.

Rules: specification, domain rules 2.1, Working days, and 2.2, Clocks.
"""

import logging
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from complaints import notices
from complaints.clocks import Clock, stages_of
from complaints.models import Case, Promise
from complaints.operations import dating, delays
from complaints.operations.knowing import Stored
from complaints.operations.moving import MovedOn, MoveNotAllowed, claim, take
from complaints.queries import holidays
from complaints.queries.limits import clock_at, promises_of
from complaints.queries.rectifying import measured_due
from complaints.states import Stage, State
from registry.actors import System

HOLIDAYS = System("move_behind_holidays")

log = logging.getLogger(__name__)


def move_dates(*, now: datetime) -> int:
    """
    Move what was promised and is not over yet, so that it lies as many working days
    ahead as it did when it was promised. Safe to run again, at once, or after a kill.

    Returns how many cases were dated anew.
    """
    clock, moved = clock_at(now), 0
    for case_id, later in list(holidays.to_move(now=now, clock=clock)):
        try:
            moved += _move(Case.objects.get(pk=case_id), later, now, clock)
        except (MovedOn, MoveNotAllowed):
            continue  # somebody was faster; the next run looks again
        except Exception:  # one bad case holds up no other
            log.exception("the dates of case %s could not be moved", case_id)
    return moved


@transaction.atomic
def _move(
    case: Case, later: Mapping[Stage, datetime], now: datetime, clock: Clock
) -> bool:
    within = _within_another_deadline(case, later, now)
    if not within:
        return False
    known = claim(case, now=now, clock=clock)
    intent = delays.move_behind_holidays(
        within, measured_due_at=_measured(known), by=HOLIDAYS, now=now
    )
    step = take(case, intent, known)
    notices.tell_resident(case=case, template="holidays", step=step, now=now)
    return True


def _measured(known: Stored) -> datetime | None:
    """The first due moment of the acting party, counted again; None where it stays."""
    case = known.case
    if case.state != State.DISPOSED:
        return None
    measured = measured_due(known.history)
    if measured is None:
        return None
    given = Promise.objects.filter(
        case=case,
        round=case.round,
        stage=Stage.RECTIFICATION,
        promised_at=measured,
        workdays__isnull=False,
    ).select_related("step")
    promise = given.first()
    if promise is None or promise.workdays is None:
        return None
    moved = known.clock.workdays_after(promise.step.at, promise.workdays)
    return moved if moved > measured else None


def _within_another_deadline(
    case: Case, later: Mapping[Stage, datetime], now: datetime
) -> dict[Stage, datetime]:
    """The 12345 deadline goes on holding, up to the report."""
    stricter = dating.stricter_deadline(case, now, case.round)
    # what was corrected to another kind has left stages behind that wait for nothing
    stages = stages_of(dating.track_of(case))
    held = {
        stage: at if stricter is None or stage == Stage.VISIT else min(at, stricter)
        for stage, at in later.items()
        if stage in stages
    }
    before = promises_of(case).moments
    return {stage: at for stage, at in held.items() if at > before[stage]}
