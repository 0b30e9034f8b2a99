"""What an examination of one history found, the same for all rooms."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from registry.ledger.anchors import NamedHead


@dataclass(frozen=True)
class Examined:
    """
    A history, looked at: how many steps there are, how many of its texts were erased,
    and the number of the first step that is not what was written.
    """

    name: str
    steps: int
    erased: int
    broken: int | None

    @property
    def sentence(self) -> str:
        """Names the first bad step, for the log and the shell."""
        return f"{self.name}: step {self.broken} is not what was written."


def gone(name: str) -> Examined:
    """An anchor knows this history, and the database none."""
    return Examined(name, steps=0, erased=0, broken=1)


@dataclass(frozen=True)
class Histories:
    """
    One sort of history, named in the plural for the shell: where each chain ends, and
    whether each is what was written, compared with the heads of an anchor.
    """

    sort: str
    heads: Callable[[], Iterator[NamedHead]]
    examine: Callable[[Iterable[NamedHead]], Iterator[Examined]]
