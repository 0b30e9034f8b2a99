"""
Raising a case one level (提级): what was redone or transferred three times, or reopened
twice, is a problem case (疑难件) and goes to the office above.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from complaints import notices
from complaints.models import Case, Step
from complaints.operations import detours
from complaints.operations.moving import append, take
from complaints.queries.facts import TRANSFERS
from complaints.states import Action
from registry.actors import Officer, System
from registry.areas import parent_of
from registry.models import Region

REOPENINGS = 2
REDOINGS = 3
REDONE = frozenset({Action.SEND_BACK, Action.REOPEN})
RAISING = System("raising")


def by_reopening(case: Case, history: Sequence[Step]) -> str | None:
    """The office that one more reopening raises the case to, if it does."""
    reopenings = 1 + sum(step.action == Action.REOPEN for step in history)
    is_raised = reopenings == REOPENINGS or _is_third_redo(history)
    return parent_of(case.office_code) if is_raised else None


def by_sending_back(case: Case, history: Sequence[Step]) -> str | None:
    """The same for one more sending back."""
    return parent_of(case.office_code) if _is_third_redo(history) else None


def by_transfer(case: Case, history: Sequence[Step]) -> str | None:
    """The same for one more transfer: the office above takes it instead."""
    transfers = 1 + sum(step.action == Action.TRANSFER for step in history)
    return parent_of(case.office_code) if transfers == TRANSFERS else None


def office(code: str | None) -> Region | None:
    return None if code is None else Region.objects.get(code=code)


def write_down(case: Case, above: Region | None, *, now: datetime) -> None:
    """
    The step that tells of a raise which another step brought with it; the office above
    is told, and has it by now.
    """
    if above is not None:
        step = append(
            case,
            action=Action.RAISE,
            by=RAISING,
            now=now,
            detail={"office": above.code},
        )
        notices.tell_office(case=case, template="raised", step=step, now=now)


@transaction.atomic
def raise_level(*, case: Case, text: str, by: Officer, now: datetime) -> Step:
    """The office above takes the case, with its reason; its officers are told."""
    above = office(parent_of(case.office_code) or case.office_code)
    assert above is not None  # every office is a region
    step = take(case, detours.raise_level(to=above, text=text, by=by, now=now))
    notices.tell_office(case=case, template="raised", step=step, now=now)
    return step


def _is_third_redo(history: Sequence[Step]) -> bool:
    """Of a case that nothing raised before: what was raised is a problem case."""
    redone = 1 + sum(step.action in REDONE for step in history)
    raised = any(step.action == Action.RAISE for step in history)
    return redone == REDOINGS and not raised
