"""What a review freezes of each project: of the time of one firm in one community."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from ratings.canonical import shortest
from ratings.queries.firm_work import SPANS, Tally
from ratings.queries.pairs import Pair
from ratings.queries.windows import Window
from registry.models import Tenure

Entry = dict[str, Any]


class Service(NamedTuple):
    """One tenure, with what is told of its firm and community."""

    tenure_id: int
    starts_on: date
    ends_on: date | None
    firm_id: int
    credit_code: str
    firm_name: str
    community_code: str
    households: int
    street_code: str

    def serves_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on > day)


COLUMNS = (
    "pk",
    "starts_on",
    "ends_on",
    "firm_id",
    "firm__credit_code",
    "firm__name",
    "community__code",
    "community__households",
    "community__street__code",
)


@dataclass(frozen=True)
class Project:
    """
    What was counted of one service.

    `household_days` by span; `households` are those served at the end of the window,
    none where another firm serves there; `inspection` in points.
    """

    service: Service
    tally: Tally
    household_days: Mapping[str, int]
    households: int
    inspection: Decimal | None

    @property
    def name(self) -> str:
        service = self.service
        return f"{service.credit_code} {service.community_code} {service.starts_on}"

    @property
    def cases(self) -> Mapping[str, list[Pair]]:
        """The steps behind each count of the window that has any."""
        return self.tally.cases

    @cached_property
    def entry(self) -> Entry:
        """What is frozen of it, as texts."""
        spans: Entry = {
            span: {
                # most are nothing
                **{
                    name: shortest(count) if count else "0"
                    for name, count in counts.items()
                },
                "household_days": str(self.household_days[span]),
            }
            for span, counts in self.tally.spans.items()
        }
        points = self.inspection
        return spans | {
            "households": str(self.households),
            "inspection": None if points is None else shortest(points),
        }

    def as_document(self) -> Entry:
        """As the evidence of a review binds it."""
        return {**self.entry, "cases": self.cases}


def of_tenures(
    tallies: Mapping[int, Tally], window: Window, inspected: Mapping[int, Decimal]
) -> list[Project]:
    """
    One for each tenure of the window, and for each that something was counted of.

    `inspected` are the points of each tenure's newest inspection, by its id.
    """
    projects = []
    for row in Tenure.objects.order_by("pk").values_list(*COLUMNS):
        service = Service._make(row)
        days = {span: _days(service, window, span) for span in SPANS}
        tally = tallies.get(service.tenure_id)
        if not days["window"] and tally is None:
            continue
        serves = service.serves_on(window.last_day)
        projects.append(
            Project(
                service=service,
                tally=tally or Tally(),
                household_days={
                    span: service.households * each for span, each in days.items()
                },
                households=service.households if serves else 0,
                inspection=inspected.get(service.tenure_id),
            )
        )
    return projects


def _days(service: Service, window: Window, span: str) -> int:
    starts = max(service.starts_on, window.starts[span])
    ends = min(service.ends_on or window.ends, window.ends)
    return max(0, (ends - starts).days)
