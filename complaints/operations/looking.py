"""
Looking at personal data: only where the rules allow it, and each look is a step.

An officer of the holding office sees the phone while the case is open. The acting firm
sees what the resident agreed to, on that case only, while the case is handed over.
Rules: specification, domain rules 2.5.
"""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from complaints import workflow
from complaints.attempts import Attempt, Carried
from complaints.models import Case, Contact
from complaints.moves import Who
from complaints.operations.moving import MoveNotAllowed, append
from complaints.queries.facts import facts_of, history_of
from complaints.queries.turns import check_turn
from complaints.refusals import Refusal
from complaints.states import Action, Party, Privacy, State
from registry.actors import Clerk, Officer, office_of
from registry.roles import Right
from registry.sealing import unseal

VISITED = frozenset({State.REPORTED, State.CLOSED})


class Called(NamedTuple):
    """Whom an office calls; the name is empty where none was given."""

    phone: str
    name: str
    is_concerned: bool


@transaction.atomic
def call_phone(*, case: Case, by: Officer, now: datetime) -> Called:
    """
    The reporter's phone, for an officer of the office that holds the open case, or who
    stands in for its return visit; of a closed case, for the second visit alone.

    At a return visit it is the phone of somebody else for whom the case was filed, if
    the reporter wished so.

    :raises MoveNotAllowed: if it is another office's, closed, or there is no phone
    """
    contact = Contact.objects.get(case=case)
    if case.state == State.CLOSED:
        _check_second_visit(case, contact, by, now)
    else:
        _check_caller(case, by, now)
    if not contact.phone_sealed:
        raise MoveNotAllowed(Refusal.NOT_AGREED)
    is_concerned = contact.calls_concerned and case.state in VISITED
    phone, name = (
        (contact.concerned_phone_sealed, contact.concerned_name_sealed)
        if is_concerned
        else (contact.phone_sealed, contact.name_sealed)
    )
    seen = _look(case, phone, "phone", by, now)
    return Called(seen, unseal(name) if name else "", is_concerned)


@transaction.atomic
def firm_phone(*, case: Case, by: Clerk, now: datetime) -> str:
    """
    The reporter's phone, where they chose "the firm may phone me".

    :raises MoveNotAllowed: if they did not, or the case is not with this firm now
    """
    contact = _while_handed_over(case, by)
    if contact.privacy != Privacy.FIRM_MAY_PHONE:
        raise MoveNotAllowed(Refusal.NOT_AGREED)
    return _look(case, contact.phone_sealed, "phone", by, now)


@transaction.atomic
def firm_unit(*, case: Case, by: Clerk, now: datetime) -> str:
    """
    The flat, where the firm has to come in and the resident named it.

    :raises MoveNotAllowed: if it need not, or the case is not with this firm now
    """
    contact = _while_handed_over(case, by)
    if not case.category.needs_entry or not contact.unit_sealed:
        raise MoveNotAllowed(Refusal.NOT_AGREED)
    return _look(case, contact.unit_sealed, "unit", by, now)


def _check_caller(case: Case, by: Officer, now: datetime) -> None:
    office = office_of(by)
    if office == case.office_code:
        if not case.is_open:
            raise MoveNotAllowed(Refusal.NOT_OPEN)
        return
    if case.state != State.REPORTED:
        raise MoveNotAllowed(Refusal.OTHER_OFFICE)
    facts = facts_of(case, history_of(case))
    visit = workflow.find_move(Action.CLOSE, facts, Who.OFFICER)
    attempt = Attempt(now, user_id=by.user.pk, office_code=office)
    workflow.check_actor(visit, facts, attempt)


def _check_second_visit(
    case: Case, contact: Contact, by: Officer, now: datetime
) -> None:
    facts = facts_of(case, history_of(case))
    if not facts.visit_drawn:
        raise MoveNotAllowed(Refusal.NOT_OPEN)
    visit = workflow.find_move(Action.SECOND_VISIT, facts, Who.OFFICER)
    attempt = Attempt(
        timezone.localtime(now),
        user_id=by.user.pk,
        office_code=office_of(by),
        may_visit=by.user.has_right(Right.VISIT),
        carried=Carried(has_phone=bool(contact.phone_sealed)),
    )
    check_turn(visit, facts, attempt)


def _while_handed_over(case: Case, by: Clerk) -> Contact:
    if case.party != Party.FIRM or case.acting_firm_id != by.user.firm_id:
        raise MoveNotAllowed(Refusal.NOT_YOURS)
    if case.state != State.DISPOSED:
        raise MoveNotAllowed(Refusal.NOT_OPEN)
    return Contact.objects.get(case=case)


def _look(
    case: Case, sealed: str, what: str, by: Officer | Clerk, now: datetime
) -> str:
    # The step is written before the value leaves: a look that fails was still tried.
    append(case, action=Action.LOOK, by=by, now=now, detail={"what": what})
    return unseal(sealed)
