"""The days that a review counts, and the moments between which it reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from ratings.periods import HalfMonth
from ratings.queries.founded import Spans
from ratings.rules import Rules
from registry.days import midnight

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """The days that a review counts, by its spans; each has the same end."""

    starts: Mapping[str, date]
    ends: date

    @classmethod
    def of(cls, period: HalfMonth, rules: Rules, *, counts_from: date) -> "Window":
        """No span reaches back before the day from which filings are counted."""
        back = {
            "window": int(rules.window_half_months),
            "last_six": int(rules.recent_half_months),
            "half_month": 1,
        }
        starts = {
            span: max(counts_from, _earlier(period, count - 1).first_day)
            for span, count in back.items()
        }
        return cls(starts, period.end)

    @property
    def last_day(self) -> date:
        return self.ends - ONE_DAY

    def spans(self, zone: tzinfo) -> Spans:
        from_ = {span: midnight(day, zone) for span, day in self.starts.items()}
        return Spans(
            starts=from_["window"],
            six_from=from_["last_six"],
            half_from=from_["half_month"],
            ends=midnight(self.ends, zone),
        )

    def days(self, span: str) -> int:
        return (self.ends - self.starts[span]).days

    def as_document(self) -> dict[str, str]:
        return {
            "starts": self.starts["window"].isoformat(),
            "ends": self.ends.isoformat(),
            "days": str(self.days("window")),
        }


def _earlier(period: HalfMonth, count: int) -> HalfMonth:
    for _each in range(count):
        period = period.previous()
    return period
