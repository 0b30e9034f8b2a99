"""When things happen in the demo: offices on working days, residents when they wake."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from random import Random

from django.utils import timezone

from registry.workdays import Calendar

# Working hours of an office, local time.
SHIFTS = ((time(9, 0), time(12, 0)), (time(14, 0), time(17, 30)))
MINUTES_A_DAY = 390
# How likely a resident is to write in each hour of the day, from 7 to 22.
WAKING = (2, 4, 5, 5, 4, 5, 5, 3, 3, 3, 4, 6, 8, 9, 7, 3)
FIRST_HOUR = 7
TEN = time(10)


def at_ten(day: date) -> datetime:
    """When documents are written and projects inspected."""
    return datetime.combine(day, TEN, tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True)
class Hours:
    calendar: Calendar
    zone: tzinfo

    def at_work(self, after: datetime, minutes: float) -> datetime:
        """So many minutes of office time after a moment; to the second."""
        left = timedelta(seconds=round(minutes * 60))
        local = after.astimezone(self.zone)
        day = local.date()
        while True:
            for starts, ends in self._shifts(day):
                begin = max(starts, local)
                if begin < ends and begin + left <= ends:
                    return (begin + left).astimezone(UTC)
                left -= max(ends - begin, timedelta())
            day += timedelta(days=1)

    def awake(self, day: date, rng: Random) -> datetime:
        """Some moment of a day at which residents write."""
        hour = rng.choices(range(FIRST_HOUR, FIRST_HOUR + len(WAKING)), WAKING)[0]
        clock = time(hour, rng.randrange(60), rng.randrange(60))
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def workday_on_or_before(self, day: date) -> date:
        while not self.calendar.is_workday(day):
            day -= timedelta(days=1)
        return day

    def _shifts(self, day: date) -> list[tuple[datetime, datetime]]:
        if not self.calendar.is_workday(day):
            return []
        return [
            (
                datetime.combine(day, starts, self.zone),
                datetime.combine(day, ends, self.zone),
            )
            for starts, ends in SHIFTS
        ]
