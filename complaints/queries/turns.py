"""
Whose turn it is: which moves a person could make on a case now, and what is against
the others. What a move has to bring along is asked for in its form, not here.
"""

from dataclasses import dataclass, replace

from complaints import workflow
from complaints.attempts import Attempt, Facts
from complaints.moves import Move, Who
from complaints.refusals import Refusal
from complaints.states import Action
from complaints.workflow import MoveNotAllowed

BROUGHT_ALONG = frozenset(
    {
        Refusal.TEXT,
        Refusal.ADDITION,
        Refusal.REASON,
        Refusal.WAY_ON,
        Refusal.FINDING,
        Refusal.SITE_VISIT,
        Refusal.WHY_AGAIN,
        Refusal.OUTCOME,
        Refusal.OUTCOME_FITS,
        Refusal.MEASURE,
        Refusal.EVIDENCE,
        Refusal.SPOKEN_ANSWER,
        Refusal.TARGET,
        Refusal.MILESTONES,
        Refusal.COMMITMENT,
        Refusal.CONSENT,
        Refusal.KIND_EARLY,
        Refusal.SUSPICION_DECIDED,
        Refusal.STAYS_HIGH,
        Refusal.MERGEABLE,
        Refusal.DUTY,
        Refusal.NEW_CLASS,
        Refusal.FINAL_REVIEW,
        Refusal.NEW_DATE,
        Refusal.PAUSE_REASON,
        Refusal.PAUSE_LENGTH,
        Refusal.CALL_OUTCOME,
    }
)


@dataclass(frozen=True)
class Turn:
    """One move from here; `refusal` says why this person cannot make it now."""

    action: Action
    refusal: Refusal | None = None


def turns(facts: Facts, attempt: Attempt, who: Who) -> tuple[Turn, ...]:
    """The moves from here, each action once."""
    found = {
        move.action: Turn(move.action, _against(move, facts, attempt))
        for move in workflow.moves_from(facts, who)
    }
    return tuple(found.values())


def check_turn(move: Move, facts: Facts, attempt: Attempt) -> None:
    """
    Refuse a move for what is against it before anything is brought along.

    :raises MoveNotAllowed: with the first reason
    """
    asked = tuple(guard for guard in move.guards if guard not in BROUGHT_ALONG)
    workflow.check(replace(move, guards=asked), facts, attempt)


def _against(move: Move, facts: Facts, attempt: Attempt) -> Refusal | None:
    try:
        check_turn(move, facts, attempt)
    except MoveNotAllowed as refused:
        return refused.refusal
    return None
