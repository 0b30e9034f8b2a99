"""How often each row of the table was followed, and by whom."""

from collections import Counter
from collections.abc import Iterator

from complaints.moves import MOVES, Move
from tests.complaints.life.tries import FOLLOWS, Follow


class Tally:
    def __init__(self) -> None:
        self.fired: Counter[tuple[Move, str]] = Counter()
        self.refused: Counter[str] = Counter()
        self.done: Counter[Follow] = Counter()
        self.dearest: dict[str, tuple[int, list[str]]] = {}

    def missing(self, few: int) -> dict[str, float]:
        """In each situation, how much is missing of what may follow, on average."""
        seldom = self.seldom(few)
        return {
            situation: sum(
                few - self.done[one] for one in seldom if one.situation == situation
            )
            / len(known)
            for situation, known in FOLLOWS.items()
            if known
        }

    def seldom(self, few: int) -> frozenset[Follow]:
        """What was done fewer times than that."""
        follows = (
            Follow(situation, operation, whose)
            for situation, known in FOLLOWS.items()
            for operation, whose, _weight in known
        )
        return frozenset(one for one in follows if self.done[one] < few)

    def cost(self, operation: str, steps: int, said: list[str]) -> None:
        """Keep the dearest of each operation, by the step, of whichever case."""
        each = -(-len(said) // max(steps, 1))
        if each > self.dearest.get(operation, (0, []))[0]:
            self.dearest[operation] = each, said

    def of(self, move: Move) -> int:
        return sum(count for (row, _), count in self.fired.items() if row == move)

    def table(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield "Firings of each row, and by whom:"
        for move in MOVES:
            by = {name: n for (row, name), n in self.fired.items() if row == move}
            names = ", ".join(f"{name} {n}" for name, n in sorted(by.items()))
            yield f"  {self.of(move):6}  {row_label(move):48}  {names}"
        reasons = ", ".join(f"{why} {n}" for why, n in self.refused.most_common())
        yield f"Refused: {reasons}"
        dear = ", ".join(f"{name} {n}" for name, (n, _) in sorted(self.dearest.items()))
        yield f"Queries a step, at most: {dear}"


def row_label(move: Move) -> str:
    kinds = "" if len(move.kinds) == 4 else " of a complaint"
    if len(move.kinds) == 3:
        kinds = " of another kind"
    return f"{move.action} {move.source or '-'} > {move.target} {move.who}{kinds}"
