"""
Until when a hazard has to be made safe: the clock that runs beside the due moments.

It begins with the hazard, ends with it or with the case, and runs again when the case
is open again. Nothing here writes. Rules: specification, domain rules 2.2: "made safe"
(2 h) is apart from "repaired".
"""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Protocol

from complaints import clocks
from complaints.attempts import Facts
from complaints.clocks import Clock
from complaints.models import Case
from complaints.moves import Move
from complaints.operations import dating
from complaints.operations.intents import Intent
from complaints.operations.redating import NewClass, Standstill
from complaints.queries.hazards import danger
from complaints.states import OPEN_STATES, Action, Stage


class Dated(Protocol):
    """A clock that is read when it is asked for, which most steps do not do."""

    @property
    def clock(self) -> Clock: ...


def behind(
    case: Case, move: Move, intent: Intent, facts: Facts, known: Dated
) -> Mapping[str, datetime | None]:
    """The column `safe_by` behind a move, as far as the move changes it."""
    if intent.new_class is not None:
        return _corrected(case, intent.new_class, intent.now, known.clock)
    if move.source == move.target:
        return {}
    if move.target not in OPEN_STATES:
        return {"safe_by": None}
    if intent.action == Action.UNMERGE and intent.standstill is not None:
        return {"safe_by": _stood_still(case, intent.standstill, known.clock)}
    if not intent.new_round and (facts.safe or move.source in OPEN_STATES):
        return {}
    return {"safe_by": _still(case, intent.now, known.clock)}


def _corrected(
    case: Case, new: NewClass, now: datetime, clock: Clock
) -> Mapping[str, datetime | None]:
    """What is no hazard any more has not to be made safe; a greater one has, anew."""
    becomes = danger(new.kind, new.urgency)
    if becomes == 0:
        return {"safe_by": None}
    if becomes <= danger(case.kind, case.urgency):
        return {}
    hazard = copy(case)
    hazard.kind, hazard.urgency = new.kind, new.urgency
    return {"safe_by": _still(hazard, now, clock)}


def _still(case: Case, now: datetime, clock: Clock) -> datetime | None:
    """A clock that runs already is not given more time."""
    return case.safe_by or dating.safe_by(case, now=now, clock=clock)


def _stood_still(case: Case, standstill: Standstill, clock: Clock) -> datetime | None:
    """What was left of it when the case was merged is left of it now."""
    if standstill.safe_by is None:
        return None
    return clocks.shifted(
        standstill.safe_by,
        start=standstill.starts_at,
        end=standstill.ends_at,
        limit=clock.limit(Stage.SAFETY, dating.track_of(case), case.round),
        clock=clock,
    )
