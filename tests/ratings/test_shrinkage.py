from dataclasses import replace
from decimal import Decimal
from random import Random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ratings.rules import RULES_1
from ratings.shrinkage import Pool, Tally, pooled, shrunk

whole_tallies = st.integers(0, 60).flatmap(
    lambda n: st.builds(lambda s: tally(s, n), st.integers(0, n))
)
FROM_ONE_UNIT_ON = replace(RULES_1, k_units=Decimal(1))


def tally(s, n):
    return Tally(Decimal(s), Decimal(n))


def k_in_floats(tallies):
    """The moments of the specification, written otherwise: by the sums of squares."""
    pairs = [(float(s), float(n)) for s, n in tallies if n >= 5]
    solved, asked = (sum(column) for column in zip(*pairs, strict=True))
    rate = solved / asked
    between = sum(s * s / n for s, n in pairs) - solved * rate
    chance = rate * (1 - rate)
    lost = len(pairs) - 1
    design = asked - fmean(n * n for _, n in pairs) * len(pairs) / asked - lost
    own = (between / chance - lost) / design
    return 30.0 if own <= 0 else min(30.0, max(5.0, 1 / own - 1))


def test_the_pool_is_all_answers_and_two_of_its_own():
    assert pooled([tally(3, 4), tally(1, 2)], RULES_1).m == Decimal("0.625")


def test_a_pool_without_answers_stands_at_one_half():
    assert pooled([], RULES_1) == Pool(Decimal("0.5"), Decimal(14), 0)


@pytest.mark.parametrize(("units", "k"), [(49, 14), (50, 30), (51, 30)])
def test_k_is_14_until_fifty_units_have_answers(units, k):
    equal = [tally(4, 8)] * units
    assert pooled(equal, RULES_1).k == k


def test_units_of_fewer_than_five_answers_do_not_tell_how_units_differ():
    pool = pooled([tally(2, 4)] * 60 + [tally(2, 5)], RULES_1)
    assert pool.n_units == 1
    assert pool.k == 14


@pytest.mark.parametrize("seed", range(12))
def test_k_by_moments_agrees_with_another_way_of_counting(seed):
    random = Random(seed)  # noqa: S311  # no secret: the same units every time
    spread = random.choice([3, 8, 14, 20])
    tallies = []
    for _ in range(random.randint(90, 300)):
        n = random.randint(1, 40)
        quality = random.betavariate(spread * 0.7, spread * 0.3)
        tallies.append(tally(sum(random.random() < quality for _ in range(n)), n))
    assert float(pooled(tallies, RULES_1).k) == pytest.approx(k_in_floats(tallies))


def test_the_clamp_of_k_is_reached_on_both_sides():
    opposed = [tally(0, 20), tally(20, 20)] * 30
    assert pooled(opposed, RULES_1).k == 5
    nearly_equal = [tally(10, 20), tally(11, 20)] * 30
    assert pooled(nearly_equal, RULES_1).k == 30


@pytest.mark.parametrize(
    "tallies",
    [
        [tally(9, 9)] * 60,
        [tally(0, 9)] * 60,
        [tally(3, 9)],
        [tally(3, 9), tally(5, 5)],
        [],
    ],
)
def test_k_is_defined_where_the_formula_divides_by_zero(tallies):
    assert 5 <= pooled(tallies, FROM_ONE_UNIT_ON).k <= 30


@settings(deadline=None)
@given(st.lists(whole_tallies, max_size=80), st.randoms(use_true_random=False))
def test_the_order_of_the_units_does_not_change_the_pool(tallies, random):
    mixed = random.sample(tallies, len(tallies))
    assert pooled(mixed, FROM_ONE_UNIT_ON) == pooled(tallies, FROM_ONE_UNIT_ON)


@settings(deadline=None)
@given(st.lists(whole_tallies, max_size=80))
def test_a_pool_lies_within_its_bounds(tallies):
    pool = pooled(tallies, FROM_ONE_UNIT_ON)
    assert 0 < pool.m < 1
    assert 5 <= pool.k <= 30
    assert pool == Pool.from_document(pool.as_document())


def test_a_unit_without_answers_stands_at_the_pool():
    pool = Pool(Decimal("0.8"), Decimal(14), 60)
    rate = shrunk(tally(0, 0), pool)
    assert rate.x == Decimal("0.8")
    assert float(rate.se) == pytest.approx((0.8 * 0.2 / 15) ** 0.5)


def test_few_answers_move_a_unit_little_and_many_move_it_far():
    pool = Pool(Decimal("0.8"), Decimal(10), 60)
    assert shrunk(tally(0, 1), pool).x == pytest.approx(Decimal(8) / 11)
    assert shrunk(tally(0, 90), pool).x == Decimal("0.08")


@settings(deadline=None)
@given(
    whole_tallies, st.decimals("0", "1", places=12), st.decimals("5", "30", places=3)
)
def test_a_rate_lies_between_its_own_answers_and_the_pool(unit, m, k):
    rate = shrunk(unit, Pool(m, k, 60))
    own = unit.s / unit.n if unit.n else m
    dust = Decimal("1E-20")
    assert min(own, m) - dust <= rate.x <= max(own, m) + dust
    assert 0 <= rate.se <= Decimal("0.5")
