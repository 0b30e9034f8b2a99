"""
The one door through which a case changes its state.

Every move claims the case by compare-and-set on its version, is checked against the
table, dated, and written as a step. The other operations say what a move carries and
what it sets; nothing else assigns `state`.

`take` makes a move on a stored case; `add` asks the table of steps beside the moves;
`append` writes what belongs to another step, or was checked elsewhere.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from complaints.clocks import Clock
from complaints.models import Case, Promise, Step
from complaints.operations import dating
from complaints.operations.delays import run_again
from complaints.operations.intents import Intent
from complaints.operations.knowing import Stored
from complaints.operations.making import (
    Made,
    added,
    apply,
    ends_a_standstill,
    make,
)
from complaints.operations.writing import chain_end, link_and_save, save_commitments
from complaints.states import Action
from complaints.workflow import MoveNotAllowed
from registry.actors import Actor

__all__ = [
    "Intent",
    "MoveNotAllowed",
    "MovedOn",
    "add",
    "append",
    "claim",
    "hold",
    "take",
]


class MovedOn(Exception):
    """Somebody else moved the case after it was read."""

    def __str__(self) -> str:
        return _(
            "Somebody else changed this case in the meantime. Look at it again; what "
            "you typed is still here."
        )


def claim(case: Case, *, now: datetime, clock: Clock | None = None) -> Stored:
    """
    Compare and set: on success this transaction holds the case's row, and a move of it
    follows.

    :raises MovedOn: if the case changed after `case` was read
    """
    claimed = Case.objects.filter(pk=case.pk, version=case.version).update(
        steps_written=F("steps_written") + 1
    )
    if not claimed:
        raise MovedOn
    return Stored(case, now=now, clock=clock)


def hold(case: Case, *, now: datetime, clock: Clock | None = None) -> Stored:
    """Hold the case's row as it is by now, for a step beside the moves that follows."""
    Case.objects.filter(pk=case.pk).update(steps_written=F("steps_written") + 1)
    return Stored(Case.objects.get(pk=case.pk), now=now, clock=clock)


@transaction.atomic
def take(
    case: Case,
    intent: Intent,
    known: Stored | None = None,
    *,
    clock: Clock | None = None,
) -> Step:
    """
    Make one move: claim the case, check, date and write it down.

    A clock that stands still runs again first, by a step of its own. `case` holds
    afterwards what the database holds; after a refusal it is as it was. `known` comes
    from `claim`, where the intent depends on it; `clock` is handed in where it was read
    for another case of the same operation.

    :raises MovedOn: if the case changed after `case` was read
    :raises MoveNotAllowed: if the table, the office or a guard is against it
    """
    moved = copy(case)
    known = known or claim(moved, now=intent.now, clock=clock)
    if ends_a_standstill(case, intent):
        _take(moved, run_again(known.history, now=intent.now), known)
        known = claim(moved, now=intent.now, clock=known.clock)
    step = _take(moved, intent, known)
    vars(case).update(vars(moved))
    step.case = case
    return step


def _take(case: Case, intent: Intent, known: Stored) -> Step:
    made = make(case, intent, known)
    Case.objects.filter(pk=case.pk).update(**made.sets)
    apply(case, made)
    return _written(case, made, known)


def _written(case: Case, made: Made, known: Stored) -> Step:
    """The step and all that it promises."""
    promises: Sequence[Promise] = ()
    if made.entry.promises:
        promises = dating.promise_rows(
            case,
            made.step,
            made.entry,
            revision=known.promised.next_revision,
            clock=known.clock,
        )
    step = link_and_save(made.step, known.history[-1].digest, promises)
    save_commitments(made.commitments)
    return step


@transaction.atomic
def add(case: Case, intent: Intent, known: Stored | None = None) -> Step:
    """
    Write a step beside the moves, if the table allows it: open forms stay fresh.

    What was read may be old, so the case is looked at again. `known` comes from `hold`,
    where the intent depends on it.

    :raises MoveNotAllowed: if the table, the office or a guard is against it
    """
    known = known or hold(case, now=intent.now)
    fresh = known.case
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
