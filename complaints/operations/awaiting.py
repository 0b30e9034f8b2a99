"""
Which office a case waits for beside its next step, after something was written on it.

An appeal, a second refusal, an extension that an office asks for itself, a refusal that
was drawn for a second look and an end that was drawn for a second visit wait for the
office above; an extension that a party asks for waits for the holder. Any move ends the
waiting.
"""

from complaints import workflow
from complaints.guards import REFUSALS_IN_A_ROUND, Facts
from complaints.moves import Move, Who
from complaints.states import Action, AskedBy, State

ENDS_A_DECISION = frozenset(
    {Action.EXTEND, Action.DENY_EXTENSION, Action.SECOND_LOOK, Action.RELEASE}
)


def decides_after(facts: Facts, move: Move, *, drawn: bool) -> str | None:
    """
    The code of the office that decides next, empty for none; None where a step changes
    nothing of it. `drawn` says that a refusal to accept is looked at, or a
    resident called, once more.
    """
    if move.action == Action.ASK_EXTENSION:
        by_office = move.who == Who.OFFICER
        return workflow.office_above(facts) if by_office else facts.office_code
    if move.action == Action.RAISE:
        return _after_raise(facts)
    if move.source == move.target and move.action != Action.TRANSFER:
        return "" if move.action in ENDS_A_DECISION else None
    second = move.action == Action.REFUSE and facts.refusals + 1 >= REFUSALS_IN_A_ROUND
    if second or drawn or move.target == State.APPEALED:
        return workflow.office_above(facts)
    return ""


def _after_raise(facts: Facts) -> str | None:
    """What waited for the holder waits for the new one, and so on upwards."""
    if facts.asked_by == AskedBy.PARTY:
        return facts.parent_code or facts.office_code
    waits_above = (
        facts.asked_by is not None
        or facts.state == State.APPEALED
        or not facts.refusal_settled
    )
    if not waits_above:
        return None
    above = [code for code, _there in facts.officers_above]
    return above[1] if len(above) > 1 else facts.parent_code or facts.office_code
