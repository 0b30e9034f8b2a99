"""What people bring: mostly what a sensible person writes, now and then nonsense."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from hypothesis import strategies as st

from complaints.states import (
    Channel,
    DeclineReason,
    Duty,
    Finding,
    How,
    Kind,
    Measure,
    Outcome,
    Party,
    Privacy,
    Satisfied,
    Solved,
    Urgency,
)

ORDINARY, URGENT, EMERGENCY = "parking-ebike", "lifts-unsafe", "lifts-trapped"
SENSIBLE = "The e-bikes were led out of the stairs."
NOTHING_SAID = ("", "   ", "ninechars", "  ninechars  ")


@dataclass(frozen=True)
class Contents:
    """All that any operation takes; each takes what it wants. What fits makes sense."""

    fits: bool
    text: str
    reason: DeclineReason | None
    way_on: str
    finding: Finding | None
    duty: Duty | None
    how: How | None
    measure: Measure | None
    party: Party
    named: bool
    rival: bool
    outcome: Outcome | None
    photos: int
    no_photo_because: str
    solved: Solved
    satisfied: Satisfied
    with_street: Satisfied | None
    in_court: bool
    office: int
    kind: Kind
    urgency: Urgency
    another_category: bool
    consent: bool
    days: int
    document: str
    milestones: int


@dataclass(frozen=True)
class Report:
    """
    All that a filing brings. The hotline may have its own deadline, in days; who proves
    a phone does so at once, by a code.
    """

    kind: Kind
    category: str
    text: str
    in_court: bool
    described: bool
    place: str
    privacy: Privacy
    phone: int
    channel: Channel
    hotline_days: int | None
    proves: bool


FINDINGS = (Finding.FOUNDED, *Finding)
ANSWERS = (*[Solved.NO] * 9, *Solved)
EITHER = (False, True)

# What a sensible person brings, and what anybody might: each field out of its own.
SENSIBLY: Mapping[str, Sequence[Any]] = {
    "fits": (True,),
    "text": (SENSIBLE,),
    "reason": (*DeclineReason,),
    "way_on": ("Ask the court in Shushan.",),
    "finding": FINDINGS,
    "duty": (*[Duty.FIRM] * 4, *Duty),
    "how": (How.VISIT,),
    "measure": (None,),
    "party": (*[Party.FIRM] * 3, *Party),
    "named": (True,),
    "rival": (*[False] * 4, True),
    "outcome": (None,),
    "photos": (0, 1),
    "no_photo_because": ("Behind a locked door.",),
    "solved": ANSWERS,
    "satisfied": (*Satisfied,),
    "with_street": (None, *Satisfied),
    "in_court": EITHER,
    "office": range(4),
    "kind": (*[Kind.COMPLAINT] * 5, *Kind),
    "urgency": (*Urgency,),
    "another_category": (False,),
    "consent": (True,),
    "days": range(1, 5),
    "document": ("Order no. 7",),
    "milestones": (2,),
}
ANYHOW: Mapping[str, Sequence[Any]] = {
    "fits": (False,),
    "text": (*NOTHING_SAID, SENSIBLE, SENSIBLE),
    "reason": (*DeclineReason, None),
    "way_on": ("", " ", "Ask the court in Shushan."),
    "finding": (*Finding, None),
    "duty": (*Duty, None),
    "how": (*How, None),
    "measure": (*Measure, None),
    "party": (*Party,),
    "named": EITHER,
    "rival": EITHER,
    "outcome": (*Outcome, None),
    "photos": range(3),
    "no_photo_because": ("", " ", "Behind a locked door."),
    "solved": (*Solved,),
    "satisfied": (*Satisfied,),
    "with_street": (*Satisfied, None),
    "in_court": EITHER,
    "office": range(4),
    "kind": (*Kind,),
    "urgency": (*Urgency,),
    "another_category": EITHER,
    "consent": EITHER,
    "days": range(-1, 26),
    "document": ("", " ", "Order no. 7"),
    "milestones": range(3),
}
FILED: Mapping[str, Sequence[Any]] = {
    "kind": (*[Kind.COMPLAINT] * 7, *Kind),
    "category": (*[ORDINARY] * 4, URGENT, EMERGENCY),
    "text": (*[SENSIBLE] * 9, " "),
    "in_court": (*[False] * 4, True),
    "described": (False, False, True),
    "place": (*["Behind the school."] * 4, " "),
    "privacy": (*[Privacy.HIDDEN] * 3, *Privacy),
    "phone": (*[0] * 3, *range(4)),
    "channel": (*Channel,),
    "hotline_days": (*[None] * 5, 0, 2, 20),
    "proves": (*[True] * 3, False),
}


def _chosen(number: int, among: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """One of each, all of them from one number: a life draws thousands."""
    luck = Random(number)  # noqa: S311
    return {name: luck.choice(choices) for name, choices in among.items()}


def mostly_sensible(number: int) -> Contents:
    """Four of five make sense."""
    return Contents(**_chosen(number, ANYHOW if number % 5 == 4 else SENSIBLY))


def report(number: int) -> Report:
    return Report(**_chosen(number, FILED))


def whole_report(number: int) -> Report:
    """One that leaves out nothing that every case needs."""
    said = report(number)
    return replace(
        said, text=SENSIBLE, described=False, privacy=Privacy.HIDDEN, phone=0
    )


NUMBERS = st.integers(0, 2**32)
ANY_CONTENTS = NUMBERS.map(lambda number: Contents(**_chosen(number, ANYHOW)))
REPORTS = NUMBERS.map(report)

NOTHING_IN_HAND = Contents(
    fits=False,
    text="",
    reason=None,
    way_on="",
    finding=None,
    duty=None,
    how=None,
    measure=None,
    party=Party.OFFICE,
    named=False,
    rival=False,
    outcome=None,
    photos=0,
    no_photo_because="",
    solved=Solved.CANNOT_SAY,
    satisfied=Satisfied.CANNOT_SAY,
    with_street=None,
    in_court=False,
    office=0,
    kind=Kind.COMPLAINT,
    urgency=Urgency.ORDINARY,
    another_category=False,
    consent=False,
    days=0,
    document="",
    milestones=0,
)
