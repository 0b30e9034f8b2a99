"""Random numbers that the standard library does not draw: Poisson, over-dispersed."""

from math import exp
from random import Random

# e to the power of minus this is far from the smallest float
MOST_AT_ONCE = 30.0


def poisson(mean: float, random: Random) -> int:
    """Draw how often something happens, by Knuth's product, in parts if it is often."""
    if mean > MOST_AT_ONCE:
        return poisson(MOST_AT_ONCE, random) + poisson(mean - MOST_AT_ONCE, random)
    limit, product, count = exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def bursts(mean: float, shape: float, random: Random) -> int:
    """Draw a negative binomial: a Poisson whose mean is a gamma of this shape."""
    if mean <= 0:
        return 0
    return poisson(random.gammavariate(shape, mean / shape), random)


def swaying(rate: float, correlation: float, random: Random) -> float:
    """
    Draw the rate of one half-month: a beta around the true one.

    `correlation` is that of two answers of the same half-month; 0 does not sway.
    """
    if correlation == 0 or not 0 < rate < 1:
        return rate
    size = 1 / correlation - 1
    return random.betavariate(rate * size, (1 - rate) * size)


def part(whole: int, share: float, random: Random) -> int:
    """Draw a binomial: of so many, each by itself with this chance."""
    return sum(random.random() < share for _ in range(whole))
