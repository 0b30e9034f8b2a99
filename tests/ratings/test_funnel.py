"""Funnel limits against SciPy and NumPy, which compute them in their own ways."""

from decimal import Decimal
from math import sqrt
from random import Random

import numpy as np
import pytest
from scipy import stats
from scipy.stats import mstats

from ratings.funnel import Funnel, Law, dispersion, funnel
from ratings.shrinkage import Tally
from ratings.states import Control

TAILS = {"far": 0.001, "near": 0.025}
LEAST = Decimal(5)
ROUNDING = 1e-6
RATES = ("0.031", "0.5", "0.77", "0.9", "0.985")
SIZES = (1, 2, 5, 10, 17, 50, 203, 1000, 4000)
DENSITIES = ("0.4", "3", "11.5")
EXPOSURES = ("0.02", "0.3", "1", "7.25", "120")


def tally(s, n):
    return Tally(Decimal(str(s)), Decimal(str(n)))


def around(target, law=Law.RATE, tau_squared="0"):
    return Funnel(law, Decimal(target), Decimal(1), Decimal(tau_squared), 100)


def scipy_limits(chance, of, *, most):
    """Interpolated by SciPy's quantiles; the upper by its survival function."""
    limits = []
    for p in (0.001, 0.025):
        count = chance.ppf(p)
        while chance.cdf(count) <= p:
            count += 1
        limits.append((count - (chance.cdf(count) - p) / chance.pmf(count)) / of)
    for p in (0.025, 0.001):
        count = chance.isf(p)
        while chance.sf(count - 1) <= p:
            count -= 1
        limits.append((count + (chance.sf(count - 1) - p) / chance.pmf(count)) / of)
    return [min(most, max(0.0, limit)) for limit in limits]


def as_floats(limits):
    found = (limits.far_low, limits.low, limits.high, limits.far_high)
    return [float(limit) for limit in found]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("n", SIZES)
def test_the_limits_of_a_rate_are_those_of_the_binomial_law(rate, n):
    mine = as_floats(around(rate).limits(Decimal(n)))
    theirs = scipy_limits(stats.binom(n, float(rate)), n, most=1.0)
    assert mine == pytest.approx(theirs, abs=ROUNDING)


@pytest.mark.parametrize("density", DENSITIES)
@pytest.mark.parametrize("exposure", EXPOSURES)
def test_the_limits_of_the_density_are_those_of_the_poisson_law(density, exposure):
    of = float(exposure)
    mine = as_floats(around(density, Law.DENSITY).limits(Decimal(exposure)))
    theirs = scipy_limits(stats.poisson(float(density) * of), of, most=np.inf)
    assert mine == pytest.approx(theirs, rel=1e-6, abs=ROUNDING)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("n", SIZES[:-1])
def test_a_firm_is_beyond_a_limit_when_so_many_or_fewer_are_too_rare(rate, n):
    """Asked of every count, by the tails themselves: no limit is drawn for it."""
    law, funnel_ = stats.binom(n, float(rate)), around(rate)
    words = {0: Control.WITHIN, 1: Control.WORSE, 2: Control.FAR_WORSE}
    good = {1: Control.BETTER, 2: Control.FAR_BETTER}
    for s in range(n + 1):
        low = sum(law.cdf(s) <= p for p in TAILS.values())
        high = sum(law.sf(s - 1) <= p for p in TAILS.values())
        expected = good[high] if high else words[low]
        assert funnel_.control(tally(s, n)) == expected, (s, n)


def test_many_incidents_are_the_bad_side_of_the_density():
    funnel_ = around("3", Law.DENSITY)
    assert funnel_.control(tally(60, 10)) == Control.FAR_WORSE
    assert funnel_.control(tally(42, 10)) == Control.WORSE
    assert funnel_.control(tally(30, 10)) == Control.WITHIN
    assert funnel_.control(tally(18, 10)) == Control.BETTER
    assert funnel_.control(tally(5, 10)) == Control.FAR_BETTER


def test_nobody_is_beyond_a_limit_whose_best_is_what_chance_often_gives():
    """Ten of ten about 80 % come every ninth time, none of ten about 20 % too."""
    assert around("0.8").control(tally(10, 10)) == Control.WITHIN
    assert around("0.2").control(tally(0, 10)) == Control.WITHIN


def firms_that_differ(seed, spread, firms=120):
    """Firms whose true rates are beta-distributed about 0.8, so much apart."""
    draw = np.random.default_rng(seed)
    sizes = draw.integers(5, 300, firms)
    rates = draw.beta(0.8 * spread, 0.2 * spread, firms) if spread else 0.8
    return [
        tally(s, n) for s, n in zip(draw.binomial(sizes, rates), sizes, strict=True)
    ]


def in_numpy(tallies, target):
    """φ̂ and τ² written anew: winsorised by SciPy, the moments by arrays."""
    s, n = (np.array(column, float) for column in zip(*tallies, strict=True))
    variance = target * (1 - target) / n
    z = np.asarray(mstats.winsorize((s / n - target) / np.sqrt(variance), (0.1, 0.1)))
    phi, units, weight = np.mean(z**2), len(z), 1 / variance
    if phi <= 1 + 2 * np.sqrt(2 / units):
        return phi, 0.0
    lost = weight.sum() - np.square(weight).sum() / weight.sum()
    return phi, max(0.0, (units * phi - units + 1) / lost)


@pytest.mark.parametrize("spread", [0, 8, 15, 60])
@pytest.mark.parametrize("seed", range(4))
def test_the_spread_of_the_firms_agrees_with_another_way_of_counting(seed, spread):
    tallies = firms_that_differ(seed, spread)
    mine = funnel(tallies, target=Decimal("0.8"), law=Law.RATE, least=LEAST)
    phi, tau_squared = in_numpy(tallies, 0.8)
    assert float(mine.phi) == pytest.approx(phi, abs=1e-4)
    assert float(mine.tau_squared) == pytest.approx(tau_squared, rel=1e-6, abs=1e-12)
    assert mine.units == len(tallies)
    assert mine.is_widened == (tau_squared > 0)
    assert mine.is_widened or spread not in (8, 15)


def test_a_few_outliers_hide_neither_themselves_nor_the_others():
    """Winsorised: twelve hopeless firms of 120 leave the limits those of chance."""
    alike = firms_that_differ(7, 0, firms=108)
    hopeless = [tally(10, 100)] * 12
    found = funnel(
        [*alike, *hopeless], target=Decimal("0.8"), law=Law.RATE, least=LEAST
    )
    assert not found.is_widened
    assert found.control(hopeless[0]) == Control.FAR_WORSE


def test_firms_of_fewer_than_five_answers_do_not_tell_how_firms_differ():
    few = [tally(0, 4)] * 50
    found = funnel(few, target=Decimal("0.8"), law=Law.RATE, least=LEAST)
    assert found.units == 0
    assert found.phi == 1
    assert not found.is_widened


def test_of_the_density_expected_incidents_are_asked_not_exposure():
    firms = [tally(6, 2), tally(1, "1.6")]
    found = funnel(firms, target=Decimal(3), law=Law.DENSITY, least=LEAST)
    assert found.units == 1


def test_where_firms_differ_the_exact_limits_move_out_in_the_ratio_of_the_errors():
    n, target, tau_squared = 40, 0.9, 0.004
    chance = target * (1 - target) / n
    ratio = sqrt((chance + tau_squared) / chance)
    narrow = as_floats(around("0.9").limits(Decimal(n)))
    wide = as_floats(around("0.9", tau_squared="0.004").limits(Decimal(n)))
    moved = [min(1.0, target + (limit - target) * ratio) for limit in narrow]
    assert wide == pytest.approx(moved, abs=3e-6)


def test_of_equal_firms_no_more_are_beyond_than_the_limits_say():
    """Exact limits are cautious: never more than 1 in 500, for however few answers."""
    random = Random(3)  # noqa: S311  # no secret: the same firms every time
    beyond, firms = 0, 20_000
    funnel_ = around("0.9")
    for _each in range(firms):
        n = random.randint(5, 60)
        s = sum(random.random() < 0.9 for _answer in range(n))
        beyond += funnel_.control(tally(s, n)) in (
            Control.FAR_WORSE,
            Control.FAR_BETTER,
        )
    assert beyond <= firms * 0.002


def test_answers_of_several_phones_are_compared_with_whole_ones():
    funnel_ = around("0.8")
    assert funnel_.limits(Decimal("9.999999")) == funnel_.limits(Decimal(10))
    assert funnel_.limits(Decimal("0.333333")) == funnel_.limits(Decimal(1))


def test_no_z_score_is_no_spread():
    assert dispersion([]) == 1.0
