"""Drawings: the interval bar on its scale."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from ratings.canonical import rounded

WIDTH = 200
MARGIN = 6
PLACES = 1
TEN = 10
WIDEST = (0, 100)


def tens_around(bounds: Iterable[Decimal]) -> tuple[int, int]:
    """The whole tens around every bound; the widest scale where there is none."""
    known = list(bounds)
    if not known:
        return WIDEST
    start, end = floor(min(known) / TEN) * TEN, ceil(max(known) / TEN) * TEN
    return (start, end) if start < end else (start, start + TEN)


@dataclass(frozen=True)
class Scale:
    """From `start` to `end` points, drawn over the width of a bar."""

    start: int
    end: int

    def at(self, points: Decimal) -> str:
        share = (points - self.start) / (self.end - self.start)
        return str(rounded(MARGIN + share * (WIDTH - 2 * MARGIN), PLACES))

    def bar(
        self, *, score: Decimal, low: Decimal, high: Decimal, reference: Decimal | None
    ) -> dict[str, str]:
        """Positions of `ratings/parts/interval.html`."""
        left, right = Decimal(self.at(low)), Decimal(self.at(high))
        return {
            "left": str(left),
            "width": str(max(right - left, Decimal(1))),
            "score": self.at(score),
            "reference": self._within(reference),
        }

    def _within(self, reference: Decimal | None) -> str:
        """Nothing where the line would lie outside the drawing."""
        if reference is None or not self.start <= reference <= self.end:
            return ""
        return self.at(reference)
