"""When filings fall and calls to the hotline do not, against SciPy's exact tests."""

from dataclasses import replace

import pytest
from scipy import stats

from ratings.suppression import (
    Filings,
    fell,
    fell_beside,
    got_better,
    is_suppressed,
)

DAYS = 91


def filings(own, hotline, days=DAYS):
    return Filings(own, hotline, days)


@pytest.mark.parametrize("earlier", [0, 1, 12, 300, 5000])
@pytest.mark.parametrize("later", [0, 1, 9, 250, 4800])
@pytest.mark.parametrize("now", [15, 91])
def test_a_fall_is_the_lower_tail_of_the_binomial_law(earlier, later, now):
    mine = fell(earlier, later, before=DAYS, now=now)
    theirs = stats.binom.cdf(later, earlier + later, now / (DAYS + now))
    assert mine == pytest.approx(theirs, rel=1e-6, abs=1e-300)


@pytest.mark.parametrize("own", [(0, 0), (40, 10), (40, 40), (700, 400), (10, 90)])
@pytest.mark.parametrize("hotline", [(0, 0), (5, 5), (30, 28), (200, 90), (0, 12)])
def test_a_fall_beside_the_hotline_is_fisher_s_exact_test(own, hotline):
    before, now = filings(own[0], hotline[0]), filings(own[1], hotline[1])
    # of the later ones so few own, as of the earlier ones
    table = [[now.own, now.hotline], [before.own, before.hotline]]
    theirs = stats.fisher_exact(table, alternative="less").pvalue
    assert fell_beside(before, now) == pytest.approx(theirs, rel=1e-6, abs=1e-300)


def test_filings_that_fall_while_the_hotline_does_not_are_an_alert():
    assert is_suppressed(filings(200, 40), filings(90, 42))


@pytest.mark.parametrize(
    ("before", "now", "why"),
    [
        (filings(200, 40), filings(160, 42), "a day has more than three quarters"),
        (filings(20, 40), filings(12, 42), "so few may come by chance"),
        (filings(200, 40), filings(90, 20), "the hotline fell too"),
        (filings(200, 0), filings(90, 0), "nobody called the hotline at all"),
        (filings(200, 2), filings(90, 2), "too few calls to say so"),
        (filings(90, 40), filings(200, 42), "more came in"),
        (filings(0, 0), filings(0, 0), "nothing came in ever"),
    ],
)
def test_what_is_no_alert(before, now, why):
    assert not is_suppressed(before, now), why


def test_a_shorter_span_is_compared_by_its_days():
    assert not is_suppressed(filings(200, 40), filings(100, 21, days=45))
    assert is_suppressed(filings(200, 40), filings(40, 21, days=45))


def test_without_days_there_is_nothing_to_compare():
    assert not is_suppressed(filings(200, 40, days=0), filings(10, 40))


LOW, HIGH = (60.0, 62.0, 58.0, 61.0, 59.0), (80.0, 82.0, 78.0, 81.0, 79.0)


@pytest.mark.parametrize(
    ("before", "now", "better"),
    [
        (LOW, HIGH, True),
        (HIGH, LOW, False),
        (LOW, LOW, False),
        (LOW[:4], HIGH, False),
        (LOW, HIGH[:4], False),
        ((60.0,) * 5, (60.5,) * 5, True),
        ((60.0,) * 5, (60.0,) * 5, False),
        ((40.0, 80.0, 60.0, 50.0, 70.0), (45.0, 85.0, 65.0, 55.0, 75.0), False),
        ((), (), False),
    ],
)
def test_inspections_say_so_when_it_clearly_got_better(before, now, better):
    assert got_better(before, now) is better


def test_what_is_clear_is_welch_s_statistic():
    welch = stats.ttest_ind(HIGH, LOW, equal_var=False).statistic
    assert welch > 1.645
    # the same spread, moved so that the statistic is just below and just above
    error = (HIGH[0] - LOW[0]) / welch
    just = tuple(point + 1.64 * error for point in LOW)
    enough = tuple(point + 1.65 * error for point in LOW)
    assert not got_better(LOW, just)
    assert got_better(LOW, enough)


def test_an_inspector_from_above_who_finds_it_better_explains_the_fall():
    before, now = filings(200, 40), filings(90, 42)
    seen = {"points": LOW, "from_above": LOW}, {"points": HIGH, "from_above": HIGH}
    assert not is_suppressed(replace(before, **seen[0]), replace(now, **seen[1]))


def test_a_region_s_own_inspections_do_not():
    before, now = filings(200, 40), filings(90, 42)
    assert is_suppressed(replace(before, points=LOW), replace(now, points=HIGH))
