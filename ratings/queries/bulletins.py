"""The bulletins that the public may read: those in force and those they replaced."""

from dataclasses import dataclass
from typing import Self

from ratings.models import Bulletin
from ratings.states import BulletinState, ReviewState

SHOWN = (
    "review__version",
    "review__state",
    "review__reason",
    "period",
    "number",
    "state",
    "published_at",
    "figures_sha256",
)


@dataclass(frozen=True)
class Shelf:
    """
    Every bulletin that was ever published, the newest half-month and version first.

    They come without their figures and words, which only one that is opened needs.
    """

    bulletins: tuple[Bulletin, ...]

    @classmethod
    def read(cls) -> Self:
        found = Bulletin.objects.public().select_related("review").only(*SHOWN)
        return cls(tuple(found))

    @property
    def in_force(self) -> tuple[Bulletin, ...]:
        return tuple(
            one for one in self.bulletins if one.state == BulletinState.PUBLISHED
        )

    def of(self, period: str, version: int | None) -> Bulletin | None:
        """The one in force of a half-month, or that of the version asked for."""
        among = self.in_force if version is None else self.bulletins
        found = (
            one
            for one in among
            if one.period == period and version in (None, one.review.version)
        )
        return next(found, None)

    def versions(self, period: str) -> list[Bulletin]:
        return [one for one in self.bulletins if one.period == period]


def opened(bulletin: Bulletin) -> Bulletin:
    """The same bulletin with its figures and words."""
    return (
        Bulletin.objects.select_related("review")
        .defer("review__window", "review__pools", "review__left_out")
        .get(pk=bulletin.pk)
    )


def is_corrected(bulletin: Bulletin) -> bool:
    """Whether its review was corrected and the new bulletin is not published yet."""
    return (
        bulletin.state == BulletinState.PUBLISHED
        and bulletin.review.state == ReviewState.SUPERSEDED
    )


def newest(count: int) -> list[Bulletin]:
    """Those in force with their figures, the newest half-month first."""
    found = Bulletin.objects.in_force().select_related("review")
    return list(found.defer("review__window", "review__pools")[:count])
