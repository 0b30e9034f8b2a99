"""
Firms as they truly are.

The truth of a firm is the score that the formula gives to its true rates: nothing drawn
to a pool, no chance, weights scaled as in its score.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log, sqrt
from random import Random

from ratings.rules import Rules

FIRMS = 500
SIZE_SPREAD = 1.1  # of the logarithm of the households
LEAST_HOUSEHOLDS = 20
INSPECTED = 0.7
# what one quality that all indicators of a firm share has of their spread
SHARED = 0.5


@dataclass(frozen=True, eq=False)
class Province:
    """
    How the firms of a mixed province differ; each is equal to itself alone.

    `middle` is the rate of the middle firm, and the spreads are standard deviations: of
    the logits of rates and inspections, of the logarithm of the density.
    """

    name: str
    middle: Mapping[str, float]
    inspection: float
    spread: float
    density_spread: float
    inspection_spread: float


# Its k comes to about 14, which is what the rules take where nothing can be measured.
ALIKE = Province(
    name="alike",
    middle={"satisfied": 0.73, "solved": 0.66, "on_time": 0.74, "not_redone": 0.80},
    inspection=0.80,
    spread=0.6,
    density_spread=0.5,
    inspection_spread=0.35,
)
# Half that k, and enough good firms that a red list is not empty.
UNLIKE = Province(
    name="unlike",
    middle={"satisfied": 0.79, "solved": 0.72, "on_time": 0.80, "not_redone": 0.85},
    inspection=0.80,
    spread=0.9,
    density_spread=0.6,
    inspection_spread=0.5,
)


@dataclass(frozen=True)
class Firm:
    """
    A firm of known quality: rates from 0 to 1, all in the good sense.

    `density` is its incidents for 1,000 households and 90 days; `inspection` the points
    that an inspection without error would give, or nothing if none is made; no
    inspection of it comes out below `least_inspected`.
    """

    households: int
    rates: Mapping[str, float]
    density: float
    inspection: float | None
    least_inspected: float = 0.0

    def truth(self, rules: Rules) -> float:
        """Return the score of the true rates, in points."""
        values = {**self.rates, "density": density_value(self.density, rules)}
        weights = {each.value: float(weight) for each, weight in rules.weights.items()}
        full = float(rules.density_full_households)
        weights["density"] *= min(1.0, self.households / full)
        if self.inspection is not None:
            values["inspection"] = self.inspection / 100
        return _weighted(values, weights)


@dataclass(frozen=True)
class Equals:
    """What firms that differ in nothing but size have in common."""

    name: str
    rates: Mapping[str, float]
    inspection: float
    least_inspected: float = 0.0


# Everything is at 61 of 100, so that no firm is truly below 60.
AT_61 = Equals(
    "at 61",
    dict.fromkeys(("satisfied", "solved", "on_time", "not_redone"), 0.61),
    inspection=61.0,
)
# Nothing but the score stands between them and the red list: enough of the answers are
# a yes, and the county finds 85 or more. On time is what makes them 79 all the same.
AT_79 = Equals(
    "at 79",
    {"satisfied": 0.85, "solved": 0.95, "on_time": 0.554, "not_redone": 0.75},
    inspection=90.0,
    least_inspected=85.0,
)


def mixed(
    volume: float, province: Province, rules: Rules, random: Random
) -> list[Firm]:
    """
    Return firms of every quality, `volume` incidents a firm and 90 days on average.

    With the volume they grow, and the density stays about the reference of the rules.
    """
    return [_mixed_firm(volume, province, rules, random) for _ in range(FIRMS)]


def equal(volume: float, alike: Equals, rules: Rules, random: Random) -> list[Firm]:
    """
    Return firms that differ in nothing but size.

    Their density is worth what the rest is, so that the lower weight that it has for a
    small firm makes no difference: the truth of all is the same.
    """
    weights = {each.value: float(weight) for each, weight in rules.weights.items()}
    values = {**alike.rates, "inspection": alike.inspection / 100}
    rest = _weighted(values, weights) / 100
    density = 2 * float(rules.density_reference) * (1 / rest - 1)
    return [
        Firm(
            households=_households(volume / density, random),
            rates=alike.rates,
            density=density,
            inspection=alike.inspection,
            least_inspected=alike.least_inspected,
        )
        for _ in range(FIRMS)
    ]


def density_value(density: float, rules: Rules) -> float:
    """Return what a true density is worth, from 0 (many) to 1 (none)."""
    return 1 / (1 + density / (2 * float(rules.density_reference)))


def _mixed_firm(
    volume: float, province: Province, rules: Rules, random: Random
) -> Firm:
    quality = _Quality(random)
    reference = float(rules.density_reference)
    # so that the mean of all is the reference, not only the middle firm
    middle = reference * exp(-(province.density_spread**2) / 2)
    points = 100 * _moved(province.inspection, province.inspection_spread * quality())
    return Firm(
        # independent of quality, so that the mean of the incidents is `volume`
        households=_households(volume / reference, random),
        rates={
            name: _moved(rate, province.spread * quality())
            for name, rate in province.middle.items()
        },
        density=middle * exp(-province.density_spread * quality()),
        inspection=points if random.random() < INSPECTED else None,
    )


@dataclass
class _Quality:
    """Draws how good a firm is, in standard deviations: an indicator at each call."""

    random: Random
    shared: float = field(init=False)

    def __post_init__(self) -> None:
        self.shared = self.random.gauss(0, 1)

    def __call__(self) -> float:
        own = self.random.gauss(0, 1)
        return sqrt(SHARED) * self.shared + sqrt(1 - SHARED) * own


def _households(thousands: float, random: Random) -> int:
    """Draw a log-normal size whose mean is so many thousand households."""
    size = exp(SIZE_SPREAD * random.gauss(0, 1) - SIZE_SPREAD**2 / 2)
    return max(LEAST_HOUSEHOLDS, round(thousands * 1_000 * size))


def _moved(rate: float, shift: float) -> float:
    """Return the rate whose logit is so much higher."""
    return 1 / (1 + exp(-log(rate / (1 - rate)) - shift))


def _weighted(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the mean of the values by the weights of those that there are."""
    total = sum(weights[name] for name in values)
    return 100 * sum(weights[name] * x for name, x in values.items()) / total
