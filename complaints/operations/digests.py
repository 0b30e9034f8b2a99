"""
What offices are told by the day and not by the case: what is overdue below them, twice
a day, that nobody is on duty tonight, that a year's holidays are not known.
"""

from datetime import datetime, time

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from complaints import notices
from complaints.models import Case
from complaints.queries.in_turn import with_office_in_turn
from complaints.states import State, Urgency
from registry import queries as registry_queries
from registry.areas import parent_of

TONIGHT = time(21)


@transaction.atomic
def send(*, now: datetime) -> int:
    """
    Tell each office how many ordinary cases wait too long for the offices right below
    it; urgent ones were told at once. On days off nobody is told. Safe to run again: an
    office is told once in the morning and once in the afternoon.

    Returns how many offices there was something to tell.
    """
    local = timezone.localtime(now)
    if not registry_queries.calendar().is_workday(local.date()):
        return 0
    late = (
        Case.objects.overdue_at(now)
        .filter(urgency=Urgency.ORDINARY)
        .exclude(state=State.REPORTED)
    )
    overdue = (
        with_office_in_turn(late).values_list("in_turn").annotate(number=Count("pk"))
    )
    counts: dict[str, int] = {}
    for office, number in overdue:
        above = parent_of(office)
        if above is not None:
            counts[above] = counts.get(above, 0) + number
    half = "morning" if local.hour < 12 else "afternoon"
    for code, number in sorted(counts.items()):
        notices.digest(
            code, count=number, key=f"digest:{code}:{local.date()}:{half}", now=now
        )
    return len(counts)


@transaction.atomic
def ask_for_rosters(*, now: datetime) -> int:
    """
    Tell each county that has nobody on duty tonight; once a day.

    Returns how many there are.
    """
    day = timezone.localtime(now).date()
    tonight = datetime.combine(day, TONIGHT, timezone.get_default_timezone())
    counties = registry_queries.counties_without_duty(tonight)
    for county in counties:
        notices.roster_missing(county.code, key=f"roster:{county.code}:{day}", now=now)
    return len(counties)


@transaction.atomic
def ask_for_calendar(*, now: datetime) -> int:
    """
    Tell the province of each year that promises reach into and whose make-up working
    days nobody entered; once a year (specification, domain rules 2.1).

    Returns how many there are.
    """
    missing = registry_queries.calendar().missing_on(timezone.localtime(now).date())
    for year in missing:
        notices.calendar_unknown(year, now=now)
    return len(missing)
