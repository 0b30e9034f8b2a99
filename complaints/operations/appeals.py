"""
What follows a refusal to accept a case: the resident's appeal, its review by the
office above, and the second look at refusals that were drawn by lot.
"""

from datetime import datetime

from django.db import transaction

from complaints import notices
from complaints.models import Case, Step
from complaints.operations import detours, suspecting
from complaints.operations.moving import MovedOn, MoveNotAllowed, add, take
from registry.actors import Officer, Resident

__all__ = ["MoveNotAllowed", "MovedOn", "appeal", "overturn", "second_look", "uphold"]


@transaction.atomic
def appeal(*, case: Case, by: Resident, now: datetime, text: str = "") -> Step:
    """Ask the office above to look at the refusal: once, within 15 days."""
    step = take(case, detours.appeal(by=by, now=now, text=text))
    notices.tell_region(
        case.decides_code, case=case, template="appealed", step=step, now=now
    )
    return step


@transaction.atomic
def uphold(*, case: Case, text: str, by: Officer, now: datetime) -> Step:
    """The refusal stands, with reasons."""
    step = take(case, detours.uphold(text=text, by=by, now=now))
    notices.tell_resident(case=case, template="upheld", step=step, now=now)
    return step


def overturn(*, case: Case, text: str, by: Officer, now: datetime) -> Step:
    """The case is accepted after all; the holding office works on it."""
    earlier = suspecting.same_trouble_before(case)
    with transaction.atomic():
        clock = suspecting.suspect_the_same_trouble(earlier, case, now)
        overturned = detours.overturn(text=text, by=by, now=now)
        step = take(case, overturned, clock=clock)
        told = notices.to_resident(case, "accepted_on_appeal", step)
        told += notices.to_regions((case.office_code,), case, "overturned", step)
        notices.put(told, now=now)
    return step


def second_look(*, case: Case, text: str, by: Officer, now: datetime) -> Step:
    """The office above looked at a refusal that was drawn, and lets it stand."""
    return add(case, detours.second_look(text=text, by=by, now=now))
