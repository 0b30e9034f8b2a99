"""For how long a case has waited, the time that its clock stood still left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from complaints.models import Step
from complaints.states import Action

STOPS = frozenset({Action.PAUSE, Action.MERGE})
GOES_ON = frozenset({Action.RESUME, Action.UNMERGE})
# These move the due moment of a waiting, and begin no other one.
MOVES_ON = GOES_ON | {Action.PAUSE, Action.HOLIDAY}


@dataclass(frozen=True)
class Waiting:
    """
    A waiting whose clock runs on: `began_at` is as much later than its first moment as
    the clock stood still since.
    """

    began_at: datetime
    reminded: bool


def waiting_in(history: Sequence[Step], *, now: datetime) -> Waiting:
    """The waiting of a case whose clock stands still until `now`."""
    begun = next(
        step
        for step in reversed(history)
        if step.next_due_at is not None and step.action not in MOVES_ON
    )
    began_at, stopped_at, reminded = begun.at, None, False
    for step in history:
        if step.number <= begun.number:
            continue
        reminded = reminded or step.action == Action.REMIND
        if step.action in STOPS:
            stopped_at = step.at
        elif step.action in GOES_ON and stopped_at is not None:
            began_at, stopped_at = began_at + (step.at - stopped_at), None
    if stopped_at is not None:
        began_at += max(now, stopped_at) - stopped_at
    return Waiting(began_at, reminded)
