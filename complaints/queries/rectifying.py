"""How a rectification stood to the moment that its party was first given."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from math import floor

from complaints.models import Step
from complaints.queries.facts import PARTY
from complaints.states import Action

MEASURING = (Action.DISPOSE, Action.PAUSE, Action.RESUME, Action.HOLIDAY)


def spare_seconds(history: Sequence[Step], *, at: datetime) -> int | None:
    """
    Seconds left at `at` until the first due moment that the acting party was given in
    this round, the time in which the office checked earlier tries not counted; negative
    when it came late. None where nobody was given one.

    A later hand-over to the same party does not begin anew (specification, domain rules
    2.3: measured on the first due moment of a round).
    """
    measured = measured_due(history)
    if measured is None:
        return None
    checked = sum(
        step.waited_seconds for step in _of_this_round(history, Action.SEND_BACK)
    )
    # rounded down: half a second late is late
    return floor((measured - at).total_seconds()) + checked


def measured_due(history: Sequence[Step]) -> datetime | None:
    """
    The first due moment that the party which holds the case was given in this round.

    A pause moves it on and its end back, holidays move it on; an extension does not.
    """
    given: dict[tuple[object, ...], datetime | None] = {}
    party: tuple[object, ...] = ()
    for step in _of_this_round(history, *MEASURING):
        if step.action == Action.DISPOSE:
            party = _party(step)
            given.setdefault(party, step.next_due_at)
        elif step.measured_due_at is not None:
            given[party] = step.measured_due_at
    return given.get(party)


def ordered_from(history: Sequence[Step]) -> str | None:
    """The credit code of the firm that was handed the case last in this round."""
    handed = _of_this_round(history, Action.DISPOSE)
    firm = handed[-1].detail.get("firm") if handed else None
    return None if firm is None else str(firm)


def already_given(history: Sequence[Step], detail: Mapping[str, object]) -> bool:
    """Whether the party of a hand-over was handed the case before in this round."""
    party = tuple(detail.get(name) for name in PARTY)
    handed = _of_this_round(history, Action.DISPOSE)
    return any(_party(step) == party for step in handed)


def _of_this_round(history: Sequence[Step], *actions: Action) -> list[Step]:
    rounds: Iterable[int] = (step.round for step in history)
    now = max(rounds, default=1)
    return [step for step in history if step.round == now and step.action in actions]


def _party(step: Step) -> tuple[object, ...]:
    return tuple(step.detail.get(name) for name in PARTY)
