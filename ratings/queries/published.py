"""The reviews that the public may read: those in force and those they replaced."""

from dataclasses import dataclass
from typing import Self

from ratings.models import Review
from ratings.states import ReviewState


@dataclass(frozen=True)
class Shelf:
    """
    Every review that was ever published, the newest period and version first.

    They come without their pools and windows, which only a review that is opened needs.
    """

    reviews: tuple[Review, ...]

    @classmethod
    def read(cls) -> Self:
        found = Review.objects.public().only(
            "period", "version", "state", "published_at", "results_sha256"
        )
        return cls(tuple(found))

    @property
    def in_force(self) -> tuple[Review, ...]:
        return tuple(
            review for review in self.reviews if review.state == ReviewState.PUBLISHED
        )

    @property
    def newest(self) -> Review | None:
        return self.in_force[0] if self.in_force else None

    def of(self, period: str, version: int | None = None) -> Review | None:
        """The version in force of a period, or the one that is asked for."""
        if version is None:
            return self._first(self.in_force, period)
        numbered = (each for each in self.reviews if each.version == version)
        return self._first(tuple(numbered), period)

    def versions(self, period: str) -> list[Review]:
        return [review for review in self.reviews if review.period == period]

    def before(self, review: Review) -> Review | None:
        """The review in force of the nearest earlier period that was published."""
        earlier = (each for each in self.in_force if each.period < review.period)
        return next(earlier, None)

    @staticmethod
    def _first(reviews: tuple[Review, ...], period: str) -> Review | None:
        return next((each for each in reviews if each.period == period), None)


def opened(review: Review) -> Review:
    """The same review with all its columns and its rule set."""
    return Review.objects.select_related("rule_set").get(pk=review.pk)
