"""
A campaign in figures: what it came to by the end of one of its days.

Pure. The figures of a day are one document, frozen in the following night; numbers are
strings. They enter no score. Rules: specification, domain rules 2.3, Campaign.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ratings.bulletins import OF_ANSWERS, OF_RATINGS, share
from ratings.small_numbers import FEW
from ratings.states import CampaignMeasure

ONE_DAY = timedelta(days=1)
RATE_OF = {
    CampaignMeasure.SETTLED: "settlement_rate",
    CampaignMeasure.SATISFIED: "satisfaction",
    CampaignMeasure.REPLIED: "reply_rate",
}

Document = dict[str, Any]


@dataclass(frozen=True)
class Board:
    """
    The cases filed since a campaign began, as they stood at the end of a day.

    `settled` were told a first result, `waiting` still wait for one, `overdue` are open
    beyond their due moment, settled once or not. Answers are counted as in a bulletin.
    """

    filed: int = 0
    settled: int = 0
    waiting: int = 0
    overdue: int = 0
    own_answers: int = 0
    typed: int = 0
    unanswered: int = 0
    rated: int = 0
    satisfied: int = 0

    def as_document(
        self, *, hide_answers: bool = False, hide_ratings: bool = False
    ) -> Document:
        """
        With its rates. Of few answers neither sum nor rate is told, and neither of
        those that would tell of few elsewhere.
        """
        document: Document = {name: str(value) for name, value in asdict(self).items()}
        document |= {
            "settlement_rate": share(self.settled, self.settled + self.waiting),
            "satisfaction": share(self.satisfied, self.rated),
            "reply_rate": share(
                self.own_answers, self.own_answers + self.typed + self.unanswered
            ),
        }
        if hide_ratings or self.rated < FEW:
            document |= dict.fromkeys(OF_RATINGS)
        if hide_answers or self.own_answers < FEW:
            document |= dict.fromkeys(OF_ANSWERS)
        return document


def is_reached(
    figures: Mapping[str, str | None], measure: CampaignMeasure, at_least: Decimal
) -> bool | None:
    """Whether a target is met; nothing where its rate is not told."""
    rate = figures[RATE_OF[measure]]
    return None if rate is None else Decimal(rate) >= at_least


def days_over(starts_on: date, ends_on: date, today: date) -> Iterator[date]:
    """The days of a campaign that are over by `today`, the first one first."""
    day = starts_on
    while day < min(ends_on, today):
        yield day
        day += ONE_DAY
