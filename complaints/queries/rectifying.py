"""How a rectification stood to the moment that its party was first given."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import floor

from complaints.models import Step
from complaints.states import Action

PARTY = ("party", "firm", "department")


def spare_seconds(history: Sequence[Step], *, at: datetime) -> int | None:
    """
    Seconds left at `at` until the first due moment that the acting party was given in
    this round, the time in which the office checked earlier tries not counted; negative
    when it came late. None where nobody was given one.

    A later hand-over to the same party does not begin anew (specification, domain rules
    2.3: measured on the first due moment of a round).
    """
    handed = _of_this_round(history, Action.DISPOSE)
    if not handed:
        return None
    first = next(step for step in handed if _party(step) == _party(handed[-1]))
    if first.next_due_at is None:
        return None
    checked = sum(
        step.waited_seconds for step in _of_this_round(history, Action.SEND_BACK)
    )
    # rounded down: half a second late is late
    return floor((first.next_due_at - at).total_seconds()) + checked


def _of_this_round(history: Sequence[Step], action: Action) -> list[Step]:
    rounds: Iterable[int] = (step.round for step in history)
    now = max(rounds, default=1)
    return [step for step in history if step.round == now and step.action == action]


def _party(step: Step) -> tuple[object, ...]:
    return tuple(step.detail.get(name) for name in PARTY)
