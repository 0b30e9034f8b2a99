"""
Which office a case waits for beside its next step, after something was written on it.

An appeal, a second refusal, an extension that an office asks for itself, a refusal that
was drawn for a second look and an end that was drawn for a second visit wait for the
office above; an extension that a party asks for waits for the holder. Any move ends the
waiting. A suspicion waits behind all of these, for the holder or who stands in, until
it is decided.
"""

from collections.abc import Sequence, Set
from dataclasses import replace

from complaints import workflow
from complaints.attempts import Facts
from complaints.guards import REFUSALS_IN_A_ROUND
from complaints.moves import Move, Who
from complaints.queries.suspicions import ANSWERS_FOR_IT, DECIDES
from complaints.states import Action, AskedBy, State
from registry.areas import parent_of

ENDS_A_DECISION = frozenset(
    {Action.EXTEND, Action.DENY_EXTENSION, Action.SECOND_LOOK, Action.RELEASE}
)
SUSPICIONS = DECIDES | {Action.SUSPECT}


def decides_after(
    facts: Facts, move: Move, *, drawn: bool, author: int | None, holder: str
) -> str | None:
    """
    The code of the office that decides next, empty for none; None where a step changes
    nothing of it. `drawn` says that a refusal to accept is looked at, or a resident
    called, once more; `author` wrote the step, `holder` has the case after it.
    """
    if move.action in SUSPICIONS:
        return _after_suspicion(facts, move)
    code = _behind_nothing_suspected(facts, move, drawn=drawn)
    changes = code == "" or (code is None and holder != facts.office_code)
    if not changes or not facts.questions:
        return code
    if holder != facts.office_code:
        return holder
    involved = {author} if author and move.action in ANSWERS_FOR_IT else set()
    return workflow.stand_in(facts, facts.answer_for_it | involved)


def decides_on_appeal(facts: Facts, upwards: Sequence[tuple[str, Set[int]]]) -> str:
    """
    The office above a holder, who has an appealed case from now on: not who declined
    it there. `upwards` are the officers of the holder and of the offices above.
    """
    (holder, officers), *above = upwards
    there = replace(
        facts,
        office_code=holder,
        parent_code=parent_of(holder),
        officers=officers,
        officers_above=tuple(above),
    )
    return workflow.office_above(there, facts.declined_by)


def _after_suspicion(facts: Facts, move: Move) -> str | None:
    """One more question, or one less."""
    called_again = facts.visit_drawn and not facts.visited_again
    waits_above = facts.state == State.CLOSED and called_again
    if waits_above or facts.asked_by is not None or not facts.refusal_settled:
        return None
    if move.action == Action.SUSPECT and not facts.questions:
        return workflow.stand_in(facts, facts.answer_for_it)
    left = facts.questions - (move.action in DECIDES)
    return None if left else ""


def _behind_nothing_suspected(facts: Facts, move: Move, *, drawn: bool) -> str | None:
    if move.action == Action.ASK_EXTENSION:
        by_office = move.who == Who.OFFICER
        return workflow.office_above(facts) if by_office else facts.office_code
    if move.action == Action.RAISE:
        return _after_raise(facts)
    if move.action == Action.SECOND_VISIT:
        return None if drawn else ""
    if move.source == move.target and move.action != Action.TRANSFER:
        return "" if move.action in ENDS_A_DECISION else None
    second = move.action == Action.REFUSE and facts.refusals + 1 >= REFUSALS_IN_A_ROUND
    appealed = move.target == State.APPEALED
    if second or drawn or appealed:
        excluded = facts.declined_by if appealed else frozenset[int]()
        return workflow.office_above(facts, excluded)
    return ""


def _after_raise(facts: Facts) -> str | None:
    """What waited for the holder waits for the new one, and so on upwards."""
    if facts.asked_by == AskedBy.PARTY:
        return facts.parent_code or facts.office_code
    if facts.asked_by is None and facts.refusal_settled:
        return None
    above = [code for code, _there in facts.officers_above]
    return above[1] if len(above) > 1 else facts.parent_code or facts.office_code
