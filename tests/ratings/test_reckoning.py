from dataclasses import replace
from decimal import Decimal

import pytest

from ratings.canonical import canonical, sha256_of
from ratings.reckoning import pools_document, results, rules_of
from ratings.rules import RULES_1, WrongRules
from ratings.scoring import WrongCounts
from tests.ratings.counted import (
    a_firm,
    a_region,
    firm_counts,
    frozen,
    random_inputs,
    region_counts,
)

PROVINCE, CITY, COUNTY = "340000000", "340100000", "340102000"


def busy(**numbers):
    return firm_counts(
        **{
            "incidents": 20,
            "yes": 20,
            "rated": 20,
            "satisfied": 20,
            "households": 3_000,
            "household_days": 3_000 * 365,
            **numbers,
        }
    )


def firms_of(**counts):
    return {code: a_firm(each) for code, each in counts.items()}


def results_of(firms=None, regions=None, rules=RULES_1):
    return results(frozen(firms or {}, regions or {}, rules))


def test_results_name_the_inputs_that_they_are_of():
    inputs = random_inputs(seed=1)
    found = results(inputs)
    assert found["inputs_sha256"] == sha256_of(inputs)
    assert (found["period"], found["version"]) == ("2026-11-1", "1")


def test_the_same_inputs_give_the_same_bytes_in_any_order():
    inputs = random_inputs(seed=2)
    mixed = {
        **inputs,
        "firms": dict(reversed(inputs["firms"].items())),
        "regions": dict(reversed(inputs["regions"].items())),
    }
    assert canonical(results(mixed)) == canonical(results(inputs))


def test_the_pools_do_not_depend_on_the_order_either():
    inputs = random_inputs(seed=3)
    firms = dict(reversed(inputs["firms"].items()))
    assert pools_document(firms, inputs["regions"], RULES_1) == inputs["pools"]


def test_every_firm_and_region_has_a_row():
    inputs = random_inputs(seed=4)
    found = results(inputs)
    assert found["firms"].keys() == inputs["firms"].keys()
    assert found["regions"].keys() == inputs["regions"].keys()


def test_a_province_with_nobody_in_it_has_empty_results():
    found = results_of()
    assert found["firms"] == {}
    assert found["regions"] == {}


def test_scores_lean_on_the_frozen_pools_and_not_on_new_ones():
    inputs = frozen(firms_of(one=busy()), {})
    inputs["pools"]["firms"]["on_time"]["m"] = "0.100000000000"
    assert results(inputs)["firms"]["one"]["lines"]["on_time"]["x"] == "0.100000"


def test_of_a_firm_that_is_not_rated_nothing_reads_as_a_score():
    found = results_of(firms_of(silent=firm_counts(households=40)))["firms"]["silent"]
    assert found["grade"] == "NR"
    shown = ("score", "before_credits", "se", "low", "high", "reference")
    assert [found[name] for name in shown] == [None] * 6
    assert found["places"] == {"province": None, "city": None, "size": None}
    assert found["size"] == "S"
    assert found["lines"]["solved"]["points"] is None
    assert found["lines"]["solved"]["x"] == "0.500000"


def test_a_rated_firm_is_published_with_all_its_figures():
    found = results_of(firms_of(one=busy(inspection=90, credits="1.5")))["firms"]["one"]
    assert found["grade"] == "A"
    assert Decimal(found["score"]) - Decimal(found["before_credits"]) == Decimal("1.5")
    assert found["credits"] == "1.5"
    assert found["deductions"] == "0"
    assert found["places"]["province"] == {"of": "1", "best": "1", "worst": "1"}
    assert found["lines"]["inspection"]["points_of_100"] == "90"
    assert found["lines"]["density"]["incidents"] == "20"
    assert found["lines"]["density"]["exposure"] == "12.166667"
    assert found["lines"]["solved"]["n"] == "20"


def test_the_points_of_the_published_lines_are_the_score_before_credits():
    for found in results(random_inputs(seed=5))["firms"].values():
        if found["grade"] == "NR":
            continue
        lines = [line for line in found["lines"].values() if line is not None]
        earned = sum(float(line["points"]) for line in lines)
        points = max(0.0, earned - float(found["deductions"]))
        assert float(found["before_credits"]) == pytest.approx(points, abs=0.0051)
        weights = sum(float(line["weight"]) for line in lines)
        assert weights == pytest.approx(100, abs=0.00001)


def test_a_firm_is_ranked_in_the_province_its_city_and_its_size():
    big = {"households": 30_000, "household_days": 30_000 * 365}
    firms = {
        "here": a_firm(busy(), city="340100000"),
        "beside": a_firm(busy(), city="340100000"),
        "large": a_firm(busy(**big), city="340100000"),
        "elsewhere": a_firm(busy(), city="340200000"),
        "silent": a_firm(firm_counts(), city="340100000"),
    }
    places = results_of(firms)["firms"]["here"]["places"]
    assert places["province"]["of"] == "4"
    assert places["city"]["of"] == "3"
    assert places["size"]["of"] == "3"


def test_the_size_of_before_holds_a_firm_in_its_group():
    firms = {
        "grown": a_firm(busy(households=2_100), size_before="S"),
        "new": a_firm(busy(households=2_100), size_before=None),
    }
    found = results_of(firms)["firms"]
    assert (found["grown"]["size"], found["new"]["size"]) == ("S", "M")


def test_the_province_is_shown_with_the_pool_of_the_cities_and_has_no_place():
    counts = region_counts(cases=100, visits=100, visited=90)
    regions = {
        PROVINCE: a_region(counts, level="PROVINCE"),
        CITY: a_region(counts, level="CITY"),
        COUNTY: a_region(region_counts(cases=100), level="COUNTY"),
    }
    inputs = frozen({}, regions)
    found = results(inputs)["regions"]
    of_cities = inputs["pools"]["cities"]["visited"]["m"]
    assert found[PROVINCE]["lines"]["visited"]["m"] == of_cities
    assert found[COUNTY]["lines"]["visited"]["m"] == "0.500000000000"
    assert found[PROVINCE]["places"] == {"level": None}
    assert found[PROVINCE]["verdict"] is None
    assert found[PROVINCE]["score"] == found[CITY]["score"]
    assert found[CITY]["places"] == {"level": {"of": "1", "best": "1", "worst": "1"}}


def test_a_region_of_too_few_cases_is_shown_without_a_score():
    regions = {CITY: a_region(region_counts(cases=29), level="CITY")}
    found = results_of(regions=regions)["regions"][CITY]
    assert (found["rated"], found["score"], found["verdict"]) == (False, None, None)
    assert found["places"] == {"level": None}
    assert found["group"] == "SMALL"
    assert found["lines"]["visited"]["points"] is None


def test_the_rule_set_of_the_inputs_is_used():
    lenient = replace(RULES_1, rated_answers=Decimal(1), rated_incidents=Decimal(1))
    firms = firms_of(one=firm_counts(incidents=1, yes=1))
    assert results_of(firms)["firms"]["one"]["grade"] == "NR"
    assert results_of(firms, rules=lenient)["firms"]["one"]["grade"] != "NR"


def test_rules_that_are_none_are_refused():
    inputs = frozen({}, {})
    inputs["rules"]["weight_solved"] = "20"
    with pytest.raises(WrongRules):
        rules_of(inputs)
    with pytest.raises(WrongRules):
        results(inputs)


def test_counts_that_cannot_be_are_refused_before_anything_is_scored():
    inputs = frozen(firms_of(one=busy()), {})
    inputs["firms"]["one"]["window"]["satisfied"] = "21"
    with pytest.raises(WrongCounts):
        results(inputs)
