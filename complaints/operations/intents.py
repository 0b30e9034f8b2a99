"""
What each move carries, sets and writes down: intentions, not yet anything done.

One function for each move; nothing here reads or writes the database. `moving` takes
an intent on a stored case, `loading` on a history that is still in memory.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from complaints.attempts import Carried
from complaints.operations.redating import NewClass, Standstill
from complaints.states import (
    Action,
    CallOutcome,
    Channel,
    Closing,
    DeclineReason,
    Duty,
    Finding,
    How,
    Measure,
    Outcome,
    Party,
    Satisfied,
    Solved,
    Stage,
)
from registry.actors import Actor
from registry.models import Community, Department, Firm, Region, StoredFile


@dataclass(frozen=True)
class NewCommitment:
    """What a party promises to have done by a day (整改承诺)."""

    text: str
    due_on: date


@dataclass(frozen=True)
class Intent:
    """
    One move that somebody wants to make, with all that goes into its step.

    `sets` are columns of the case beside its state; `detail` the structured values of
    the step; `promised` what its party promises for a day; `new_round` begins the next
    round. `due_at`, `standstill`, `later` and `new_class` date the case anew; long
    works also have a moment that they `end_at`, and holidays one that the acting party
    is measured on instead.
    `about` is the step that this one is about, once of its sort.
    """

    action: Action
    by: Actor
    now: datetime
    carried: Carried = field(default_factory=Carried)
    sets: Mapping[str, Any] = field(default_factory=dict)
    detail: Mapping[str, Any] = field(default_factory=dict)
    promised: Sequence[NewCommitment] = ()
    new_round: bool = False
    due_at: datetime | None = None
    end_at: datetime | None = None
    standstill: Standstill | None = None
    later: Mapping[Stage, datetime] = field(default_factory=dict)
    measured_due_at: datetime | None = None
    new_class: NewClass | None = None
    about: int | None = None


@dataclass(frozen=True)
class Verification:
    """What an officer found: is it so, whose duty is it, how was it found out."""

    finding: Finding
    duty: Duty
    how: How
    note: str = ""
    photos: Sequence[StoredFile] = ()


@dataclass(frozen=True)
class Disposal:
    """Who has to act, and by which measure."""

    measure: Measure
    party: Party
    firm: Firm | None = None
    department: Department | None = None
    instructions: str = ""


@dataclass(frozen=True)
class Given:
    """The answers to the two questions, and, apart and optional, about the street."""

    solved: Solved
    satisfied: Satisfied
    satisfied_with_street: Satisfied | None = None


def locate(
    *,
    community: Community,
    office: Region,
    placed: Mapping[str, Any],
    by: Actor,
    now: datetime,
) -> Intent:
    """`placed` is who answers for the community since the filing."""
    return Intent(
        Action.LOCATE,
        by,
        now,
        Carried(target=community.code),
        sets={**placed, "office": office, "office_code": office.code},
        detail={"community": community.code, "office": office.code},
    )


def accept(*, by: Actor, now: datetime) -> Intent:
    return Intent(Action.ACCEPT, by, now)


def decline(
    *,
    reason: DeclineReason | None,
    text: str,
    way_on: str,
    by: Actor,
    now: datetime,
) -> Intent:
    return Intent(
        Action.DECLINE,
        by,
        now,
        Carried(text=text, reason=reason, way_on=way_on),
        detail={
            "reason": str(reason or ""),
            "way_on": way_on.strip(),
        },
    )


def verify(*, found: Verification, by: Actor, now: datetime) -> Intent:
    return Intent(
        Action.VERIFY,
        by,
        now,
        Carried(
            text=found.note,
            finding=found.finding,
            duty=found.duty,
            how=found.how,
            photos=len(found.photos),
        ),
        sets={"finding": found.finding, "duty": found.duty},
        detail={
            "finding": str(found.finding),
            "duty": str(found.duty),
            "how": str(found.how),
            "photos": [photo.sha256 for photo in found.photos],
        },
    )


def dispose(*, order: Disposal, by: Actor, now: datetime) -> Intent:
    return Intent(
        Action.DISPOSE,
        by,
        now,
        Carried(text=order.instructions, measure=order.measure, party=_party(order)),
        sets={
            "measure": order.measure,
            "party": order.party,
            "acting_firm": order.firm if order.party == Party.FIRM else None,
            "acting_department": (
                order.department if order.party == Party.DEPARTMENT else None
            ),
        },
        detail={
            "measure": str(order.measure),
            "party": str(order.party),
            "firm": order.firm.credit_code if order.firm else None,
            "department": order.department.name if order.department else None,
        },
    )


def _party(order: Disposal) -> Party | None:
    """The party, if the order names the firm or department that it needs."""
    named = {
        Party.FIRM: order.firm is not None,
        Party.DEPARTMENT: order.department is not None,
        Party.OFFICE: True,
    }
    return order.party if named[order.party] else None


def rectify(
    *,
    text: str,
    by: Actor,
    now: datetime,
    photos: Sequence[StoredFile] = (),
    no_photo_because: str = "",
    commitments: Sequence[NewCommitment] = (),
) -> Intent:
    return Intent(
        Action.RECTIFY,
        by,
        now,
        Carried(text=text, photos=len(photos), no_photo_because=no_photo_because),
        detail={
            "photos": [photo.sha256 for photo in photos],
            # a reason for what is not so any more is none
            "no_photo_because": "" if photos else no_photo_because.strip(),
        },
        promised=commitments,
    )


def send_back(
    *, text: str, by: Actor, now: datetime, raised_to: Region | None = None
) -> Intent:
    """`raised_to` is the office one level up, where this redo raises the case."""
    return Intent(
        Action.SEND_BACK, by, now, Carried(text=text), sets=held_by(raised_to)
    )


def tell(
    *, action: Action, outcome: Outcome | None, text: str, by: Actor, now: datetime
) -> Intent:
    """EXPLAIN, REPORT or ANSWER: how the resident hears of the result."""
    return Intent(
        action,
        by,
        now,
        Carried(text=text, outcome=outcome),
        sets={"outcome": outcome or ""},
        detail={"outcome": str(outcome or "")},
    )


def visit_try(
    *, outcome: CallOutcome | None, has_phone: bool, by: Actor, now: datetime
) -> Intent:
    """One call to the resident, and what became of it."""
    return Intent(
        Action.VISIT_TRY,
        by,
        now,
        Carried(call=outcome, has_phone=has_phone),
        detail={"call": str(outcome or "")},
    )


def second_visit(
    *,
    outcome: CallOutcome | None,
    given: Given | None,
    has_phone: bool,
    by: Actor,
    now: datetime,
) -> Intent:
    """What the office above heard; a call that nobody picks up is tried again."""
    detail = {"call": str(outcome or "")}
    carried = Carried(call=outcome, has_phone=has_phone)
    if outcome == CallOutcome.ANSWERED and given is not None:
        carried = replace(carried, solved=given.solved, satisfied=given.satisfied)
        detail |= {"solved": str(given.solved), "satisfied": str(given.satisfied)}
    return Intent(Action.SECOND_VISIT, by, now, carried, detail=detail)


def close(
    *,
    closing: Closing,
    by: Actor,
    now: datetime,
    given: Given | None = None,
    channel: Channel | None = None,
    has_phone: bool = False,
) -> Intent:
    """
    With what was answered, by which way; without, as the silence that it is.

    `has_phone` is asked of what an officer heard.
    """
    detail = {"closing": str(closing)}
    carried = Carried()
    if given is not None:
        carried = Carried(
            solved=given.solved, satisfied=given.satisfied, has_phone=has_phone
        )
        detail |= {
            "solved": str(given.solved),
            "satisfied": str(given.satisfied),
            "satisfied_with_street": str(given.satisfied_with_street or ""),
            "channel": str(channel or ""),
        }
    return Intent(
        Action.CLOSE, by, now, carried, sets={"closing": closing}, detail=detail
    )


def reopen(
    *, by: Actor, now: datetime, text: str = "", raised_to: Region | None = None
) -> Intent:
    """`raised_to` is the office one level up, where this reopening raises the case."""
    return Intent(
        Action.REOPEN,
        by,
        now,
        Carried(text=text),
        sets={"closing": "", "outcome": "", **held_by(raised_to)},
        new_round=True,
    )


def held_by(office: Region | None) -> dict[str, Any]:
    """The columns that give a case to an office; none where it stays."""
    return {} if office is None else {"office": office, "office_code": office.code}
