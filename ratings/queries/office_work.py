"""
What is counted of offices: their due moments, visits and answers, by their codes.

Six questions to the database, however many offices there are. An office is the one that
held the case when the step was written. Reports of retaliation are in no count: what is
counted of regions is public, and nobody but their office knows of one. Rules:
specification, domain rules 2.3, Work evaluation of regions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from complaints.models import Answer, Step
from complaints.queries.facts import TELLS_A_RESULT
from complaints.states import (
    Action,
    Closing,
    Finding,
    Kind,
    Satisfied,
    Solved,
    Stage,
)
from complaints.workflow import open_pairs, stage_of
from ratings.queries import redone, waits
from ratings.queries.details import said
from ratings.queries.firm_work import CONTENT, REPORTER_S, SPANS
from ratings.queries.founded import Spans, last_findings, was_of_kind

STAGES = {
    Stage.ACCEPTANCE: "acceptance",
    Stage.VERIFICATION: "verification",
    Stage.DISPOSAL: "disposal",
    Stage.REPORT: "report",
}
CALLABLE = ~Q(closing=Closing.CANNOT_BE_CALLED)
BY_ACTION: Mapping[str, Q] = {
    "cases": Q(action=Action.FILE),
    "declined": Q(action=Action.DECLINE),
    "transferred": Q(action=Action.TRANSFER),
    "reclassified": Q(action=Action.RECLASSIFY),
    "merged": Q(action=Action.MERGE),
    "paused": Q(action=Action.PAUSE),
    "disposed": Q(action=Action.DISPOSE),
    "refused": Q(action=Action.REFUSE),
    "asked": Q(action__in=TELLS_A_RESULT),
    "visits": Q(action=Action.CLOSE) & CALLABLE,
    "visited": Q(action=Action.CLOSE) & CALLABLE & ~Q(closing=Closing.NOT_VISITED),
}
COUNTED = (
    *BY_ACTION,
    *(f"{name}_{what}" for name in STAGES.values() for what in ("due", "on_time")),
    "yes",
    "partly",
    "no",
    "cannot_say",
    "rated",
    "satisfied",
    "typed",
    "rectified",
    "redone",
    "unfounded",
)


@dataclass
class OfficeTally:
    """The counts of one office in each span."""

    spans: dict[str, dict[str, int]] = field(
        default_factory=lambda: {span: dict.fromkeys(COUNTED, 0) for span in SPANS}
    )


def count(spans: Spans) -> dict[str, OfficeTally]:
    """The tallies by office code; offices without any count are not among them."""
    tallies: dict[str, OfficeTally] = {}
    for rows in (
        _acted(spans),
        waited(spans),
        answered(spans),
        _unfounded(spans),
        redone.rectified(spans),
    ):
        for row in rows:
            tally = tallies.setdefault(row.pop("code"), OfficeTally())
            for column, value in row.items():
                name, span = column.split("__")
                tally.spans[span][name] += value
    return tallies


def _within(moment: str, spans: Spans) -> dict[str, datetime]:
    return {f"{moment}__gte": spans.starts, f"{moment}__lt": spans.ends}


def _grouped(
    rows: QuerySet[Any],
    moment: str,
    spans: Spans,
    wanted: Mapping[str, Q],
    office: str = "office_code",
) -> Iterator[dict[str, Any]]:
    since = {"window": spans.starts, "last_six": spans.six_from}
    since["half_month"] = spans.half_from
    columns = {
        f"{name}__{span}": Count(
            "pk", filter=condition & Q(**{f"{moment}__gte": starts})
        )
        for name, condition in wanted.items()
        for span, starts in since.items()
    }
    grouped: QuerySet[Any] = rows.order_by().values(code=F(office))
    yield from grouped.annotate(**columns)


def _acted(spans: Spans) -> Iterator[dict[str, Any]]:
    """Whatever an office did, or was filed with it, in the window."""
    steps = (
        Step.objects.filter(**_within("at", spans))
        .exclude(was_of_kind(Kind.RETALIATION, spans.ends))
        .annotate(closing=said("closing"))
    )
    return _grouped(steps, "at", spans, BY_ACTION)


def waited(spans: Spans) -> Iterator[dict[str, Any]]:
    """Due moments of the four stages: which states of which kinds wait for them."""
    stages: dict[str, set[tuple[str, str]]] = {}
    for kind, state in open_pairs():
        name = STAGES.get(stage_of(kind, state))
        if name is not None and kind != Kind.RETALIATION:
            stages.setdefault(name, set()).add((kind.value, state.value))
    return waits.waited(spans, stages)


def newest_own_answers(spans: Spans) -> QuerySet[Answer]:
    """The reporters' own answers of the window, of each case the newest one."""
    later = Answer.objects.filter(
        REPORTER_S,
        case=OuterRef("case"),
        own=True,
        at__lt=spans.ends,
        round__gt=OuterRef("round"),
    )
    return _answers(spans).filter(~Exists(later), own=True)


def _answers(spans: Spans) -> QuerySet[Answer]:
    return Answer.objects.filter(REPORTER_S, **_within("at", spans)).exclude(
        was_of_kind(Kind.RETALIATION, spans.ends)
    )


def answered(spans: Spans) -> Iterator[dict[str, Any]]:
    """Own answers, of each case the newest; about the street where it was asked."""
    said = {
        "yes": Solved.YES,
        "partly": Solved.PARTLY,
        "no": Solved.NO,
        "cannot_say": Solved.CANNOT_SAY,
    }
    of_street = ~Q(satisfied_with_street__in=["", Satisfied.CANNOT_SAY])
    wanted = {name: Q(solved=answer) for name, answer in said.items()}
    wanted["rated"] = of_street
    wanted["satisfied"] = Q(satisfied_with_street__in=CONTENT)
    office = "step__office_code"
    newest = newest_own_answers(spans)
    yield from _grouped(newest, "at", spans, wanted, office=office)
    typed = _answers(spans).filter(own=False)
    yield from _grouped(typed, "at", spans, {"typed": Q()}, office=office)


def _unfounded(spans: Spans) -> Iterator[dict[str, Any]]:
    found = last_findings(spans.ends).filter(
        at__gte=spans.starts, finding=Finding.UNFOUNDED
    )
    return _grouped(found, "at", spans, {"unfounded": Q()})
