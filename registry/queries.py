"""Questions about places, firms and the calendar. Nothing here writes."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, datetime
from functools import cached_property, lru_cache
from math import cos, hypot, radians

from django.db.models import Case, F, IntegerField, Q, TextField, Value, When
from django.utils import timezone

from registry.areas import Level, level_of, parent_of
from registry.models import (
    Community,
    DayOff,
    Delegation,
    Department,
    Duty,
    Firm,
    Region,
    Tenure,
    User,
)
from registry.official_days import official_calendar
from registry.roles import Role
from registry.workdays import Calendar

FIRST_YEAR, LAST_YEAR = 2020, 2035
MOST_FOUND = 10
# five kilometres of latitude; more communities than that stand nowhere
WITHIN_DEGREES = 0.045
MOST_COMPARED = 2000


@lru_cache(maxsize=1)
def _packaged() -> Calendar:
    return official_calendar(FIRST_YEAR, LAST_YEAR)


def calendar() -> Calendar:
    """The packaged calendar with the overrides of the table laid over it."""
    return calendar_with(DayOff.objects.values_list("day", "works"))


def calendar_with(overrides: Iterable[tuple[date, bool]]) -> Calendar:
    """The same, where somebody has read the overrides: each a day, and if it works."""
    packaged, laid_over = _packaged(), dict(overrides)
    if not laid_over:
        return packaged
    working = {day for day, works in laid_over.items() if works}
    off = set(laid_over) - working
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


def officers_upwards(office_code: str) -> list[tuple[str, Set[int]]]:
    """
    The same of the office and of each one above it, the nearest first: one query, and
    none where nobody asks who is there.
    """
    offices = _Offices(lineage(office_code))
    return [(code, _Officers(offices, code)) for code in offices.codes]


class _Offices:
    """Several offices, whose officers are read together."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = codes

    @cached_property
    def officers(self) -> Mapping[str, Set[int]]:
        officers: dict[str, set[int]] = {code: set() for code in self.codes}
        rows = User.objects.filter(
            role=Role.OFFICER, is_active=True, region__code__in=self.codes
        ).values_list("region__code", "pk")
        for code, user_id in rows:
            officers[code].add(user_id)
        return officers


class _Officers(Set[int]):
    """The officers of one of several offices."""

    def __init__(self, offices: _Offices, code: str) -> None:
        self._offices, self._code = offices, code

    @property
    def _there(self) -> Set[int]:
        return self._offices.officers[self._code]

    def __contains__(self, user_id: object) -> bool:
        return user_id in self._there

    def __iter__(self) -> Iterator[int]:
        return iter(self._there)

    def __len__(self) -> int:
        return len(self._there)

    def __sub__(self, others: Set[object]) -> Set[int]:
        return self._there - others


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


def province() -> Region | None:
    """The province that this house is for."""
    return Region.objects.at_level(Level.PROVINCE).order_by("code").first()


def province_code() -> str:
    found = province()
    return found.code if found else ""


def county_of(code: str) -> str:
    """The county of a street; a county or a higher region stands for itself."""
    above = parent_of(code)
    return above if level_of(code) == Level.STREET and above is not None else code


def communities_matching(text: str) -> list[Community]:
    """
    Communities by name, part of a name, pinyin initials or address; at most ten, with
    the street, the county and the city of each.

    Whose name, initials or address are just what was typed stand first, then those
    that begin with it. Where nothing is found, those whose whole name is within what
    was typed: people add a building or the word 小区.
    """
    words = unicodedata.normalize("NFKC", text).strip()
    if not words:
        return []
    nearness = Case(
        When(
            Q(name__iexact=words)
            | Q(code__iexact=words)
            | Q(initials__iexact=words)
            | Q(address__iexact=words),
            then=0,
        ),
        When(Q(name__istartswith=words), then=1),
        When(Q(initials__istartswith=words), then=2),
        When(Q(name__icontains=words), then=3),
        default=4,
        output_field=IntegerField(),
    )
    found = Community.objects.matching(words)
    found = found.select_related("street__parent__parent")
    return list(found.order_by(nearness, "name", "pk")[:MOST_FOUND]) or _within(words)


def _within(words: str) -> list[Community]:
    """Read row by row, so only where the index finds nothing."""
    named = Community.objects.alias(typed=Value(words, output_field=TextField()))
    found = named.filter(typed__icontains=F("name"))
    found = found.select_related("street__parent__parent")
    return list(found.order_by("name", "pk")[:MOST_FOUND])


def firms_matching(text: str) -> list[Firm]:
    """Firms by part of the name, its pinyin initials or the code; at most ten."""
    found = Firm.objects.matching(text)
    return list(found.order_by("name", "pk")[:MOST_FOUND])


def communities_near(latitude: float, longitude: float) -> list[Community]:
    """The nearest ten whose position is known, within about five kilometres."""
    north = WITHIN_DEGREES
    east = WITHIN_DEGREES / max(cos(radians(latitude)), 0.01)
    around = Community.objects.filter(
        latitude__range=(latitude - north, latitude + north),
        longitude__range=(longitude - east, longitude + east),
    ).select_related("street", "street__parent")

    def distance(community: Community) -> float:
        # the range leaves out whose position is not known
        return hypot(
            ((community.latitude or 0) - latitude) / north,
            ((community.longitude or 0) - longitude) / east,
        )

    return sorted(around[:MOST_COMPARED], key=distance)[:MOST_FOUND]


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
    return _behind(user.pk, day)


def is_second_person(
    user: User, now: datetime, *earlier: tuple[int | None, datetime | None]
) -> bool:
    """
    Whether who acts now is another person than each of those who acted before.

    Those are given as the id of the person and the moment of the act; what nobody did
    is passed over. Each acts for oneself and for whom one stands in on that day: who
    stands in for somebody is no second person beside them, whichever of the two is
    first, nor are two who stand in for the same third (RS-30).
    """
    behind = _behind(user.pk, timezone.localtime(now).date())
    return all(
        behind.isdisjoint(_behind(person, timezone.localtime(at or now).date()))
        for person, at in earlier
        if person is not None
    )


def _behind(person: int, day: date) -> frozenset[int]:
    absent = Delegation.objects.in_force_on(day).filter(stand_in=person)
    return frozenset({person, *absent.values_list("absent", flat=True)})
