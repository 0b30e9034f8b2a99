"""
What the moves off the straight way carry, set and write down: refusals to accept and
their review, corrections, disputes about the duty, final decisions, and what is written
beside the moves.

As `intents`: nothing here reads or writes the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from complaints.attempts import Carried
from complaints.models import Case, Step
from complaints.operations.intents import Intent, held_by
from complaints.operations.redating import NewClass, Standstill
from complaints.queries.facts import moment_in
from complaints.states import Action, Closing, Duty, Kind, Stage, Urgency
from registry.actors import Actor
from registry.models import Region, StoredFile


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


def made_safe(*, text: str, by: Actor, now: datetime) -> Intent:
    return Intent(Action.MADE_SAFE, by, now, Carried(text=text), sets={"safe_by": None})


def alarm(*, by: Actor, now: datetime) -> Intent:
    """Nobody made it safe in time."""
    return Intent(Action.ALARM, by, now, sets={"safe_by": None})


def note(
    *, text: str, by: Actor, now: datetime, photos: Sequence[StoredFile] = ()
) -> Intent:
    shown = {"photos": [photo.sha256 for photo in photos]} if photos else {}
    carried = Carried(text=text, photos=len(photos))
    return Intent(Action.NOTE, by, now, carried, detail=shown)


def hide(*, was_shown: bool, by: Actor, now: datetime) -> Intent:
    return Intent(Action.HIDE, by, now, Carried(was_shown=was_shown))


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
            safe_by=moment_in(merged, "safe_by"),
        ),
    )


def withdraw(*, by: Actor, now: datetime, text: str = "") -> Intent:
    return Intent(Action.WITHDRAW, by, now, Carried(text=text))


def hand_on(*, by: Actor, now: datetime) -> Intent:
    return Intent(Action.HAND_ON, by, now)
