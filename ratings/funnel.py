"""
Funnel limits: how far from all others a firm may lie by chance alone.

Pure. Limits at 95 % and 99.8 % around a target, for rates (so many of so many) and for
the density (so many for so much exposure), after Spiegelhalter, "Funnel plots for
comparing institutional performance", Stat. Med. 2005;24:1185.

Of the paper's variants these are taken:

* **Exact limits**, interpolated between whole counts: most firms have ten to fifty
  answers, and about a rate of 90 % the normal limits would call 1 in 80 firms of ten
  answers beyond 99.8 %. The upper limit is the mirror of the lower one, so that a firm
  is beyond a limit exactly when the tail that begins with its count is no likelier than
  p.
* **Winsorised z-scores**: the lowest and the highest tenth are drawn in before their
  mean square φ̂ is taken, so that the outliers we look for do not hide themselves.
* **Additive over-dispersion**, τ² by moments, and not the factor √φ̂: firms do differ
  from each other in truth, which the score says too (its k comes from the same idea).
  A factor would leave the limits of the largest firms so narrow that nearly each of
  them were beyond. It is applied where φ̂ is above 1 + 2·√(2/I) for I firms, as the
  paper advises: two standard errors above what chance alone would give.

The paper widens normal limits; here the distance of an exact limit from the target
grows in the same ratio, √((V + τ²)/V), which keeps its two sides as uneven as they are.

Limits are drawn and compared, and enter no score, so they are computed in floating
point; they leave with six places, and firms are compared with these.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from math import exp, floor, inf, lgamma, log, sqrt

from ratings.canonical import rounded
from ratings.shrinkage import Tally
from ratings.states import Control

TAIL_95, TAIL_998 = 0.025, 0.001
WINSORISED = 0.1
CLEARLY = 2
PLACES = 6
PHI_PLACES = 4
TAU_PLACES = 12
# What lies farther out than so many errors, and counts, is too rare to be added up.
FAR_ERRORS = 10
MOST_KEPT = 20_000

Chances = Sequence[tuple[int, float]]


class Law(Enum):
    """What is counted: a part of `n`, more of which is good, or events in `n`."""

    RATE = "RATE"
    DENSITY = "DENSITY"


@dataclass(frozen=True)
class Limits:
    """The two limits on each side, in the unit of the rate or density."""

    far_low: Decimal
    low: Decimal
    high: Decimal
    far_high: Decimal


@dataclass(frozen=True)
class Funnel:
    """
    The limits of one indicator in one review.

    `target` is the rate or density of all. `phi` is φ̂ over so many `units`;
    `tau_squared` is 0 unless φ̂ is clearly above 1.
    """

    law: Law
    target: Decimal
    phi: Decimal
    tau_squared: Decimal
    units: int

    @property
    def is_widened(self) -> bool:
        return self.tau_squared > 0

    def limits(self, n: Decimal) -> Limits:
        """Return the limits for a firm with so many answers, or so much exposure."""
        return _limits(self, n)

    def control(self, tally: Tally) -> Control:
        """Return where a firm lies; on a limit is within it."""
        limits, y = self.limits(tally.n), tally.s / tally.n
        lower = (y < limits.low) + (y < limits.far_low)
        higher = (y > limits.high) + (y > limits.far_high)
        good, bad = (lower, higher) if self.law is Law.DENSITY else (higher, lower)
        return _CONTROLS[good, bad]


def funnel(
    tallies: Iterable[Tally], *, target: Decimal, law: Law, least: Decimal
) -> Funnel:
    """
    Return the funnel around a target above 0, and below 1 for a rate.

    How much firms differ is asked of those with at least `least` answers, or at least
    so many expected events; of fewer, z says little.
    """
    per_unit = Decimal(1) if law is Law.RATE else target
    telling = [tally for tally in tallies if tally.n * per_unit >= least]
    variances = [_variance(law, float(target), float(tally.n)) for tally in telling]
    zs = [
        (float(tally.s / tally.n) - float(target)) / sqrt(variance)
        for tally, variance in zip(telling, variances, strict=True)
    ]
    phi = dispersion(zs)
    return Funnel(
        law=law,
        target=target,
        phi=rounded(Decimal(phi), PHI_PLACES),
        tau_squared=rounded(Decimal(_tau_squared(phi, variances)), TAU_PLACES),
        units=len(telling),
    )


def dispersion(zs: Sequence[float]) -> float:
    """Return φ̂, the mean square of the winsorised z-scores; 1 of none."""
    if not zs:
        return 1.0
    ordered = sorted(zs)
    drawn = floor(WINSORISED * len(ordered))
    least, most = ordered[drawn], ordered[-1 - drawn]
    return sum(min(max(z, least), most) ** 2 for z in zs) / len(zs)


def _tau_squared(phi: float, variances: Sequence[float]) -> float:
    """The spread of the firms' own, by moments; 0 where chance may explain it all."""
    units = len(variances)
    if units <= 1 or phi <= 1 + CLEARLY * sqrt(2 / units):
        return 0.0
    weights = [1 / variance for variance in variances]
    total = sum(weights)
    own = total - sum(weight**2 for weight in weights) / total
    return max(0.0, (units * phi - (units - 1)) / own)


@lru_cache(maxsize=MOST_KEPT)
def _limits(funnel: Funnel, n: Decimal) -> Limits:
    target, size = float(funnel.target), float(n)
    chances, counted = _chances(funnel.law, target, size)
    variance = _variance(funnel.law, target, counted)
    wider = sqrt((variance + float(funnel.tau_squared)) / variance)
    highest = 1.0 if funnel.law is Law.RATE else inf

    def limit(count: float) -> Decimal:
        far = target + (count / counted - target) * wider
        return rounded(Decimal(min(highest, max(0.0, far))), PLACES)

    return Limits(
        far_low=limit(_lower(chances, TAIL_998)),
        low=limit(_lower(chances, TAIL_95)),
        high=limit(_upper(chances, TAIL_95)),
        far_high=limit(_upper(chances, TAIL_998)),
    )


def _lower(chances: Chances, p: float) -> float:
    """Below this, the counts up to any one together are no likelier than p."""
    below = 0.0
    for count, chance in chances:
        if below + chance > p:
            return count - (below + chance - p) / chance
        below += chance
    raise AssertionError("all counts together are certain")


def _upper(chances: Chances, p: float) -> float:
    """The mirror of the lower limit."""
    return -_lower([(-count, chance) for count, chance in reversed(chances)], p)


def _chances(law: Law, target: float, size: float) -> tuple[Chances, float]:
    """
    How likely each count is, and out of how many it is counted.

    Answers of several phones add up to fractions; chance is asked of whole ones.
    """
    if law is Law.DENSITY:
        return _poisson(target * size), size
    whole = max(1, round(size))
    return _binomial(target, whole), float(whole)


def _binomial(rate: float, n: int) -> Chances:
    counts = _likely(n * rate, sqrt(n * rate * (1 - rate)), most=n)
    ways = lgamma(n + 1)
    return [
        (
            count,
            exp(
                ways
                - lgamma(count + 1)
                - lgamma(n - count + 1)
                + count * log(rate)
                + (n - count) * log(1 - rate)
            ),
        )
        for count in counts
    ]


def _poisson(mean: float) -> Chances:
    return [
        (count, exp(count * log(mean) - mean - lgamma(count + 1)))
        for count in _likely(mean, sqrt(mean))
    ]


def _likely(mean: float, error: float, most: int | None = None) -> range:
    reach = FAR_ERRORS * (error + 1)
    ends = floor(mean + reach) + 1
    return range(
        max(0, floor(mean - reach)), ends if most is None else min(most + 1, ends)
    )


def _variance(law: Law, target: float, n: float) -> float:
    return (target * (1 - target) if law is Law.RATE else target) / n


# How many limits are passed on the good side, and on the bad one.
_CONTROLS = {
    (0, 0): Control.WITHIN,
    (1, 0): Control.BETTER,
    (2, 0): Control.FAR_BETTER,
    (0, 1): Control.WORSE,
    (0, 2): Control.FAR_WORSE,
}
