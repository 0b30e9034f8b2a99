"""
What is shown beside the work evaluation and not scored: second visits and what they
heard, cases of the 12345 hotline, communities and those without a filing.

Three questions to the database, however many regions there are; as of the end of the
window, like all that a review counts, and without reports of retaliation. How many
communities there are has no history and is read as it is at the freeze.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from complaints.models import Answer, Step
from complaints.states import Action, CallOutcome, Channel, Kind, Solved
from ratings.queries.details import said
from ratings.queries.firm_work import REPORTER_S, SPANS
from ratings.queries.founded import Spans, was_of_kind
from registry.models import Community
from registry.queries import lineage

SAYS = (Solved.YES, Solved.PARTLY, Solved.NO)
# In each span; the communities are those of the window.
IN_SPANS = ("second_visits", "second_agreed", "hotline")
OF_WINDOW = ("communities", "with_filings")

Beside = dict[str, Any]


def count(spans: Spans) -> dict[str, Beside]:
    """
    By the code of each region that has any: its own and all below it, as texts.

    `{"window": {"second_visits": …}, …, "communities": …, "with_filings": …}`
    """
    totals: dict[str, dict[str, int]] = {}
    for rows in (_again(spans), _by_hotline(spans), _places(spans)):
        for row in rows:
            for code in lineage(row["office"]):
                mine = totals.setdefault(code, {})
                for column, number in row.items():
                    if column != "office":
                        mine[column] = mine.get(column, 0) + number
    return {code: document(mine) for code, mine in totals.items()}


def document(counted: Mapping[str, int] | None = None) -> Beside:
    """What is frozen of a region; of one without anything, nothings."""
    found = counted or {}
    told: Beside = {
        span: {name: str(found.get(f"{name}__{span}", 0)) for name in IN_SPANS}
        for span in SPANS
    }
    return told | {name: str(found.get(name, 0)) for name in OF_WINDOW}


def _again(spans: Spans) -> Iterator[dict[str, Any]]:
    """
    Second visits that were answered, where an answer stood to compare; and those that
    heard the same. "Cannot say" compares with nothing.
    """
    before = Answer.objects.filter(
        REPORTER_S, case=OuterRef("case"), step__number__lt=OuterRef("number")
    ).order_by("-step__number")
    visits = (
        _known(spans)
        .filter(action=Action.SECOND_VISIT)
        .annotate(
            call=said("call"),
            heard=said("solved"),
            said_before=Subquery(before.values("solved")[:1]),
        )
        .filter(call=CallOutcome.ANSWERED, heard__in=SAYS, said_before__in=SAYS)
    )
    wanted = {"second_visits": Q(), "second_agreed": Q(heard=F("said_before"))}
    return _grouped(visits, spans, wanted)


def _by_hotline(spans: Spans) -> Iterator[dict[str, Any]]:
    """Cases that the hotline handed over: it does not depend on who may file here."""
    filed = _known(spans).filter(action=Action.FILE, case__channel=Channel.HOTLINE)
    return _grouped(filed, spans, {"hotline": Q()})


def _known(spans: Spans) -> QuerySet[Any]:
    """The steps of the window that anybody but their office may know of."""
    steps = Step.objects.filter(at__gte=spans.starts, at__lt=spans.ends)
    return steps.exclude(was_of_kind(Kind.RETALIATION, spans.ends))


def _grouped(
    steps: QuerySet[Any], spans: Spans, wanted: Mapping[str, Q]
) -> Iterator[dict[str, Any]]:
    since = (spans.starts, spans.six_from, spans.half_from)
    columns = {
        f"{name}__{span}": Count("pk", filter=condition & Q(at__gte=starts))
        for name, condition in wanted.items()
        for span, starts in zip(SPANS, since, strict=True)
    }
    rows: QuerySet[Any] = steps.order_by().values(office=F("office_code"))
    yield from rows.annotate(**columns)


def _places(spans: Spans) -> Iterator[dict[str, Any]]:
    """Communities by street, and of how many a case of the window is known to be."""
    located = Step.objects.filter(
        case=OuterRef("case"), action=Action.LOCATE, at__gte=spans.ends
    )
    filed = _known(spans).filter(
        ~Exists(located), action=Action.FILE, case__community=OuterRef("pk")
    )
    rows: QuerySet[Any] = (
        Community.objects.annotate(has_filed=Exists(filed))
        .order_by()
        .values(office=F("street__code"))
    )
    yield from rows.annotate(
        communities=Count("pk"), with_filings=Count("pk", filter=Q(has_filed=True))
    )
