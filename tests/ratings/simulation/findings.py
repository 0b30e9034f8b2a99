"""What is asked of simulated reviews: is the truth covered, are the worst found."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from ratings.rules import Rules
from ratings.scoring import RATES, FirmCounts
from ratings.states import Grade, Indicator
from tests.ratings.simulation.runs import Listed, Scored
from tests.ratings.simulation.world import density_value

LOWEST = 5
WORST = 0.1
COVERED, COVERED_OF_THE_WORST = 0.92, 0.85


@dataclass(frozen=True)
class Coverage:
    """How many intervals hold the truth: of all firms, and of the true worst tenth."""

    firms: float
    worst: float

    @property
    def is_enough(self) -> bool:
        return self.firms >= COVERED and self.worst >= COVERED_OF_THE_WORST

    def __str__(self) -> str:
        return f"{percent(self.firms)} ({percent(self.worst)})"


@dataclass(frozen=True)
class Lowest:
    """How many of the five lowest of each list are of the true worst tenth."""

    rated: float
    raw: float
    raw_solved: float


def coverage(
    reviews: Sequence[Sequence[Scored]], *, rated_only: bool = False
) -> Coverage:
    """Return the coverage in these reviews of provinces."""
    covered, covered_of_the_worst = [], []
    for review in reviews:
        worst = worst_tenth(review)
        for firm in review:
            if rated_only and not is_rated(firm):
                continue
            covers = float(firm.score.low) <= firm.truth <= float(firm.score.high)
            covered.append(covers)
            if firm.truth <= worst:
                covered_of_the_worst.append(covers)
    return Coverage(share(covered), share(covered_of_the_worst))


def distance(reviews: Sequence[Sequence[Scored]]) -> float:
    """Return how far scores are off the truth, in points (root mean square)."""
    squares = [
        (float(firm.score.score) - firm.truth) ** 2
        for review in reviews
        for firm in review
    ]
    return sqrt(fmean(squares))


def lowest(reviews: Sequence[Sequence[Scored]], rules: Rules) -> Lowest:
    """Compare the lowest rated with the lowest by raw rates of all that have any."""

    def score(firm: Scored) -> float:
        return float(firm.score.score)

    def raw(firm: Scored) -> float:
        return raw_score(firm.counts, rules)

    def solved(firm: Scored) -> float:
        return raw_rates(firm.counts, rules)[Indicator.SOLVED.value]

    return Lowest(
        rated=_of_the_worst(reviews, is_rated, score),
        raw=_of_the_worst(reviews, _is_answered, raw),
        raw_solved=_of_the_worst(reviews, _is_answered, solved),
    )


def raw_score(counts: FirmCounts, rules: Rules) -> float:
    """Return the score of the rates as counted: nothing drawn to a pool."""
    values = raw_rates(counts, rules)
    weights = {each.value: float(weight) for each, weight in rules.weights.items()}
    small = counts.households / rules.density_full_households
    weights["density"] *= min(1.0, float(small))
    total = sum(weights[name] for name in values)
    return 100 * sum(weights[name] * x for name, x in values.items()) / total


def raw_rates(counts: FirmCounts, rules: Rules) -> dict[str, float]:
    """Return the rates of an answered firm as counted, from 0 to 1."""
    tallies = counts.tallies(rules)
    exposure = counts.household_days / 90_000
    values = {rate.value: float(tallies[rate].s / tallies[rate].n) for rate in RATES}
    values["density"] = density_value(float(counts.incidents / exposure), rules)
    if counts.inspection is not None:
        values["inspection"] = float(counts.inspection) / 100
    return values


def is_rated(firm: Scored) -> bool:
    return firm.score.grade is not Grade.NR


def worst_tenth(review: Sequence[Scored]) -> float:
    """Return the truth of the best firm of the true worst tenth."""
    return sorted(firm.truth for firm in review)[int(WORST * len(review)) - 1]


def found(firms: Iterable[Listed], below: float) -> tuple[float, int]:
    """Return the share of the truly bad that got a notice, and how many they are."""
    bad = [firm.noticed for firm in firms if firm.truth < below]
    return share(bad), len(bad)


def share(said: Sequence[bool]) -> float:
    """Return how many of these are true; of none, none."""
    return sum(said) / len(said) if said else 0.0


def percent(part: float) -> str:
    return f"{100 * part:.1f} %"


def _is_answered(firm: Scored) -> bool:
    return firm.counts.answers > 0


def _of_the_worst(
    reviews: Sequence[Sequence[Scored]],
    listed: Callable[[Scored], bool],
    key: Callable[[Scored], float],
) -> float:
    hits = [
        firm.truth <= worst_tenth(review)
        for review in reviews
        for firm in sorted(filter(listed, review), key=key)[:LOWEST]
    ]
    return share(hits)
