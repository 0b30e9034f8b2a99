"""
Commitments (整改承诺) and milestones: what became of them, and asking about it.

They are made by RECTIFY and PLAN. Rules: specification, domain rules 2.2, RECTIFY, PLAN
and steps that are not moves.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from complaints import notices
from complaints.models import Case, Commitment, Step
from complaints.operations import delays
from complaints.operations.evidence import attach, check_case
from complaints.operations.moving import MovedOn, MoveNotAllowed, claim, take
from complaints.operations.writing import settlement
from complaints.states import PhotoKind
from registry.actors import Officer
from registry.models import StoredFile

__all__ = ["MoveNotAllowed", "MovedOn", "ask_about", "settle"]


@transaction.atomic
def settle(
    *,
    case: Case,
    number: int,
    kept: bool,
    text: str,
    by: Officer,
    now: datetime,
    photos: Sequence[StoredFile] = (),
) -> Step:
    """
    Write down what became of a commitment, by its number in the case: kept or not.

    Also of a closed case. The resident is told.

    :raises MoveNotAllowed: if it was settled already, or is not this officer's to say
    :raises MovedOn: if the case changed after `case` was read
    """
    known = claim(case, now=now)
    check_case(case, photos)
    due_at = delays.milestone_behind(
        case, known.history, settled=number, clock=known.clock
    )
    intent = delays.settle(
        number=number,
        kept=kept,
        text=text,
        by=by,
        now=now,
        due_at=due_at,
        photos=photos,
    )
    step = take(case, intent, known)
    attach(case, step, photos, PhotoKind.FINDING)
    Commitment.objects.filter(case=case, number=number).update(**settlement(step))
    template = "commitment_kept" if kept else "commitment_broken"
    notices.tell_resident(case=case, template=template, step=step, now=now)
    return step


@transaction.atomic
def ask_about(*, commitment: Commitment, now: datetime) -> bool:
    """
    Ask the office that holds the case what became of a commitment whose day is over.

    Whether it was asked: another sweep, or an officer, may have been faster.
    """
    claimed = Commitment.objects.filter(
        pk=commitment.pk, ask_at=commitment.ask_at
    ).update(ask_at=None)
    if not claimed:
        return False
    notices.tell_of_commitment(commitment=commitment, now=now)
    return True
