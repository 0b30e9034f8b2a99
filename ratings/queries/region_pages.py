"""What the page of a region shows: its evaluation, its past, what stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ratings.models import RegionCounts, RegionScore, Review
from ratings.periods import HalfMonth
from ratings.queries import region_rows
from ratings.queries.published import Shelf
from ratings.queries.region_rows import RegionRow
from ratings.rules import Rules
from ratings.states import ReviewState
from registry.areas import Level

SHOWN_REVIEWS = 24
HALF_MONTHS_OF_A_YEAR = 24

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Past:
    """The region's score in one published review; nothing where it is not rated."""

    period: str
    score: Decimal | None
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True)
class Compared:
    """The frozen counts of a region now, one review before, and a year before."""

    now: Entry
    before: Entry | None
    a_year_before: Entry | None


def row_of(
    review: Review, before: Review | None, code: str, rules: Rules
) -> RegionRow | None:
    """The city or county of this code, if it is in the review; no other is public."""
    for level in (Level.CITY, Level.COUNTY):
        scores = region_rows.of_level(review, before, level).filter(region__code=code)
        for row in region_rows.rows_of(scores, review, rules):
            return row
    return None


def compared(review: Review, shelf: Shelf, code: str) -> Compared:
    """One query: the three reviews that there are of them."""
    before = shelf.before(review)
    year = shelf.of(_a_year_before(review.half_month).name)
    wanted = [each.pk for each in (review, before, year) if each is not None]
    rows = RegionCounts.objects.filter(review__in=wanted, region__code=code)
    found = dict(rows.values_list("review", "entry"))
    return Compared(
        now=found[review.pk],
        before=found.get(before.pk) if before else None,
        a_year_before=found.get(year.pk) if year else None,
    )


def history(review: Review, code: str) -> list[Past]:
    """The scores in force up to this review, the oldest first."""
    newest = (
        RegionScore.objects.filter(
            region__code=code,
            review__state=ReviewState.PUBLISHED,
            review__period__lte=review.period,
        )
        .order_by("-review__period")
        .values_list("review__period", "score", "low", "high")[:SHOWN_REVIEWS]
    )
    return [Past(*row) for row in reversed(newest)]


def _a_year_before(period: HalfMonth) -> HalfMonth:
    for _each in range(HALF_MONTHS_OF_A_YEAR):
        period = period.previous()
    return period
