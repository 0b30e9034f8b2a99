from dataclasses import replace
from decimal import Decimal
from math import log, sqrt

import pytest

from ratings.rules import RULES_1
from ratings.scoring import (
    FirmCounts,
    FirmPools,
    WrongCounts,
    density,
    density_value,
    exposure,
    firm_score,
    grade,
    may_be_rated,
)
from ratings.states import Grade, Indicator
from tests.ratings.counted import DAYS, as_document, firm_counts, pool

POOLS = FirmPools(
    rates={
        Indicator.SATISFIED: pool("0.8"),
        Indicator.SOLVED: pool("0.7"),
        Indicator.ON_TIME: pool("0.9"),
        Indicator.NOT_REDONE: pool("0.85"),
    },
    inspection=Decimal(82),
)
A_YEAR_OF_1000_HOUSEHOLDS = 1_000 * 365


def score(**numbers):
    return firm_score(firm_counts(**numbers), POOLS, days=DAYS, rules=RULES_1)


def enough(**numbers):
    """A firm that may be rated, of full size."""
    return score(
        **{
            "incidents": 20,
            "yes": 20,
            "household_days": A_YEAR_OF_1000_HOUSEHOLDS,
            **numbers,
        }
    )


def test_a_firm_as_all_are_scores_as_the_pool_does():
    silent = score(household_days=A_YEAR_OF_1000_HOUSEHOLDS, incidents=0)
    # 90 points of weight, no inspection; the density of no incident is above ⅔
    expected = 0.8 * 20 + 0.7 * 25 + 0.9 * 25 + 0.85 * 10
    density_points = float(silent.parts["density"].x) * 10
    assert float(silent.score) == pytest.approx(
        (expected + density_points) / 0.9, abs=0.006
    )
    assert float(silent.reference) == pytest.approx(
        (expected + 20 / 3) / 0.9, abs=0.006
    )


def test_a_missing_inspection_raises_the_rest_in_proportion():
    without, inspected = enough(), enough(inspection=82)
    assert "inspection" not in without.parts
    assert without.parts["solved"].weight == pytest.approx(Decimal(25) / 90 * 100)
    assert inspected.parts["solved"].weight == 25


@pytest.mark.parametrize(
    ("households", "weight"), [(0, 0), (75, "2.5"), (150, 5), (300, 10), (9_000, 10)]
)
def test_the_density_of_a_small_firm_weighs_less(households, weight):
    small = enough(inspection=82, household_days=households * 365)
    unscaled = Decimal(weight)
    assert small.parts["density"].weight == pytest.approx(
        unscaled / (90 + unscaled) * 100
    )
    assert sum(part.weight for part in small.parts.values()) == pytest.approx(
        Decimal(100)
    )


def test_the_average_of_the_households_is_taken_over_the_window_not_the_tenure():
    half_a_year = enough(inspection=82, household_days=300 * 365 // 2)
    assert half_a_year.parts["density"].weight == pytest.approx(
        Decimal(5) / 95 * 100, rel=Decimal("0.01")
    )


def test_the_points_of_the_lines_are_the_score():
    found = enough(inspection=90, partly=3, no=2, rated=12, satisfied=9)
    assert found.score == pytest.approx(
        sum(part.points for part in found.parts.values()), abs=Decimal("0.005")
    )


def test_partly_is_half_solved_and_cannot_say_is_nothing():
    assert enough(yes=10, no=10).score == enough(yes=0, partly=20).score
    assert enough(cannot_say=40).score == enough().score


def test_the_reference_density_is_worth_two_thirds():
    year = firm_counts(incidents=3, household_days=90_000, households=1_000)
    assert exposure(year) == 1
    assert density(year, RULES_1) == 3
    assert density_value(year, RULES_1).x == pytest.approx(Decimal(2) / 3)


def test_a_firm_without_households_and_incidents_stands_at_the_reference():
    assert density(firm_counts(), RULES_1) == pytest.approx(Decimal(3))


@pytest.mark.parametrize(
    ("incidents", "household_days"), [(0, 0), (1, 4_000), (40, 365_000), (9, 9_000_000)]
)
def test_the_error_of_the_density_agrees_with_another_way_of_counting(
    incidents, household_days
):
    """The logistic form: with v = ln(λ/2μ), dx/dv = x(1 - x), sd(v) = 1/√(n + 5)."""
    counts = firm_counts(incidents=incidents, household_days=household_days)
    rate = (incidents + 5) / (household_days / 90_000 + 5 / 3)
    log_odds = log(rate / 6)
    x = 1 / (1 + 2.718281828459045**log_odds)
    value = density_value(counts, RULES_1)
    assert float(value.x) == pytest.approx(x)
    assert float(value.se) == pytest.approx(x * (1 - x) / sqrt(incidents + 5))


def test_the_errors_of_the_same_answers_are_added_and_the_others_squared():
    found = enough(inspection=82, rated=12, satisfied=9, due=8, on_time=7)
    error = {name: float(part.weight * part.se) for name, part in found.parts.items()}
    together = error.pop("satisfied") + error.pop("solved")
    expected = sqrt(together**2 + sum(each**2 for each in error.values()))
    assert float(found.se) == pytest.approx(expected, abs=0.0001)
    assert float(found.high - found.low) == pytest.approx(2 * 1.96 * expected, abs=0.02)


def test_an_inspection_errs_by_six_points():
    assert enough(inspection=82).parts["inspection"].se == Decimal("0.06")


def test_credits_are_added_and_deductions_taken_off_up_to_their_limits():
    plain = enough()
    assert enough(credits=2).score == plain.score + 2
    assert enough(credits=9).score == plain.score + 3
    assert enough(deductions=5).score == plain.score - 5
    assert enough(deductions=40).score == plain.score - 15
    assert enough(credits=2).se == plain.se


@pytest.mark.parametrize(
    ("m", "numbers", "points"),
    [("1", {"credits": 3, "incidents": 0}, 100), ("0", {"deductions": 15}, 0)],
)
def test_a_score_stays_within_0_and_100(m, numbers, points):
    extreme = FirmPools(rates=dict.fromkeys(POOLS.rates, pool(m)), inspection=None)
    counts = firm_counts(**{"incidents": 900, "household_days": 10**9, **numbers})
    found = firm_score(counts, extreme, days=DAYS, rules=RULES_1)
    assert found.score == points
    assert 0 <= found.low <= found.high <= 100


def test_before_credits_the_deductions_still_stand():
    found = enough(credits=3, deductions=5)
    assert found.before_credits == enough().score - 5
    assert found.score == enough().score - 2


@pytest.mark.parametrize(
    ("points", "letter"),
    [
        ("100", "AAA"),
        ("85.00", "AAA"),
        ("84.99", "AA"),
        ("80.00", "AA"),
        ("79.99", "A"),
        ("70.00", "A"),
        ("69.99", "B"),
        ("60.00", "B"),
        ("59.99", "C"),
        ("0", "C"),
    ],
)
def test_a_grade_begins_on_its_limit(points, letter):
    assert grade(Decimal(points), RULES_1).value == letter


@pytest.mark.parametrize(
    ("answers", "incidents", "rated"),
    [(9, 10, False), (10, 9, False), (10, 10, True), (11, 10, True), (10, 11, True)],
)
def test_ten_own_answers_and_ten_incidents_open_the_door(answers, incidents, rated):
    counts = firm_counts(yes=answers, incidents=incidents)
    assert may_be_rated(counts, RULES_1) is rated
    assert (enough(yes=answers, incidents=incidents).grade is not Grade.NR) is rated


def test_an_inspection_never_opens_the_door():
    assert enough(yes=9, inspection=100).grade is Grade.NR


def test_cannot_say_and_typed_answers_do_not_open_the_door():
    assert enough(yes=9, cannot_say=50, typed=50, rated=50).grade is Grade.NR


def test_what_was_explained_is_not_solved_but_nobody_s_answer():
    told = firm_counts(yes=9, no=3, incidents=12)
    explained = firm_counts(yes=9, explained=3, incidents=12)
    assert told.tallies(RULES_1) == explained.tallies(RULES_1)
    assert (told.answers, explained.answers) == (12, 9)
    assert may_be_rated(told, RULES_1)
    assert not may_be_rated(explained, RULES_1)


def test_three_thirds_of_an_answer_are_one():
    third = Decimal("0.333333")
    counts = firm_counts(yes=9 + third, partly=third, no=third, incidents=10)
    assert may_be_rated(counts, RULES_1)


def test_the_pools_are_of_all_firms_and_the_mean_of_the_inspected():
    pools = FirmPools.of(
        [
            firm_counts(yes=3, no=1, inspection=80),
            firm_counts(yes=1, partly=2, inspection=91),
            firm_counts(),
        ],
        RULES_1,
    )
    assert pools.rates[Indicator.SOLVED].m == pytest.approx(Decimal(6) / 9)
    assert pools.inspection == Decimal("85.5")
    assert FirmPools.from_document(pools.as_document()) == pools


def test_no_inspection_anywhere_has_no_mean():
    pools = FirmPools.of([firm_counts()], RULES_1)
    assert pools.inspection is None
    assert FirmPools.from_document(pools.as_document()) == pools


def test_counts_come_back_from_their_document():
    counts = firm_counts(yes="0.333333", inspection="71.5", incidents=1)
    assert FirmCounts.from_document(as_document(counts)) == counts
    silent = firm_counts()
    assert FirmCounts.from_document(as_document(silent)) == silent


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"on_time": "2"}, "on_time is 2, more than the 0"),
        ({"satisfied": "1"}, "satisfied is 1"),
        ({"redone": "1"}, "redone is 1"),
        ({"inspection": "101"}, "inspection is 101"),
        ({"yes": "-1"}, "yes counts nothing"),
        ({"yes": "NaN"}, "yes counts nothing"),
        ({"yes": "many"}, "yes is no number"),
        ({"yes": 3}, "yes is not a number written as text"),
        ({"yes": None}, "yes is not a number written as text"),
        ({"charm": "1"}, "missing or unknown: charm"),
    ],
)
def test_counts_that_cannot_be_are_refused(change, what):
    with pytest.raises(WrongCounts, match=what):
        FirmCounts.from_document({**as_document(firm_counts()), **change})


def test_a_missing_count_is_refused():
    document = as_document(firm_counts())
    del document["redone"], document["inspection"]
    with pytest.raises(WrongCounts, match="inspection, redone"):
        FirmCounts.from_document(document)


def test_another_rule_set_scores_otherwise():
    strict = replace(RULES_1, partly_share=Decimal(0))
    counts = firm_counts(incidents=20, partly=20, household_days=365_000)
    lenient = firm_score(counts, POOLS, days=DAYS, rules=RULES_1)
    assert firm_score(counts, POOLS, days=DAYS, rules=strict).score < lenient.score
