"""
What an operation knows of a case: read once, when it is first asked for, and handed
down to whatever the operation does.
"""

from collections.abc import Sequence, Set
from datetime import datetime
from functools import cached_property

from complaints.clocks import Clock
from complaints.models import Case, Step
from complaints.queries.limits import Promised, clock_at
from complaints.queries.told import Told, told_of
from registry import queries as registry_queries


class Stored:
    """
    A stored case at a moment, and what is known of it then.

    Whoever writes has claimed or holds the case's row, so that nothing of this changes
    before the transaction ends. `clock` is handed in where it was read before.
    """

    def __init__(
        self, case: Case, *, now: datetime, clock: Clock | None = None
    ) -> None:
        self.case, self.now, self._clock = case, now, clock
        self._officers: dict[str, Sequence[tuple[str, Set[int]]]] = {}

    @cached_property
    def clock(self) -> Clock:
        return self._clock or clock_at(self.now)

    def officers_upwards(self, code: str) -> Sequence[tuple[str, Set[int]]]:
        if code not in self._officers:
            self._officers[code] = registry_queries.officers_upwards(code)
        return self._officers[code]

    @property
    def history(self) -> Sequence[Step]:
        return self._told.steps

    @property
    def promised(self) -> Promised:
        return self._told.promised

    @cached_property
    def _told(self) -> Told:
        return told_of(self.case)
