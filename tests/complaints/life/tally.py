"""How often each row of the table was followed, and by whom."""

from collections import Counter
from collections.abc import Iterator

from complaints.moves import MOVES, WITHOUT_OPERATION, Move
from complaints.states import Action, State


class Tally:
    def __init__(self) -> None:
        self.fired: Counter[tuple[Move, str]] = Counter()
        self.refused: Counter[str] = Counter()

    def of(self, move: Move) -> int:
        return sum(count for (row, _), count in self.fired.items() if row == move)

    def table(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield "Firings of each row, and by whom:"
        for move in within_reach():
            by = {name: n for (row, name), n in self.fired.items() if row == move}
            names = ", ".join(f"{name} {n}" for name, n in sorted(by.items()))
            yield f"  {self.of(move):6}  {row_label(move):48}  {names}"
        reasons = ", ".join(f"{why} {n}" for why, n in self.refused.most_common())
        yield f"Refused: {reasons}"


# Rows that no life tries: each has tests of its own.
NOT_LIVED = frozenset(
    {
        Action.APPEAL,
        Action.UPHOLD,
        Action.OVERTURN,
        Action.RECLASSIFY,
        Action.TRANSFER,
        Action.REFUSE,
        Action.CONFIRM_DUTY,
        Action.RELEASE,
        Action.RECALL,
        Action.PLAN,
        Action.FINAL,
    }
)


def within_reach() -> list[Move]:
    """
    The rows that have an operation and a state to begin from.

    A row is out of reach while whatever leads to its state has no operation.
    """
    built = [move for move in MOVES if move.action not in WITHOUT_OPERATION | NOT_LIVED]
    states: set[State | None] = {None}
    while more := {move.target for move in built if move.source in states} - states:
        states |= more
    return [move for move in built if move.source in states]


def row_label(move: Move) -> str:
    kinds = "" if len(move.kinds) == 4 else " of a complaint"
    if len(move.kinds) == 3:
        kinds = " of another kind"
    return f"{move.action} {move.source or '-'} > {move.target} {move.who}{kinds}"
