"""What people bring: mostly what a sensible person writes, now and then nonsense."""

from dataclasses import dataclass

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


def _of(words, *more):
    return st.sampled_from([*words, *more])


FINDINGS = (Finding.FOUNDED, *Finding)
ANSWERS = (*[Solved.NO] * 9, *Solved)

SENSIBLE_CONTENTS = st.builds(
    Contents,
    fits=st.just(True),
    text=st.just(SENSIBLE),
    reason=_of(DeclineReason),
    way_on=st.just("Ask the court in Shushan."),
    finding=_of(FINDINGS),
    duty=_of([Duty.FIRM] * 4, *Duty),
    how=st.just(How.VISIT),
    measure=st.just(None),
    party=_of([Party.FIRM] * 3, *Party),
    named=st.just(True),
    rival=_of([False] * 4, True),
    outcome=st.just(None),
    photos=st.integers(0, 1),
    no_photo_because=st.just("Behind a locked door."),
    solved=_of(ANSWERS),
    satisfied=_of(Satisfied),
    with_street=_of([None], *Satisfied),
    in_court=st.booleans(),
)
ANY_CONTENTS = st.builds(
    Contents,
    fits=st.just(False),
    text=_of(NOTHING_SAID, SENSIBLE, SENSIBLE),
    reason=_of(DeclineReason, None),
    way_on=_of(["", " ", "Ask the court in Shushan."]),
    finding=_of(Finding, None),
    duty=_of(Duty, None),
    how=_of(How, None),
    measure=_of(Measure, None),
    party=_of(Party),
    named=st.booleans(),
    rival=st.booleans(),
    outcome=_of(Outcome, None),
    photos=st.integers(0, 2),
    no_photo_because=_of(["", " ", "Behind a locked door."]),
    solved=_of(Solved),
    satisfied=_of(Satisfied),
    with_street=_of(Satisfied, None),
    in_court=st.booleans(),
)
MOSTLY_SENSIBLE = st.one_of(*[SENSIBLE_CONTENTS] * 4, ANY_CONTENTS)
REPORTS = st.builds(
    Report,
    kind=_of([Kind.COMPLAINT] * 7, *Kind),
    category=_of([ORDINARY] * 4, URGENT, EMERGENCY),
    text=_of([SENSIBLE] * 9, " "),
    in_court=_of([False] * 4, True),
    described=_of([False] * 2, True),
    place=_of(["Behind the school."] * 4, " "),
    privacy=_of([Privacy.HIDDEN] * 3, *Privacy),
    phone=_of([0] * 3, *range(4)),
    channel=_of(Channel),
    hotline_days=_of([None] * 5, 0, 2, 20),
    proves=_of([True] * 3, False),
)

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
)
