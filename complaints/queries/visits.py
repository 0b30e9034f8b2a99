"""The tries at a return visit: of one waiting for an answer, whatever came of them."""

from collections.abc import Iterable

from django.utils import timezone

from complaints.models import Case, Step
from complaints.states import Action
from complaints.visiting_hours import Tries


def tries_of(case: Case, history: Iterable[Step]) -> Tries:
    """The tries since the resident was told the last result; no query is made."""
    zone = timezone.get_default_timezone()
    return Tries(
        tuple(
            step.at.astimezone(zone)
            for step in history
            if step.action == Action.VISIT_TRY and step.number > case.entered_number
        )
    )
