"""All that is written about one case, read at once and asked by the checks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from complaints.models import Answer, Case, Promise, Step
from complaints.moves import MOVES, Move, Who
from complaints.states import Action, ActorKind

SAID_BY = {
    ActorKind.RESIDENT: Who.RESIDENT,
    ActorKind.OFFICER: Who.OFFICER,
    ActorKind.CLERK: Who.ACTING_PARTY,
    ActorKind.SYSTEM: Who.SYSTEM,
}
NOT_MOVES = frozenset({Action.RAISE, Action.LOOK, Action.REMIND, Action.URGE})
TELLING = frozenset({Action.REPORT, Action.EXPLAIN, Action.ANSWER})


@dataclass(frozen=True)
class Story:
    """A case with its steps, promises and answers, each in the order of writing."""

    case: Case
    steps: list[Step]
    promises: list[Promise]
    answers: list[Answer]

    @classmethod
    def read(cls, pk: int) -> Self:
        case = Case.objects.get(pk=pk)
        steps = list(
            Step.objects.filter(case=pk).select_related("text").order_by("number")
        )
        for step in steps:
            step.case = case
        promises = Promise.objects.filter(case=pk).select_related("step")
        return cls(
            case,
            steps,
            list(promises.order_by("round", "revision", "promised_at", "pk")),
            list(Answer.objects.filter(case=pk).order_by("round")),
        )

    @property
    def moves(self) -> list[Step]:
        return [step for step in self.steps if step.action not in NOT_MOVES]

    def before(self, step: Step, *actions: Action) -> list[Step]:
        """The earlier steps of these actions; of any when none is named."""
        earlier = self.steps[: step.number - 1]
        return [one for one in earlier if not actions or one.action in actions]

    def last_before(self, step: Step, *actions: Action) -> Step:
        return self.before(step, *actions)[-1]

    def entered_before(self, step: Step) -> Step:
        """The step that began the waiting which this one ends or finds."""
        return [one for one in self.before(step) if enters(one)][-1]

    def row_of(self, step: Step) -> Move:
        """The one row of the table that this move followed."""
        rows = [
            move
            for move in MOVES
            if move.action == step.action
            and self.case.kind in move.kinds
            and (move.source or "") == step.source
            and move.target == step.target
            and move.who == SAID_BY[ActorKind(step.actor_kind)]
        ]
        assert len(rows) == 1, f"{step} by {step.actor_kind} follows {rows}"
        return rows[0]


def enters(step: Step) -> bool:
    """Whether the step began a new waiting, and not only added to the old one."""
    return step.source != step.target or step.action == Action.REOPEN


def people_of(steps: Iterable[Step]) -> set[int]:
    return {step.actor_id for step in steps if step.actor_id is not None}


def whole_seconds(later: datetime, earlier: datetime) -> int:
    return (later - earlier).days * 86_400 + (later - earlier).seconds
