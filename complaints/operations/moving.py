"""
The one door through which a case changes its state.

Every move claims the case by compare-and-set on its version, is checked against the
table, dated, and written as a step. The other operations say what a move carries and
what it sets; nothing else assigns `state`.

`make` and `added` decide without reading or writing; `take`, `add` and `append` are the
same on a stored case: `add` asks the table of steps beside the moves, `append` writes
what belongs to another step, or was checked elsewhere.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import workflow
from complaints.clocks import Clock
from complaints.guards import Attempt, Facts
from complaints.models import Case, Commitment, Step
from complaints.moves import MOVES, Move, Who
from complaints.operations import dating, lots, redating
from complaints.operations.awaiting import decides_after
from complaints.operations.dating import Entry
from complaints.operations.detours import run_again
from complaints.operations.intents import Intent
from complaints.operations.writing import (
    actor_fields,
    chain_end,
    commit,
    link_and_save,
    new_text,
    save_commitments,
)
from complaints.queries.facts import NOT_MOVES, facts_from, history_of
from complaints.queries.limits import clock_at, promises_of
from complaints.queries.rectifying import already_given, ordered_from, spare_seconds
from complaints.refusals import Refusal
from complaints.states import OPEN_STATES, Action, Kind, Stage, State
from complaints.workflow import MoveNotAllowed
from registry import queries as registry_queries
from registry.actors import Actor, Clerk, Officer, Resident, System, office_of
from registry.roles import Right

__all__ = [
    "Intent",
    "Known",
    "Made",
    "MoveNotAllowed",
    "MovedOn",
    "add",
    "added",
    "append",
    "apply",
    "known_of",
    "make",
    "take",
]


HANDS_OVER = frozenset({Action.DISPOSE, Action.CONFIRM_DUTY})
# What changes nothing of the dates leaves a clock that stands still as it is.
ENDS_A_STANDSTILL = frozenset(move.action for move in MOVES) - {
    Action.VERIFY,
    Action.RELEASE,
}


class MovedOn(Exception):
    """Somebody else moved the case after it was read."""

    def __str__(self) -> str:
        return _(
            "Somebody else changed this case in the meantime. Look at it again; what "
            "you typed is still here."
        )


@dataclass(frozen=True)
class Known:
    """
    What a move is decided on, beside the case itself: its steps so far, the promises of
    its round and the number of their next revision, the officers of the office that
    holds it and of those above it, and the clock of the moment.
    """

    history: Sequence[Step]
    promises: Mapping[Stage, datetime]
    next_revision: int
    officers: frozenset[int]
    clock: Clock
    officers_above: tuple[tuple[str, frozenset[int]], ...] = ()


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


@transaction.atomic
def take(case: Case, intent: Intent) -> Step:
    """
    Make one move: claim the case, check, date and write it down.

    A clock that stands still runs again first, by a step of its own. `case` holds
    afterwards what the database holds; after a refusal it is as it was.

    :raises MovedOn: if the case changed after `case` was read
    :raises MoveNotAllowed: if the table, the office or a guard is against it
    """
    moved = copy(case)
    if case.paused_until is not None and intent.action in ENDS_A_STANDSTILL:
        _take(moved, run_again(history_of(case), now=intent.now))
    step = _take(moved, intent)
    vars(case).update(vars(moved))
    step.case = case
    return step


def _take(case: Case, intent: Intent) -> Step:
    _claim(case)
    known = known_of(case, now=intent.now)
    made = make(case, intent, known)
    Case.objects.filter(pk=case.pk).update(**made.sets)
    apply(case, made)
    return _written(case, made, known)


def _written(case: Case, made: Made, known: Known) -> Step:
    """The step and all that it promises."""
    step = link_and_save(made.step, known.history[-1].digest)
    revision, clock = known.next_revision, known.clock
    dating.keep_promises(case, step, made.entry, revision=revision, clock=clock)
    save_commitments(made.commitments)
    return step


@transaction.atomic
def add(case: Case, intent: Intent) -> Step:
    """
    Write a step beside the moves, if the table allows it: open forms stay fresh.

    What was read may be old, so the case is looked at again.

    :raises MoveNotAllowed: if the table, the office or a guard is against it
    """
    Case.objects.filter(pk=case.pk).update(steps_written=F("steps_written") + 1)
    fresh = Case.objects.get(pk=case.pk)
    known = known_of(fresh, now=intent.now)
    made = make(fresh, intent, known)
    if made.sets:
        Case.objects.filter(pk=case.pk).update(**made.sets)
    apply(fresh, made)
    step = _written(fresh, made, known)
    if case.version == fresh.version:
        for field in Case._meta.concrete_fields:
            setattr(case, field.attname, getattr(fresh, field.attname))
    step.case = case
    return step


def known_of(case: Case, *, now: datetime) -> Known:
    """What is known of a stored case at a moment."""
    (_holder, officers), *above = registry_queries.officers_upwards(case.office_code)
    promised = promises_of(case)
    return Known(
        history=history_of(case),
        promises=promised.moments,
        next_revision=promised.next_revision,
        officers=officers,
        officers_above=tuple(above),
        clock=clock_at(now),
    )


def make(case: Case, intent: Intent, known: Known) -> Made:
    """
    Check and date a move; nothing is stored, and `case` stays as it is.

    :raises MoveNotAllowed: if the table, the office or a guard is against it
    """
    facts = facts_from(
        case,
        known.history,
        officers=known.officers,
        officers_above=known.officers_above,
    )
    move = _allowed_move(facts, intent)
    step = _step(case, move, intent, known)
    sets = dict(intent.sets)
    if move.raises_version:
        sets["version"] = case.version + 1
    enters = _enters(move, intent)
    entry = (
        _entry(case, move, intent, known) if enters else _redated(case, intent, known)
    )
    if entry is not None:
        step.next_due_at = entry.due_at
        _complete(case, step, intent, known)
    commitments = commit(step, intent.promised, known.history, known.clock)
    decides = decides_after(
        facts,
        move,
        drawn=lots.waits(step),
        author=step.actor_id,
        holder=sets.get("office_code", case.office_code),
    )
    if decides is not None:
        sets["decides_code"] = decides
    if entry is None or entry.goes_on:
        return Made(step, sets, entry or Entry(), commitments)
    sets |= {"due_at": entry.due_at, "entered_number": step.number}
    # while a clock stands still, the next thing to happen is that it runs again
    sets["chase_at"] = sets.get("paused_until") or entry.chase_at
    if enters:
        sets |= {
            "state": move.target,
            "round": step.round,
            "entered_at": intent.now,
            "paused_until": None,
            "decide_by": None,
        }
        if move.target not in OPEN_STATES:
            sets["safe_by"] = None
    return Made(step, sets, entry, commitments)


def apply(case: Case, made: Made) -> None:
    """Let the case in memory say what the move sets."""
    for name, value in made.sets.items():
        setattr(case, name, value)
    case.steps_written = made.step.number


@transaction.atomic
def append(
    case: Case,
    *,
    action: Action,
    by: Actor,
    now: datetime,
    about: int | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Step:
    """Write a step that is not a move: open forms of the case stay fresh."""
    Case.objects.filter(pk=case.pk).update(steps_written=F("steps_written") + 1)
    # What was read may be old, and the step says where the case is now.
    case.refresh_from_db(
        fields=["state", "round", "due_at", "office_code", "steps_written"]
    )
    end = chain_end(case)
    step = added(case, action=action, by=by, now=now, about=about, detail=detail)
    step.number = end.number + 1
    return link_and_save(step, end.digest)


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


def _claim(case: Case) -> None:
    """Compare and set: on success this transaction holds the case's row."""
    claimed = Case.objects.filter(pk=case.pk, version=case.version).update(
        steps_written=F("steps_written") + 1
    )
    if not claimed:
        raise MovedOn


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


def _step(case: Case, move: Move, intent: Intent, known: Known) -> Step:
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
        promised_at=known.promises.get(stage) if stage else None,
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


def _complete(case: Case, step: Step, intent: Intent, known: Known) -> None:
    """What a dated step writes down beside its due moment."""
    clock, standstill = known.clock, intent.standstill
    step.detail |= lots.drawn(case, step)
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
        step.measured_due_at = redating.measured(case, standstill, clock=clock)
        days = clock.workdays_between(standstill.starts_at, standstill.ends_at)
        step.detail["days"] = days
    if intent.measured_due_at is not None:
        step.detail["firm"] = ordered_from(known.history)
        step.measured_due_at = intent.measured_due_at


def _enters(move: Move, intent: Intent) -> bool:
    """A transfer begins acceptance anew, even where it was awaited already."""
    begins_anew = intent.new_round or intent.action == Action.TRANSFER
    return begins_anew or move.source != move.target


def _entry(case: Case, move: Move, intent: Intent, known: Known) -> Entry:
    if intent.new_round:
        return dating.round_entry(
            case,
            move.target,
            now=intent.now,
            round_number=case.round + 1,
            clock=known.clock,
        )
    if intent.standstill is not None:
        return redating.stood_still(
            case, intent.standstill, state=move.target, clock=known.clock
        )
    return dating.next_entry(
        case,
        intent.action,
        move.target,
        now=intent.now,
        promises=known.promises,
        history=known.history,
        clock=known.clock,
    )


def _redated(case: Case, intent: Intent, known: Known) -> Entry | None:
    """The new dates of a case that stays where it is; None where they stay, too."""
    if intent.standstill is not None:
        return redating.stood_still(
            case, intent.standstill, state=State(case.state), clock=known.clock
        )
    if intent.later:
        return redating.behind_holidays(
            case, intent.later, now=intent.now, clock=known.clock
        )
    if intent.new_class is not None:
        return redating.reclassified(
            case,
            intent.new_class,
            now=intent.now,
            promises=known.promises,
            clock=known.clock,
        )
    if intent.due_at is not None:
        return redating.postponed(
            case,
            intent.due_at,
            end_at=intent.end_at or intent.due_at,
            now=intent.now,
            promises=known.promises,
            clock=known.clock,
        )
    return None
