"""
Places among the rated: always an interval, never a bare number.

Everything is asked of published figures, so that a reader can count again by hand.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isqrt
from operator import itemgetter

from ratings.rules import Rules
from ratings.states import Band, Group, Size

UNITS_OF_A_POINT = 10_000
# firms that are compared at once: few enough that their errors are alike
LIKE = 400


@dataclass(frozen=True)
class Published:
    """What is published of one that is rated, in points; `reference` is the pool's."""

    score: Decimal
    se: Decimal
    low: Decimal
    high: Decimal
    reference: Decimal


@dataclass(frozen=True)
class Place:
    """From the best to the worst place that cannot be ruled out, of so many rated."""

    of: int
    best: int
    worst: int
    band: Band | None = None

    def as_document(self) -> dict[str, str]:
        """Either the interval or the band: nobody reads a place into a wide one."""
        if self.band is not None:
            return {"of": str(self.of), "band": self.band.value}
        return {"of": str(self.of), "best": str(self.best), "worst": str(self.worst)}


def places(rated: Mapping[str, Published], rules: Rules) -> dict[str, Place]:
    """Return the place of each of the rated in their list."""
    shown = list(rated.values())
    intervals = rank_intervals([(each.score, each.se) for each in shown], rules)
    return {
        name: Place(
            len(rated), best, worst, _band(published, best, worst, rated, rules)
        )
        for (name, published), (best, worst) in zip(
            rated.items(), intervals, strict=True
        )
    }


def rank_intervals(
    figures: Sequence[tuple[Decimal, Decimal]], rules: Rules
) -> list[tuple[int, int]]:
    """
    Return best and worst place for each published score and standard error.

    Best is 1 + the number of those that are clearly above: further than 1.28 standard
    errors of the difference. Worst is the last place less those clearly below.

    :raises ValueError: if a figure has more than four places
    """
    points = [(_units(score), _units(se)) for score, se in figures]
    above = _clearly_above(points, rules)
    below = _clearly_above([(-score, se) for score, se in points], rules)
    return [
        (1 + better, len(points) - worse)
        for better, worse in zip(above, below, strict=True)
    ]


def size_group(households: Decimal, before: str | None, rules: Rules) -> Size:
    """
    Return the size group; who was in one stays until it is left by a tenth.

    A firm that grows and shrinks about a limit would else change its rivals each time.
    """
    slack = rules.size_hysteresis
    was_middle_or_large = before in (Size.M, Size.L)
    lower = rules.size_middle_from * _drawn(before, was_middle_or_large, slack)
    upper = rules.size_middle_to * _drawn(before, before == Size.L, slack)
    if households < lower:
        return Size.S
    return Size.L if households > upper else Size.M


def case_group(cases: Decimal, rules: Rules) -> Group:
    """Return the group of a region by the cases of its window."""
    if cases < rules.group_middle_from:
        return Group.SMALL
    return Group.LARGE if cases > rules.group_middle_to else Group.MIDDLE


def _drawn(before: str | None, was_above: bool, slack: Decimal) -> Decimal:
    if before is None:
        return Decimal(1)
    return 1 - slack if was_above else 1 + slack


def _band(
    published: Published,
    best: int,
    worst: int,
    rated: Mapping[str, Published],
    rules: Rules,
) -> Band | None:
    if worst - best <= rules.rank_width_most * len(rated):
        return None
    if published.low > published.reference:
        return Band.ABOVE
    return Band.BELOW if published.high < published.reference else Band.NO_DIFFERENCE


def _units(points: Decimal) -> int:
    units = points * UNITS_OF_A_POINT
    if units != units.to_integral_value():
        raise ValueError(f"{points} is not a published figure: more than four places")
    return int(units)


def _clearly_above(points: list[tuple[int, int]], rules: Rules) -> list[int]:
    """
    Count for each (score, error), in whole units, how many are clearly above it.

    "Clearly" is d² > z²·(error² + error²), in whole numbers: no root, no rounding.
    """
    z_squared = Fraction(rules.rank_errors) ** 2
    by_error = sorted(points, key=itemgetter(1))
    likes = [
        _Likes(by_error[start : start + LIKE], z_squared)
        for start in range(0, len(by_error), LIKE)
    ]
    return [sum(each.clearly_above(*point) for each in likes) for point in points]


class _Likes:
    """
    Those of nearly the same error, in the order of their scores.

    Who is further off than their largest error allows is clearly above, who is nearer
    than their smallest is not; only the few between are compared one by one.
    """

    def __init__(self, points: list[tuple[int, int]], z_squared: Fraction) -> None:
        self.z_squared = z_squared
        by_score = sorted(points, key=itemgetter(0))
        self.scores = [score for score, _ in by_score]
        self.bars = [z_squared.numerator * error**2 for _, error in by_score]
        self.least, self.most = min(self.bars), max(self.bars)

    def clearly_above(self, score: int, error: int) -> int:
        unit = self.z_squared.denominator
        bar = self.z_squared.numerator * error**2
        # a whole d is beyond the bar exactly when it is beyond the bar's whole root
        first = bisect_right(self.scores, score + isqrt((bar + self.least) // unit))
        sure = bisect_right(self.scores, score + isqrt((bar + self.most) // unit))
        between = zip(self.scores[first:sure], self.bars[first:sure], strict=True)
        return (len(self.scores) - sure) + sum(
            (other - score) ** 2 * unit > bar + other_bar
            for other, other_bar in between
        )
