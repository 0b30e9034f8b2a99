"""
What is written on a case without moving it: notes, a hazard made safe, and urging from
below and from above.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from complaints import notices
from complaints.models import Case, Step
from complaints.operations import detours
from complaints.operations.evidence import attach, check_case
from complaints.operations.moving import MoveNotAllowed, add, hold
from complaints.states import PhotoKind
from registry.actors import Actor, Officer, Resident
from registry.models import StoredFile

__all__ = ["MoveNotAllowed", "make_safe", "note", "supervise", "urge"]


@transaction.atomic
def note(
    *,
    case: Case,
    text: str,
    by: Actor,
    now: datetime,
    photos: Sequence[StoredFile] = (),
) -> Step:
    """
    An officer's note for colleagues, or what the resident adds: words, photos or both.

    No acting party sees either.
    """
    known = hold(case, now=now)
    check_case(case, photos)
    step = add(case, detours.note(text=text, photos=photos, by=by, now=now), known)
    attach(case, step, photos, PhotoKind.ADDED)
    if isinstance(by, Resident):
        notices.tell_office(case=case, template="noted", step=step, now=now)
    return step


def make_safe(*, case: Case, text: str, by: Actor, now: datetime) -> Step:
    """The danger is over for now; that is apart from being repaired."""
    return add(case, detours.made_safe(text=text, by=by, now=now))


@transaction.atomic
def urge(*, case: Case, by: Resident, now: datetime) -> Step:
    """The resident asks for what is overdue, once a day; the holder is told."""
    step = add(case, detours.urge(by=by, now=now))
    notices.tell_holder(case=case, template="urged", step=step, now=now)
    return step


@transaction.atomic
def supervise(*, case: Case, text: str, by: Officer, now: datetime) -> Step:
    """An office above presses for the case (督办)."""
    step = add(case, detours.supervise(text=text, by=by, now=now))
    notices.tell_holder(case=case, template="supervised", step=step, now=now)
    return step
