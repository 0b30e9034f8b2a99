"""What the desk asks about reviews: their sums, what came of them, and what waits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from ratings.models import Bulletin, FirmScore, Objection, RegionScore, Review
from ratings.states import BulletinState, Grade, ObjectionState, ReviewState, Verdict


@dataclass(frozen=True)
class Sums:
    """How many firms a review has, and how many of them are rated."""

    firms: int = 0
    rated: int = 0


@dataclass(frozen=True)
class Came:
    """What a scored review came to, in numbers."""

    grades: dict[Grade, int]
    regions: int
    regions_rated: int
    praised: int
    lagging: int

    @property
    def firms(self) -> int:
        return sum(self.grades.values())

    @property
    def rated(self) -> int:
        return self.firms - self.grades[Grade.NR]


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody with the right to publish."""

    to_preview: int
    to_publish: int
    objections: int
    to_sign: int


def sums_of(reviews: Collection[int]) -> dict[int, Sums]:
    """One query for all reviews of a list, by their ids."""
    rows = (
        FirmScore.objects.filter(review__in=reviews)
        .values("review")
        .annotate(firms=Count("pk"), rated=Count("pk", filter=~Q(grade=Grade.NR)))
    )
    found = {row["review"]: Sums(row["firms"], row["rated"]) for row in rows}
    return {review: found.get(review, Sums()) for review in reviews}


def came_of(review: Review) -> Came:
    """Two queries, however many firms there are."""
    scores = FirmScore.objects.filter(review=review).order_by().values_list("grade")
    grades = dict.fromkeys(Grade, 0)
    grades.update({Grade(grade): n for grade, n in scores.annotate(n=Count("pk"))})
    regions = RegionScore.objects.filter(review=review).aggregate(
        all=Count("pk"),
        rated=Count("pk", filter=Q(score__isnull=False)),
        praised=Count("pk", filter=Q(entry__verdict=Verdict.PRAISED.value)),
        lagging=Count("pk", filter=Q(entry__verdict=Verdict.LAGGING.value)),
    )
    return Came(
        grades=grades,
        regions=regions["all"],
        regions_rated=regions["rated"],
        praised=regions["praised"],
        lagging=regions["lagging"],
    )


def objections_of(review: Review) -> dict[ObjectionState, int]:
    objections = Objection.objects.filter(review__period=review.period)
    rows = objections.order_by().values_list("state")
    found = dict.fromkeys(ObjectionState, 0)
    counted = rows.annotate(n=Count("pk"))
    found.update({ObjectionState(state): n for state, n in counted})
    return found


def upheld_and_still_counted(review: Review) -> int:
    """The upheld objections to its period whose cases this version still counts."""
    upheld = Objection.objects.filter(
        review__period=review.period, state=ObjectionState.UPHELD
    )
    return upheld.exclude(case_id__in=review.left_out).count()


def versions_of(period: str) -> list[Review]:
    """Every version of a period, the newest first, without counts and pools."""
    found = Review.objects.filter(period=period).only("period", "version", "state")
    return list(found.order_by("-version"))


def waiting(now: datetime) -> Waiting:
    """Three queries."""
    reviews = Review.objects.aggregate(
        to_preview=Count("pk", filter=Q(state=ReviewState.SCORED)),
        to_publish=Count(
            "pk", filter=Q(state=ReviewState.PREVIEWED, preview_ends_at__lte=now)
        ),
    )
    open_ones = Objection.objects.filter(state=ObjectionState.OPEN)
    unsigned = Bulletin.objects.filter(
        state__in=[BulletinState.DRAFT, BulletinState.EDITED, BulletinState.SIGNED]
    )
    return Waiting(**reviews, objections=open_ones.count(), to_sign=unsigned.count())
