"""Times of one thing, taken in turns with others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import Self

WARM_UP = 3
MILLISECONDS = 1000


@dataclass(frozen=True)
class Spread:
    """Milliseconds: the median, and the quartiles on both sides of it."""

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, times: list[float]) -> Self:
        if len(times) == 1:
            return cls(times[0], times[0], times[0])
        low, _middle, high = quantiles(times, n=4, method="inclusive")
        return cls(low, median(times), high)


def take_turns(
    tasks: Mapping[str, Callable[[], object]], *, rounds: int, warm_up: int = WARM_UP
) -> dict[str, Spread]:
    """
    Each task once a round, so that whatever slows the machine down slows them all.

    The first rounds are not counted: they fill caches and open connections.
    """
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(-warm_up, rounds):
        for name, task in tasks.items():
            began = perf_counter()
            task()
            took = (perf_counter() - began) * MILLISECONDS
            if turn >= 0:
                times[name].append(took)
    return {name: Spread.of(taken) for name, taken in times.items()}
