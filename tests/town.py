"""
The fixture town: a city with two counties, three streets, a firm and its people.

Named people, so that tests read as sentences. Times are around Monday 2 March 2026.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from complaints.models import Case, Category
from complaints.operations import catalogue, filing
from complaints.operations.filing import Filing, Origin, Place, Reporter
from complaints.states import Kind, Privacy
from registry.actors import Clerk, Officer, Resident
from registry.models import (
    Community,
    Department,
    Firm,
    Region,
    StoredFile,
    Tenure,
    User,
)
from registry.roles import DepartmentKind, Right, Role

MONDAY_MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PHONE = "+8613800138000"
PASSWORD = "three shy magpies"


@dataclass
class Town:
    """Who and what there is in the town."""

    province: Region
    city: Region
    county: Region
    street: Region
    other_street: Region
    garden: Community
    court: Community
    firm: Firm
    rival: Firm
    fire: Department
    anna: Officer
    bo: Officer
    carl: Officer
    county_dora: Officer
    city_emil: Officer
    manager: Clerk
    rival_manager: Clerk
    fireman: Clerk
    auditor: User
    resident: Resident
    by_receipt: Resident

    def category(self, code: str = "parking-ebike") -> Category:
        return Category.objects.get(code=code)

    def file(
        self,
        *,
        kind: Kind = Kind.COMPLAINT,
        category: str = "parking-ebike",
        text: str = "The e-bikes stand in the rain and block the stairs.",
        place: Place | None = None,
        reporter: Reporter | None = None,
        now: datetime = MONDAY_MORNING,
        origin: Origin | None = None,
        photos: Sequence[StoredFile] = (),
    ) -> Case:
        """A resident of the garden files, unless it is said otherwise."""
        return filing.file(
            filing=Filing(
                kind=kind,
                category=self.category(category),
                text=text,
                place=place or Place(community=self.garden),
                reporter=reporter or Reporter(privacy=Privacy.HIDDEN, phone=PHONE),
                origin=origin or Origin(),
            ),
            by=self.by_receipt,
            now=now,
            photos=photos,
        )


def _region(code: str, name: str, name_en: str, level: str, parent: Region | None):
    return Region.objects.create(
        code=code, name=name, name_en=name_en, level=level, parent=parent
    )


def officer_of(username: str, region: Region) -> Officer:
    """Everybody of an office may call residents."""
    user = User.objects.create_user(
        username, password=PASSWORD, role=Role.OFFICER, region=region, is_staff=True
    )
    user.user_permissions.add(
        Permission.objects.get(
            content_type__app_label="registry", codename=Right.VISIT.value
        )
    )
    return Officer(user)


def _firm(code: str, name: str) -> Firm:
    return Firm.objects.create(credit_code=code, name=name, duty_phone="055100000000")


def _community(code: str, name: str, initials: str, street: Region) -> Community:
    return Community.objects.create(
        code=code,
        name=name,
        initials=initials,
        address=f"{street.name}1号",
        street=street,
        households=1200,
    )


def build_town() -> Town:
    """Everything of the town, in the database."""
    catalogue.load()
    province = _region("340000000", "安徽省", "Anhui Province", "PROVINCE", None)
    city = _region("340100000", "合肥市", "Hefei City", "CITY", province)
    county = _region("340104000", "蜀山区", "Shushan District", "COUNTY", city)
    street = _region("340104007", "荷叶地街道", "Heyedi Street", "STREET", county)
    other = _region("340104008", "笔架山街道", "Bijiashan Street", "STREET", county)
    firm = _firm("91340100MA2MQCGL8U", "长青物业服务有限公司")
    rival = _firm("91340100MA2N0K1M70", "和顺物业服务有限公司")
    garden = _community("DQHY", "丹青花园", "dqhy", street)
    Tenure.objects.create(community=garden, firm=firm, starts_on=date(2024, 1, 1))
    court = _community("LXY", "柳巷苑", "lxy", other)
    fire = Department.objects.create(
        name="蜀山区消防救援大队", kind=DepartmentKind.FIRE, region=county
    )
    return Town(
        province=province,
        city=city,
        county=county,
        street=street,
        other_street=other,
        garden=garden,
        court=court,
        firm=firm,
        rival=rival,
        fire=fire,
        anna=officer_of("anna", street),
        bo=officer_of("bo", street),
        carl=officer_of("carl", other),
        county_dora=officer_of("dora", county),
        city_emil=officer_of("emil", city),
        manager=_clerk("manager", Role.FIRM, firm=firm),
        rival_manager=_clerk("rival", Role.FIRM, firm=rival),
        fireman=_clerk("fireman", Role.DEPARTMENT, department=fire, is_staff=True),
        auditor=User.objects.create_user("auditor", role=Role.AUDITOR, region=city),
        resident=Resident(phone_proved=True),
        by_receipt=Resident(phone_proved=False),
    )


def _clerk(username: str, role: Role, **where: Any) -> Clerk:
    return Clerk(
        User.objects.create_user(username, password=PASSWORD, role=role, **where)
    )


@pytest.fixture
def monday_morning() -> datetime:
    return MONDAY_MORNING


@pytest.fixture
def town(db) -> Town:
    return build_town()
