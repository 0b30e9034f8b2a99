"""
Counts that may stand in public: no cell so small that it could point to a person.

Pure. A cell of fewer than five is not told, and neither is what it could be computed
from: where a single cell is hidden beside a known sum, another one is hidden with it.
Of residents' answers all that is published of regions asks `kept_back`.
Rule: specification, domain rules 2.5; docs/adr/0011.
"""

from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

FEW = 5

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True)
class Told(Generic[Name]):
    """
    The cells that may be told, the largest first, and all others together.

    `rest` is nothing or at least FEW.
    """

    cells: Mapping[Name, int]
    rest: int

    @property
    def total(self) -> int:
        return sum(self.cells.values()) + self.rest


def told(counts: Mapping[Name, int]) -> Told[Name] | None:
    """What may be told of counts that add up; nothing where all together are few."""
    total = sum(counts.values())
    if 0 < total < FEW:
        return None
    ordered = sorted(counts.items(), key=lambda cell: (-cell[1], str(cell[0])))
    cells = [cell for cell in ordered if cell[1] >= FEW]
    rest = total - sum(count for _name, count in cells)
    while 0 < rest < FEW:
        rest += cells.pop()[1]
    return Told(dict(cells), rest)


def hidden(
    counts: Mapping[Name, int],
    *,
    also: Set[Name] = frozenset(),
    sum_is_hidden: bool = False,
) -> Set[Name]:
    """
    The cells that are not told beside their sum, with those that are hidden anyway.

    They are several, and together not few, since they follow from the sum and the rest.
    Where the sum itself is hidden to keep another one, one cell at least is, too.
    """
    kept = {*also, *(name for name, count in counts.items() if 0 < count < FEW)}
    others = sorted(
        (name for name in counts if counts[name] and name not in kept),
        key=lambda name: (counts[name], str(name)),
        reverse=True,
    )
    if others and sum_is_hidden and not kept:
        return {others.pop()}
    while others and kept and (len(kept) == 1 or _together(counts, kept) < FEW):
        kept.add(others.pop())
    return kept


# Each region by its code, with the code of what it is part of, which comes before it.
Above = Mapping[str, str | None]


class Answered(Protocol):
    """Own answers of residents, of which so many `rated`."""

    @property
    def own_answers(self) -> int: ...

    @property
    def rated(self) -> int: ...


class Figures(Answered, Protocol):
    """Such answers among other figures, as they are published."""

    def as_document(
        self, *, hide_answers: bool, hide_ratings: bool
    ) -> dict[str, Any]: ...


@dataclass(frozen=True)
class KeptBack:
    """Of whom the answers, and of whom the ratings in them, are not told."""

    answers: Set[str]
    ratings: Set[str]

    def documents(self, sums: Mapping[str, Figures]) -> dict[str, dict[str, Any]]:
        return {
            name: each.as_document(
                hide_answers=name in self.answers, hide_ratings=name in self.ratings
            )
            for name, each in sums.items()
        }


def kept_back(sums: Mapping[str, Answered], above: Above) -> KeptBack:
    """
    The regions of which few answered, and those that would tell of them.

    A region is the sum of its parts: where only one part would be hidden, another one
    is, too, and where a region is hidden, not all of its parts are told.
    """
    parts: dict[str | None, list[str]] = {}
    for code in sums:
        parts.setdefault(above[code], []).append(code)

    def over(counts: Mapping[str, int]) -> Set[str]:
        kept: set[str] = set()
        for whole, codes in parts.items():
            those = {code: counts[code] for code in codes}
            kept |= hidden(those, sum_is_hidden=whole in kept)
        return kept

    return KeptBack(
        answers=over({code: each.own_answers for code, each in sums.items()}),
        ratings=over({code: each.rated for code, each in sums.items()}),
    )


def _together(counts: Mapping[Name, int], names: Set[Name]) -> int:
    return sum(counts.get(name, 0) for name in names)
