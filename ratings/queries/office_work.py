"""
What is counted of offices: their due moments, visits and answers, by their codes.

Five questions to the database, however many offices there are. An office is the one
that held the case when the step was written; reports of retaliation count as filings
only. Rules: specification, domain rules 2.3, Work evaluation of regions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

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
from ratings.queries.details import said
from ratings.queries.firm_work import CONTENT, REPORTER_S, SPANS
from ratings.queries.founded import Spans, kind_at, last_findings
from ratings.queries.redone import is_redone

STAGES = {
    Stage.ACCEPTANCE: "acceptance",
    Stage.VERIFICATION: "verification",
    Stage.DISPOSAL: "disposal",
    Stage.REPORT: "report",
}
CALLABLE = ~Q(closing=Closing.CANNOT_BE_CALLED)
# What kind a case was at the end of the window is annotated as `kind`.
NOT_SECRET = ~Q(kind=Kind.RETALIATION)
# A waiting that is dated anew has one due moment, the last.
DATES_ANEW = (
    Action.EXTEND,
    Action.PAUSE,
    Action.RESUME,
    Action.PLAN,
    Action.RECLASSIFY,
    Action.HOLIDAY,
    Action.COMMITMENT_KEPT,
    Action.COMMITMENT_BROKEN,
)
LEAVES = ~Q(source=F("target")) | Q(action=Action.TRANSFER)
BY_ACTION: Mapping[str, Q] = {
    "filed": Q(action=Action.FILE),
    "cases": Q(action=Action.FILE) & NOT_SECRET,
    "declined": Q(action=Action.DECLINE) & NOT_SECRET,
    "transferred": Q(action=Action.TRANSFER) & NOT_SECRET,
    "reclassified": Q(action=Action.RECLASSIFY) & NOT_SECRET,
    "merged": Q(action=Action.MERGE) & NOT_SECRET,
    "paused": Q(action=Action.PAUSE) & NOT_SECRET,
    "disposed": Q(action=Action.DISPOSE) & NOT_SECRET,
    "refused": Q(action=Action.REFUSE) & NOT_SECRET,
    "asked": Q(action__in=TELLS_A_RESULT) & NOT_SECRET,
    "visits": Q(action=Action.CLOSE) & CALLABLE & NOT_SECRET,
    "visited": Q(action=Action.CLOSE)
    & CALLABLE
    & ~Q(closing=Closing.NOT_VISITED)
    & NOT_SECRET,
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
        _waited(spans),
        _answered(spans),
        _unfounded(spans),
        _rectified(spans),
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
    steps = Step.objects.filter(**_within("at", spans)).annotate(
        closing=said("closing"), kind=kind_at(spans.ends)
    )
    return _grouped(steps, "at", spans, BY_ACTION)


def _waited(spans: Spans) -> Iterator[dict[str, Any]]:
    """
    Stages whose due moment lies in the window: left by then, or late.

    Whoever held the case when it was left, or when it fell due, answers for it: what is
    handed on after its due moment is late where it lay. Of a waiting that was dated
    anew the last due moment counts.
    """
    later = Step.objects.filter(case=OuterRef("case"), number__gt=OuterRef("number"))
    ended = later.filter(LEAVES | Q(next_due_at__isnull=False), at__lt=spans.ends)
    entered = (
        Step.objects.filter(**_within("next_due_at", spans))
        .annotate(
            kind=kind_at(spans.ends),
            kind_then=_kind_then(),
            ended_by=Subquery(ended.order_by("number").values("action")[:1]),
        )
        .filter(NOT_SECRET)
        .filter(Q(ended_by__isnull=True) | ~Q(ended_by__in=DATES_ANEW))
    )
    fell_due = Q(at__gt=OuterRef("next_due_at"))
    held = later.filter(LEAVES | fell_due).order_by("number").values("office_code")
    steps = entered.annotate(
        held_by=Coalesce(Subquery(held[:1]), F("case__office_code"))
    )
    in_time = later.filter(LEAVES, at__lte=OuterRef("next_due_at"))
    yield from _grouped(steps, "next_due_at", spans, _by_stage("due"), "held_by")
    yield from _grouped(
        steps.filter(Exists(in_time)),
        "next_due_at",
        spans,
        _by_stage("on_time"),
        "held_by",
    )


def _by_stage(what: str) -> dict[str, Q]:
    """Which states of which kinds wait for the four stages of an office."""
    wanted: dict[str, Q] = {}
    for kind, state in open_pairs():
        name = STAGES.get(stage_of(kind, state))
        if name is not None and kind != Kind.RETALIATION:
            waits = Q(kind_then=kind, target=state)
            column = f"{name}_{what}"
            wanted[column] = wanted[column] | waits if column in wanted else waits
    return wanted


def _kind_then() -> Coalesce:
    """What kind a case was behind a step: what the next correction says."""
    corrected = Step.objects.filter(
        case=OuterRef("case"),
        action=Action.RECLASSIFY,
        number__gt=OuterRef("number"),
    ).order_by("number")
    was = corrected.annotate(was=said("was_kind")).values("was")
    return Coalesce(Subquery(was[:1]), F("case__kind"))


def _answered(spans: Spans) -> Iterator[dict[str, Any]]:
    """Own answers, of each case the newest; about the street where it was asked."""
    later = Answer.objects.filter(
        REPORTER_S,
        case=OuterRef("case"),
        own=True,
        at__lt=spans.ends,
        round__gt=OuterRef("round"),
    )
    newest = Q(own=True) & ~Q(is_older=True)
    said = {
        "yes": Solved.YES,
        "partly": Solved.PARTLY,
        "no": Solved.NO,
        "cannot_say": Solved.CANNOT_SAY,
    }
    of_street = ~Q(satisfied_with_street__in=["", Satisfied.CANNOT_SAY])
    wanted = {name: newest & Q(solved=answer) for name, answer in said.items()}
    wanted["rated"] = newest & of_street
    wanted["satisfied"] = newest & Q(satisfied_with_street__in=CONTENT)
    wanted["typed"] = Q(own=False)
    answers = (
        Answer.objects.filter(REPORTER_S, **_within("at", spans))
        .annotate(is_older=Exists(later), kind=kind_at(spans.ends))
        .filter(NOT_SECRET)
    )
    return _grouped(answers, "at", spans, wanted, office="step__office_code")


def _unfounded(spans: Spans) -> Iterator[dict[str, Any]]:
    found = last_findings(spans.ends).filter(
        at__gte=spans.starts, finding=Finding.UNFOUNDED
    )
    return _grouped(found, "at", spans, {"unfounded": Q()})


def _rectified(spans: Spans) -> Iterator[dict[str, Any]]:
    """Rounds by their last rectification, and those that had to be done again."""
    same_round = Step.objects.filter(
        case=OuterRef("case"), round=OuterRef("round"), at__lt=spans.ends
    )
    later = same_round.filter(action=Action.RECTIFY, number__gt=OuterRef("number"))
    rectified = (
        Step.objects.filter(action=Action.RECTIFY, **_within("at", spans))
        .annotate(kind=kind_at(spans.ends))
        .filter(NOT_SECRET, ~Exists(later))
    )
    redone = rectified.filter(is_redone(spans.ends))
    yield from _grouped(rectified, "at", spans, {"rectified": Q()})
    yield from _grouped(redone, "at", spans, {"redone": Q()})
