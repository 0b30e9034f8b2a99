"""What the page of one firm shows beside its score: who it is, its past, its cases."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from complaints.models import Case
from ratings.models import FirmCounts, FirmScore, ProjectCounts, Review
from ratings.scoring import FirmCounts as Counts
from ratings.states import Grade, ReviewState
from registry.models import Firm, Tenure

SHOWN_REVIEWS = 24
# Whoever is listed was one of these.
LISTED = ("incidents", "due")
# Told of each case; not what was answered: a firm could guess by whom. Nor whether it
# is an incident: one that is due and none would tell that its phone filed a newer one.
TOLD = ("due", "on_time", "redone")


@dataclass(frozen=True)
class Past:
    """The firm's score in one published review."""

    period: str
    grade: Grade
    score: Decimal | None
    low: Decimal | None
    high: Decimal | None
    counts: Counts

    @property
    def is_rated(self) -> bool:
        return self.grade != Grade.NR


@dataclass(frozen=True)
class Behind:
    """A case that was counted, and how often as on time, as late and as redone."""

    number: str
    filed_at: datetime
    on_time: int
    late: int
    redone: int


def firm_with(code: str) -> Firm | None:
    return Firm.objects.select_related("head_office").filter(credit_code=code).first()


def branches_of(firm: Firm) -> list[Firm]:
    return list(firm.branches.order_by("name", "pk"))


def served_on(firm: Firm, day: date) -> list[Tenure]:
    """What the firm serves on this day, with the communities and their streets."""
    return list(
        Tenure.objects.filter(firm=firm)
        .in_force_on(day)
        .select_related("community__street__parent")
        .order_by("community__name", "pk")
    )


def history(firm: Firm) -> list[Past]:
    """The newest of its scores in force, the oldest of them first."""
    newest = _in_force(firm).order_by("-review__period")[:SHOWN_REVIEWS]
    return [_past(score) for score in reversed(newest)]


def entry_of(review: Review, firm: Firm) -> Mapping[str, Any] | None:
    """The firm's part of the frozen counts."""
    return (
        FirmCounts.objects.filter(review=review, firm=firm)
        .values_list("entry", flat=True)
        .first()
    )


class CaseList(Sequence[int]):
    """The cases behind a firm's counts in one review, the newest first, by id."""

    def __init__(self, review: Review, firm: Firm) -> None:
        self._counted: dict[str, Counter[int]] = {
            mark: Counter() for mark in {*LISTED, *TOLD}
        }
        rows = ProjectCounts.objects.filter(review=review, tenure__firm=firm)
        for cases in rows.values_list("cases", flat=True):
            for mark, counted in self._counted.items():
                counted.update(case for case, _step in cases.get(mark, ()))
        listed = [self._counted[mark] for mark in LISTED]
        self._ids = sorted(set().union(*listed), reverse=True)

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, index: Any) -> Any:
        return self._ids[index]

    def told(self, ids: Sequence[int]) -> list[Behind]:
        """What is public of these cases, in their order."""
        found = Case.objects.in_bulk(list(ids))
        return [self._behind(found[pk]) for pk in ids if pk in found]

    def _behind(self, case: Case) -> Behind:
        due, on_time = self._counted["due"], self._counted["on_time"]
        return Behind(
            number=case.number,
            filed_at=case.filed_at,
            on_time=on_time[case.pk],
            late=due[case.pk] - on_time[case.pk],
            redone=self._counted["redone"][case.pk],
        )


def _in_force(firm: Firm) -> QuerySet[FirmScore]:
    counts = FirmCounts.objects.filter(review=OuterRef("review"), firm=OuterRef("firm"))
    return (
        FirmScore.objects.filter(firm=firm, review__state=ReviewState.PUBLISHED)
        .select_related("review")
        .only("grade", "score", "low", "high", "review__period")
        .annotate(counted=Subquery(counts.values("entry")[:1]))
    )


def _past(score: Any) -> Past:
    return Past(
        period=score.review.period,
        grade=Grade(score.grade),
        score=score.score,
        low=score.low,
        high=score.high,
        counts=Counts.from_document(score.counted["window"]),
    )
