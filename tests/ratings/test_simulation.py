"""
The release tests of the ratings: 500 firms of known quality, counted as chance has it.

They ask whether the intervals hold what they promise, whom the lists wrong, and whom
they find. The seeds are fixed; each test prints its line of the table.
"""

import sys
from dataclasses import replace
from decimal import Decimal
from functools import cache
from random import Random
from statistics import correlation, fmean, pvariance

import pytest

from ratings.reckoning import results
from ratings.rules import RULES_1
from ratings.scoring import FirmPools, firm_score
from ratings.states import Grade
from tests.ratings.counted import a_firm, frozen
from tests.ratings.simulation import findings, runs, world
from tests.ratings.simulation.counting import Counts, firm_counts, shares
from tests.ratings.simulation.draws import bursts, swaying
from tests.ratings.simulation.findings import percent, share
from tests.ratings.simulation.world import ALIKE, AT_61, AT_79, UNLIKE

PROVINCES = 8
BAD, RED = 60, 80
FALSE_ALARMS = 0.01
TWO_RATES = ("on_time", "solved")


@pytest.fixture
def say(capsys):
    """Print a line of the table, past whatever captures the output."""

    def print_line(line):
        with capsys.disabled():
            # for whoever reads the run; what a process of xdist says to its standard
            # output is read by nobody
            print(f"\n{line}", file=sys.stderr)  # noqa: T201

    return print_line


def seeded(*words):
    return Random(" ".join(map(str, words)))  # noqa: S311  # no secret: the same firms every time


@cache
def reviews(province, volume, rules=RULES_1):
    """The same provinces by any rules: the seed knows nothing of them."""
    found = []
    for number in range(PROVINCES):
        random = seeded("review", province.name, volume, number)
        firms = world.mixed(volume, province, RULES_1, random)
        found.append(runs.one_review(firms, rules, random))
    return found


def mixed_year(province, volume, number, rules=RULES_1):
    random = seeded("year", province.name, volume, number)
    return runs.a_year(world.mixed(volume, province, RULES_1, random), rules, random)


def equal_year(alike, volume, rules=RULES_1):
    random = seeded("year", alike.name, volume)
    return runs.a_year(world.equal(volume, alike, RULES_1, random), rules, random)


def test_what_is_drawn_is_as_often_and_as_uneven_as_it_says():
    random = seeded("draws")
    incidents = [bursts(40, 4, random) for _ in range(20_000)]
    assert fmean(incidents) == pytest.approx(40, rel=0.02)
    assert pvariance(incidents) == pytest.approx(40 + 40**2 / 4, rel=0.05)
    rates = [swaying(0.7, 0.05, random) for _ in range(20_000)]
    assert fmean(rates) == pytest.approx(0.7, rel=0.01)
    assert pvariance(rates) == pytest.approx(0.05 * 0.7 * 0.3, rel=0.05)


def test_a_mixed_province_has_the_volume_and_the_answers_it_says():
    counts = [firm.counts for each in reviews(ALIKE, 20) for firm in each]
    incidents = sum(firm.incidents for firm in counts)
    answers = sum(firm.answers for firm in counts)
    assert float(incidents / len(counts) / 4) == pytest.approx(20, rel=0.1)
    assert float(answers / incidents) == pytest.approx(0.35, abs=0.005)
    large = [firm for firm in counts if firm.answers >= 100]
    rates = [findings.raw_rates(firm, RULES_1) for firm in large]
    alike = correlation(*([each[name] for each in rates] for name in TWO_RATES))
    assert alike == pytest.approx(world.SHARED, abs=0.1)


@pytest.mark.parametrize("province", [ALIKE, UNLIKE], ids=lambda each: each.name)
def test_the_score_of_endless_counts_is_the_truth(province):
    firms = world.mixed(20, province, RULES_1, seeded("endless"))[:40]
    counts = [endless(firm) for firm in firms]
    pools = FirmPools.of(counts, RULES_1)
    for firm, each in zip(firms, counts, strict=True):
        found = firm_score(each, pools, days=runs.DAYS, rules=RULES_1)
        assert float(found.score) == pytest.approx(firm.truth(RULES_1), abs=0.02)


def test_a_simulated_review_is_what_the_reckoning_publishes():
    firms = world.mixed(20, ALIKE, RULES_1, seeded("published"))[:60]
    review = runs.one_review(firms, RULES_1, seeded("published"))
    counts = {str(code): firm.counts for code, firm in enumerate(review)}
    inputs = frozen({code: a_firm(each) for code, each in counts.items()}, {})
    inputs["window"]["days"] = str(runs.DAYS)
    published = results(inputs)["firms"]
    rated = {code for code, firm in published.items() if firm["grade"] != Grade.NR}
    assert len(rated) > 20
    for code, firm in enumerate(review):
        assert (str(code) in rated) is findings.is_rated(firm)
        if findings.is_rated(firm):
            names = ("score", "se", "low", "high")
            shown = {name: format(getattr(firm.score, name), "f") for name in names}
            assert published[str(code)].items() >= shown.items()


@pytest.mark.parametrize(("alike", "truth"), [(AT_61, 61), (AT_79, 79)])
def test_equal_firms_are_equal_whatever_their_size(alike, truth):
    firms = world.equal(1.3, alike, RULES_1, seeded("equal"))
    assert min(firm.households for firm in firms) < 100
    truths = [firm.truth(RULES_1) for firm in firms]
    assert truths == pytest.approx([truth] * len(firms))


@pytest.mark.parametrize("province", [ALIKE, UNLIKE], ids=lambda each: each.name)
def test_the_interval_covers_the_truth(province, say):
    at_20 = reviews(province, 20)
    every = findings.coverage(at_20)
    rated = findings.coverage(at_20, rated_only=True)
    say(shown(province, 20))
    assert every.is_enough
    assert rated.is_enough


def test_a_real_province_is_hardly_rated(say):
    say(shown(ALIKE, 1.3))
    real = reviews(ALIKE, 1.3)
    assert share([findings.is_rated(firm) for each in real for firm in each]) < 0.1


@pytest.mark.parametrize(
    "interval_errors", ["0.98", "1.645"], ids=["half of it", "that of 90 %"]
)
def test_a_wrong_half_width_of_the_interval_is_seen(interval_errors):
    wrong = replace(RULES_1, interval_errors=Decimal(interval_errors))
    assert not findings.coverage(reviews(ALIKE, 20, wrong)).is_enough


def test_the_lowest_rated_are_the_worst_twice_as_often_as_by_raw_rates(say):
    say(shown(ALIKE, 6))
    few, many = (findings.lowest(reviews(ALIKE, at), RULES_1) for at in (6, 20))
    assert few.rated >= 2 * few.raw
    assert few.rated >= 2 * few.raw_solved
    # with 20 incidents half of the raw ones are right: hardly anything can double it
    assert many.rated >= max(many.raw, 2 * many.raw_solved)


def test_drawn_to_their_pools_scores_are_nearer_to_the_truth(say):
    hardly = dict.fromkeys(("k_least", "k_default", "k_most"), Decimal(1))
    drawn, undrawn = (
        findings.distance(reviews(ALIKE, 6, rules))
        for rules in (RULES_1, replace(RULES_1, **hardly))
    )
    say(f"   6 a firm, alike | off by {drawn:.2f} points, hardly drawn {undrawn:.2f}")
    assert drawn < 0.95 * undrawn


@pytest.mark.parametrize("volume", [6, 20, 60])
def test_within_a_year_the_bad_are_found_and_the_others_are_not(volume, say):
    at_61, at_79 = equal_year(AT_61, volume), equal_year(AT_79, volume)
    alike = [*mixed_year(ALIKE, volume, 1), *mixed_year(ALIKE, volume, 2)]
    unlike = mixed_year(UNLIKE, volume, 1)
    notices = share([firm.noticed for firm in at_61])
    reds = share([firm.red for firm in at_79])
    red = [firm.truth for firm in [*alike, *unlike] if firm.red]
    power, bad = findings.found(alike, BAD)
    power_unlike, bad_unlike = findings.found(unlike, BAD)
    wronged = sum(firm.noticed for firm in [*alike, *unlike] if firm.truth >= BAD)
    say(
        f"{volume:>4} a firm, a year | bad found {percent(power)} of {bad},"
        f" unlike {percent(power_unlike)} of {bad_unlike} | false notices: equals"
        f" {percent(notices)}, mixed {wronged} | false red: equals {percent(reds)},"
        f" mixed {sum(truth < RED for truth in red)} of {len(red)}"
    )
    assert notices <= FALSE_ALARMS
    assert reds <= FALSE_ALARMS
    assert all(truth >= RED for truth in red)
    assert power > 0
    # none below 80 says something only where there are some
    assert volume < 20 or red


def test_nothing_but_their_score_keeps_equals_at_79_off_the_red_list():
    lower = {"grade_aaa": 76, "grade_aa": 72, "red_low": 72}
    lenient = replace(RULES_1, **{name: Decimal(at) for name, at in lower.items()})
    reds = [firm.red for firm in equal_year(AT_79, 20, lenient)]
    assert share(reds) > 0.2


def test_an_interval_so_wide_that_nobody_is_found_is_seen():
    wide = replace(RULES_1, interval_errors=6 * RULES_1.interval_errors)
    power, bad = findings.found(mixed_year(ALIKE, 20, 1, wide), BAD)
    assert power == 0
    assert bad > 0


def shown(province, volume):
    """A line of the table: coverage, who is not rated, the five lowest."""
    found = reviews(province, volume)
    rated = share([findings.is_rated(firm) for each in found for firm in each])
    lowest = findings.lowest(found, RULES_1)
    return (
        f"{volume:>4} a firm, {province.name} | covered"
        f" {findings.coverage(found)}, rated"
        f" {findings.coverage(found, rated_only=True)} | not rated"
        f" {percent(1 - rated)} | five lowest right {percent(lowest.rated)}, raw"
        f" {percent(lowest.raw)}, raw solved {percent(lowest.raw_solved)}"
    )


def endless(firm):
    """What would be counted of the firm with so many incidents that chance is gone."""
    incidents = 10**7
    yes, partly = (round(each * incidents) for each in shares(firm.rates["solved"]))
    window = Counts(
        incidents=incidents,
        yes=yes,
        partly=partly,
        no=incidents - yes - partly,
        satisfied=round(firm.rates["satisfied"] * incidents),
        on_time=round(firm.rates["on_time"] * incidents),
        redone=round((1 - firm.rates["not_redone"]) * incidents),
    )
    days = incidents / firm.density * 90_000
    return replace(
        firm_counts(firm, window, firm.inspection),
        household_days=Decimal(round(days)),
    )
