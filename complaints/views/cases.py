"""How the pages of residents come to a case, and to the telling of it."""

from datetime import datetime

from django.http import HttpRequest

from complaints import numbers
from complaints.models import Case, CaseQuerySet, Follower
from complaints.numbers import WrongNumber
from complaints.queries.particulars import Reading, scrubbed_for
from complaints.queries.timeline import photos_for_resident, timeline_of
from complaints.views.proofs import follower_for, proof_for
from complaints.views.telling import Telling
from registry import queries as registry_queries
from registry.actors import Resident


def known(number: str) -> Case | None:
    """The case of this number with what its page names, if there is one."""
    try:
        number = numbers.normalised(number)
    except WrongNumber:
        return None
    return _with_names().filter(number=number).first()


def by_id(case_id: int) -> Case | None:
    return _with_names().filter(pk=case_id).first()


def proved(request: HttpRequest, number: str) -> tuple[Case, Resident] | None:
    """The case, if this browser proved to be its resident's."""
    case = known(number)
    resident = case and proof_for(request, case)
    return (case, resident) if case and resident else None


def followed(request: HttpRequest, number: str) -> tuple[Case, Follower] | None:
    """The case, if this browser proved to be somebody's who follows it."""
    case = known(number)
    follower = case and follower_for(request, case)
    return (case, follower) if case and follower else None


def goes_on_as(case: Case) -> Case | None:
    """The case that a merged one goes on as, behind however many mergers; or none."""
    target = None
    while case.merged_into_id is not None:
        target = case = _with_names().get(pk=case.merged_into_id)
    return target


def told(case: Case, *, now: datetime, link: str = "", read: Reading = str) -> Telling:
    timeline = timeline_of(case, now=now)
    return Telling(
        case=case,
        timeline=timeline,
        shown_photos=photos_for_resident(case, timeline.history),
        now=now,
        calendar=registry_queries.calendar(),
        link=link,
        read=read,
    )


def told_to_follower(case: Case, *, now: datetime, link: str = "") -> Telling:
    """The same to who joined: nothing in it tells who reported the case."""
    return told(case, now=now, link=link, read=scrubbed_for(case.contact))


def _with_names() -> CaseQuerySet:
    return Case.objects.select_related(
        "category",
        "text",
        "community",
        "office",
        "acting_firm",
        "acting_department",
        "contact",
    )
