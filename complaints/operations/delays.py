"""
What the steps carry, set and write down that give a case time, let its clock stand
still, or replace it: extensions, pauses, holidays, long works and their milestones.

As `intents`: nothing here reads or writes the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from complaints.attempts import Carried
from complaints.clocks import Clock
from complaints.models import Case, Step
from complaints.operations.intents import Intent, NewCommitment
from complaints.operations.redating import Standstill
from complaints.queries.commitments import open_milestones
from complaints.queries.facts import moment_in
from complaints.states import Action, AskedBy, PauseReason, Stage, State
from registry.actors import Actor, System
from registry.models import StoredFile

RUNS_AGAIN = System("standstill")


@dataclass(frozen=True)
class Extension:
    """A later due moment, and the working days that it lies behind the present one."""

    until: datetime
    days: int


def plan(
    *,
    milestones: Sequence[NewCommitment],
    ends_at: Sequence[datetime],
    text: str,
    by: Actor,
    now: datetime,
) -> Intent:
    """
    `ends_at` are the moments that close the milestones' days, in their order: the clock
    runs to the first of them, and the answer is promised behind the last.
    """
    return Intent(
        Action.PLAN,
        by,
        now,
        Carried(text=text, milestones=tuple(ends_at)),
        promised=milestones,
        due_at=min(ends_at, default=None),
        end_at=max(ends_at, default=None),
    )


def settle(
    *,
    number: int,
    kept: bool,
    text: str,
    by: Actor,
    now: datetime,
    due_at: datetime | None,
    photos: Sequence[StoredFile] = (),
) -> Intent:
    """What became of a commitment; `due_at` is the next milestone, if one is next."""
    return Intent(
        Action.COMMITMENT_KEPT if kept else Action.COMMITMENT_BROKEN,
        by,
        now,
        Carried(text=text, photos=len(photos), commitment=number),
        detail={
            "commitment": number,
            "photos": [photo.sha256 for photo in photos],
        },
        due_at=due_at,
    )


def milestone_behind(
    case: Case, history: Sequence[Step], *, settled: int, clock: Clock
) -> datetime | None:
    """
    When the next milestone of works under way ends, once one is settled; None where
    that changes nothing.
    """
    if case.state != State.DISPOSED or case.due_at is None:
        return None
    left = open_milestones(history, case.round)
    ends = [clock.end_of(day) for number, day in left.items() if number != settled]
    return ends[0] if ends and ends[0] > case.due_at else None


def ask_extension(
    *,
    extension: Extension,
    decide_by: datetime,
    asked_by: AskedBy,
    text: str,
    by: Actor,
    now: datetime,
) -> Intent:
    return Intent(
        Action.ASK_EXTENSION,
        by,
        now,
        Carried(text=text, days=extension.days),
        sets={"decide_by": decide_by},
        detail={
            "asked_by": str(asked_by),
            "until": extension.until.isoformat(),
            "days": extension.days,
            "decide_by": decide_by.isoformat(),
        },
    )


def extend(*, asked: Step, text: str, by: Actor, now: datetime) -> Intent:
    """As it was asked for by the step `asked`."""
    return Intent(
        Action.EXTEND,
        by,
        now,
        Carried(text=text),
        sets={"decide_by": None},
        detail={"days": asked.detail["days"], "asked": asked.number},
        due_at=moment_in(asked, "until"),
    )


def deny_extension(*, asked: Step, text: str, by: Actor, now: datetime) -> Intent:
    return Intent(
        Action.DENY_EXTENSION,
        by,
        now,
        Carried(text=text),
        sets={"decide_by": None},
        detail={"asked": asked.number},
    )


def pause(
    *,
    reason: PauseReason | None,
    document: str,
    standstill: Standstill,
    days: int,
    text: str,
    by: Actor,
    now: datetime,
) -> Intent:
    """`standstill` ends as planned; what was due before it is written down."""
    measured = standstill.measured_due_at
    return Intent(
        Action.PAUSE,
        by,
        now,
        Carried(text=text, days=days, pause_reason=reason, document=document),
        sets={"paused_until": standstill.ends_at},
        detail={
            "reason": str(reason or ""),
            "document": document.strip(),
            "until": standstill.ends_at.isoformat(),
            "due": standstill.due_at.isoformat(),
            "measured": measured.isoformat() if measured else None,
            "promises": {
                str(stage): at.isoformat() for stage, at in standstill.promises.items()
            },
        },
        standstill=standstill,
    )


def move_behind_holidays(
    later: Mapping[Stage, datetime],
    *,
    measured_due_at: datetime | None,
    by: System,
    now: datetime,
) -> Intent:
    """
    `later` are the promises that lie as many working days ahead as before, and
    `measured_due_at` what the acting party is measured on then.
    """
    return Intent(
        Action.HOLIDAY,
        by,
        now,
        detail={"promises": {str(of): at.isoformat() for of, at in later.items()}},
        later=later,
        measured_due_at=measured_due_at,
    )


def run_again(
    history: Sequence[Step], *, now: datetime, by: Actor = RUNS_AGAIN
) -> Intent:
    """The end of the standstill that the last PAUSE began."""
    paused = next(step for step in reversed(history) if step.action == Action.PAUSE)
    due_at = moment_in(paused, "due")
    assert due_at is not None  # every pause writes it
    return Intent(
        Action.RESUME,
        by,
        now,
        sets={"paused_until": None},
        standstill=Standstill(
            starts_at=paused.at,
            ends_at=max(now, paused.at),
            due_at=due_at,
            promises={
                Stage(stage): datetime.fromisoformat(at)
                for stage, at in paused.detail["promises"].items()
            },
            measured_due_at=moment_in(paused, "measured"),
        ),
    )
