"""How many queries something takes, counted in this process."""

from collections import deque
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

from propertyhub.bench.pages import TRACKED, Act

SHOWN = 400


@dataclass(frozen=True)
class Asked:
    """How many statements one go takes, and the slowest of them with its time."""

    count: int
    slowest: str


def queries_of(act: Act, *, goes: int = TRACKED, warm_up: int = TRACKED) -> Asked:
    """
    Of the go with the most statements among `goes`.

    Those of `warm_up` go before and are not looked at: they fill caches.
    """
    for _turn in range(warm_up):
        act()
    return max((_asked(act) for _turn in range(goes)), key=lambda asked: asked.count)


def _asked(act: Act) -> Asked:
    # Django keeps the last 9,000 statements, and a sweep of 1,000 cases makes as many
    connection.queries_log = deque()
    with CaptureQueriesContext(connection) as captured:
        act()
    queries = captured.captured_queries
    if not queries:
        return Asked(0, "")
    slowest = max(queries, key=lambda query: float(query["time"]))
    words = " ".join(slowest["sql"].split())
    if len(words) > SHOWN:
        words = f"{words[: SHOWN // 4]} … {words[-3 * SHOWN // 4 :]}"
    return Asked(len(queries), f"{float(slowest['time']) * 1000:.0f} ms: {words}")
