"""
What a checklist is made of, and how many points an inspection by it gives.

Each item has a weight; the weights sum to 100. An item is marked in quarters of its
weight; one that a project has nothing of (say, lifts) is left out, and the others make
up the 100.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ratings.canonical import exactly, rounded
from ratings.states import Mark

WHOLE = 100
QUARTERS = 4
PLACES = 2
LONGEST_TITLE = 120
MOST_ITEMS = 40
LINE = re.compile(r"(\d{1,3})\s+(\S.*)")


class WrongChecklist(ValueError):
    """These lines are no checklist."""


class NotALine(WrongChecklist):
    """A line does not begin with a weight, or is too long; `line` is it."""

    def __init__(self, line: str) -> None:
        self.line = line
        super().__init__(line)


class WrongSum(WrongChecklist):
    """The weights do not sum to 100, or there are too many; `total` is their sum."""

    def __init__(self, total: int) -> None:
        self.total = total
        super().__init__(str(total))


class NothingMarked(ValueError):
    """Every item was left out, so that there is nothing to give points for."""


@dataclass(frozen=True)
class Item:
    title: str
    weight: int

    def as_document(self) -> dict[str, Any]:
        return {"title": self.title, "weight": self.weight}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Item":
        return cls(str(document["title"]), int(document["weight"]))


def parsed(text: str) -> list[Item]:
    """
    Read a checklist as it is typed: a line for each item, its weight first.

    :raises NotALine, WrongSum: see there
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    items = [_item(line) for line in lines]
    total = sum(item.weight for item in items)
    if total != WHOLE or len(items) > MOST_ITEMS:
        raise WrongSum(total)
    return items


def _item(line: str) -> Item:
    found = LINE.fullmatch(line)
    if found is None or int(found[1]) == 0 or len(found[2]) > LONGEST_TITLE:
        raise NotALine(line)
    return Item(found[2], int(found[1]))


@exactly()
def points(marked: Iterable[tuple[int, Mark]]) -> Decimal:
    """
    Weighted points, 0 to 100 with two places, of pairs of weight and mark.

    :raises NothingMarked: if every item was left out
    """
    here = [(weight, int(mark)) for weight, mark in marked if mark != Mark.NOT_HERE]
    whole = sum(weight for weight, _quarters in here)
    if not whole:
        raise NothingMarked
    got = sum(weight * quarters for weight, quarters in here)
    return rounded(Decimal(got * WHOLE) / (QUARTERS * whole), PLACES)
