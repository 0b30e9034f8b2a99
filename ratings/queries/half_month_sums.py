"""
The sums of a half-month by region, counted from the steps as of its end.

The same questions as those of a bulletin, so that both say the same, and one of its
own: which disputes the residents themselves call resolved.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Min
from django.utils import timezone

from complaints.models import Case
from complaints.states import Kind, Solved
from ratings.periods import HalfMonth
from ratings.queries import office_work
from ratings.queries.bulletin import OWN, Span, flows
from ratings.queries.founded import Spans, was_of_kind
from ratings.statistics import Sums
from registry.queries import lineage

HALF = "half_month"


def first_period() -> HalfMonth | None:
    """The half-month in which the first case was filed."""
    first: datetime | None = Case.objects.aggregate(first=Min("filed_at"))["first"]
    if first is None:
        return None
    return HalfMonth.at(first, timezone.get_default_timezone())


def count(period: HalfMonth) -> dict[str, Sums]:
    """By region code: its own offices and all below it, those without any left out."""
    totals: dict[str, Sums] = defaultdict(Sums)
    for office, sums in _by_office(Span.of(period)).items():
        for code in lineage(office):
            totals[code] = totals[code].plus(sums)
    return dict(totals)


def _by_office(span: Span) -> dict[str, Sums]:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name, by_office in flows(span).items():
        for office, number in by_office.items():
            counts[office][name] += number
    for office, name, number in _of_answers(span):
        counts[office][name] += number
    return {office: Sums(**named) for office, named in counts.items()}


def _of_answers(span: Span) -> Iterator[tuple[str, str, int]]:
    spans = Spans(span.starts, span.starts, span.starts, span.ends)
    for row in office_work.answered(spans):
        office = row["code"]
        for name in ("typed", "rated", "satisfied"):
            yield office, name, row.get(f"{name}__{HALF}", 0)
        yield office, "own_answers", sum(row.get(f"{each}__{HALF}", 0) for each in OWN)
    yield from _resolved(spans)


def _resolved(spans: Spans) -> Iterator[tuple[str, str, int]]:
    """Complaints, by the newest own answer of the resident who filed them."""
    solved: Any = (
        office_work.newest_own_answers(spans)
        .filter(was_of_kind(Kind.COMPLAINT, spans.ends), solved=Solved.YES)
        .order_by()
        .values_list("step__office_code")
        .annotate(n=Count("pk"))
    )
    for office, number in solved:
        yield office, "resolved", number
