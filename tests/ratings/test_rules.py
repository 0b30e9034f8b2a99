from dataclasses import replace
from decimal import Decimal

import pytest

from ratings.rules import RULES_1, Rules, WrongRules
from ratings.states import Indicator, RegionIndicator


def problems_of(**changes):
    with pytest.raises(WrongRules) as refused:
        Rules.from_document({**RULES_1.as_document(), **changes})
    return refused.value.problems


def test_rule_set_1_weighs_as_the_province_published_it():
    assert RULES_1.weights == {
        Indicator.SATISFIED: 20,
        Indicator.SOLVED: 25,
        Indicator.ON_TIME: 25,
        Indicator.NOT_REDONE: 10,
        Indicator.DENSITY: 10,
        Indicator.INSPECTION: 10,
    }
    assert RULES_1.region_weights == {
        RegionIndicator.ACCEPTANCE: 10,
        RegionIndicator.VERIFICATION: 10,
        RegionIndicator.DISPOSAL: 10,
        RegionIndicator.REPORT: 10,
        RegionIndicator.VISITED: 10,
        RegionIndicator.SOLVED: 20,
        RegionIndicator.SATISFIED: 20,
        RegionIndicator.NOT_REFUSED: 5,
        RegionIndicator.NOT_REDONE: 5,
    }


def test_rules_come_back_from_their_document_as_they_were():
    changed = replace(RULES_1, grade_aaa=Decimal("87.5"))
    assert Rules.from_document(changed.as_document()) == changed
    assert Rules.from_document(RULES_1.as_document()) == RULES_1


def test_every_number_of_the_document_is_text():
    assert all(isinstance(text, str) for text in RULES_1.as_document().values())


def test_weights_that_do_not_sum_to_100_are_refused():
    assert problems_of(weight_solved="24") == [
        "the weights of a firm's score do not sum to 100"
    ]
    assert problems_of(region_weight_solved="21") == [
        "the weights of a region's evaluation do not sum to 100"
    ]


def test_all_problems_are_said_at_once():
    document = RULES_1.as_document()
    del document["k_most"]
    document |= {"grade_a": "many", "floor_on_time": "1.2", "charm": "1"}
    with pytest.raises(WrongRules) as refused:
        Rules.from_document(document)
    assert refused.value.problems == [
        "charm is no rule",
        "floor_on_time is not between 0 and 1",
        "grade_a is not a number: 'many'",
        "k_most is missing",
    ]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "", "1,5", "一", 5, None, 0.5])
def test_what_is_no_number_in_text_is_refused(number):
    assert problems_of(grade_a=number) == [f"grade_a is not a number: {number!r}"]


def test_bounds_out_of_order_are_refused():
    assert problems_of(grade_a="81") == [
        "grade_b ≤ grade_a ≤ grade_aa ≤ grade_aaa does not hold"
    ]
    assert problems_of(k_least="15") == ["k_least ≤ k_default ≤ k_most does not hold"]
    assert problems_of(size_middle_to="1999") == [
        "size_middle_from ≤ size_middle_to does not hold"
    ]


def test_a_notice_cannot_ask_for_fewer_answers_than_a_rating():
    assert problems_of(rated_answers="21") == [
        "rated_answers ≤ notice_answers does not hold",
        "rated_answers ≤ red_answers does not hold",
    ]


@pytest.mark.parametrize("nothing", ["0", "-1"])
def test_a_divisor_is_positive(nothing):
    assert problems_of(density_full_households=nothing) == [
        "density_full_households is not between 0.000001 and 1000000"
    ]


def test_a_count_is_a_whole_number():
    assert problems_of(rated_answers="10.5") == ["rated_answers is not a whole number"]


def test_a_score_is_more_than_density_and_inspection():
    weights = dict.fromkeys(
        ("weight_satisfied", "weight_solved", "weight_on_time", "weight_not_redone"),
        "0",
    )
    assert problems_of(**weights, weight_density="60", weight_inspection="40") == [
        "density and inspection cannot be the whole score"
    ]


def test_rules_made_by_hand_are_checked_too():
    with pytest.raises(WrongRules, match="sum to 100"):
        replace(RULES_1, weight_solved=Decimal(24))
