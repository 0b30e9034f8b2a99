"""What was promised for a day in a case, and what is still open of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from complaints.models import Case, Commitment, Step
from complaints.states import Action

SETTLES = frozenset({Action.COMMITMENT_KEPT, Action.COMMITMENT_BROKEN})


def commitments_of(case: Case) -> list[Commitment]:
    """All of a case, with their texts and what settled them: the first due first."""
    found = Commitment.objects.filter(case=case).select_related(
        "text", "step", "firm", "department", "office", "settled_by__text"
    )
    return list(found.order_by("due_on", "number"))


def made_in(steps: Iterable[Step]) -> dict[int, date]:
    """The days of the commitments that steps made, by number."""
    return {
        int(one["number"]): date.fromisoformat(one["due_on"])
        for step in steps
        for one in step.detail.get("commitments", [])
    }


def open_in(history: Sequence[Step]) -> frozenset[int]:
    """The numbers of those that no step settled yet."""
    return frozenset(made_in(history)) - settled_in(history)


def settled_in(history: Iterable[Step]) -> frozenset[int]:
    return frozenset(
        int(step.detail["commitment"]) for step in history if step.action in SETTLES
    )


def open_milestones(history: Sequence[Step], round_number: int) -> Mapping[int, date]:
    """Those of the newest plan of a round that are open, the first due first."""
    plans = [
        step
        for step in history
        if step.action == Action.PLAN and step.round == round_number
    ]
    left = made_in(plans[-1:])
    settled = settled_in(history)
    days = sorted((day, number) for number, day in left.items())
    return {number: day for day, number in days if number not in settled}
