"""Where a process that holds a review comes by, so that a test may kill it there."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from ratings.states import ReviewState

# behind the rows of which table the process stands, half-way through a transaction
BEHIND_ROWS = {"FirmCounts": "during_snapshot", "FirmScore": "mid_chunk"}


def lay_out(reach: Callable[[str], None]) -> None:
    """Call `reach` with the name of each place that this process comes to."""
    reviewing: Any = import_module("ratings.operations.reviewing")
    publishing: Any = import_module("ratings.operations.publishing")
    write, freeze = reviewing.bulk.write, reviewing.freeze
    results, claim = reviewing.reckoning.results, publishing._claim

    def write_and_reach(rows: Sequence[Any]) -> None:
        write(rows)
        reach(BEHIND_ROWS.get(type(rows[0]).__name__, "") if rows else "")

    def freeze_and_reach(*given: Any, **told: Any) -> None:
        freeze(*given, **told)
        reach("after_commit")

    def results_and_reach(inputs: Any) -> Any:
        found = results(inputs)
        reach("during_score")
        return found

    def reach_and_claim(review: Any, source: str, target: str, **sets: Any) -> None:
        if target == ReviewState.PUBLISHED:
            reach("before_publish_flag")
        claim(review, source, target, **sets)

    reviewing.bulk.write = write_and_reach
    reviewing.freeze = freeze_and_reach
    reviewing.reckoning.results = results_and_reach
    publishing._claim = reach_and_claim
