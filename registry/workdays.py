"""
Working-day arithmetic: which days count, and how far they reach.

Pure. Whoever calls brings the table of official exceptions to the Monday-to-Friday
week; where that table comes from lies in official_days and in the override rows.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)
ASKED_FOR_AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Calendar:
    """
    Official exceptions to the Monday-to-Friday week.

    In a year outside `known_years` the answers are a fallback that pages must mark.

    :raises ValueError: if a day is both off and a make-up working day
    """

    days_off: Set[date] = frozenset()
    make_up_days: Set[date] = frozenset()
    known_years: Set[int] = frozenset()

    def __post_init__(self) -> None:
        if contradictory := self.days_off & self.make_up_days:
            raise ValueError(f"{min(contradictory)} is both off and a working day")

    def knows(self, day: date) -> bool:
        """Whether the official table of the day's year has been announced."""
        return day.year in self.known_years

    def missing_on(self, today: date) -> tuple[int, ...]:
        """
        The years that should be known by `today` and are not: the running one, and the
        next from 60 days before it begins (specification, domain rules 2.1).
        """
        years = (today.year, (today + ASKED_FOR_AHEAD).year)
        return tuple(sorted(set(years) - self.known_years))

    def is_workday(self, day: date) -> bool:
        """
        :raises TypeError: for a moment, whose local date only the caller can tell
        """
        if isinstance(day, datetime):
            raise TypeError("a working day is a date, not a moment")
        if day in self.make_up_days:
            return True
        return day.weekday() < SATURDAY and day not in self.days_off

    def nth_workday_after(self, day: date, count: int) -> date:
        """
        Return the `count`th working day that follows `day`, itself not counted.

        :raises ValueError: if `count` is less than one
        """
        if count < 1:
            raise ValueError("working days are counted from one")
        while count:
            day += ONE_DAY
            if self.is_workday(day):
                count -= 1
        return day

    def count_workdays(self, after: date, upto: date) -> int:
        """Count the working days in (after, upto]; none when `upto` is not later."""
        return sum(
            self.is_workday(after + timedelta(days=distance))
            for distance in range(1, (upto - after).days + 1)
        )
