"""The work evaluation of cities and counties, with the bounds that decide a verdict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from ratings.evaluation import Bounds, RegionCounts, region_score
from ratings.models import RegionCounts as CountsRow
from ratings.models import RegionScore, Review
from ratings.queries.public import Place
from ratings.rules import Rules
from ratings.shrinkage import Pool
from ratings.states import Group, Verdict
from registry.areas import Level
from registry.models import Region

POOLS = {Level.CITY: "cities", Level.COUNTY: "counties"}


@dataclass(frozen=True)
class RegionRow:
    """
    A region in one review; score, bounds and place are nothing when it is not rated.

    `on_time` and `satisfied` are the bounds that the floors are held against; `before`
    is the score in the published review before this one.
    """

    region: Region
    score: Decimal | None
    low: Decimal | None
    high: Decimal | None
    reference: Decimal | None
    place: Place | None
    group: Group
    verdict: Verdict | None
    lines: Mapping[str, Mapping[str, str]]
    counts: RegionCounts
    on_time: Bounds
    satisfied: Bounds
    before: Decimal | None


def of_level(review: Review, before: Review | None, level: Level) -> QuerySet[Any]:
    """The regions of a level that are public, the best first, then by code."""
    counts = CountsRow.objects.filter(
        review=OuterRef("review"), region=OuterRef("region")
    )
    earlier = RegionScore.objects.filter(review=before, region=OuterRef("region"))
    return (
        RegionScore.objects.filter(review=review, region__level=level)
        .select_related("region__parent")
        .annotate(
            counted=Subquery(counts.values("entry")[:1]),
            score_before=Subquery(earlier.values("score")[:1]),
        )
        .order_by(F("score").desc(nulls_last=True), "region__code")
    )


def rows_of(scores: Iterable[Any], review: Review, rules: Rules) -> list[RegionRow]:
    """:param scores: of `of_level`, with their annotations"""
    return [_row(score, review, rules) for score in scores]


def _row(score: Any, review: Review, rules: Rules) -> RegionRow:
    entry = score.entry
    counts = RegionCounts.from_document(score.counted["window"])
    again = region_score(counts, _pools(review, score.region.level), rules)
    return RegionRow(
        region=score.region,
        score=score.score,
        low=score.low,
        high=score.high,
        reference=Decimal(entry["reference"]) if entry["reference"] else None,
        place=Place.read(entry["places"]["level"]),
        group=Group(entry["group"]),
        verdict=Verdict(entry["verdict"]) if entry["verdict"] else None,
        lines=entry["lines"],
        counts=counts,
        on_time=again.on_time,
        satisfied=again.satisfied,
        before=score.score_before,
    )


def _pools(review: Review, level: str) -> dict[str, Pool]:
    pools = review.pools[POOLS[Level(level)]]
    return {name: Pool.from_document(pool) for name, pool in pools.items()}
