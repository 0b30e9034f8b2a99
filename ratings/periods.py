"""
Half-months, the periods of the review: the 1st to the 15th, the 16th to the end.

They are half-open and local: every moment lies in exactly one of them in a zone.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Self

from registry.days import midnight

SECOND_HALF = 16
NAME = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<half>[12])")


class WrongPeriodName(ValueError):
    """This text names no half-month."""


@dataclass(frozen=True, order=True)
class HalfMonth:
    """
    One half of a month, ordered by time.

    :raises ValueError: if it does not start on the 1st or the 16th
    """

    first_day: date

    def __post_init__(self) -> None:
        if isinstance(self.first_day, datetime):
            raise TypeError("a half-month starts on a date; for a moment there is at()")
        if self.first_day.day not in (1, SECOND_HALF):
            raise ValueError("a half-month starts on the 1st or the 16th")

    @classmethod
    def containing(cls, day: date) -> Self:
        return cls(day.replace(day=1 if day.day < SECOND_HALF else SECOND_HALF))

    @classmethod
    def at(cls, moment: datetime, zone: tzinfo) -> Self:
        """
        Return the half-month in which the moment lies by the clocks of the zone.

        :raises ValueError: if the moment is naive
        """
        if moment.utcoffset() is None:
            raise ValueError("a moment without a time zone lies in no half-month")
        return cls.containing(moment.astimezone(zone).date())

    @classmethod
    def named(cls, text: str) -> Self:
        """
        Return the half-month of this `name`.

        :raises WrongPeriodName: if it is not written YYYY-MM-1 or YYYY-MM-2
        """
        name = NAME.fullmatch(text)
        if name is None:
            raise WrongPeriodName("a period is written YYYY-MM-1 or YYYY-MM-2")
        first_day = 1 if name["half"] == "1" else SECOND_HALF
        try:
            return cls(date(int(name["year"]), int(name["month"]), first_day))
        except ValueError as wrong_date:
            raise WrongPeriodName(f"{text} names no month of a year") from wrong_date

    @property
    def name(self) -> str:
        half = 1 if self.first_day.day == 1 else 2
        return f"{self.first_day.year:04}-{self.first_day.month:02}-{half}"

    @property
    def end(self) -> date:
        """The first day after the half-month."""
        if self.first_day.day == 1:
            return self.first_day.replace(day=SECOND_HALF)
        return (self.first_day + timedelta(days=20)).replace(day=1)

    def previous(self) -> Self:
        return self.containing(self.first_day - timedelta(days=1))

    def next(self) -> Self:
        return self.containing(self.end)

    def start_moment(self, zone: tzinfo) -> datetime:
        """The first moment of the half-month in the zone, in UTC."""
        return midnight(self.first_day, zone)

    def end_moment(self, zone: tzinfo) -> datetime:
        """The first moment after the half-month in the zone, in UTC."""
        return midnight(self.end, zone)
