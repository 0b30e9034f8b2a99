"""Many threads at once on one database, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")


def at_once(count: int, work: Callable[[int], Result]) -> list[Result]:
    """
    What each of `count` threads makes of its number; all begin at the same moment.

    :raises: whatever one of them raises
    """
    barrier = Barrier(count)

    def begin(number: int) -> Result:
        try:
            barrier.wait()
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(begin, range(count)))
