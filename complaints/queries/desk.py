"""The desk's questions: which open cases wait for whom. Nothing here writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from complaints.models import Case, CaseQuerySet, Commitment
from complaints.states import TAKES_OTHERS, Kind, Party, State
from registry import queries as registry_queries
from registry.areas import Level
from registry.models import Department, Firm, Region, User
from registry.roles import Role

COUNTED_UP_TO = 99
MOST_TARGETS = 9
WITH_A_PARTY = Q(state=State.DISPOSED) & ~Q(party=Party.OFFICE)
UNDER_VISIT = Q(state=State.REPORTED)
# Closed cases that were drawn have a list of their own.
SECOND_VISITS = Q(state=State.CLOSED, judge_by__isnull=True)


class Tab(TextChoices):
    """The parts of a queue, in the order in which they are shown."""

    MINE = "mine", _("Mine now")
    DECIDE = "decide", _("To decide")
    PARTY = "party", _("Handed over")
    VISIT = "visit", _("Return visits")
    OVERDUE = "overdue", _("Overdue")
    PROMISED = "promised", _("Commitments past their day")
    LOCATE = "locate", _("To be located")
    BELOW = "below", _("All open")


NOT_COUNTED = frozenset({Tab.BELOW, Tab.PROMISED})


def tabs_of(user: User) -> tuple[Tab, ...]:
    """The tabs that say something to this user; the first one opens."""
    match user.role:
        case Role.OFFICER:
            return tuple(Tab)
        case Role.DEPARTMENT:
            return (Tab.MINE, Tab.OVERDUE, Tab.BELOW)
        case _:
            return (Tab.BELOW, Tab.OVERDUE, Tab.LOCATE)


def in_tab(cases: CaseQuerySet, tab: Tab, *, user: User, now: datetime) -> CaseQuerySet:
    """Those of the visible `cases` that stand under the tab."""
    found = {
        Tab.MINE: lambda: _own(cases, user),
        Tab.DECIDE: lambda: to_decide(cases, user).exclude(SECOND_VISITS),
        Tab.PARTY: lambda: _held(cases, user).filter(WITH_A_PARTY),
        Tab.VISIT: lambda: _held(cases, user).filter(UNDER_VISIT),
        Tab.OVERDUE: lambda: cases.overdue_at(now),
        Tab.PROMISED: lambda: _promised(cases, user, now),
        Tab.LOCATE: lambda: cases.open().filter(community__isnull=True),
        Tab.BELOW: cases.open,
    }
    return found[tab]()


def to_visit_again(cases: CaseQuerySet, user: User) -> CaseQuerySet:
    """Closed cases that were drawn for a second visit by the user's office."""
    return to_decide(cases, user).filter(state=State.CLOSED)


def to_decide(cases: CaseQuerySet, user: User) -> CaseQuerySet:
    """Whatever waits for the user's office beside a next step."""
    return cases.to_be_decided_by(_office(user))


def counts_of(
    cases: CaseQuerySet, tabs: Iterable[Tab], *, user: User, now: datetime
) -> dict[Tab, str]:
    """
    How many stand under each tab, "99+" where it is more than that. All that is open is
    not counted, since nobody works through it, nor what an office was told of before.
    """
    counts = dict.fromkeys(tabs, "")
    for tab in tabs:
        if tab in NOT_COUNTED:
            continue
        found = in_tab(cases, tab, user=user, now=now)
        number = len(found.values_list("pk", flat=True)[: COUNTED_UP_TO + 1])
        more = number > COUNTED_UP_TO
        counts[tab] = f"{COUNTED_UP_TO}+" if more else str(number)
    return counts


def next_after(cases: CaseQuerySet, case: Case, *, user: User) -> Case | None:
    """The case to go on with: the first due of the user's own that is not this one."""
    return _own(cases, user).exclude(pk=case.pk).order_by("due_at", "pk").first()


def offices_for(case: Case) -> dict[str, list[Region]]:
    """The offices that a case can be handed on to, by their level, near ones first."""
    above = registry_queries.lineage(case.office_code)
    near = Region.objects.exclude(code=case.office_code).order_by("code")
    streets = near.at_level(Level.STREET)
    counties = near.at_level(Level.COUNTY)
    county, city = registry_queries.county_of(case.office_code), above[-2:][0]
    secret = case.kind == Kind.RETALIATION
    return {
        _now("Streets of the county"): [] if secret else list(streets.within(county)),
        _now("Counties of the city"): list(counties.within(city)),
        _now("Offices above"): list(near.filter(code__in=above)),
    }


def targets_for(case: Case) -> list[Case]:
    """The newest cases that this one could be merged into; at most nine."""
    if case.community_id is None:
        return []
    found = Case.objects.open().filter(
        community=case.community_id,
        category=case.category_id,
        kind=Kind.COMPLAINT,
        state__in=TAKES_OTHERS,
    )
    newest = found.exclude(pk=case.pk).select_related("text").order_by("-filed_at")
    return list(newest[:MOST_TARGETS])


@dataclass(frozen=True)
class Parties:
    """Whom a case can be handed to; the first firm and `department` come first."""

    firms: tuple[Firm, ...] = ()
    departments: tuple[Department, ...] = ()
    department: Department | None = None


def parties_for(case: Case, *, now: datetime) -> Parties:
    """The answerable firm, today's if another serves now, and the departments near."""
    firms = [case.firm] if case.firm else []
    if case.community is not None:
        today = timezone.localtime(now).date()
        tenure = registry_queries.tenure_on(case.community, today)
        if tenure is not None and tenure.firm not in firms:
            firms.append(tenure.firm)
    departments = _departments_near(case.office_code)
    wanted = case.category.department
    return Parties(
        firms=tuple(firms),
        departments=departments,
        department=next((one for one in departments if one.kind == wanted), None),
    )


def _departments_near(office_code: str) -> tuple[Department, ...]:
    """Of each kind the one of the office's region, or of the nearest above it."""
    codes = registry_queries.lineage(office_code)
    nearest: dict[str, Department] = {}
    found = Department.objects.filter(region__code__in=codes)
    for department in found.order_by("-region__code", "pk"):
        nearest.setdefault(department.kind, department)
    return tuple(nearest.values())


def _office(user: User) -> str:
    return user.region.code if user.region else ""


def _held(cases: CaseQuerySet, user: User) -> CaseQuerySet:
    return cases.open().filter(office_code=_office(user))


def _promised(cases: CaseQuerySet, user: User, now: datetime) -> CaseQuerySet:
    """Held by the office, closed ones too, with a commitment that nobody settled."""
    past = Commitment.objects.past_on(timezone.localtime(now).date())
    held = cases.filter(office_code=_office(user))
    return held.filter(pk__in=past.values("case"))


def _own(cases: CaseQuerySet, user: User) -> CaseQuerySet:
    """Open cases that wait for this user's office or department itself."""
    if user.role == Role.DEPARTMENT:
        return cases.filter(state=State.DISPOSED, party=Party.DEPARTMENT)
    return _held(cases, user).exclude(WITH_A_PARTY).exclude(UNDER_VISIT)
