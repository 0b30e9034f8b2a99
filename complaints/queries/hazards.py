"""
Hazards (险情), as a case's history tells of them: how much of one it is, and whether it
was made safe.

Rules: specification, domain rules 2.2: "made safe" is apart from "repaired".
"""

from collections.abc import Sequence

from complaints.models import Step
from complaints.states import Action, Kind, Urgency

BY_DANGER = list(Urgency)
SAYS_CLASS = frozenset({Action.FILE, Action.RECLASSIFY})


def danger(kind: str, urgency: str) -> int:
    """0 of what is no hazard, more the more urgent it is; only complaints are any."""
    return BY_DANGER.index(Urgency(urgency)) if kind == Kind.COMPLAINT else 0


def is_safe(history: Sequence[Step]) -> bool:
    """
    Whether it was made safe since it became the hazard that it is.

    What is reopened, or corrected to a hazard or to a greater one, is to be made safe
    anew: what was written down before is about something else.
    """
    safe, was = False, 0
    for step in history:
        if step.action in SAYS_CLASS:
            becomes = danger(step.detail["kind"], step.detail["urgency"])
            safe, was = safe and becomes <= was, becomes
        elif step.action == Action.REOPEN:
            safe = False
        elif step.action == Action.MADE_SAFE:
            safe = True
    return safe
