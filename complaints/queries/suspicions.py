"""
What is suspected of a rectification (虚假整改), as a case's history tells it.

All that is suspected in one round and not decided yet is one question. Rules:
specification, domain rules 2.2, Same incident.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from complaints.models import Case, Step
from complaints.states import Action, Suspicion

DECIDES = frozenset({Action.FALSE_CONFIRMED, Action.FALSE_DISMISSED})
ANSWERS_FOR_IT = frozenset({Action.RECTIFY, Action.REPORT})


@dataclass
class Question:
    """What was suspected together, what the firm said to it, how it was decided."""

    suspected: list[Step]
    heard: list[Step] = field(default_factory=list)
    decided: Step | None = None

    @property
    def opened(self) -> Step:
        return self.suspected[0]

    @property
    def sorts(self) -> frozenset[Suspicion]:
        return frozenset(Suspicion(step.detail["sort"]) for step in self.suspected)

    @property
    def decide_by(self) -> datetime:
        """By when it is to be decided, after the last that joined it."""
        return datetime.fromisoformat(self.suspected[-1].detail["decide_by"])

    @property
    def hear_until(self) -> datetime | None:
        """Until when the acting party is waited for; None where nobody is to be."""
        written = self.suspected[-1].detail.get("hear_until")
        return datetime.fromisoformat(written) if written else None

    @property
    def was_heard(self) -> bool:
        """Whether the acting party answered to all that is suspected."""
        return bool(self.heard) and self.heard[-1].number > self.suspected[-1].number

    @property
    def is_confirmed(self) -> bool:
        return (
            self.decided is not None and self.decided.action == Action.FALSE_CONFIRMED
        )


def questions_in(history: Sequence[Step]) -> list[Question]:
    """Every question of a case, in the order in which they were opened."""
    found: list[Question] = []
    for step in history:
        if step.action == Action.SUSPECT:
            _suspect(found, step)
        elif step.action == Action.HEAR:
            _opened_by(found, step.detail["question"]).heard.append(step)
        elif step.action in DECIDES and step.about is not None:
            _opened_by(found, step.about).decided = step
    return found


def open_in(history: Sequence[Step]) -> list[Question]:
    """Those that nobody decided yet; the oldest is decided first."""
    return [one for one in questions_in(history) if one.decided is None]


def answer_for(history: Sequence[Step], round_number: int) -> frozenset[int]:
    """Who wrote down, or reported to the resident, what was put right in a round."""
    return frozenset(
        step.actor_id
        for step in history
        if step.action in ANSWERS_FOR_IT
        and step.round == round_number
        and step.actor_id is not None
    )


def is_named(case: Case, file_id: UUID) -> bool:
    """Whether a suspicion of this case names an older photo."""
    named = Step.objects.filter(case=case, action=Action.SUSPECT)
    return any(step.detail.get("like") == str(file_id) for step in named)


def _suspect(found: list[Question], step: Step) -> None:
    for question in found:
        if question.decided is None and question.opened.round == step.round:
            question.suspected.append(step)
            return
    found.append(Question([step]))


def _opened_by(found: Sequence[Question], number: int) -> Question:
    return next(one for one in found if one.opened.number == number)
