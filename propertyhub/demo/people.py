"""Who works in the demo: officers, departments, firms' people, regulators, auditors."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission
from django.db import transaction

from propertyhub.demo import names
from propertyhub.demo.places import (
    AOYUN,
    DANQING,
    HEFEI,
    HEYEDI,
    NANRUI,
    PROVINCE,
    SHUSHAN,
    Places,
)
from registry import queries as registry_queries
from registry.actors import Clerk, Officer
from registry.areas import Level
from registry.models import Department, Region, Tenure, User
from registry.roles import DepartmentKind, Right, Role

# Printed at every start: it keeps nobody out.
PASSWORD = "propertyhub-demo"  # noqa: S105  # nosec B105

OFFICERS = {Level.STREET: 2, Level.COUNTY: 2, Level.CITY: 2, Level.PROVINCE: 2}
DEPARTMENTS_OF_COUNTIES = [
    kind for kind in DepartmentKind if kind != DepartmentKind.PRICES
]
DEPARTMENT_NAMES = {
    DepartmentKind.HOUSING: "住房和城乡建设局",
    DepartmentKind.FIRE: "消防救援大队",
    DepartmentKind.POLICE: "公安局",
    DepartmentKind.MARKET: "市场监督管理局",
    DepartmentKind.URBAN: "城市管理局",
    DepartmentKind.PRICES: "发展和改革委员会",
}


@dataclass(frozen=True)
class Cast:
    """Who can act, by what they act for."""

    officers: Mapping[str, Sequence[Officer]]
    firms: Mapping[int, Clerk]
    departments: Mapping[int, Clerk]
    by_kind: Mapping[tuple[str, str], Department]

    def officer(
        self, rng: Random, office: str, *, besides: Iterable[int] = ()
    ) -> Officer:
        """One of the office but these; where there is none, one of the office above."""
        left_out = set(besides)
        for code in registry_queries.lineage(office):
            there = [
                one
                for one in self.officers.get(code, ())
                if one.user.pk not in left_out
            ]
            if there:
                return rng.choice(there)
        raise LookupError(f"nobody is left above {office}")

    def department(self, kind: str, office: str) -> Department | None:
        codes = registry_queries.lineage(office)
        found = (self.by_kind.get((code, kind)) for code in codes)
        return next((one for one in found if one is not None), None)


@transaction.atomic
def build(rng: Random, places: Places) -> Cast:
    """What is missing of departments and people, and all of them as a cast."""
    regions = _regions(places)
    _keep_departments(regions)
    _keep_users(_planned(rng, places, regions))
    return _cast()


def _regions(places: Places) -> list[Region]:
    """The streets that have a community, and everything above them."""
    codes = {
        code for street in places.streets for code in registry_queries.lineage(street)
    }
    return list(Region.objects.filter(code__in=codes).order_by("code"))


def _keep_departments(regions: Sequence[Region]) -> None:
    known = set(Department.objects.values_list("region__code", "kind"))
    Department.objects.bulk_create(
        Department(
            name=f"{region.name}{DEPARTMENT_NAMES[kind]}", kind=kind, region=region
        )
        for region in regions
        for kind in _kinds(region)
        if (region.code, kind.value) not in known
    )


def _kinds(region: Region) -> Sequence[DepartmentKind]:
    if region.level == Level.COUNTY:
        return DEPARTMENTS_OF_COUNTIES
    return list(DepartmentKind) if region.level == Level.CITY else ()


def _planned(
    rng: Random, places: Places, regions: Sequence[Region]
) -> Iterator[tuple[User, Sequence[Right]]]:
    """Every user of the demo with the rights on top of the role."""
    alone = max(places.streets)
    for region in regions:
        for number in range(1, OFFICERS[Level(region.level)] + 1):
            if region.code == alone and number > 1:
                continue
            yield _officer(rng, region, number, alone), _rights(region, number)
    yield from _overseers(rng, regions)
    for department in Department.objects.select_related("region").order_by("pk"):
        yield _of_department(rng, department), ()
    yield from _of_firms(rng, places)


def _officer(rng: Random, region: Region, number: int, alone: str) -> User:
    named = {
        (HEYEDI, 1): "street",
        (HEYEDI, 2): "street2",
        (NANRUI, 1): "street3",
        (alone, 1): "alone",
        (SHUSHAN, 1): "county",
        (SHUSHAN, 2): "county2",
        (HEFEI, 1): "city",
        (PROVINCE, 1): "province",
    }
    username = named.get((region.code, number), f"{region.code}-{number}")
    return _user(rng, username, Role.OFFICER, region=region)


def _rights(region: Region, number: int) -> Sequence[Right]:
    """Everybody of an office calls residents; the first above a street sees more."""
    sees_more = region.level != Level.STREET and number == 1
    return [Right.VISIT, Right.UNMASK] if sees_more else [Right.VISIT]


def _overseers(
    rng: Random, regions: Sequence[Region]
) -> Iterator[tuple[User, Sequence[Right]]]:
    by_code = {region.code: region for region in regions}
    province, hefei = by_code[PROVINCE], by_code[HEFEI]
    for username, region, rights in (
        ("regulator", province, [Right.DECIDE, Right.PUBLISH, Right.MODERATE]),
        ("regulator2", province, [Right.LEGAL_REVIEW, Right.PUBLISH]),
        ("regulator3", hefei, [Right.MODERATE]),
        ("regulator4", by_code[SHUSHAN], []),
    ):
        yield _user(rng, username, Role.REGULATOR, region=region), rights
    for region in regions:
        if region.level == Level.CITY and region.code != HEFEI:
            username = f"regulator-{region.code}"
            yield _user(rng, username, Role.REGULATOR, region=region), ()
    yield _user(rng, "auditor", Role.AUDITOR, region=hefei), ()
    yield _user(rng, "auditor2", Role.AUDITOR, region=province), ()


def _of_department(rng: Random, department: Department) -> User:
    kind = department.kind.lower()
    is_named = department.region.code == SHUSHAN and kind in ("fire", "market")
    username = kind if is_named else f"{kind}-{department.region.code}"
    return _user(rng, username, Role.DEPARTMENT, department=department)


def _of_firms(rng: Random, places: Places) -> Iterator[tuple[User, Sequence[Right]]]:
    named = {
        Tenure.objects.get(community__code=code, ends_on=None).firm_id: username
        for code, username in ((DANQING, "firm"), (AOYUN, "firm2"))
    }
    for at, firm in enumerate(places.firms, start=1):
        username = named.get(firm.pk, f"firm-{at:03}")
        yield _user(rng, username, Role.FIRM, firm=firm), ()


def _user(rng: Random, username: str, role: Role, **where: object) -> User:
    """Staff sit at the desk; a firm's people never do."""
    return User(
        username=username,
        first_name=names.person(rng),
        email=f"{username}@propertyhub.example",
        role=role,
        is_staff=role != Role.FIRM,
        **where,
    )


def _keep_users(planned: Iterable[tuple[User, Sequence[Right]]]) -> None:
    known = set(User.objects.values_list("username", flat=True))
    fresh = [(user, rights) for user, rights in planned if user.username not in known]
    password = make_password(PASSWORD)
    for user, _rights_of_user in fresh:
        user.password = password
    User.objects.bulk_create(user for user, _rights_of_user in fresh)
    permissions = {
        permission.codename: permission
        for permission in Permission.objects.filter(
            content_type__app_label="registry", codename__in=Right.values
        )
    }
    granted = User.user_permissions.through
    granted.objects.bulk_create(
        granted(user=user, permission=permissions[right])
        for user, rights in fresh
        for right in rights
    )


def _cast() -> Cast:
    officers: dict[str, list[Officer]] = {}
    firms: dict[int, Clerk] = {}
    departments: dict[int, Clerk] = {}
    people = User.objects.select_related("region", "firm", "department__region")
    for user in people.filter(is_active=True).order_by("pk"):
        if user.role == Role.OFFICER and user.region is not None:
            officers.setdefault(user.region.code, []).append(Officer(user))
        elif user.firm_id is not None:
            firms.setdefault(user.firm_id, Clerk(user))
        elif user.department_id is not None:
            departments.setdefault(user.department_id, Clerk(user))
    by_kind = {
        (department.region.code, department.kind): department
        for department in Department.objects.select_related("region")
    }
    return Cast(officers, firms, departments, by_kind)
