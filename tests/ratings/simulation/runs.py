"""
Reviews of simulated provinces: one, or all of a year.

Scoring, pools and predicates are the real ones; nothing of them is written again here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from ratings.candidates import (
    OwnAnswers,
    Result,
    Standing,
    belongs_on_the_red_list,
    has_low_rating,
)
from ratings.periods import HalfMonth
from ratings.rules import Rules
from ratings.scoring import FirmCounts, FirmPools, FirmScore, firm_score, may_be_rated
from tests.ratings.simulation.counting import (
    CHANCE,
    DAYS_OF_HALF_MONTH,
    WINDOW,
    Chance,
    Counts,
    firm_counts,
    half_month,
    inspected,
)
from tests.ratings.simulation.world import Firm

DAYS = Decimal(WINDOW * DAYS_OF_HALF_MONTH)
REVIEWS_OF_A_YEAR = 24
RECENT = 6
HALF_MONTHS_OF_INSPECTION = 12
FIRST_PERIOD = HalfMonth.named("2027-01-1")


@dataclass(frozen=True)
class Scored:
    """One firm at one review: its truth, what was counted and what came of it."""

    truth: float
    counts: FirmCounts
    score: FirmScore


@dataclass(frozen=True)
class Listed:
    """What became of a firm within a year."""

    truth: float
    noticed: bool
    red: bool


@dataclass(frozen=True)
class _Counted:
    """What one review counts of one firm; `newest` are the last six half-months."""

    period: HalfMonth
    counts: FirmCounts
    newest: OwnAnswers


def one_review(
    firms: Sequence[Firm], rules: Rules, random: Random, chance: Chance = CHANCE
) -> list[Scored]:
    """Score all firms of a province, the rated and the others, against their pools."""
    counts = []
    for firm in firms:
        window = Counts.of(half_month(firm, random, chance) for _ in range(WINDOW))
        counts.append(firm_counts(firm, window, inspected(firm, random)))
    pools = FirmPools.of(counts, rules)
    return [
        Scored(firm.truth(rules), each, firm_score(each, pools, days=DAYS, rules=rules))
        for firm, each in zip(firms, counts, strict=True)
    ]


def a_year(
    firms: Sequence[Firm], rules: Rules, random: Random, chance: Chance = CHANCE
) -> list[Listed]:
    """Review each half-month of a year, the first with a full window behind it."""
    counted = [_counted(firm, random, chance) for firm in firms]
    pools = [
        FirmPools.of((firm[review].counts for firm in counted), rules)
        for review in range(REVIEWS_OF_A_YEAR)
    ]
    return [
        _listed(firm, reviews, pools, rules)
        for firm, reviews in zip(firms, counted, strict=True)
    ]


def _counted(firm: Firm, random: Random, chance: Chance) -> list[_Counted]:
    """Draw what the reviews of a year count of one firm, window by window."""
    number = WINDOW + REVIEWS_OF_A_YEAR - 1
    drawn = [half_month(firm, random, chance) for _ in range(number)]
    inspections = _inspections(firm, random)
    period, counted = FIRST_PERIOD, []
    for review in range(REVIEWS_OF_A_YEAR):
        window = drawn[review : review + WINDOW]
        newest = Counts.of(window[-RECENT:])
        counted.append(
            _Counted(
                period,
                firm_counts(firm, Counts.of(window), inspections[review]),
                OwnAnswers(*map(Decimal, (newest.yes, newest.partly, newest.no))),
            )
        )
        period = period.next()
    return counted


def _inspections(firm: Firm, random: Random) -> list[float | None]:
    """Draw the inspection in force at each review: a new one every half a year."""
    points = [inspected(firm, random) for _ in range(REVIEWS_OF_A_YEAR)]
    phase = random.randrange(HALF_MONTHS_OF_INSPECTION)
    return [
        points[(review + phase) // HALF_MONTHS_OF_INSPECTION]
        for review in range(REVIEWS_OF_A_YEAR)
    ]


def _listed(
    firm: Firm, reviews: Sequence[_Counted], pools: Sequence[FirmPools], rules: Rules
) -> Listed:
    # neither list knows a firm that is not rated, so its score would change nothing
    rated = [
        (counted, _result(counted, pool, rules))
        for counted, pool in zip(reviews, pools, strict=True)
        if may_be_rated(counted.counts, rules)
    ]
    pairs = [
        (counted, newer, older)
        for place, (counted, newer) in enumerate(rated)
        for _, older in rated[:place]
    ]
    return Listed(
        truth=firm.truth(rules),
        noticed=any(
            has_low_rating(newer, older, counted.newest, rules)
            for counted, newer, older in pairs
        ),
        red=any(
            belongs_on_the_red_list(newer, older, _clean(counted), rules)
            for counted, newer, older in pairs
        ),
    )


def _clean(counted: _Counted) -> Standing:
    return Standing(
        inspection=counted.counts.inspection,
        urgent_overdue=False,
        enforcement_in_force=False,
    )


def _result(counted: _Counted, pools: FirmPools, rules: Rules) -> Result:
    counts = counted.counts
    score = firm_score(counts, pools, days=DAYS, rules=rules)
    return Result(
        period=counted.period,
        grade=score.grade,
        before_credits=score.before_credits,
        se=score.se,
        high=score.high,
        answers=OwnAnswers(counts.yes, counts.partly, counts.no),
        incidents=counts.incidents,
    )
