"""The table that a measurement prints, and the one thing that it asserts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from propertyhub.bench.spread import Spread

# beside the floor's growth; less than this is noise
MUCH = 1.75


@dataclass(frozen=True)
class Found:
    """What one measure came to at one number of cases."""

    ours: Spread
    floor: Spread
    queries: int
    # at this number of cases: the statement that took longest, with its time
    slowest: str = ""

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.ours.median / self.floor.median


@dataclass(frozen=True)
class Report:
    """
    By measure and number of cases. `alone` is what stands beside nothing, `left_out`
    says why there is nothing.
    """

    sizes: Sequence[int]
    found: Mapping[str, Mapping[int, Found]]
    alone: Mapping[str, Mapping[int, Spread]] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)

    def growing(self) -> list[str]:
        """The measures whose number of queries depends on the number of cases."""
        return [
            name
            for name, by_size in self.found.items()
            if len({each.queries for each in by_size.values()}) > 1
        ]

    def slower(self) -> list[str]:
        """The measures whose time grew clearly more than the floor's: a hint."""
        return [
            name
            for name, by_size in self.found.items()
            if by_size[self.sizes[-1]].ratio > MUCH * by_size[self.sizes[0]].ratio
        ]

    def lines(self) -> Iterator[str]:
        rows = [self._head(), *map(self._row, self.found)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = zip(row, widths, strict=True)
            first = row[0].ljust(widths[0])
            rest = [cell.rjust(width) for cell, width in list(cells)[1:]]
            yield "  ".join([first, *rest]).rstrip()
        for name, spreads in self.alone.items():
            words = (f"{_words(each)} at {size:,}" for size, each in spreads.items())
            yield f"{name}: {', '.join(words)}"
        for name, reason in self.left_out.items():
            yield f"{name}: left out, {reason}"
        for name in self.slower():
            slowest = self.found[name][self.sizes[-1]].slowest
            yield f"{name}: grows with the number of cases; slowest statement {slowest}"
        for name in self.growing():
            yield f"{name}: the NUMBER of queries depends on the number of cases"

    def _head(self) -> list[str]:
        head = ["ms: median (quartiles)"]
        for size in self.sizes:
            head += [f"{size:,} cases", "floor", "ratio"]
        return [*head, "growth", "of floor", "queries"]

    def _row(self, name: str) -> list[str]:
        by_size = self.found[name]
        row = [name]
        for size in self.sizes:
            each = by_size[size]
            row += [_words(each.ours), f"{each.floor.median:.1f}", f"{each.ratio:.1f}"]
        first, last = by_size[self.sizes[0]], by_size[self.sizes[-1]]
        counts = list(dict.fromkeys(str(each.queries) for each in by_size.values()))
        return [
            *row,
            f"{last.ours.median / first.ours.median:.2f}",
            f"{last.floor.median / first.floor.median:.2f}",
            " to ".join(counts),
        ]


def _words(spread: Spread) -> str:
    return f"{spread.median:.1f} ({spread.low:.1f}–{spread.high:.1f})"
