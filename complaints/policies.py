"""
Who may see which cases. Every page, admin view and interface starts from here.

A stranger's number is not found; it is not refused.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import assert_never

from complaints import workflow
from complaints.attempts import Attempt, Carried
from complaints.models import Case, CaseQuerySet, Message, MessageQuerySet, Step
from complaints.moves import Who
from complaints.queries.facts import facts_from, facts_of, history_of
from complaints.queries.turns import Turn, turns
from complaints.states import Action, Kind, Privacy
from complaints.workflow import MoveNotAllowed
from registry.areas import Level
from registry.models import Firm, User
from registry.roles import Right, Role


def visible_to(user: User) -> CaseQuerySet:
    """
    The cases that a user may open.

    Offices see what they or an office below them hold. Firms and departments see what
    was handed over to them, and never a report of retaliation (specification 2.2).
    """
    cases = Case.objects.all()
    match role := Role(user.role):
        case Role.OFFICER | Role.REGULATOR | Role.AUDITOR:
            if user.region is None:
                return cases.none()
            return cases.held_within(user.region.code)
        case Role.DEPARTMENT:
            return _handed_over(cases, acting_department=user.department_id)
        case Role.FIRM:
            return _handed_over(cases, acting_firm=user.firm_id)
        case _:
            assert_never(role)


def may_call(user: User) -> bool:
    """Whether return visits are this person's work."""
    return user.role == Role.OFFICER and user.has_right(Right.VISIT)


def may_write_articles(user: User) -> bool:
    """Offices and regulators of a county, a city or the province answer in public."""
    return (
        user.is_active
        and user.role in (Role.OFFICER, Role.REGULATOR)
        and is_above_streets(user)
    )


def may_read_feedback(user: User) -> bool:
    """The offices of the province, which keep these pages."""
    works_here = user.role in (Role.OFFICER, Role.REGULATOR) and user.is_active
    return (
        works_here and user.region is not None and user.region.level == Level.PROVINCE
    )


def messages_moderated_by(user: User) -> MessageQuerySet:
    """Those of the own region and below it, for who has the right to moderate."""
    staff = user.role in (Role.OFFICER, Role.REGULATOR) and user.is_active
    if not staff or user.region is None or not user.has_right(Right.MODERATE):
        return Message.objects.none()
    return Message.objects.all().within(user.region.code)


def is_above_streets(user: User) -> bool:
    """Whether offices below answer to this person's office."""
    return user.region is not None and user.region.level != Level.STREET


def resident_may(action: Action, case: Case, *, now: datetime) -> bool:
    """Whether the case's resident could make this move now; the table is asked."""
    facts = facts_of(case, history_of(case))
    try:
        move = workflow.find_move(action, facts, Who.RESIDENT)
        workflow.check(move, facts, Attempt(now=now))
    except MoveNotAllowed:
        return False
    return True


def resident_acts(
    case: Case, history: Sequence[Step], *, now: datetime
) -> frozenset[Action]:
    """What the case's resident could do now; the table is asked, no query made."""
    facts = facts_from(case, history, officers=frozenset())
    shown = Carried(was_shown=case.contact.privacy == Privacy.FIRM_MAY_PHONE)
    attempt = Attempt(now=now, carried=shown)
    return _possible(turns(facts, attempt, Who.RESIDENT))


def firm_acts(
    case: Case, history: Sequence[Step], firm: Firm, *, now: datetime
) -> frozenset[Action]:
    """What the acting firm could do now."""
    facts = facts_from(case, history, officers=frozenset())
    attempt = Attempt(now=now, firm=firm.pk)
    return _possible(turns(facts, attempt, Who.ACTING_PARTY))


def _possible(found: Iterable[Turn]) -> frozenset[Action]:
    return frozenset(turn.action for turn in found if turn.refusal is None)


def _handed_over(cases: CaseQuerySet, **party: int | None) -> CaseQuerySet:
    """A party that is nobody gets nothing, and not what nobody has."""
    if None in party.values():
        return cases.none()
    return cases.filter(**party).exclude(kind=Kind.RETALIATION)
