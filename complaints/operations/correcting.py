"""
Corrections: of what a case is (更正), and of which office holds it (转办).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints import notices
from complaints.models import Case, Category, Step
from complaints.operations import detours, joining, raising
from complaints.operations.detours import Correction
from complaints.operations.filing import office_code_for
from complaints.operations.intents import held_by
from complaints.operations.moving import MovedOn, MoveNotAllowed, claim, take
from complaints.queries.hazards import danger
from complaints.states import Kind, Urgency
from registry.actors import Officer
from registry.models import Region

__all__ = ["Corrected", "MoveNotAllowed", "MovedOn", "reclassify", "transfer"]


@dataclass(frozen=True)
class Corrected:
    """
    What a case should have been filed as.

    `consent` is the resident's, without which no report of retaliation becomes another
    kind.
    """

    kind: Kind
    urgency: Urgency
    category: Category
    consent: bool = False


@transaction.atomic
def reclassify(
    *, case: Case, to: Corrected, text: str, by: Officer, now: datetime
) -> Step:
    """
    Correct kind, urgency and category; new limits run from now, and what became more
    urgent is never due later than before. The resident is told; of what became a
    hazard, or a greater one, the duty desks are, as when it is filed.
    """
    correction = _correction(case, to)
    sets: dict[str, Any] = {"category": to.category}
    sets |= held_by(_new_office(case, to.kind))
    was, becomes = danger(case.kind, case.urgency), danger(to.kind, correction.urgency)
    intent = detours.reclassify(to=correction, text=text, sets=sets, by=by, now=now)
    step = take(case, intent)
    if to.kind == Kind.RETALIATION:
        joining.let_all_go(case, now=now)
    told = notices.to_resident(case, "reclassified", step)
    if becomes > was:
        told += notices.alarms(case, step, now)
    notices.put(told, now=now)
    return step


@transaction.atomic
def transfer(*, case: Case, to: Region, text: str, by: Officer, now: datetime) -> Step:
    """
    Hand the case to another office; the resident's promise stays.

    The third transfer raises the case instead: the office above keeps it, or transfers
    it once more, bindingly.
    """
    known = claim(case, now=now)
    above = raising.office(raising.by_transfer(case, known.history))
    intent = detours.transfer(
        to=above or to, text=text, by=by, now=now, raised=above is not None
    )
    step = take(case, intent, known)
    raising.write_down(case, above, now=now)
    if above is None:
        notices.tell_office(case=case, template="transferred", step=step, now=now)
    return step


def _correction(case: Case, to: Corrected) -> Correction:
    urgency = to.urgency if to.kind == Kind.COMPLAINT else Urgency.ORDINARY
    was, becomes = danger(case.kind, case.urgency), danger(to.kind, urgency)
    stays_complaint = case.kind == to.kind == Kind.COMPLAINT
    leaves = case.kind == Kind.COMPLAINT and to.kind not in (
        Kind.COMPLAINT,
        Kind.RETALIATION,
    )
    return Correction(
        was=Kind(case.kind),
        kind=to.kind,
        urgency=urgency,
        category=to.category.code,
        changes=(case.kind, case.urgency, case.category_id)
        != (to.kind, urgency, to.category.pk),
        upwards=stays_complaint and becomes > was,
        downwards=leaves or (stays_complaint and becomes < was),
        consent=to.consent,
    )


def _new_office(case: Case, kind: Kind) -> Region | None:
    """Retaliation goes to the county, and what is none any more back to the street."""
    if (case.kind == Kind.RETALIATION) == (kind == Kind.RETALIATION):
        return None
    if kind == Kind.RETALIATION:
        return raising.office(office_code_for(kind, case.office_code))
    # what the alarm of a hazard asks for as well, in one query
    placed = Case.objects.select_related("community__street", "firm").get(pk=case.pk)
    case.community, case.firm = placed.community, placed.firm
    return placed.community.street if placed.community else None
