"""
The figures of a bulletin, read once when its review is published.

Everything is told as of the end of the half-month, from the steps and from what the
review froze, so that a later reading gives the same document. Cases of retaliation
stand in no sum; how many of them were delayed is one number.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from complaints.models import Step
from complaints.queries.facts import TELLS_A_RESULT
from complaints.states import Action, Closing, Kind, State
from ratings.bulletins import Document, Totals, share, with_changes
from ratings.canonical import canonical
from ratings.models import (
    Bulletin,
    Enforcement,
    FirmScore,
    RegionCounts,
    RegionScore,
    Review,
)
from ratings.periods import HalfMonth
from ratings.queries.details import said
from ratings.queries.founded import was_of_kind
from ratings.queries.list_changes import list_changes
from ratings.small_numbers import kept_back
from ratings.states import EnforcementMeasure, Grade, Verdict
from registry.areas import WIDTHS, Level
from registry.models import Region
from registry.queries import county_of

TAKES_ON = (Action.ACCEPT, Action.OVERTURN)
UNANSWERED = (Closing.NO_REPLY, Closing.NOT_VISITED, Closing.CANNOT_BE_CALLED)
# What leaves the desk without a result for the resident.
GONE = (State.DECLINED, State.WITHDRAWN, State.MERGED, State.CLOSED)
OWN = ("yes", "partly", "no", "cannot_say")

ByOffice = Mapping[str, int]


@dataclass(frozen=True)
class Span:
    """The half-month in moments, half-open."""

    starts: datetime
    ends: datetime

    @classmethod
    def of(cls, period: HalfMonth) -> "Span":
        zone = timezone.get_default_timezone()
        return cls(period.start_moment(zone), period.end_moment(zone))


def figures_of(review: Review) -> Document:
    """The whole document of a review's bulletin; numbers are strings."""
    period, span = review.half_month, Span.of(review.half_month)
    document = {
        "period": period.name,
        "version": review.version,
        "rule_set": review.rule_set.number,
        "issuing_body": review.rule_set.issuing_body,
        "inputs_sha256": review.inputs_sha256,
        "results_sha256": review.results_sha256,
        "starts": period.first_day.isoformat(),
        "ends": period.end.isoformat(),
        **_totals(review, span),
        **_verdicts(review),
        "firms": _firms(review),
        "enforcement": _enforcement(period),
        "lists": list_changes(review),
        **_delayed(span),
        "without_filings": _without_filings(review),
    }
    told: Document = json.loads(canonical(document))
    return told


def _totals(review: Review, span: Span) -> Document:
    """The province, then its cities, each beside the half-month before."""
    earlier = _totals_before(review.half_month)
    flowed = flows(span)
    frozen = (
        RegionCounts.objects.filter(review=review)
        .filter(region__level__in=[Level.PROVINCE, Level.CITY])
        .select_related("region__parent")
        .order_by("region__code")
    )
    regions = {row.region.code: row.region for row in frozen}
    sums = {
        row.region.code: _sum(row.region, row.entry["half_month"], flowed)
        for row in frozen
    }
    above = {
        code: region.parent.code if region.parent else None
        for code, region in regions.items()
    }
    told = [
        _named(regions[code]) | with_changes(document, earlier.get(code))
        for code, document in kept_back(sums, above).documents(sums).items()
    ]
    levels = [region.level for region in regions.values()]
    return {
        "province": told[levels.index(Level.PROVINCE)],
        "cities": [
            one for one, level in zip(told, levels, strict=True) if level == Level.CITY
        ],
    }


def _totals_before(period: HalfMonth) -> dict[str, Document]:
    """By region: the newest figures of the half-month before, if it had a bulletin."""
    before = (
        Bulletin.objects.filter(period=period.previous().name)
        .order_by("-review__version")
        .values_list("figures", flat=True)
        .first()
    )
    if before is None:
        return {}
    return {one["code"]: one for one in (before["province"], *before["cities"])}


def _sum(
    region: Region, counts: Mapping[str, str | None], flowed: Mapping[str, ByOffice]
) -> Totals:
    """
    Of a region and all offices below it. What the review left out of the answers, since
    it would tell of few, counts as none, and is left out here.
    """
    own_codes = region.code[: WIDTHS[Level(region.level)]]
    mine = {
        name: sum(n for code, n in by_office.items() if code.startswith(own_codes))
        for name, by_office in flowed.items()
    }
    return Totals(
        **mine,
        own_answers=sum(int(counts[name] or 0) for name in OWN),
        typed=int(counts["typed"] or 0),
        rated=int(counts["rated"] or 0),
        satisfied=int(counts["satisfied"] or 0),
    )


def flows(span: Span) -> dict[str, ByOffice]:
    """What was accepted, settled, left waiting and not answered, by office."""
    accepted, told = _first(TAKES_ON, span.ends), _first(TELLS_A_RESULT, span.ends)
    closed = _steps(span.ends).filter(action=Action.CLOSE, at__gte=span.starts)
    unanswered = closed.annotate(closing=said("closing")).filter(closing__in=UNANSWERED)
    last = _steps(span.ends).filter(case=OuterRef("case")).order_by("-number")
    results = Step.objects.filter(
        case=OuterRef("case"), action__in=TELLS_A_RESULT, at__lt=span.ends
    )
    waiting = (
        accepted.filter(~Exists(results))
        .annotate(stands=Subquery(last.values("target")[:1]))
        .exclude(stands__in=GONE)
    )
    return {
        "accepted": _by_office(accepted.filter(at__gte=span.starts)),
        "settled": _by_office(told.filter(at__gte=span.starts)),
        "waiting": _by_office(waiting),
        "unanswered": _by_office(unanswered),
    }


def _steps(ends: datetime) -> QuerySet[Any]:
    """The steps before a moment, without those of reports of retaliation."""
    return Step.objects.filter(at__lt=ends).exclude(was_of_kind(Kind.RETALIATION, ends))


def _first(actions: Iterable[Action], ends: datetime) -> QuerySet[Any]:
    """The first step of each case that is one of these."""
    earlier = Step.objects.filter(
        case=OuterRef("case"), action__in=actions, number__lt=OuterRef("number")
    )
    return _steps(ends).filter(~Exists(earlier), action__in=actions)


def _by_office(steps: QuerySet[Any]) -> ByOffice:
    counted = steps.order_by().values_list("office_code").annotate(n=Count("pk"))
    return dict(counted)


def _verdicts(review: Review) -> Document:
    """Who is praised and who lags: cities first, then counties, by their codes."""
    told: Document = {"praised": [], "lagging": []}
    rows = (
        RegionScore.objects.filter(review=review)
        .exclude(entry__verdict=None)
        .select_related("region__parent")
        .order_by("region__code")
    )
    for level in (Level.CITY, Level.COUNTY):
        for row in rows:
            verdict = row.entry["verdict"]
            if verdict and row.region.level == level:
                name = "praised" if verdict == Verdict.PRAISED else "lagging"
                told[name].append(_named(row.region) | {"level": level.value})
    return told


def _firms(review: Review) -> Document:
    """How many firms there are, and how many had too little to be rated."""
    grades = FirmScore.objects.filter(review=review).values_list("grade", flat=True)
    counted = Counter(grades)
    return {
        "all": counted.total(),
        "not_rated": counted[Grade.NR],
        "not_rated_share": share(counted[Grade.NR], counted.total()),
    }


def _enforcement(period: HalfMonth) -> Document:
    """What authorities issued in the half-month and had recorded by now."""
    issued = Enforcement.objects.filter(
        issued_on__gte=period.first_day, issued_on__lt=period.end
    )
    counted = dict(issued.order_by().values_list("measure").annotate(n=Count("pk")))
    return {one.value.lower(): counted.get(one.value, 0) for one in EnforcementMeasure}


def _delayed(span: Span) -> Document:
    """
    The cases that were entered for their delay; of retaliation the number alone.

    Streets are not told: a case stands with its county, or with the office above.
    """
    entered = (
        Step.objects.filter(
            action=Action.BULLETIN, at__gte=span.starts, at__lt=span.ends
        )
        .annotate(is_secret=was_of_kind(Kind.RETALIATION, span.ends))
        .select_related("case__category")
        .order_by("case__number", "number")
    )
    names = {region.code: region for region in Region.objects.all()}
    told = [step for step in entered if not step.is_secret]
    return {
        "delayed": [
            {
                "number": step.case.number,
                "stage": step.detail["stage"],
                "category": step.case.category.name_zh,
                "category_en": step.case.category.name_en,
                "region": names[county_of(step.office_code)].name,
                "region_en": names[county_of(step.office_code)].name_en,
            }
            for step in told
        ],
        "delayed_retaliation": len(entered) - len(told),
    }


def _without_filings(review: Review) -> list[Document]:
    """The counties that nobody filed from: without data, which is not without fault."""
    counties = (
        RegionCounts.objects.filter(review=review, region__level=Level.COUNTY)
        .select_related("region__parent")
        .order_by("region__code")
    )
    return [
        _named(row.region)
        for row in counties
        if not int(row.entry["half_month"]["cases"])
    ]


def _named(region: Region) -> Document:
    """With both its names, so that an old bulletin is read without the register."""
    return {"code": region.code, "name": region.name, "name_en": region.name_en}
