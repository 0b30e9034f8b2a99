"""
What the pages of a ranking show: the rated firms, those with too few, and their sum.

Everything is read from the frozen counts and the published results; whether a firm
objects is the one fact that may still change while a review is in force.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from ratings.canonical import shortest
from ratings.models import FirmCounts, FirmScore, LowRating, Objection, Review
from ratings.scoring import FirmCounts as Counts
from ratings.states import Band, Grade, ObjectionState, Size
from registry.areas import Level
from registry.models import Region


@dataclass(frozen=True)
class Place:
    """From the best to the worst place of so many rated, or a band where too wide."""

    of: int
    best: int | None = None
    worst: int | None = None
    band: Band | None = None

    @classmethod
    def read(cls, document: Mapping[str, str] | None) -> Self | None:
        if document is None:
            return None
        if "band" in document:
            return cls(int(document["of"]), band=Band(document["band"]))
        return cls(int(document["of"]), int(document["best"]), int(document["worst"]))


@dataclass(frozen=True)
class FirmRow:
    """
    A firm in one review.

    Score, bounds and places are nothing for a firm that is not rated. `before` is its
    score in the published review before this one; `low_rating` says that the notice of
    this review names it; `frozen` and `results` are its parts
    of the two public documents.
    """

    score_id: int
    code: str
    name: str
    city: Region | None
    size: Size
    grade: Grade
    score: Decimal | None
    low: Decimal | None
    high: Decimal | None
    reference: Decimal | None
    places: Mapping[str, Place | None]
    counts: Counts
    before: Decimal | None
    objected: bool
    low_rating: bool
    frozen: Mapping[str, Any]
    results: Mapping[str, Any]

    @property
    def is_rated(self) -> bool:
        return self.grade != Grade.NR

    @property
    def own_answers(self) -> str:
        return shortest(self.counts.answers)

    @property
    def replied(self) -> Decimal:
        """Own answers, those that cannot say included: each of them is a reply."""
        return self.counts.answers + self.counts.cannot_say

    @property
    def reply_rate(self) -> Decimal | None:
        """The share of the asked that replied; nothing where nobody was asked."""
        return self.replied / self.counts.asked if self.counts.asked else None


@dataclass(frozen=True)
class Standing:
    """A rated firm's figures, to set it beside the others."""

    score_id: int
    low: Decimal
    high: Decimal
    reference: Decimal

    @property
    def band(self) -> Band:
        """Where the 95 % interval lies beside the province, wide or narrow."""
        if self.low > self.reference:
            return Band.ABOVE
        return Band.BELOW if self.high < self.reference else Band.NO_DIFFERENCE

    def covers(self, other: "Standing") -> bool:
        return self.low <= other.low and other.high <= self.high


@dataclass(frozen=True)
class Field:
    """All rated firms of a review beside each other."""

    standings: Mapping[int, Standing]

    @classmethod
    def read(cls, review: Review) -> Self:
        rated = (
            FirmScore.objects.filter(review=review)
            .exclude(grade=Grade.NR)
            .values_list("pk", "low", "high", "entry__reference")
        )
        standings = {
            pk: Standing(pk, low, high, Decimal(reference))
            for pk, low, high, reference in rated
        }
        return cls(standings)

    @property
    def rated(self) -> int:
        return len(self.standings)

    def in_band(self, band: Band) -> int:
        return sum(each.band == band for each in self.standings.values())

    def alike(self, score_id: int) -> int:
        """How many other intervals lie within this one or around it."""
        mine = self.standings[score_id]
        return sum(
            mine.covers(other) or other.covers(mine)
            for other in self.standings.values()
            if other.score_id != score_id
        )

    @property
    def bounds(self) -> list[Decimal]:
        """The ends of every interval."""
        ends = self.standings.values()
        return [bound for each in ends for bound in (each.low, each.high)]


def too_few(review: Review) -> int:
    """How many firms of the review are not rated."""
    return FirmScore.objects.filter(review=review, grade=Grade.NR).count()


def rated_of(review: Review) -> tuple[int, int]:
    """How many firms of the review are rated, and how many there are."""
    counted = FirmScore.objects.filter(review=review).aggregate(
        rated=Count("pk", filter=~Q(grade=Grade.NR)), firms=Count("pk")
    )
    return counted["rated"], counted["firms"]


def low_ratings(review: Review) -> int:
    """How many firms the notice of low rating of this version names."""
    return LowRating.objects.filter(review=review).count()


def scores(review: Review, before: Review | None) -> QuerySet[FirmScore]:
    """Every firm of the review, with all that `row_of` reads."""
    counts = FirmCounts.objects.filter(review=OuterRef("review"), firm=OuterRef("firm"))
    earlier = FirmScore.objects.filter(review=before, firm=OuterRef("firm"))
    noticed = LowRating.objects.filter(review=review, firm=OuterRef("firm"))
    return (
        FirmScore.objects.filter(review=review)
        .select_related("firm", "city")
        .annotate(
            counted=Subquery(counts.values("entry")[:1]),
            score_before=Subquery(earlier.values("score")[:1]),
            objected=Exists(open_objections(review).filter(firm=OuterRef("firm"))),
            low_rating=Exists(noticed),
        )
    )


def open_objections(review: Review) -> QuerySet[Objection]:
    """
    Those to any version of the period that nobody decided, or that were upheld and
    whose case is still counted here.
    """
    still_counted = Q(state=ObjectionState.UPHELD) & ~Q(case_id__in=review.left_out)
    return Objection.objects.filter(review__period=review.period).filter(
        Q(state=ObjectionState.OPEN) | still_counted
    )


def rows_of(found: Iterable[FirmScore]) -> list[FirmRow]:
    return [row_of(score) for score in found]


def row_of(score: Any) -> FirmRow:
    """:param score: one of `scores`, with its annotations"""
    entry = score.entry
    return FirmRow(
        score_id=score.pk,
        code=score.firm.credit_code,
        name=score.firm.name,
        city=score.city,
        size=Size(score.size),
        grade=Grade(score.grade),
        score=score.score,
        low=score.low,
        high=score.high,
        reference=Decimal(entry["reference"]) if entry["reference"] else None,
        places={name: Place.read(each) for name, each in entry["places"].items()},
        counts=Counts.from_document(score.counted["window"]),
        before=score.score_before,
        objected=score.objected,
        low_rating=score.low_rating,
        frozen=score.counted,
        results=entry,
    )


def cities() -> list[Region]:
    return list(Region.objects.at_level(Level.CITY).order_by("code"))
