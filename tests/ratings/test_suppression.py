"""When filings fall and calls to the hotline do not, against SciPy's exact tests."""

import pytest
from scipy import stats

from ratings.suppression import Filings, fell, fell_beside, is_suppressed

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
