"""
A firm's score without one of its cases: what that case contributed is taken away.

Pure. From the frozen counts and the steps behind them, the pools too: they are of all
firms, and this one's counts are among them. What a second case of the same phone would
count instead is not asked; only a new count could tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ratings.canonical import ONE
from ratings.rules import Rules
from ratings.scoring import RATES, FirmCounts, FirmPools, FirmScore, firm_score
from ratings.shrinkage import Tally, pooled
from ratings.states import Grade, Indicator

MOST = 5

Pairs = Mapping[str, Sequence[Sequence[int]]]


@dataclass(frozen=True)
class Field:
    """What a score is computed from, beside the firm's own counts."""

    pools: FirmPools
    tallies: Mapping[Indicator, Sequence[Tally]]
    days: Decimal
    rules: Rules


@dataclass(frozen=True)
class Without:
    """The score that the firm would have; too few to rate is NR, without a score."""

    case: int
    score: FirmScore
    difference: Decimal

    @property
    def is_rated(self) -> bool:
        return self.score.grade is not Grade.NR


def contributions(projects: Sequence[Pairs]) -> dict[int, dict[str, int]]:
    """How often each case stands behind each count of the firm, over its projects."""
    found: dict[int, dict[str, int]] = {}
    for pairs in projects:
        for name, steps in pairs.items():
            for case, _step in steps:
                mine = found.setdefault(case, {})
                mine[name] = mine.get(name, 0) + 1
    return found


def those_that_matter_most(
    counts: FirmCounts, projects: Sequence[Pairs], field: Field
) -> list[Without]:
    """
    The five cases without which the score would differ most, the most first.

    They are chosen by the frozen pools, which one case hardly moves, and then scored
    with the pools as they would be without it.
    """
    now, found = _score(counts, field.pools, field), contributions(projects)
    moved = {
        case: abs(_score(left(counts, took), field.pools, field).score - now.score)
        for case, took in found.items()
    }
    most = sorted(moved, key=lambda case: (-moved[case], case))[:MOST]
    return sorted(
        (_without(case, counts, found[case], field, now) for case in most),
        key=lambda one: (-abs(one.difference), one.case),
    )


def left(counts: FirmCounts, took: Mapping[str, int]) -> FirmCounts:
    """The counts without what a case contributed."""
    return replace(
        counts,
        **{name: getattr(counts, name) - ONE * times for name, times in took.items()},
    )


def _without(
    case: int,
    counts: FirmCounts,
    took: Mapping[str, int],
    field: Field,
    now: FirmScore,
) -> Without:
    rest = left(counts, took)
    before, after = counts.tallies(field.rules), rest.tallies(field.rules)
    pools = replace(
        field.pools,
        rates={
            rate: pooled(
                _exchanged(field.tallies[rate], before[rate], after[rate]), field.rules
            )
            for rate in RATES
        },
    )
    score = _score(rest, pools, field)
    return Without(case, score, score.score - now.score)


def _exchanged(tallies: Sequence[Tally], old: Tally, new: Tally) -> list[Tally]:
    """All firms', with one of this firm's tally replaced by another."""
    all_firms = list(tallies)
    all_firms[all_firms.index(old)] = new
    return all_firms


def _score(counts: FirmCounts, pools: FirmPools, field: Field) -> FirmScore:
    return firm_score(counts, pools, days=field.days, rules=field.rules)
