"""
What the moves off the straight way carry, set and write down: refusals to accept and
their review, corrections, disputes about the duty, long works, time that is asked for
or stands still, and final decisions.

As `intents`: nothing here reads or writes the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from complaints.clocks import Clock
from complaints.guards import Carried
from complaints.models import Case, Step
from complaints.operations.intents import Intent, NewCommitment, held_by
from complaints.operations.redating import NewClass, Standstill
from complaints.queries.commitments import open_milestones
from complaints.queries.facts import moment_in
from complaints.states import (
    Action,
    AskedBy,
    Closing,
    Duty,
    Kind,
    PauseReason,
    Stage,
    State,
    Urgency,
)
from registry.actors import Actor, System
from registry.models import Region, StoredFile

RUNS_AGAIN = System("standstill")


@dataclass(frozen=True)
class Correction:
    """
    What a case is corrected to, and what kind it was; `category` by its code.

    `downwards` where it becomes less urgent, or a complaint becomes another kind.
    """

    was: Kind
    kind: Kind
    urgency: Urgency
    category: str
    changes: bool
    upwards: bool
    downwards: bool
    consent: bool


@dataclass(frozen=True)
class FinalReview:
    """The written review of a final decision (终结), part by part."""

    stage: str
    decision: str
    reasons: str
    remedy: str
    remains: str
    ways_on: str


@dataclass(frozen=True)
class Extension:
    """A later due moment, and the working days that it lies behind the present one."""

    until: datetime
    days: int


def appeal(*, by: Actor, now: datetime, text: str = "") -> Intent:
    return Intent(Action.APPEAL, by, now, Carried(text=text))


def uphold(*, text: str, by: Actor, now: datetime) -> Intent:
    return Intent(Action.UPHOLD, by, now, Carried(text=text))


def overturn(*, text: str, by: Actor, now: datetime) -> Intent:
    return Intent(Action.OVERTURN, by, now, Carried(text=text))


def second_look(*, text: str, by: Actor, now: datetime) -> Intent:
    """The refusal to accept stands; `overturn` is the other way to end a look."""
    return Intent(Action.SECOND_LOOK, by, now, Carried(text=text))


def reclassify(
    *,
    to: Correction,
    text: str,
    sets: dict[str, Any],
    by: Actor,
    now: datetime,
) -> Intent:
    """`sets` are the category and, where it changes, the office."""
    return Intent(
        Action.RECLASSIFY,
        by,
        now,
        Carried(
            text=text,
            kind=to.kind,
            changes_class=to.changes,
            downwards=to.downwards,
            consent=to.consent,
        ),
        sets={"kind": to.kind, "urgency": to.urgency, **sets},
        detail={
            "kind": str(to.kind),
            "urgency": str(to.urgency),
            "category": to.category,
            "downwards": to.downwards,
            "was_kind": str(to.was),
            **({"office": sets["office_code"]} if "office_code" in sets else {}),
        },
        new_class=NewClass(to.kind, to.urgency, to.upwards),
    )


def transfer(
    *, to: Region, text: str, by: Actor, now: datetime, raised: bool = False
) -> Intent:
    """`raised` says that `to` is the office above, which the third transfer takes."""
    return Intent(
        Action.TRANSFER,
        by,
        now,
        Carried(text=text, target=to.code),
        sets={**held_by(to), "finding": "", "duty": ""},
        detail={"office": to.code, "raised": raised},
    )


def raise_level(*, to: Region, text: str, by: Actor, now: datetime) -> Intent:
    return Intent(
        Action.RAISE,
        by,
        now,
        Carried(text=text),
        sets=held_by(to),
        detail={"office": to.code},
    )


def refuse(*, text: str, by: Actor, now: datetime) -> Intent:
    return Intent(Action.REFUSE, by, now, Carried(text=text))


def confirm_duty(*, text: str, by: Actor, now: datetime) -> Intent:
    return Intent(Action.CONFIRM_DUTY, by, now, Carried(text=text))


def release(*, duty: Duty | None, text: str, by: Actor, now: datetime) -> Intent:
    """`duty` is whose it is instead."""
    return Intent(
        Action.RELEASE,
        by,
        now,
        Carried(text=text, duty=duty),
        sets={"duty": duty or ""},
        detail={"duty": str(duty or "")},
    )


def recall(*, text: str, by: Actor, now: datetime) -> Intent:
    return Intent(Action.RECALL, by, now, Carried(text=text))


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


def final(*, review: FinalReview, by: Actor, now: datetime) -> Intent:
    """The parts stand in the step's text, one paragraph each."""
    parts = astuple(review)
    return Intent(
        Action.FINAL,
        by,
        now,
        Carried(text="\n\n".join(part.strip() for part in parts), review=parts),
        sets={"closing": Closing.FINAL},
        detail={"closing": str(Closing.FINAL)},
    )


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


def made_safe(*, text: str, by: Actor, now: datetime) -> Intent:
    return Intent(Action.MADE_SAFE, by, now, Carried(text=text), sets={"safe_by": None})


def note(*, text: str, by: Actor, now: datetime) -> Intent:
    return Intent(Action.NOTE, by, now, Carried(text=text))


def urge(*, by: Actor, now: datetime) -> Intent:
    return Intent(Action.URGE, by, now)


def supervise(*, text: str, by: Actor, now: datetime) -> Intent:
    return Intent(Action.SUPERVISE, by, now, Carried(text=text))


def merge(*, target: Case, fits: bool, text: str, by: Actor, now: datetime) -> Intent:
    """`fits` says whether the target is about the same incident."""
    return Intent(
        Action.MERGE,
        by,
        now,
        Carried(text=text, target=target.number, same_incident=fits),
        sets={"merged_into": target},
        detail={"into": target.number},
    )


def unmerge(
    *,
    history: Sequence[Step],
    promises: Mapping[Stage, datetime],
    text: str,
    by: Actor,
    now: datetime,
) -> Intent:
    """The clock stood still since the case was merged."""
    merged = next(step for step in reversed(history) if step.action == Action.MERGE)
    assert merged.due_at is not None  # only open cases are merged
    return Intent(
        Action.UNMERGE,
        by,
        now,
        Carried(text=text),
        sets={"merged_into": None},
        standstill=Standstill(
            starts_at=merged.at,
            ends_at=max(now, merged.at),
            due_at=merged.due_at,
            promises=promises,
        ),
    )


def withdraw(*, by: Actor, now: datetime, text: str = "") -> Intent:
    return Intent(Action.WITHDRAW, by, now, Carried(text=text))


def hand_on(*, by: Actor, now: datetime) -> Intent:
    return Intent(Action.HAND_ON, by, now)
