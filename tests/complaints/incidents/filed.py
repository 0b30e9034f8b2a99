"""The filings of the seeded set, read from their files and put into the database."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from complaints.models import Case, Category, Text
from registry.models import Community, Region
from tests.town import MONDAY_MORNING

FOLDER = Path(__file__).parent
COMMUNITIES = ("fenglin", "jiangyu", "yingdong", "jingu", "jinghu")


@dataclass(frozen=True)
class Pair:
    """One incident, told twice."""

    community: str
    category: str
    first: str
    second: str
    second_category: str = ""

    @property
    def asked_under(self) -> str:
        return self.second_category or self.category


@dataclass(frozen=True)
class Other:
    """A filing that is about no other's incident."""

    community: str
    category: str
    text: str


@cache
def pairs(name: str = "pairs") -> tuple[Pair, ...]:
    return tuple(Pair(**pair) for pair in _read(name)["pairs"])


@cache
def others() -> tuple[Other, ...]:
    return tuple(
        Other(community, category, text)
        for community in COMMUNITIES
        for category, texts in _read(f"others_{community}").items()
        for text in texts
    )


def community(name: str, street: Region) -> Community:
    return Community.objects.create(
        code=name.upper()[:6],
        name=name,
        initials=name,
        address=street.name,
        street=street,
        households=1200,
    )


def file_all(
    where: Community,
    filings: list[tuple[str, str]],
    *,
    start: int = 0,
    filed_at: datetime = MONDAY_MORNING,
    **more: Any,
) -> list[Case]:
    """Open complaints of a category and a text each, a minute apart, in two queries."""
    categories = Category.objects.in_bulk(field_name="code")
    texts = Text.objects.bulk_create(
        Text(salt="salt", body=body, digest="0" * 64) for _category, body in filings
    )
    return Case.objects.bulk_create(
        Case(
            number=f"{where.pk}-{start + place}",
            kind="COMPLAINT",
            category=categories[category],
            text=text,
            community=where,
            office=where.street,
            office_code=where.street.code,
            **{
                "filed_at": filed_at + timedelta(minutes=place),
                "entered_at": filed_at + timedelta(minutes=place),
                "due_at": filed_at + timedelta(days=30),
                **more,
            },
        )
        for place, ((category, _body), text) in enumerate(
            zip(filings, texts, strict=True), start=1
        )
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())
