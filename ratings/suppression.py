"""
Suppressed filings (诉求压降预警): fewer cases come in, though nothing got better.

Pure. A region that keeps residents from filing looks as good as one with nothing to
file; who cannot be kept from speaking there are those who call 12345. An alert is a
reason to look, and no finding. Rules: specification, domain rules 2.3, Work evaluation.

Two spans that do not overlap are compared by four questions:

1. The region's own filings fell clearly: of all of both spans, so few or fewer fall
   into the newer one with a chance of at most 1 in 1,000 (binomial, by the days of
   each), and a day of it has at most three quarters of what a day had before.
2. The hotline's cases did not: as few or fewer would come by chance in more than 1 of
   20.
3. The own filings fell clearly beside the hotline's: with a chance of at most 1 in 100
   by Fisher's exact test, one-sided. Few calls say little, and none say nothing.

4. Inspections by an office above the region do not say that it got better there: with
   five visits or more in each span their mean did not rise by more than chance does in
   1 of 20. A region's own inspections cannot clear it; they stand in the figures.

The second and third keep a quiet season, or a month of snow, from being an alert; the
third also allows for filings that come in bursts, which the first takes as independent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, lgamma, log, sqrt
from statistics import fmean, variance

CLEARLY_FELL = 0.001
AT_MOST_OF_BEFORE = Fraction(3, 4)
DID_NOT_FALL = 0.05
FELL_BESIDE = 0.01
# A term this small beside the sum so far, and all that follow it, add nothing.
NOTHING = 1e-18
FEWEST_VISITS = 5
# standard errors that chance passes upwards in 1 of 20
CLEARLY_BETTER = 1.645


@dataclass(frozen=True)
class Filings:
    """
    What came in over so many days: by residents and offices, and by the hotline.

    Beside it the points of the inspections on these days: of all of them, and of those
    that an office above the region signed.
    """

    own: int
    hotline: int
    days: int
    points: tuple[float, ...] = ()
    from_above: tuple[float, ...] = ()


def is_suppressed(before: Filings, now: Filings) -> bool:
    """Ask whether own filings fell where neither the hotline's nor what is seen did."""
    if not before.days or not now.days:
        return False
    a_day = Fraction(now.own, now.days)
    return (
        a_day <= AT_MOST_OF_BEFORE * Fraction(before.own, before.days)
        and fell(before.own, now.own, before=before.days, now=now.days) <= CLEARLY_FELL
        and fell(before.hotline, now.hotline, before=before.days, now=now.days)
        > DID_NOT_FALL
        and fell_beside(before, now) <= FELL_BESIDE
        and not got_better(before.from_above, now.from_above)
    )


def got_better(before: Sequence[float], now: Sequence[float]) -> bool:
    """
    Ask whether inspections give clearly more points than before.

    By the difference of the means and its standard error; of a few visits nothing is
    said, and where all are alike any rise is clear.
    """
    if min(len(before), len(now)) < FEWEST_VISITS:
        return False
    error = sqrt(variance(before) / len(before) + variance(now) / len(now))
    risen = fmean(now) - fmean(before)
    return risen > 0 and risen >= CLEARLY_BETTER * error


def fell(earlier: int, later: int, *, before: int, now: int) -> float:
    """
    Return how likely so few later ones are if a day brings as many as ever.

    Given the sum of both, the later ones are binomial by the days of each span.
    """
    all_of_both, share = earlier + later, now / (before + now)
    ways = lgamma(all_of_both + 1)
    return _down_from(
        later,
        0,
        lambda count: (
            ways
            - lgamma(count + 1)
            - lgamma(all_of_both - count + 1)
            + count * log(share)
            + (all_of_both - count) * log(1 - share)
        ),
    )


def fell_beside(before: Filings, now: Filings) -> float:
    """
    Return how likely so few own filings are among the later ones, whatever both do.

    Fisher's exact test: given all four sums, they are hypergeometric.
    """
    own, hotline = before.own + now.own, before.hotline + now.hotline
    later = now.own + now.hotline
    whole = _ways(own + hotline, later)
    return _down_from(
        now.own,
        max(0, later - hotline),
        lambda count: _ways(own, count) + _ways(hotline, later - count) - whole,
    )


def _ways(of: int, some: int) -> float:
    """The logarithm of how many ways there are to choose some of them."""
    return lgamma(of + 1) - lgamma(some + 1) - lgamma(of - some + 1)


def _down_from(count: int, least: int, chance: Callable[[int], float]) -> float:
    """The chance of this count or fewer; `chance` gives the logarithm of each."""
    total = 0.0
    for each in range(count, least - 1, -1):
        term = exp(chance(each))
        total += term
        if term < NOTHING * total:
            break
    return min(1.0, total)
