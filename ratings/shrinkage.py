"""
Rates of few answers, drawn towards the rate of all: the pool.

A firm with two answers is not praised or blamed for them: k answers of the pool are
added to its own. How many, the spread of the firms themselves says (k by moments).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Self

from ratings.canonical import ONE, ZERO, clamped, exactly, rounded
from ratings.rules import Rules

POOL_PLACES = 12


class Tally(NamedTuple):
    """So many of so many: `s` of `n`; both may be fractions of answers."""

    s: Decimal
    n: Decimal


@dataclass(frozen=True)
class Pool:
    """
    What all units of a pool show of one indicator, rounded as it is frozen.

    `m` is the rate of all, `k` the number of answers that it is worth, `n_units` the
    number of units that had enough answers to tell how much units differ.
    """

    m: Decimal
    k: Decimal
    n_units: int

    @classmethod
    def from_document(cls, document: Mapping[str, str]) -> Self:
        return cls(
            Decimal(document["m"]), Decimal(document["k"]), int(document["n_units"])
        )

    def as_document(self) -> dict[str, str]:
        return {
            "m": format(self.m, "f"),
            "k": format(self.k, "f"),
            "n_units": str(self.n_units),
        }


class Shrunk(NamedTuple):
    """A rate drawn towards its pool, and its standard error; both between 0 and 1."""

    x: Decimal
    se: Decimal


@exactly()
def pooled(tallies: Iterable[Tally], rules: Rules) -> Pool:
    """Return the pool of these units; without any answer it stands at one half."""
    all_units = list(tallies)
    m = (_sum_s(all_units) + 1) / (_sum_n(all_units) + 2)
    telling = [tally for tally in all_units if tally.n >= rules.k_unit_answers]
    return Pool(
        m=rounded(m, POOL_PLACES),
        k=rounded(_k_by_moments(telling, rules), POOL_PLACES),
        n_units=len(telling),
    )


@exactly()
def shrunk(tally: Tally, pool: Pool) -> Shrunk:
    """Return the unit's rate; with no answer it is the pool's, as uncertain as k."""
    weight = tally.n + pool.k
    x = (tally.s + pool.k * pool.m) / weight
    return Shrunk(x, (x * (1 - x) / (weight + 1)).sqrt())


def _k_by_moments(telling: list[Tally], rules: Rules) -> Decimal:
    if len(telling) < rules.k_units:
        return rules.k_default
    rho = _spread(telling)
    if rho <= 0:
        return rules.k_most
    return clamped(ONE / rho - 1, rules.k_least, rules.k_most)


def _spread(telling: list[Tally]) -> Decimal:
    """
    Return rho, the part of the spread that is the units' own and not chance.

    0, as for no spread at all, where the formula would divide by zero: fewer than two
    units, or all of them at 0 % or at 100 %.
    """
    total = _sum_n(telling)
    degrees = len(telling) - 1
    if degrees < 1 or not 0 < _sum_s(telling) < total:
        return ZERO
    mean = _sum_s(telling) / total
    squares = sum(
        (tally.n * (tally.s / tally.n - mean) ** 2 for tally in telling), start=ZERO
    )
    own_size = total - sum(tally.n**2 for tally in telling) / total - degrees
    if own_size <= 0:
        return ZERO
    return (squares / (mean * (1 - mean)) - degrees) / own_size


def _sum_s(tallies: list[Tally]) -> Decimal:
    return sum((tally.s for tally in tallies), start=ZERO)


def _sum_n(tallies: list[Tally]) -> Decimal:
    return sum((tally.n for tally in tallies), start=ZERO)
