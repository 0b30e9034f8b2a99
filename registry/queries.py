"""Questions about places, firms and the calendar. Nothing here writes."""

from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q

from registry.areas import Level, level_of, parent_of
from registry.models import (
    Community,
    DayOff,
    Delegation,
    Department,
    Duty,
    Region,
    Tenure,
    User,
)
from registry.official_days import official_calendar
from registry.roles import Role
from registry.workdays import Calendar

FIRST_YEAR, LAST_YEAR = 2020, 2035
MOST_FOUND = 10


@lru_cache(maxsize=1)
def _packaged() -> Calendar:
    return official_calendar(FIRST_YEAR, LAST_YEAR)


def calendar() -> Calendar:
    """The packaged calendar with the overrides of the table laid over it."""
    packaged = _packaged()
    overrides = list(DayOff.objects.values_list("day", "works"))
    if not overrides:
        return packaged
    working = {day for day, works in overrides if works}
    off = {day for day, works in overrides if not works}
    return Calendar(
        days_off=(set(packaged.days_off) | off) - working,
        make_up_days=(set(packaged.make_up_days) | working) - off,
        known_years=set(packaged.known_years) | {day.year for day in working},
    )


def tenure_on(community: Community, day: date) -> Tenure | None:
    """The tenure that covers the day, if some firm served the community then."""
    return (
        Tenure.objects.filter(community=community)
        .in_force_on(day)
        .select_related("firm")
        .first()
    )


def officers_of(office_code: str) -> frozenset[int]:
    """The active officers of one office, by user id."""
    return frozenset(
        User.objects.filter(
            role=Role.OFFICER, is_active=True, region__code=office_code
        ).values_list("pk", flat=True)
    )


def officers_upwards(office_code: str) -> list[tuple[str, frozenset[int]]]:
    """The same of the office and of each one above it, the nearest first: one query."""
    officers: dict[str, set[int]] = {code: set() for code in lineage(office_code)}
    rows = User.objects.filter(
        role=Role.OFFICER, is_active=True, region__code__in=list(officers)
    ).values_list("region__code", "pk")
    for code, user_id in rows:
        officers[code].add(user_id)
    return [(code, frozenset(there)) for code, there in officers.items()]


def on_duty(county: str, moment: datetime) -> list[Duty]:
    """Who is on duty in a county at a moment."""
    return list(Duty.objects.at(moment).filter(region__code=county).order_by("pk"))


def counties_without_duty(moment: datetime) -> list[Region]:
    """The counties that have officers, and nobody on duty at a moment."""
    people = User.objects.filter(role=Role.OFFICER, is_active=True).values("region")
    there = Duty.objects.at(moment).values("region")
    counties = Region.objects.at_level(Level.COUNTY).filter(pk__in=people)
    return list(counties.exclude(pk__in=there).order_by("code"))


def department_for(kind: str, office_code: str) -> Department | None:
    """The nearest department of a kind: of the office's region, or of one above it."""
    codes = lineage(office_code)
    found = Department.objects.filter(kind=kind, region__code__in=codes)
    return found.select_related("region").order_by("-region__code").first()


def lineage(code: str) -> list[str]:
    """The code and those above it, the nearest first."""
    codes = [code]
    while (above := parent_of(codes[-1])) is not None:
        codes.append(above)
    return codes


def county_of(code: str) -> str:
    """The county of a street; a county or a higher region stands for itself."""
    above = parent_of(code)
    return above if level_of(code) == Level.STREET and above is not None else code


def communities_matching(text: str) -> list[Community]:
    """Communities by name, part of a name, pinyin initials or address; at most ten."""
    words = text.strip()
    if not words:
        return []
    found = Community.objects.filter(
        Q(name__icontains=words)
        | Q(initials__istartswith=words)
        | Q(address__icontains=words)
        | Q(code__iexact=words)
    ).select_related("street", "street__parent")
    return list(found.order_by("name", "pk")[:MOST_FOUND])


def counties() -> list[Region]:
    """Every county with its city, in the order of their codes."""
    return list(
        Region.objects.at_level(Level.COUNTY).select_related("parent").order_by("code")
    )


def region_ids() -> dict[str, int]:
    """The primary key of each region, by its code."""
    return dict(Region.objects.values_list("code", "pk"))


def persons_behind(user: User, day: date) -> frozenset[int]:
    """The user, and everybody whom the user stands in for on a day, by id."""
    absent = Delegation.objects.in_force_on(day).filter(stand_in=user)
    return frozenset({user.pk, *absent.values_list("absent", flat=True)})
