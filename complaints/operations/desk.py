"""What one screen of the desk writes as several steps at once."""

from datetime import datetime

from django.db import transaction

from complaints.models import Case, Step
from complaints.operations import handling
from complaints.operations.handling import Disposal, Verification
from complaints.operations.moving import MovedOn, MoveNotAllowed
from registry.actors import Actor

__all__ = ["MoveNotAllowed", "MovedOn", "accept_verify_dispose"]


@transaction.atomic
def accept_verify_dispose(
    *,
    case: Case,
    found: Verification | None,
    order: Disposal | None,
    by: Actor,
    now: datetime,
) -> tuple[Step, ...]:
    """
    Accept a complaint and, as far as given, verify it and hand it over: all or nothing.

    :raises MovedOn: if the case changed after it was read
    :raises MoveNotAllowed: with the reason against the first step that cannot be made
    """
    steps = [handling.accept(case=case, by=by, now=now)]
    if found is not None:
        steps.append(handling.verify(case=case, found=found, by=by, now=now))
    if order is not None:
        steps.append(handling.dispose(case=case, order=order, by=by, now=now))
    return tuple(steps)
