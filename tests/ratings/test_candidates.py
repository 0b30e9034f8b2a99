from dataclasses import replace
from decimal import Decimal

import pytest

from ratings.candidates import (
    OwnAnswers,
    Result,
    Standing,
    belongs_on_the_red_list,
    half_months_between,
    has_become_better,
    has_low_rating,
)
from ratings.periods import HalfMonth
from ratings.rules import RULES_1
from ratings.states import Grade

NOW = HalfMonth.named("2026-11-1")
SIX_BEFORE = HalfMonth.named("2026-08-1")
FIVE_BEFORE = HalfMonth.named("2026-08-2")
SEVEN_BEFORE = HalfMonth.named("2026-07-2")


def answers(yes, partly=0, no=0):
    return OwnAnswers(Decimal(yes), Decimal(partly), Decimal(no))


NONE = answers(0)


def result(period=NOW, **said):
    values = {
        "grade": Grade.C,
        "before_credits": "50",
        "se": "3",
        "high": "55.88",
        "answers": answers(6, 0, 14),
        "incidents": "20",
        **said,
    }
    for name in ("before_credits", "se", "high", "incidents"):
        values[name] = Decimal(values[name])
    return Result(period=period, **values)


def good(period=NOW, **said):
    return result(
        period,
        **{
            "grade": Grade.AAA,
            "before_credits": "90",
            "high": "95.88",
            "answers": answers(18, 0, 2),
            "incidents": "10",
            **said,
        },
    )


CLEAN = Standing(
    inspection=Decimal(85), urgent_overdue=False, enforcement_in_force=False
)


def low(newer, older, newest=NONE):
    return has_low_rating(newer, older, newest, RULES_1)


def red(newer, older, standing=CLEAN):
    return belongs_on_the_red_list(newer, older, standing, RULES_1)


@pytest.mark.parametrize(
    ("older", "apart"),
    [("2026-11-1", 0), ("2026-10-2", 1), ("2026-08-1", 6), ("2025-11-1", 24)],
)
def test_half_months_are_counted_across_months_and_years(older, apart):
    assert half_months_between(HalfMonth.named(older), NOW) == apart


def test_twice_certainly_low_is_a_notice():
    assert low(result(), result(SIX_BEFORE))
    assert low(result(), result(SEVEN_BEFORE))


def test_two_reviews_that_share_half_their_window_are_not_two():
    assert not low(result(), result(FIVE_BEFORE))
    assert not low(result(SIX_BEFORE), result(NOW))


@pytest.mark.parametrize(("high", "noticed"), [("59.99", True), ("60.00", False)])
def test_the_upper_bound_is_below_the_limit_at_both(high, noticed):
    assert low(result(high=high), result(SIX_BEFORE)) is noticed
    assert low(result(), result(SIX_BEFORE, high=high)) is noticed


@pytest.mark.parametrize(("no", "noticed"), [(13, False), (14, True), (15, True)])
def test_twenty_own_answers_are_asked_for_at_both(no, noticed):
    few = answers(6, 0, no)
    assert low(result(answers=few), result(SIX_BEFORE)) is noticed
    assert low(result(), result(SIX_BEFORE, answers=few)) is noticed


def test_who_is_not_rated_gets_no_notice():
    assert not low(result(grade=Grade.NR), result(SIX_BEFORE))


def test_who_has_certainly_become_better_gets_no_notice():
    assert not low(result(), result(SIX_BEFORE), newest=answers(9, 0, 1))


def test_who_may_have_become_better_still_gets_it():
    assert low(result(), result(SIX_BEFORE), newest=answers(2, 0, 2))


def test_without_new_answers_nobody_has_become_better():
    assert not has_become_better(result(), NONE, RULES_1)


def test_the_lower_bound_of_the_newest_answers_is_wilson_s():
    # 9 of 10: Wilson's 95 % interval is 0.5958 to 0.9821
    newest = answers(9, 0, 1)
    below = result(answers=answers(595, 0, 405))
    above = result(answers=answers(597, 0, 403))
    assert has_become_better(below, newest, RULES_1)
    assert not has_become_better(above, newest, RULES_1)


def test_partly_is_half_a_solution_here_too():
    window = result(answers=answers(0, 10, 10))
    assert has_become_better(window, answers(30, 20, 0), RULES_1)
    assert not has_become_better(window, answers(0, 10, 10), RULES_1)


def test_twice_certainly_good_and_clean_belongs_on_the_red_list():
    assert red(good(), good(SIX_BEFORE))


@pytest.mark.parametrize("older", [FIVE_BEFORE, SEVEN_BEFORE, NOW])
def test_the_two_reviews_are_exactly_six_half_months_apart(older):
    assert not red(good(), good(older))


@pytest.mark.parametrize(("points", "on"), [("84.99", False), ("85.00", True)])
def test_aaa_is_earned_without_credits_at_both(points, on):
    precise = {"before_credits": points, "se": "0.5"}
    assert red(good(**precise), good(SIX_BEFORE)) is on
    assert red(good(), good(SIX_BEFORE, **precise)) is on


@pytest.mark.parametrize(("se", "on"), [("5.0000", True), ("5.0001", False)])
def test_the_lower_bound_before_credits_is_80_or_more_at_both(se, on):
    # 89.80 - 1.96 · 5 is 80 to the digit
    precise = {"before_credits": "89.80", "se": se}
    assert red(good(**precise), good(SIX_BEFORE)) is on
    assert red(good(), good(SIX_BEFORE, **precise)) is on


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ({"answers": answers(19)}, False),
        ({"answers": answers(20)}, True),
        ({"answers": answers(17, 0, 3)}, False),
        ({"answers": answers(17, 3, 0)}, False),
        ({"answers": answers(18, 2, 0)}, True),
        ({"incidents": "9"}, False),
        ({"incidents": "10"}, True),
        ({"grade": Grade.NR}, False),
    ],
)
def test_silence_is_not_merit(said, on):
    assert red(good(**said), good(SIX_BEFORE)) is on


@pytest.mark.parametrize(
    ("change", "on"),
    [
        ({"inspection": None}, False),
        ({"inspection": Decimal("84.9")}, False),
        ({"inspection": Decimal("85")}, True),
        ({"urgent_overdue": True}, False),
        ({"enforcement_in_force": True}, False),
    ],
)
def test_the_red_list_asks_for_a_clean_house(change, on):
    assert red(good(), good(SIX_BEFORE), replace(CLEAN, **change)) is on
