"""Tries of moves for the tests of the table: one that passes for each row."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from complaints.attempts import Attempt, Carried, Facts
from complaints.moves import Move, Office, When, Who
from complaints.refusals import Refusal
from complaints.states import (
    Action,
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
    Suspicion,
    Urgency,
)
from complaints.workflow import check, find_move

PROVINCE, CITY = "340000000", "340100000"
COUNTY, STREET = "340104000", "340104003"
OTHER_COUNTY, OTHER_STREET = "340103000", "340104005"
ANNA, BO, CARL, DORA, EMIL, GUO = range(1, 7)
FIRM, FIRE = 7, 8

ENTERED = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
NOW = ENTERED + timedelta(days=3)

# Everything that some move asks for.
LADEN = Carried(
    text="The e-bikes were led out of the stairs.",
    reason=DeclineReason.COURT,
    way_on="The court in Shushan decides this.",
    finding=Finding.FOUNDED,
    duty=Duty.FIRM,
    how=How.VISIT,
    measure=Measure.ORDER_FIRM,
    party=Party.FIRM,
    outcome=Outcome.CANNOT,
    solved=Solved.NO,
    satisfied=Satisfied.DISSATISFIED,
    photos=1,
    target=OTHER_COUNTY,
    milestones=(NOW + timedelta(days=30),),
    commitment=2,
    changes_class=True,
    downwards=True,
    consent=True,
    same_incident=True,
    review=("What stood where.", "What was decided.", "The reasons for it."),
    days=3,
    pause_reason=PauseReason.COURT,
    document="Shushan court, no. 12 of 2026",
    call=CallOutcome.ANSWERED,
    has_phone=True,
    was_shown=True,
    suspicion=Suspicion.OUT_OF_TIME,
)


@dataclass(frozen=True)
class Try:
    """One move that somebody tries."""

    action: Action
    who: Who
    facts: Facts
    attempt: Attempt

    def but(self, carried: dict[str, Any] | None = None, **facts: Any) -> "Try":
        """The same with other facts, and something else in hand."""
        attempt = replace(
            self.attempt, carried=replace(self.attempt.carried, **(carried or {}))
        )
        return replace(self, facts=replace(self.facts, **facts), attempt=attempt)

    def by(self, who: Who | None = None, **attempt: Any) -> "Try":
        return replace(
            self, who=who or self.who, attempt=replace(self.attempt, **attempt)
        )

    def found(self) -> Move:
        return find_move(self.action, self.facts, self.who)

    def check(self, move: Move) -> None:
        check(move, self.facts, self.attempt)


def try_of(move: Move, kind: Kind | None = None) -> Try:
    """A try of this row that passes: by Anna of the street, or by whom it asks for."""
    kind = kind or (Kind.COMPLAINT if Kind.COMPLAINT in move.kinds else min(move.kinds))
    return Try(move.action, move.who, _facts(move, kind), _attempt(move))


def row_name(move: Move) -> str:
    when = "" if move.when == When.ALWAYS else f"-{move.when}"
    kinds = "" if Kind.COMPLAINT in move.kinds else "-others"
    return f"{move.action}-{move.source}-{move.target}-{move.who}{kinds}{when}"


def _facts(move: Move, kind: Kind) -> Facts:
    assert move.source is not None
    return Facts(
        kind=kind,
        state=move.source,
        round=2,
        office_code=STREET,
        parent_code=COUNTY,
        county_code=COUNTY,
        officers=frozenset({ANNA, BO}),
        officers_above=(
            (COUNTY, frozenset({DORA})),
            (CITY, frozenset({EMIL})),
            (PROVINCE, frozenset({GUO})),
        ),
        accepted_by=frozenset({BO}),
        declined_by=frozenset({BO}),
        found_by=frozenset({BO}),
        reported_before=frozenset({BO}),
        handled_by=frozenset({BO}),
        finding=Finding.FOUNDED,
        refusal_settled=Refusal.REFUSED_TWICE not in move.guards,
        reopenings=2,
        answered_or_explained=move.when == When.EXPLAINED_BEFORE,
        closed_with_answer=True,
        heard_no=ANNA,
        merged_from=move.target,
        urgency=_urgency(move, kind),
        asked_by=_asked_by(move),
        decide_by=NOW,
        extensions=2,
        extended_days=7,
        paused=Refusal.PAUSED in move.guards,
        paused_days=50,
        drawn=True,
        commitments=frozenset({2, 3}),
        visit_drawn=True,
        entered_at=ENTERED,
        due_at=NOW + timedelta(days=1) if Refusal.IN_TIME in move.guards else NOW,
        refuse_by=NOW + timedelta(hours=1),
        acting_firm=FIRM,
        put_right=True,
        suspected=frozenset({Suspicion.REUSED_PHOTO}),
        questions=1,
        heard=move.action != Action.HEAR,
        hear_until=NOW + timedelta(days=1),
        answer_for_it=frozenset({BO}),
    )


def _urgency(move: Move, kind: Kind) -> Urgency:
    hazard = Refusal.HAZARD in move.guards and kind == Kind.COMPLAINT
    return Urgency.URGENT if hazard else Urgency.ORDINARY


def _asked_by(move: Move) -> AskedBy | None:
    """Who asks for the extension that a row decides on; nobody where it is asked."""
    if move.action not in (Action.EXTEND, Action.DENY_EXTENSION):
        return None
    office = move.when == When.ASKED_BY_OFFICE
    return AskedBy.OFFICE if office else AskedBy.PARTY


def _attempt(move: Move) -> Attempt:
    match move.who:
        case Who.OFFICER if move.office in (Office.HOLDER, Office.ANY):
            return Attempt(
                NOW, user_id=ANNA, office_code=STREET, may_visit=True, carried=LADEN
            )
        case Who.OFFICER:
            return Attempt(
                NOW, user_id=DORA, office_code=COUNTY, may_visit=True, carried=LADEN
            )
        case Who.ACTING_PARTY:
            return Attempt(NOW, user_id=CARL, firm=FIRM, carried=LADEN)
        case _:
            return Attempt(NOW, carried=LADEN)
