"""
Deciding a move: it is checked against the table, dated, and told as a step.

Nothing here writes, and nothing is read but what is handed in: what is known of the
case, be it stored or still in memory. `moving` stores what was made.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils import timezone

from complaints import workflow
from complaints.attempts import Attempt, Facts
from complaints.clocks import Clock
from complaints.models import Case, Commitment, Step
from complaints.moves import MOVES, Move, Who
from complaints.operations import dating, lots, redating, safety
from complaints.operations.awaiting import decides_after, decides_on_appeal
from complaints.operations.dating import Entry
from complaints.operations.intents import Intent
from complaints.operations.redating import Standstill
from complaints.operations.writing import actor_fields, commit, new_text
from complaints.queries.facts import NOT_MOVES, facts_from
from complaints.queries.limits import Promised
from complaints.queries.rectifying import already_given, ordered_from, spare_seconds
from complaints.queries.waiting import waiting_in
from complaints.refusals import Refusal
from complaints.states import OPEN_STATES, Action, Kind, Stage, State
from complaints.workflow import MoveNotAllowed
from registry.actors import Actor, Clerk, Officer, Resident, System, office_of
from registry.roles import Right

__all__ = [
    "Intent",
    "Knowledge",
    "Known",
    "Made",
    "MoveNotAllowed",
    "added",
    "apply",
    "ends_a_standstill",
    "make",
    "who",
]

HANDS_OVER = frozenset({Action.DISPOSE, Action.CONFIRM_DUTY})
# What changes nothing of the dates leaves a clock that stands still as it is.
ENDS_A_STANDSTILL = frozenset(move.action for move in MOVES) - {
    Action.VERIFY,
    Action.RELEASE,
}


class Knowledge(Protocol):
    """
    What a move is decided on, beside the case itself: its steps so far, the promises of
    its round, the clock of the moment, and the officers of an office, such as the one
    that holds it, and of those above that. Not all of it is asked for by each move.
    """

    @property
    def history(self) -> Sequence[Step]: ...
    @property
    def promised(self) -> Promised: ...
    @property
    def clock(self) -> Clock: ...
    def officers_upwards(self, code: str) -> Sequence[tuple[str, Set[int]]]: ...


@dataclass(frozen=True)
class Known:
    """The same as values, of a case that is still in memory."""

    history: Sequence[Step]
    promised: Promised
    officers: Mapping[str, Sequence[tuple[str, Set[int]]]]
    clock: Clock

    def officers_upwards(self, code: str) -> Sequence[tuple[str, Set[int]]]:
        return self.officers[code]


@dataclass(frozen=True)
class Made:
    """
    A move that was checked and dated: its step, what it sets on the case, and what is
    promised in it for a day.
    """

    step: Step
    sets: Mapping[str, Any]
    entry: Entry
    commitments: Sequence[Commitment] = ()


def make(case: Case, intent: Intent, known: Knowledge) -> Made:
    """
    Check and date a move; nothing is stored, and `case` stays as it is.

    :raises MoveNotAllowed: if the table, the office or a guard is against it
    """
    (_holder, officers), *above = known.officers_upwards(case.office_code)
    facts = facts_from(
        case, known.history, officers=officers, officers_above=tuple(above)
    )
    move = _allowed_move(facts, intent)
    step = _step(case, move, intent, known)
    entry = _dates(case, move, intent, known)
    if entry is not None:
        step.next_due_at = entry.due_at
        _complete(case, step, intent, known)
    commitments: Sequence[Commitment] = ()
    if intent.promised:
        commitments = commit(step, intent.promised, known.history, known.clock)
    sets = {**intent.sets, **safety.behind(case, move, intent, facts, known)}
    if move.raises_version:
        sets["version"] = case.version + 1
    decides = _decides(facts, move, step, sets, known)
    if decides is not None:
        sets["decides_code"] = decides
    if entry is None or entry.goes_on:
        return Made(step, sets, entry or Entry(), commitments)
    return Made(step, sets | _dated(move, intent, step, entry), entry, commitments)


def ends_a_standstill(case: Case, intent: Intent) -> bool:
    """Whether a clock that stands still has to run again before a move."""
    return case.paused_until is not None and intent.action in ENDS_A_STANDSTILL


def apply(case: Case, made: Made) -> None:
    """Let the case in memory say what the move sets."""
    for name, value in made.sets.items():
        setattr(case, name, value)
    case.steps_written = made.step.number


def added(
    case: Case,
    *,
    action: Action,
    by: Actor,
    now: datetime,
    about: int | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Step:
    """A step that is not a move, not yet stored or linked."""
    return Step(
        case=case,
        number=case.steps_written + 1,
        action=action,
        source=case.state,
        target=case.state,
        round=case.round,
        at=now,
        due_at=case.due_at,
        office_code=case.office_code,
        about=about,
        detail=dict(detail or {}),
        **actor_fields(by),
    )


def _allowed_move(facts: Facts, intent: Intent) -> Move:
    move = workflow.find_move(intent.action, facts, who(intent.by))
    workflow.check(move, facts, _attempt(intent, move))
    return move


def who(by: Actor) -> Who:
    match by:
        case Officer():
            return Who.OFFICER
        case Clerk():
            return Who.ACTING_PARTY
        case Resident():
            return Who.RESIDENT
        case System():
            return Who.SYSTEM


def _decides(
    facts: Facts, move: Move, step: Step, sets: Mapping[str, Any], known: Knowledge
) -> str | None:
    holder = sets.get("office_code", facts.office_code)
    if move.target == State.APPEALED and holder != facts.office_code:
        return decides_on_appeal(facts, known.officers_upwards(holder))
    return decides_after(
        facts, move, drawn=lots.waits(step), author=step.actor_id, holder=holder
    )


def _attempt(intent: Intent, move: Move) -> Attempt:
    by = intent.by
    if not isinstance(by, Officer | Clerk):
        return Attempt(now=intent.now, carried=intent.carried)
    user = by.user
    return Attempt(
        now=intent.now.astimezone(timezone.get_default_timezone()),
        user_id=user.pk,
        office_code=office_of(by),
        firm=user.firm_id,
        department=user.department_id,
        may_visit=Refusal.MAY_VISIT in move.guards and user.has_right(Right.VISIT),
        carried=intent.carried,
    )


def _step(case: Case, move: Move, intent: Intent, known: Knowledge) -> Step:
    """The step as it will be stored, still without its digest."""
    stage = None
    if case.is_open and intent.action not in NOT_MOVES:
        stage = workflow.stage_of(Kind(case.kind), State(case.state))
    return Step(
        case=case,
        number=known.history[-1].number + 1,
        action=intent.action,
        source=case.state,
        target=move.target,
        round=case.round + 1 if intent.new_round else case.round,
        at=intent.now,
        stage=stage or "",
        promised_at=known.promised.moments.get(stage) if stage else None,
        due_at=case.due_at,
        office_code=case.office_code,
        spare_seconds=(
            spare_seconds(known.history, at=intent.now)
            if intent.action == Action.RECTIFY
            else None
        ),
        waited_seconds=max(0, int((intent.now - case.entered_at).total_seconds())),
        about=intent.about,
        text=new_text(intent.carried.text),
        detail=dict(intent.detail),
        **actor_fields(intent.by),
    )


def _dated(move: Move, intent: Intent, step: Step, entry: Entry) -> dict[str, Any]:
    """The columns of a case that is dated anew, and of one that enters a state."""
    # while a clock stands still, the next thing to happen is that it runs again
    chase_at = intent.sets.get("paused_until") or entry.chase_at
    sets = {
        "due_at": entry.due_at,
        "chase_at": chase_at,
        "entered_number": step.number,
    }
    if not _enters(move, intent):
        return sets
    sets |= {
        "state": move.target,
        "round": step.round,
        "entered_at": intent.now,
        "paused_until": None,
        "decide_by": None,
    }
    return sets


def _complete(case: Case, step: Step, intent: Intent, known: Knowledge) -> None:
    """What a dated step writes down beside its due moment."""
    clock, standstill = known.clock, intent.standstill
    step.detail |= lots.drawn(case, step)
    if intent.action == Action.MERGE:
        step.detail["safe_by"] = case.safe_by.isoformat() if case.safe_by else None
    if intent.action in HANDS_OVER:
        limit = clock.limit(Stage.REFUSAL, dating.track_of(case), case.round)
        step.detail["refuse_by"] = clock.due_after(intent.now, limit).isoformat()
    if intent.action == Action.DISPOSE and not already_given(
        known.history, intent.detail
    ):
        step.measured_due_at = step.next_due_at
    if intent.action == Action.CONFIRM_DUTY or standstill is not None:
        step.detail["firm"] = ordered_from(known.history)
    if standstill is not None:
        step.measured_due_at = redating.measured(
            case, standstill, promised=known.promised, clock=clock
        )
        days = clock.workdays_between(standstill.starts_at, standstill.ends_at)
        step.detail["days"] = days
    if intent.measured_due_at is not None:
        step.detail["firm"] = ordered_from(known.history)
        step.measured_due_at = intent.measured_due_at


def _enters(move: Move, intent: Intent) -> bool:
    """A transfer begins acceptance anew, even where it was awaited already."""
    begins_anew = intent.new_round or intent.action == Action.TRANSFER
    return begins_anew or move.source != move.target


def _dates(case: Case, move: Move, intent: Intent, known: Knowledge) -> Entry | None:
    """The dates that a move brings; None where the old ones stay."""
    if _enters(move, intent):
        return _entry(case, move, intent, known)
    return _redated(case, intent, known)


def _entry(case: Case, move: Move, intent: Intent, known: Knowledge) -> Entry:
    if intent.new_round:
        return dating.round_entry(
            case,
            move.target,
            now=intent.now,
            round_number=case.round + 1,
            clock=known.clock,
        )
    if intent.standstill is not None:
        return _stood_still(case, intent.standstill, move.target, known)
    if move.target not in OPEN_STATES:
        return Entry()
    return dating.next_entry(
        case,
        intent.action,
        move.target,
        now=intent.now,
        promises=known.promised.moments,
        history=known.history,
        clock=known.clock,
    )


def _stood_still(
    case: Case, standstill: Standstill, state: State, known: Knowledge
) -> Entry:
    return redating.stood_still(
        case,
        standstill,
        state=state,
        waiting=waiting_in(known.history, now=standstill.ends_at),
        promised=known.promised,
        clock=known.clock,
    )


def _redated(case: Case, intent: Intent, known: Knowledge) -> Entry | None:
    """The new dates of a case that stays where it is; None where they stay, too."""
    if intent.standstill is not None:
        return _stood_still(case, intent.standstill, State(case.state), known)
    if intent.later:
        return redating.behind_holidays(
            case, intent.later, now=intent.now, clock=known.clock
        )
    if intent.new_class is not None:
        return redating.reclassified(
            case,
            intent.new_class,
            now=intent.now,
            promises=known.promised.moments,
            clock=known.clock,
        )
    if intent.due_at is not None:
        return redating.postponed(
            case,
            intent.due_at,
            end_at=intent.end_at or intent.due_at,
            now=intent.now,
            promises=known.promised.moments,
            clock=known.clock,
        )
    return None
