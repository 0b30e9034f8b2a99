"""
What a guard is told: what history says of a case, and one try at one moment.

Pure values; a user's id stands for the person.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from complaints.states import (
    AskedBy,
    CallOutcome,
    DeclineReason,
    Duty,
    Finding,
    How,
    Kind,
    Measure,
    Outcome,
    Party,
    PauseReason,
    Satisfied,
    Solved,
    State,
    Suspicion,
    Urgency,
)


@dataclass(frozen=True)
class Facts:
    """
    What a case's row and history say; user ids stand for officers.

    `officers_above` are those of the offices above the holder, the nearest first;
    `heard_no` is who took down the last spoken "no"; `commitments` are
    the numbers of the open ones. `questions` are the suspicions that nobody decided
    yet; `heard`, `hear_until` and `answer_for_it` are about the oldest of them.
    """

    kind: Kind
    state: State
    urgency: Urgency = Urgency.ORDINARY
    round: int = 1
    located: bool = True
    office_code: str = ""
    parent_code: str | None = None
    county_code: str | None = None
    officers: Set[int] = frozenset()
    officers_above: tuple[tuple[str, Set[int]], ...] = ()
    accepted_by: frozenset[int] = frozenset()
    lowered_by: frozenset[int] = frozenset()
    declined_by: frozenset[int] = frozenset()
    found_by: frozenset[int] = frozenset()
    reported_before: frozenset[int] = frozenset()
    handled_by: frozenset[int] = frozenset()
    finding: Finding | None = None
    refusals: int = 0
    refusal_settled: bool = True
    duty_confirmed: bool = False
    appeals: int = 0
    reopenings: int = 0
    bound: bool = False
    final: bool = False
    answered_or_explained: bool = False
    closed_with_answer: bool = False
    heard_no: int | None = None
    merged_from: State | None = None
    asked_by: AskedBy | None = None
    decide_by: datetime | None = None
    extensions: int = 0
    extended_days: int = 0
    commitments: frozenset[int] = frozenset()
    paused: bool = False
    paused_days: int = 0
    safe: bool = False
    urged_at: datetime | None = None
    drawn: bool = False
    looked_at: bool = False
    visit_drawn: bool = False
    visited_again: bool = False
    entered_at: datetime | None = None
    due_at: datetime | None = None
    refuse_by: datetime | None = None
    acting_firm: int | None = None
    acting_department: int | None = None
    put_right: bool = False
    suspected: frozenset[Suspicion] = frozenset()
    found_false: bool = False
    questions: int = 0
    heard: bool = False
    hear_until: datetime | None = None
    answer_for_it: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Carried:
    """
    What a step brings with it. Only what the move asks for is filled.

    `days` are the working days of an extension or a pause, counted by the calendar;
    `review` are the parts of a final decision; `commitment` is the number of one;
    `call` is what became of a call, where there is a phone at all; `was_shown` says
    that the firm saw the phone until now.
    """

    text: str = ""
    reason: DeclineReason | None = None
    way_on: str = ""
    finding: Finding | None = None
    duty: Duty | None = None
    how: How | None = None
    measure: Measure | None = None
    party: Party | None = None
    outcome: Outcome | None = None
    solved: Solved | None = None
    satisfied: Satisfied | None = None
    photos: int = 0
    no_photo_because: str = ""
    target: str = ""
    milestones: tuple[datetime, ...] = ()
    commitment: int | None = None
    kind: Kind | None = None
    changes_class: bool = False
    downwards: bool = False
    consent: bool = False
    same_incident: bool = False
    review: tuple[str, ...] = ()
    days: int = 0
    pause_reason: PauseReason | None = None
    document: str = ""
    call: CallOutcome | None = None
    has_phone: bool = False
    was_shown: bool = False
    suspicion: Suspicion | None = None


@dataclass(frozen=True)
class Attempt:
    """
    One try: who, from where, when, and with what in hand.

    An officer's `now` is in the zone of the offices: calls go by its hour and its day.
    """

    now: datetime
    user_id: int | None = None
    office_code: str | None = None
    firm: int | None = None
    department: int | None = None
    may_visit: bool = False
    carried: Carried = Carried()
