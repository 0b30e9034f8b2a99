from dataclasses import replace
from decimal import Decimal
from math import sqrt

import pytest

from ratings.evaluation import (
    Bounds,
    RegionCounts,
    best_counties,
    city_verdict,
    county_verdicts,
    region_pools,
    region_score,
)
from ratings.rules import RULES_1
from ratings.scoring import WrongCounts
from ratings.states import RegionIndicator, Verdict
from tests.ratings.counted import STEPS, as_document, pool, region_counts

POOLS = {each.value: pool("0.8") for each in RegionIndicator}


def evaluated(**numbers):
    return region_score(region_counts(**{"cases": 100, **numbers}), POOLS, RULES_1)


def on_time(due, met):
    return {f"{step}_due": due for step in STEPS} | {
        f"{step}_on_time": met for step in STEPS
    }


def bounded(on_time, satisfied, *, score="90", rated=True):
    """A region with these bounds of its two rates, low and high."""
    return replace(
        evaluated(),
        score=Decimal(score),
        rated=rated,
        on_time=Bounds(*map(Decimal, on_time)),
        satisfied=Bounds(*map(Decimal, satisfied)),
    )


GOOD = (("0.91", "0.99"), ("0.86", "0.99"))


def test_the_nine_weights_sum_to_the_score():
    found = evaluated()
    assert {name: part.weight for name, part in found.parts.items()} == {
        each.value: weight for each, weight in RULES_1.region_weights.items()
    }
    assert found.score == 80
    assert found.reference == 80


def test_refused_and_redone_count_against_the_region():
    plain = evaluated(disposed=20, rectified=20)
    assert evaluated(disposed=20, refused=5, rectified=20).score < plain.score
    assert evaluated(disposed=20, rectified=20, redone=5).score < plain.score


def test_what_is_shown_beside_the_evaluation_does_not_change_it():
    beside = {"declined": 40, "transferred": 40, "unfounded": 40}
    beside |= {"reclassified": 40, "paused": 40, "merged": 40, "typed": 40}
    assert evaluated(**beside, asked=40, cannot_say=40) == evaluated()


def test_documents_that_also_name_what_was_filed_are_read():
    document = as_document(region_counts(cases=40))
    assert RegionCounts.from_document(document | {"filed": "41"}).cases == 40
    with pytest.raises(WrongCounts, match="guessed"):
        RegionCounts.from_document(document | {"guessed": "41"})


@pytest.mark.parametrize(("cases", "rated"), [(29, False), (30, True), (31, True)])
def test_a_region_is_rated_from_thirty_cases_on(cases, rated):
    assert evaluated(cases=cases).rated is rated


def test_the_error_adds_satisfaction_and_solved_as_for_firms():
    found = evaluated(yes=30, no=10, rated=40, satisfied=30, **on_time(100, 90))
    error = {name: float(part.weight * part.se) for name, part in found.parts.items()}
    together = error.pop("satisfied") + error.pop("solved")
    expected = sqrt(together**2 + sum(each**2 for each in error.values()))
    assert float(found.se) == pytest.approx(expected, abs=0.0001)


def test_the_on_time_rate_is_the_mean_of_the_four_shrunk_steps():
    found = evaluated(acceptance_due=86, acceptance_on_time=86)
    # (86 + 14 · 0.8) / 100 = 0.972 for one step, 0.8 for the three others
    middle = (found.on_time.low + found.on_time.high) / 2
    assert float(middle) == pytest.approx((0.972 + 3 * 0.8) / 4)
    errors = [sqrt(0.972 * 0.028 / 101), *[sqrt(0.16 / 15)] * 3]
    half = 1.96 * sqrt(sum(each**2 for each in errors)) / 4
    assert float(found.on_time.high - middle) == pytest.approx(half)


def test_the_pools_of_a_level_are_of_all_its_regions():
    regions = [region_counts(visits=10, visited=9), region_counts(visits=2, visited=0)]
    assert region_pools(regions, RULES_1)["visited"].m == pytest.approx(
        Decimal(10) / 14
    )
    assert region_pools([], RULES_1)["visited"].m == Decimal("0.5")


@pytest.mark.parametrize(
    ("low_on_time", "low_satisfied", "verdict"),
    [
        ("0.9001", "0.8501", Verdict.PRAISED),
        ("0.90", "0.8501", None),
        ("0.9001", "0.85", None),
    ],
)
def test_a_city_is_praised_above_both_floors(low_on_time, low_satisfied, verdict):
    city = bounded((low_on_time, "1"), (low_satisfied, "1"))
    assert city_verdict(city, RULES_1) is verdict


@pytest.mark.parametrize(
    ("high_on_time", "high_satisfied", "verdict"),
    [
        ("0.8999", "0.99", Verdict.LAGGING),
        ("0.99", "0.8499", Verdict.LAGGING),
        ("0.90", "0.85", None),
    ],
)
def test_one_upper_bound_below_its_floor_is_lagging(
    high_on_time, high_satisfied, verdict
):
    region = bounded(("0.5", high_on_time), ("0.5", high_satisfied))
    assert city_verdict(region, RULES_1) is verdict
    assert county_verdicts({"county": region}, RULES_1) == {"county": verdict}


def test_a_region_that_is_not_rated_is_neither_praised_nor_lagging():
    assert city_verdict(bounded(*GOOD, rated=False), RULES_1) is None
    low = (("0.5", "0.6"), ("0.5", "0.6"))
    assert city_verdict(bounded(*low, rated=False), RULES_1) is None


def test_of_the_counties_only_the_best_tenth_is_praised():
    counties = {f"{n}": bounded(*GOOD, score=f"{70 + n}") for n in range(20)}
    verdicts = county_verdicts(counties, RULES_1)
    praised = {name for name, each in verdicts.items() if each is Verdict.PRAISED}
    assert praised == {"19", "18"}


def test_a_county_of_the_best_tenth_below_a_floor_is_not_replaced_by_the_next():
    counties = {f"{n}": bounded(*GOOD, score=f"{70 + n}") for n in range(10)}
    counties["9"] = bounded(("0.89", "0.99"), ("0.86", "0.99"), score="79")
    assert set(county_verdicts(counties, RULES_1).values()) == {None}


@pytest.mark.parametrize(("rated", "best"), [(1, 1), (9, 1), (10, 1), (11, 2), (20, 2)])
def test_a_tenth_is_of_the_rated_counties_and_begun_tenths_count(rated, best):
    counties = {f"{n}": bounded(*GOOD, score=f"{50 + n}") for n in range(rated)}
    counties["small"] = bounded(*GOOD, score="99", rated=False)
    assert len(best_counties(counties, RULES_1)) == best


def test_counties_of_the_same_score_are_in_the_best_tenth_together():
    counties = {f"{n}": bounded(*GOOD, score="90") for n in range(10)}
    assert best_counties(counties, RULES_1) == counties.keys()


def test_counts_come_back_from_their_document():
    counts = region_counts(cases=30, visits=20, visited=19)
    assert RegionCounts.from_document(as_document(counts)) == counts


@pytest.mark.parametrize(
    "part",
    [
        *(f"{step}_on_time" for step in STEPS),
        "visited",
        "satisfied",
        "refused",
        "redone",
    ],
)
def test_a_part_above_its_whole_is_refused(part):
    document = {**as_document(region_counts()), part: "1"}
    with pytest.raises(WrongCounts, match=f"{part} is 1"):
        RegionCounts.from_document(document)
