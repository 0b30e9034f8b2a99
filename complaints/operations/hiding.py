"""The resident takes back what they agreed to: from then on the firm sees no phone."""

from datetime import datetime

from django.db import transaction

from complaints.models import Case, Contact, Step
from complaints.operations import detours
from complaints.operations.moving import MoveNotAllowed, add, hold
from complaints.states import Privacy
from registry.actors import Resident

__all__ = ["MoveNotAllowed", "hide_phone"]


@transaction.atomic
def hide_phone(*, case: Case, by: Resident, now: datetime) -> Step:
    """
    Hide the phone from the firm, at once and for good; nobody has to agree.

    What the firm has looked up before is written in the case's looks.

    :raises MoveNotAllowed: if the firm does not see it anyway
    """
    # the case first, as everywhere: an answer at the same moment waits for its row
    known = hold(case, now=now)
    shown = Contact.objects.filter(case=case, privacy=Privacy.FIRM_MAY_PHONE)
    was_shown = bool(shown.update(privacy=Privacy.HIDDEN))
    return add(case, detours.hide(was_shown=was_shown, by=by, now=now), known)
