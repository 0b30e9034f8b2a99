"""
Disputes about whose duty it is: a party refuses an order (退单), the office above
confirms the duty or releases from it, the holding office takes an order back.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from complaints import notices
from complaints.models import Case, Step
from complaints.operations import detours
from complaints.operations.moving import MovedOn, MoveNotAllowed, claim, take
from complaints.states import Action, Duty
from registry.actors import Actor, Officer

__all__ = [
    "MoveNotAllowed",
    "MovedOn",
    "confirm_duty",
    "recall",
    "refuse",
    "release",
]


@transaction.atomic
def refuse(*, case: Case, text: str, by: Actor, now: datetime) -> Step:
    """The acting party says why the order is not theirs, within its time."""
    known = claim(case, now=now)
    again = _refused(known.history, case.round)
    step = take(case, detours.refuse(text=text, by=by, now=now), known)
    told = (case.office_code, case.decides_code) if again else (case.office_code,)
    notices.put(notices.to_regions(told, case, "refused", step), now=now)
    return step


@transaction.atomic
def confirm_duty(*, case: Case, text: str, by: Officer, now: datetime) -> Step:
    """After a second refusal: the party stays, and may not refuse again."""
    step = take(case, detours.confirm_duty(text=text, by=by, now=now))
    notices.tell_party(case=case, template="duty_confirmed", step=step, now=now)
    return step


@transaction.atomic
def release(
    *, case: Case, duty: Duty | None, text: str, by: Officer, now: datetime
) -> Step:
    """After a second refusal: it is somebody else's duty, and the office hands over."""
    step = take(case, detours.release(duty=duty, text=text, by=by, now=now))
    told = notices.to_who_acted(case, "released", step)
    told += notices.to_regions((case.office_code,), case, "released", step)
    notices.put(told, now=now)
    return step


@transaction.atomic
def recall(*, case: Case, text: str, by: Officer, now: datetime) -> Step:
    """Take an order back: the party is gone, or silent."""
    step = take(case, detours.recall(text=text, by=by, now=now))
    notices.tell_who_acted(case=case, template="recalled", step=step, now=now)
    return step


def _refused(history: Sequence[Step], round_number: int) -> bool:
    """Whether the order was refused before in the round: a second one goes above."""
    return any(
        step.action == Action.REFUSE and step.round == round_number for step in history
    )
