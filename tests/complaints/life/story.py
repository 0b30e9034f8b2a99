"""All that is written about one case, read at once and asked by the checks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from complaints.models import Answer, Case, Contact, Promise, Step
from complaints.moves import MOVES, Move, Who
from complaints.states import Action, ActorKind

SAID_BY = {
    ActorKind.RESIDENT: Who.RESIDENT,
    ActorKind.OFFICER: Who.OFFICER,
    ActorKind.CLERK: Who.ACTING_PARTY,
    ActorKind.SYSTEM: Who.SYSTEM,
}
NOT_MOVES = frozenset(Action) - {move.action for move in MOVES}
DATES_ANEW = frozenset(
    {
        Action.EXTEND,
        Action.PAUSE,
        Action.RESUME,
        Action.PLAN,
        Action.RECLASSIFY,
        Action.HOLIDAY,
        Action.COMMITMENT_KEPT,
        Action.COMMITMENT_BROKEN,
    }
)
BEGINS_ANEW = frozenset({Action.REOPEN, Action.TRANSFER})
TELLING = frozenset({Action.REPORT, Action.EXPLAIN, Action.ANSWER})


@dataclass(frozen=True)
class Story:
    """A case, its contact; steps, promises, answers, each in the order of writing."""

    case: Case
    steps: list[Step]
    promises: list[Promise]
    answers: list[Answer]
    contact: Contact

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
            Contact.objects.get(case=pk),
        )

    @property
    def told(self) -> str:
        """For whoever has to find out what went wrong."""
        return "\n".join(
            f"{step.number} {step.at:%m-%d %H:%M} {step.action} at {step.office_code}"
            f" by {step.actor_name or step.actor_kind}: {step.source} → {step.target},"
            f" round {step.round}, due {step.next_due_at}, {step.detail}"
            for step in self.steps
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

    def waits_since(self, step: Step) -> Step:
        """The same, or the step that dated it anew since."""
        return [one for one in self.before(step) if begins_to_wait(one)][-1]

    def kind_before(self, step: Step) -> str:
        """What kind the case was until this step."""
        said = self.before(step, Action.FILE, Action.RECLASSIFY)
        kind: str = (said or self.steps[:1])[-1].detail["kind"]
        return kind

    def kind_behind(self, step: Step) -> str:
        return str(step.detail["kind"]) if _says_kind(step) else self.kind_before(step)

    def row_of(self, step: Step) -> Move:
        """The one row of the table that this move followed."""
        rows = [
            move
            for move in MOVES
            if move.action == step.action
            and self.kind_before(step) in move.kinds
            and (move.source or "") == step.source
            and move.target == step.target
            and move.who == SAID_BY[ActorKind(step.actor_kind)]
        ]
        assert len(rows) == 1, f"{step} by {step.actor_kind} follows {rows}"
        return rows[0]


def enters(step: Step) -> bool:
    """Whether the step began a new waiting, and not only added to the old one."""
    return step.source != step.target or step.action in BEGINS_ANEW


def begins_to_wait(step: Step) -> bool:
    """Whether it entered a state, or gave a waiting another due moment."""
    return enters(step) or (step.action in DATES_ANEW and step.next_due_at is not None)


def _says_kind(step: Step) -> bool:
    return step.action in {Action.FILE, Action.RECLASSIFY}


def people_of(steps: Iterable[Step]) -> set[int]:
    return {step.actor_id for step in steps if step.actor_id is not None}


def whole_seconds(later: datetime, earlier: datetime) -> int:
    return (later - earlier).days * 86_400 + (later - earlier).seconds
