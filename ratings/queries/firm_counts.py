"""What a review freezes of each firm: the sums of its projects, as they are public."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ratings.canonical import ZERO, exactly, rounded, shortest
from ratings.models import FirmScore, Review
from ratings.models.review import SCORED_STATES
from ratings.periods import HalfMonth
from ratings.queries import in_force
from ratings.queries.firm_work import COUNTED, SPANS
from ratings.queries.founded import Spans
from ratings.queries.project_counts import Project
from ratings.queries.windows import Window
from ratings.rules import Rules
from ratings.small_numbers import FEW
from registry.areas import WIDTHS, Level

REPLIES = ("yes", "partly", "no", "cannot_say")
ANSWERS = (*REPLIES, "rated", "satisfied", "typed")
SCORED, *BESIDE = SPANS
POINT_PLACES = 2

Entry = dict[str, Any]


@dataclass(frozen=True)
class OnTop:
    """What documents in force at the window's end put on a score, by firm id."""

    credits: Mapping[int, Decimal]
    deductions: Mapping[int, Decimal]

    @classmethod
    def read(cls, spans: Spans, window: Window, rules: Rules) -> "OnTop":
        return cls(
            credits=in_force.credits(spans.ends, last_day=window.last_day),
            deductions=in_force.deductions(spans.ends, most=rules.deduction_most),
        )

    def of(self, firm_id: int) -> Entry:
        return {
            "credits": shortest(self.credits.get(firm_id, ZERO)),
            "deductions": shortest(self.deductions.get(firm_id, ZERO)),
        }


def of_firms(
    projects: Iterable[Project], sizes: Mapping[str, str], on_top: OnTop
) -> dict[str, Entry]:
    """
    The sums of each firm's projects; a firm stands in its largest city.

    Nothing is scored from the spans beside the window, so what is put on top of a score
    stands in the window alone.
    """
    by_firm: dict[str, list[Project]] = {}
    for project in projects:
        by_firm.setdefault(project.service.credit_code, []).append(project)
    return {
        code: {
            "name": mine[0].service.firm_name,
            "city": _largest_city(mine),
            "size_before": sizes.get(code),
            **{span: _shown(_sum(mine, span)) for span in BESIDE},
            SCORED: _sum(mine, SCORED)
            | {"inspection": _inspection(mine)}
            | on_top.of(mine[0].service.firm_id),
        }
        for code, mine in by_firm.items()
    }


def sizes_before(period: HalfMonth) -> dict[str, str]:
    """The size group of each firm in the last review before this period."""
    before = (
        Review.objects.filter(period__lt=period.name, state__in=SCORED_STATES)
        .order_by("-period", "-version")
        .values("pk")[:1]
    )
    rows = FirmScore.objects.filter(review__in=before)
    return dict(rows.values_list("firm__credit_code", "size"))


def _shown(counts: dict[str, str | None]) -> dict[str, str | None]:
    """
    The counts of a firm as they are published beside the window, from which nothing is
    scored: sums of a few answers are left out. A firm knows whom it served last, and
    would know who answered what.
    """
    if sum(Decimal(counts[name] or 0) for name in REPLIES) >= FEW:
        return counts
    return counts | dict.fromkeys(ANSWERS)


def _sum(projects: Collection[Project], span: str) -> dict[str, str | None]:
    total = dict.fromkeys(COUNTED, ZERO)
    for project in projects:
        for name, value in project.tally.spans[span].items():
            # most are nothing
            if value:
                total[name] += value
    return {
        **{name: shortest(value) for name, value in total.items()},
        "household_days": str(sum(one.household_days[span] for one in projects)),
        "households": str(sum(one.households for one in projects)),
        "inspection": None,
        "credits": "0",
        "deductions": "0",
    }


def _inspection(projects: Iterable[Project]) -> str | None:
    """The mean of the inspected projects that are served at the end, by households."""
    mean = mean_by_households(
        (one.inspection, one.households)
        for one in projects
        if one.inspection is not None
    )
    return None if mean is None else shortest(mean)


@exactly()
def mean_by_households(inspected: Iterable[tuple[Decimal, int]]) -> Decimal | None:
    """The mean of the points of projects with so many households; none of nothing."""
    pairs = list(inspected)
    households = sum(number for _points, number in pairs)
    if not households:
        return None
    total = sum((points * number for points, number in pairs), start=ZERO)
    return rounded(total / households, POINT_PLACES)


def _largest_city(projects: Iterable[Project]) -> str:
    """The city with the most household-days of the window; of equals the first."""
    days: dict[str, int] = {}
    for project in projects:
        city = project.service.street_code[: WIDTHS[Level.CITY]].ljust(9, "0")
        days[city] = days.get(city, 0) + project.household_days[SCORED]
    return min(days, key=lambda city: (-days[city], city))
