"""
Work evaluation of regions: what an office controls, on its own due moments.

Nine rates, shrunk to the pool of the same level, and a sum with its error as for firms.
The province is shown beside the pool of the cities and stands in no list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Self

from ratings.canonical import HUNDRED, ZERO, exactly, rounded
from ratings.ranking import case_group
from ratings.rules import Rules
from ratings.scoring import (
    ERROR_PLACES,
    SCORE_PLACES,
    Part,
    check_parts,
    combined,
    interval,
    read_counts,
    solved,
)
from ratings.shrinkage import Pool, Shrunk, Tally, pooled, shrunk
from ratings.states import Group, RegionIndicator, Verdict

STEPS = ("acceptance", "verification", "disposal", "report")


@dataclass(frozen=True)
class RegionCounts:
    """
    What a review counted for one region and below, in one window.

    `refused` and `redone` are counted of the `disposed` and `rectified` beside them,
    each at most once. What follows `redone` is shown beside the evaluation only.
    """

    cases: Decimal
    acceptance_due: Decimal
    acceptance_on_time: Decimal
    verification_due: Decimal
    verification_on_time: Decimal
    disposal_due: Decimal
    disposal_on_time: Decimal
    report_due: Decimal
    report_on_time: Decimal
    visits: Decimal
    visited: Decimal
    yes: Decimal
    partly: Decimal
    no: Decimal
    cannot_say: Decimal
    rated: Decimal
    satisfied: Decimal
    typed: Decimal
    asked: Decimal
    disposed: Decimal
    refused: Decimal
    rectified: Decimal
    redone: Decimal
    declined: Decimal
    transferred: Decimal
    unfounded: Decimal
    reclassified: Decimal
    paused: Decimal
    merged: Decimal

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """
        Read the counts of a region from the frozen inputs, of any shape.

        :raises WrongCounts: if a count is missing, unknown, negative or above its whole
        """
        known = COUNTS | (OF_EARLIER_SHAPES & document.keys())
        counts = cls(**read_counts(document, COUNTS, known))
        check_parts(
            ("acceptance_on_time", counts.acceptance_on_time, counts.acceptance_due),
            (
                "verification_on_time",
                counts.verification_on_time,
                counts.verification_due,
            ),
            ("disposal_on_time", counts.disposal_on_time, counts.disposal_due),
            ("report_on_time", counts.report_on_time, counts.report_due),
            ("visited", counts.visited, counts.visits),
            ("satisfied", counts.satisfied, counts.rated),
            ("refused", counts.refused, counts.disposed),
            ("redone", counts.redone, counts.rectified),
        )
        return counts

    @exactly()
    def tallies(self, rules: Rules) -> dict[str, Tally]:
        """Return what is counted for each of the nine rates, all in the good sense."""
        return {
            "acceptance": Tally(self.acceptance_on_time, self.acceptance_due),
            "verification": Tally(self.verification_on_time, self.verification_due),
            "disposal": Tally(self.disposal_on_time, self.disposal_due),
            "report": Tally(self.report_on_time, self.report_due),
            "visited": Tally(self.visited, self.visits),
            "solved": solved(self.yes, self.partly, self.no, rules),
            "satisfied": Tally(self.satisfied, self.rated),
            "not_refused": Tally(self.disposed - self.refused, self.disposed),
            "not_redone": Tally(self.rectified - self.redone, self.rectified),
        }


COUNTS = frozenset(each.name for each in fields(RegionCounts))
# Shapes 1 and 2 also name `filed`, from which nothing was ever computed.
OF_EARLIER_SHAPES = frozenset({"filed"})

RegionPools = Mapping[str, Pool]


@dataclass(frozen=True)
class Bounds:
    """An approximate 95 % interval of a rate, between 0 and 1, not cut off there."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class RegionScore:
    """A region's evaluation as published; under so few cases it is not `rated`."""

    score: Decimal
    se: Decimal
    low: Decimal
    high: Decimal
    reference: Decimal
    rated: bool
    group: Group
    parts: Mapping[str, Part]
    on_time: Bounds
    satisfied: Bounds


@exactly()
def region_pools(regions: Iterable[RegionCounts], rules: Rules) -> dict[str, Pool]:
    """Return the nine pools of the regions of one level, rated or not."""
    tallies = [region.tallies(rules) for region in regions]
    return {
        each.value: pooled((tally[each.value] for tally in tallies), rules)
        for each in RegionIndicator
    }


@exactly()
def region_score(counts: RegionCounts, pools: RegionPools, rules: Rules) -> RegionScore:
    """Return the evaluation of a region against the pools of its level."""
    weights = {each.value: weight for each, weight in rules.region_weights.items()}
    values = {
        name: shrunk(tally, pools[name])
        for name, tally in counts.tallies(rules).items()
    }
    total = combined(values, weights)
    low, high = interval(total.points, total.se, rules)
    return RegionScore(
        score=rounded(total.points, SCORE_PLACES),
        se=rounded(total.se, ERROR_PLACES),
        low=low,
        high=high,
        reference=_reference(pools, weights),
        rated=counts.cases >= rules.region_rated_cases,
        group=case_group(counts.cases, rules),
        parts=total.parts,
        on_time=_bounds(_on_time(values, weights), rules),
        satisfied=_bounds(values["satisfied"], rules),
    )


def city_verdict(region: RegionScore, rules: Rules) -> Verdict | None:
    """Return the verdict on a city: praised as soon as it is above both floors."""
    if is_above_the_floors(region, rules):
        return Verdict.PRAISED
    return Verdict.LAGGING if lags(region, rules) else None


def county_verdicts(
    counties: Mapping[str, RegionScore], rules: Rules
) -> dict[str, Verdict | None]:
    """Return the verdict on each county: praised also asks for the best tenth."""
    best = best_counties(counties, rules)
    verdicts = {name: city_verdict(county, rules) for name, county in counties.items()}
    return {
        name: None if verdict is Verdict.PRAISED and name not in best else verdict
        for name, verdict in verdicts.items()
    }


def best_counties(counties: Mapping[str, RegionScore], rules: Rules) -> set[str]:
    """
    Return the best tenth of the rated counties, by published score.

    A county is of it when fewer than a tenth of the rated have a higher score: of ten
    it is one, of five still one, and counties of the same score are in or out together.
    The tenth is taken of all rated counties and the floors are asked after that, or few
    counties above the floors would leave fewer than one in ten of them praised.
    """
    rated = {name: county for name, county in counties.items() if county.rated}
    limit = rules.praised_counties * len(rated)
    scores = sorted((county.score for county in rated.values()), reverse=True)
    return {
        name for name, county in rated.items() if scores.index(county.score) < limit
    }


def is_above_the_floors(region: RegionScore, rules: Rules) -> bool:
    """
    Ask whether both lower bounds are above their floors; a bound on a floor is not.

    Both, because praise that is earned on one side alone would be bought on the other.
    """
    return (
        region.rated
        and region.on_time.low > rules.floor_on_time
        and region.satisfied.low > rules.floor_satisfied
    )


def lags(region: RegionScore, rules: Rules) -> bool:
    """Ask whether either upper bound is below its floor: one is enough, as it says."""
    return region.rated and (
        region.on_time.high < rules.floor_on_time
        or region.satisfied.high < rules.floor_satisfied
    )


def _on_time(values: Mapping[str, Shrunk], weights: Mapping[str, Decimal]) -> Shrunk:
    """
    Return the one on-time rate that the floors speak of.

    It is the mean of the four shrunk rates by their weights in the score, and not the
    sum of their counts, so that a step with many due moments does not hide a slow one.
    Their errors are taken as independent, as in the score.
    """
    total = sum((weights[step] for step in STEPS), start=ZERO)
    x = sum((weights[step] * values[step].x for step in STEPS), start=ZERO)
    squares = sum(
        ((weights[step] * values[step].se) ** 2 for step in STEPS), start=ZERO
    )
    return Shrunk(x / total, squares.sqrt() / total)


def _bounds(rate: Shrunk, rules: Rules) -> Bounds:
    half = rules.interval_errors * rate.se
    return Bounds(rate.x - half, rate.x + half)


def _reference(pools: RegionPools, weights: Mapping[str, Decimal]) -> Decimal:
    """What a region of this level would score if it were exactly as all are."""
    points = HUNDRED * sum(
        (weight * pools[name].m for name, weight in weights.items()), start=ZERO
    )
    return rounded(points / sum(weights.values()), SCORE_PLACES)
