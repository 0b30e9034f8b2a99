"""
The counts of a review, ready to be frozen: every firm, every project, every region.

A review asks the same number of questions for thirty firms as for three thousand.
Nothing here writes.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from complaints.queries.own_phones import (
    cases_filed_by_the_firm,
    followers_of_the_firm,
)
from ratings.canonical import ZERO, exactly, rounded, sha256_of, shortest
from ratings.models import FirmScore, Review, RuleSet
from ratings.models.review import SCORED_STATES
from ratings.periods import HalfMonth, midnight
from ratings.queries import beside_work, firm_work, in_force, office_work
from ratings.queries.firm_work import SPANS, Tally
from ratings.queries.founded import Spans
from ratings.queries.office_work import OfficeTally
from ratings.reckoning import pools_document
from ratings.rules import Rules
from registry.areas import WIDTHS, Level
from registry.models import Firm, Region, Tenure
from registry.queries import lineage
from registry.sealing import lookup_digest

PUBLIC_LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY)
SALT = "evidence of a review"
# Of the document of the inputs. 1 named no shape and had nothing beside the regions'
# evaluation; reviews of that shape keep verifying.
SHAPE = 2
REPLIES = ("yes", "partly", "no", "cannot_say")
ANSWERS = (*REPLIES, "rated", "satisfied", "typed")
FEW = 5
SCORED = SPANS[0]
POINT_PLACES = 2

Entry = dict[str, Any]


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


@dataclass(frozen=True)
class Project:
    """What was counted of one tenure."""

    tenure: Tenure
    entry: Entry
    cases: Mapping[str, list[list[int]]]

    @property
    def name(self) -> str:
        tenure = self.tenure
        return " ".join(
            [tenure.firm.credit_code, tenure.community.code, str(tenure.starts_on)]
        )


@dataclass(frozen=True)
class Counted:
    """Everything that a review freezes."""

    inputs: Entry
    projects: list[Project]
    firm_ids: Mapping[str, int]
    region_ids: Mapping[str, int]
    regions: Mapping[str, Entry]
    left_out: list[int]


def count(
    period: HalfMonth,
    rule_set: RuleSet,
    *,
    version: int,
    zone: tzinfo,
    left_out: Collection[int] = (),
) -> Counted:
    """
    Count a period by a rule set; the cases with the ids `left_out` are passed over.

    :raises WrongRules: if the rule set's content is not a whole set of rules
    """
    rules = Rules.from_document(rule_set.content)
    window = Window.of(period, rules, counts_from=rule_set.counts_from)
    spans = window.spans(zone)
    tallies = firm_work.count(
        spans,
        own=cases_filed_by_the_firm(),
        own_followers=followers_of_the_firm(),
        left_out=left_out,
    )
    projects = _projects(tallies, window, _inspected(spans, window, rules))
    firms = _firms(projects, _sizes_before(period), OnTop.read(spans, window, rules))
    all_regions = list(Region.objects.order_by("code"))
    regions = _with_beside(
        _regions(all_regions, office_work.count(spans)), beside_work.count(spans)
    )
    public, streets = _parted(regions)
    evidence = commitment(
        period.name,
        version,
        projects={one.name: {**one.entry, "cases": one.cases} for one in projects},
        streets=streets,
        left_out=sorted(left_out),
    )
    return Counted(
        inputs={
            "shape": str(SHAPE),
            "period": period.name,
            "version": str(version),
            "window": window.as_document(),
            "rules": rules_document(rule_set),
            "pools": pools_document(firms, public, rules),
            "firms": firms,
            "regions": public,
            "evidence": evidence,
        },
        projects=projects,
        firm_ids={one.tenure.firm.credit_code: one.tenure.firm_id for one in projects},
        region_ids={region.code: region.pk for region in all_regions},
        regions=regions,
        left_out=sorted(left_out),
    )


def _with_beside(
    regions: Mapping[str, Entry], beside: Mapping[str, Entry]
) -> dict[str, Entry]:
    """Each region with what is shown beside its evaluation and not scored."""
    return {
        code: {**entry, "beside": beside.get(code, beside_work.document())}
        for code, entry in regions.items()
    }


def _parted(regions: Mapping[str, Entry]) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """The regions that are public, and the streets, which are not."""
    public = {
        code: entry
        for code, entry in regions.items()
        if entry["level"] in PUBLIC_LEVELS
    }
    streets = {code: entry for code, entry in regions.items() if code not in public}
    return public, streets


def rules_document(rule_set: RuleSet) -> Entry:
    return {"number": str(rule_set.number), **rule_set.content}


def commitment(
    period: str,
    version: int,
    *,
    projects: Mapping[str, Any],
    streets: Mapping[str, Any],
    left_out: list[int],
) -> str:
    """
    The hash that binds the cases, projects and streets, which are not public, and the
    cases that were left out.

    It is salted, so that nobody can try out what a resident may have answered.
    """
    salt = lookup_digest(f"{period} {version}", purpose=SALT)
    return sha256_of(
        {"salt": salt, "projects": projects, "streets": streets, "left_out": left_out}
    )


def _earlier(period: HalfMonth, count: int) -> HalfMonth:
    for _each in range(count):
        period = period.previous()
    return period


def _inspected(spans: Spans, window: Window, rules: Rules) -> dict[int, Decimal]:
    """The points by tenure id of the newest inspection at the window's end."""
    return in_force.inspections(
        spans.ends,
        last_day=window.ends - timedelta(days=1),
        days=int(rules.inspection_days),
    )


def _projects(
    tallies: Mapping[int, Tally], window: Window, inspected: Mapping[int, Decimal]
) -> list[Project]:
    """One for each tenure of the window, and for each that something was counted of."""
    tenures = Tenure.objects.select_related("firm", "community__street").order_by("pk")
    projects = []
    for tenure in tenures:
        days = {span: _days(tenure, window, span) for span in SPANS}
        if not days["window"] and tenure.pk not in tallies:
            continue
        tally = tallies.get(tenure.pk, Tally())
        entry: Entry = {
            span: {
                **{name: shortest(count) for name, count in tally.spans[span].items()},
                "household_days": str(tenure.community.households * days[span]),
            }
            for span in SPANS
        }
        entry["households"] = str(
            tenure.community.households if _serves_at_the_end(tenure, window) else 0
        )
        points = inspected.get(tenure.pk)
        entry["inspection"] = None if points is None else shortest(points)
        pairs = {
            name: [list(pair) for pair in them] for name, them in tally.cases.items()
        }
        projects.append(Project(tenure, entry, {n: p for n, p in pairs.items() if p}))
    return projects


def _days(tenure: Tenure, window: Window, span: str) -> int:
    starts = max(tenure.starts_on, window.starts[span])
    ends = min(tenure.ends_on or window.ends, window.ends)
    return max(0, (ends - starts).days)


def _serves_at_the_end(tenure: Tenure, window: Window) -> bool:
    last_day = window.ends - timedelta(days=1)
    return tenure.starts_on <= last_day and (
        tenure.ends_on is None or tenure.ends_on > last_day
    )


@dataclass(frozen=True)
class OnTop:
    """What documents in force at the window's end put on a score, by firm id."""

    credits: Mapping[int, Decimal]
    deductions: Mapping[int, Decimal]

    @classmethod
    def read(cls, spans: Spans, window: Window, rules: Rules) -> "OnTop":
        last_day = window.ends - timedelta(days=1)
        return cls(
            credits=in_force.credits(spans.ends, last_day=last_day),
            deductions=in_force.deductions(spans.ends, most=rules.deduction_most),
        )

    def of(self, firm: Firm) -> Entry:
        return {
            "credits": shortest(self.credits.get(firm.pk, ZERO)),
            "deductions": shortest(self.deductions.get(firm.pk, ZERO)),
        }


def _firms(
    projects: Iterable[Project], sizes: Mapping[str, str], on_top: OnTop
) -> dict[str, Entry]:
    """
    The sums of each firm's projects; a firm stands in its largest city.

    Nothing is scored from the spans beside the window, so what is put on top of a score
    stands in the window alone.
    """
    by_firm: dict[str, list[Project]] = {}
    for project in projects:
        by_firm.setdefault(project.tenure.firm.credit_code, []).append(project)
    return {
        code: {
            "name": mine[0].tenure.firm.name,
            "city": _largest_city(mine),
            "size_before": sizes.get(code),
            **{span: _shown(_sum(mine, span), span) for span in SPANS},
            SCORED: _sum(mine, SCORED)
            | {"inspection": _inspection(mine)}
            | on_top.of(mine[0].tenure.firm),
        }
        for code, mine in by_firm.items()
    }


def _shown(counts: dict[str, str | None], span: str) -> dict[str, str | None]:
    """
    The counts of a firm as they are published: of the signals beside the window, which
    nothing is scored from, sums of a few answers are left out. A firm knows whom it
    served last, and would know who answered what.
    """
    if span == SCORED or sum(Decimal(counts[name] or 0) for name in REPLIES) >= FEW:
        return counts
    return counts | dict.fromkeys(ANSWERS)


def _sum(projects: Iterable[Project], span: str) -> dict[str, str | None]:
    total: dict[str, Decimal] = {}
    for project in projects:
        counts = {**project.entry[span], "households": project.entry["households"]}
        for name, value in counts.items():
            total[name] = total.get(name, Decimal(0)) + Decimal(value)
    counted = {name: shortest(value) for name, value in total.items()}
    return {**counted, "inspection": None, "credits": "0", "deductions": "0"}


@exactly()
def _inspection(projects: Iterable[Project]) -> str | None:
    """The mean of the inspected projects that are served at the end, by households."""
    inspected = [
        (Decimal(points), int(project.entry["households"]))
        for project in projects
        if (points := project.entry["inspection"]) is not None
    ]
    households = sum(number for _points, number in inspected)
    if not households:
        return None
    total = sum((points * number for points, number in inspected), start=ZERO)
    return shortest(rounded(total / households, POINT_PLACES))


def _largest_city(projects: Iterable[Project]) -> str:
    """The city with the most household-days of the window; of equals the first."""
    days: dict[str, int] = {}
    for project in projects:
        city = project.tenure.community.street.code[: WIDTHS[Level.CITY]].ljust(9, "0")
        served = int(project.entry["window"]["household_days"])
        days[city] = days.get(city, 0) + served
    return min(days, key=lambda city: (-days[city], city))


def _sizes_before(period: HalfMonth) -> dict[str, str]:
    """The size group of each firm in the last review before this period."""
    before = (
        Review.objects.filter(period__lt=period.name, state__in=SCORED_STATES)
        .order_by("-period", "-version")
        .values("pk")[:1]
    )
    rows = FirmScore.objects.filter(review__in=before)
    return dict(rows.values_list("firm__credit_code", "size"))


def _regions(
    regions: Iterable[Region], tallies: Mapping[str, OfficeTally]
) -> dict[str, Entry]:
    """Each region with the sums of its own offices and of all below it."""
    totals: dict[str, dict[str, dict[str, int]]] = {}
    for office, tally in tallies.items():
        for code in lineage(office):
            mine = totals.setdefault(code, OfficeTally().spans)
            for span, counts in tally.spans.items():
                for name, value in counts.items():
                    mine[span][name] += value
    return {
        region.code: {
            "level": region.level,
            "name": region.name,
            **{
                span: {name: str(value) for name, value in counts.items()}
                for span, counts in totals.get(region.code, OfficeTally().spans).items()
            },
        }
        for region in regions
    }
