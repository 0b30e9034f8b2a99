"""
When a resident is called for the return visit, and which calls are still wanted.

Pure: every moment is handed over in the zone of the offices, so that its hour and its
day can be read off. Rules: specification, domain rules 2.2, Return visit and the last
word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

HOURS = ((time(9), time(12)), (time(14, 30), time(20)))
EVENING = time(18)
FIRST_CALL_AFTER_DAYS = 2
FIRST_CALL_AFTER_DAYS_EMERGENCY = 1
DAYS_WITH_A_TRY = 2


def is_calling_hour(now: datetime) -> bool:
    """Whether a phone may ring for a return visit; the last minute is over."""
    return any(begins <= now.time() < ends for begins, ends in HOURS)


def first_day(told_at: datetime, *, emergency: bool) -> date:
    """The calendar day from which on who was told a result is called."""
    days = FIRST_CALL_AFTER_DAYS_EMERGENCY if emergency else FIRST_CALL_AFTER_DAYS
    return told_at.date() + timedelta(days=days)


@dataclass(frozen=True)
class Tries:
    """The moments of the tries so far, whatever became of them."""

    moments: Sequence[datetime] = ()

    @property
    def days(self) -> int:
        return len({moment.date() for moment in self.moments})

    @property
    def is_evening_missing(self) -> bool:
        return all(moment.time() < EVENING for moment in self.moments)

    @property
    def are_enough(self) -> bool:
        """Whether silence after them is "no reply", and not "not visited"."""
        return self.days >= DAYS_WITH_A_TRY

    def is_call_wanted(self, now: datetime) -> bool:
        """
        Whether to call today: until there are tries on two days, one of them in the
        evening; once a day, and once more for the evening.
        """
        if self.are_enough and not self.is_evening_missing:
            return False
        today = any(moment.date() == now.date() for moment in self.moments)
        return not today or (self.is_evening_missing and now.time() >= EVENING)
