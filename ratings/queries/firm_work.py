"""
What is counted of firms: five questions to the database, however many firms there are.

Every answer is grouped by tenure, with the steps behind it; a firm's counts are the
sums of its tenures'. Rules: specification, domain rules 2.3, What is counted.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case as Choice
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber

from complaints.models import Answer, Step
from complaints.states import Action, Outcome, Party, Satisfied, Solved
from ratings.queries.details import said
from ratings.queries.founded import Spans, charged_to_firms, proved
from ratings.queries.pairs import Pair, joined_pairs, read_pairs
from ratings.queries.redone import is_redone

SPANS = ("window", "last_six", "half_month")
# Of an incident the reporter's answer counts; those of its followers are not counted.
REPORTER_S = Q(follower__isnull=True)
ORDERS = (Action.DISPOSE, Action.CONFIRM_DUTY)
ENDS_AN_ORDER = (Action.REFUSE, Action.RECALL, Action.WITHDRAW)
CONTENT = (Satisfied.VERY, Satisfied.SATISFIED, Satisfied.FAIRLY)
COUNTED = (
    "incidents",
    "unproved",
    "self_filed",
    "yes",
    "partly",
    "no",
    "cannot_say",
    "explained",
    "rated",
    "satisfied",
    "typed",
    "asked",
    "due",
    "on_time",
    "rectified",
    "redone",
)


@dataclass
class Tally:
    """The counts of one tenure in each span, and the steps behind the window's."""

    spans: dict[str, dict[str, int]] = field(
        default_factory=lambda: {span: dict.fromkeys(COUNTED, 0) for span in SPANS}
    )
    cases: dict[str, list[Pair]] = field(default_factory=dict)


def count(
    spans: Spans, *, own: Collection[int], left_out: Collection[int]
) -> dict[int, Tally]:
    """
    The tallies by tenure id; tenures without any count are not among them.

    `own` are the cases that a firm filed about itself, which count as `self_filed` and
    nowhere else; `left_out` those that an upheld objection takes out altogether.
    """
    tallies: dict[int, Tally] = {}
    charged = charged_to_firms(spans.ends, without=[*own, *left_out])
    itself = charged_to_firms(spans.ends, without=left_out).filter(
        case_id__in=list(own)
    )
    for rows in (
        _filed(spans, charged, itself),
        _answered(spans, charged),
        _explained(spans, charged),
        _asked(spans, charged),
        _rectified(spans, charged),
    ):
        for row in rows:
            _add(tallies.setdefault(row.pop("tenure"), Tally()), row)
    return tallies


def _add(tally: Tally, row: Mapping[str, Any]) -> None:
    """Each column is called `<count>__<span>`, or `<count>__cases`."""
    for column, value in row.items():
        name, span = column.split("__")
        if span == "cases":
            tally.cases[name] = sorted(tally.cases.get(name, []) + read_pairs(value))
        else:
            tally.spans[span][name] += value


def _columns(
    moment: str, spans: Spans, wanted: Mapping[str, Q], *, case: str, number: str
) -> dict[str, Any]:
    """For each count its number in each span, and the steps behind the window's."""
    since = {"window": spans.starts, "last_six": spans.six_from}
    since["half_month"] = spans.half_from
    columns: dict[str, Any] = {}
    for name, condition in wanted.items():
        for span, starts in since.items():
            columns[f"{name}__{span}"] = Count(
                "pk", filter=condition & Q(**{f"{moment}__gte": starts})
            )
        columns[f"{name}__cases"] = joined_pairs(
            case, number, filter=condition & Q(**{f"{moment}__gte": spans.starts})
        )
    return columns


def _newest_of_a_phone(rows: QuerySet[Any], *order: str) -> QuerySet[Any]:
    """Of one phone only the newest for each firm."""
    newest: QuerySet[Any] = rows.annotate(
        turn=Window(
            RowNumber(),
            partition_by=[F("case__firm_id"), F("case__contact__phone_digest")],
            order_by=[F(name).desc() for name in order],
        )
    ).filter(turn=1)
    return newest


def _filed(
    spans: Spans, charged: QuerySet[Any], itself: QuerySet[Any]
) -> Iterator[dict[str, Any]]:
    """Incidents by the moment of filing; the step behind each is its finding."""
    within = Q(case__filed_at__gte=spans.starts, case__filed_at__lt=spans.ends)
    newest = _newest_of_a_phone(
        charged.filter(within, proved(spans.ends)), "case__filed_at", "case_id"
    )
    incident = Q(pk__in=newest.values("pk"))
    is_own = Q(pk__in=itself.filter(within).values("pk"))
    unproved = Q(pk__in=charged.filter(within).exclude(proved(spans.ends)).values("pk"))
    for name, condition in (
        ("incidents", incident),
        ("unproved", unproved),
        ("self_filed", is_own),
    ):
        yield from _grouped(
            Step.objects.filter(condition),
            "case__filed_at",
            spans,
            {name: Q()},
            number="number",
        )


def _answered(spans: Spans, charged: QuerySet[Any]) -> Iterator[dict[str, Any]]:
    """
    Own answers by their moment: of each case that of the last answered round, of each
    phone the newest. Typed ones are counted apart.
    """
    cases = charged.values("case_id")
    later = Answer.objects.filter(
        REPORTER_S,
        case=OuterRef("case"),
        own=True,
        at__lt=spans.ends,
        round__gt=OuterRef("round"),
    )
    within = Q(at__gte=spans.starts, at__lt=spans.ends)
    newest = _newest_of_a_phone(
        Answer.objects.filter(within, REPORTER_S, own=True, case_id__in=cases).filter(
            ~Exists(later)
        ),
        "at",
        "pk",
    )
    yield from _grouped(
        Answer.objects.filter(pk__in=newest.values("pk")),
        "at",
        spans,
        {
            "yes": Q(solved=Solved.YES),
            "partly": Q(solved=Solved.PARTLY),
            "no": Q(solved=Solved.NO),
            "cannot_say": Q(solved=Solved.CANNOT_SAY),
            "rated": ~Q(satisfied=Satisfied.CANNOT_SAY),
            "satisfied": Q(satisfied__in=CONTENT),
        },
        number="step__number",
    )
    yield from _grouped(
        Answer.objects.filter(within, REPORTER_S, own=False, case_id__in=cases),
        "at",
        spans,
        {"typed": Q()},
        number="step__number",
    )


def _explained(spans: Spans, charged: QuerySet[Any]) -> Iterator[dict[str, Any]]:
    """
    Founded, but explained as beyond repair, and nothing was told since.

    An own answer stands before it: any to the case, and in the window any of the phone
    to a case of the firm. Else of each phone the newest.
    """
    own = Answer.objects.filter(REPORTER_S, own=True, at__lt=spans.ends)
    to_the_firm = own.filter(
        at__gte=spans.starts,
        case_id__in=charged.values("case_id"),
        case__firm=OuterRef("case__firm"),
        case__contact__phone_digest=OuterRef("case__contact__phone_digest"),
    )
    told = _last_told(spans, charged, Action.REPORT, Action.EXPLAIN)
    newest = _newest_of_a_phone(
        told.annotate(outcome=said("outcome"))
        .filter(proved(spans.ends), action=Action.EXPLAIN, outcome=Outcome.CANNOT)
        .exclude(Exists(own.filter(case=OuterRef("case"))))
        .exclude(Exists(to_the_firm)),
        "at",
        "pk",
    )
    yield from _grouped(
        Step.objects.filter(pk__in=newest.values("pk")),
        "at",
        spans,
        {"explained": Q()},
        number="number",
    )


def _asked(spans: Spans, charged: QuerySet[Any]) -> Iterator[dict[str, Any]]:
    """Return visits that began: cases with a phone that were told a result."""
    told = _last_told(spans, charged, Action.REPORT, Action.EXPLAIN)
    reachable = told.exclude(case__contact__phone_digest="")
    yield from _grouped(reachable, "at", spans, {"asked": Q()}, number="number")


def _last_told(spans: Spans, charged: QuerySet[Any], *actions: Action) -> QuerySet[Any]:
    """The last such step of each case, if it lies in the window."""
    later = Step.objects.filter(
        case=OuterRef("case"),
        action__in=actions,
        number__gt=OuterRef("number"),
        at__lt=spans.ends,
    )
    return Step.objects.filter(
        action__in=actions,
        at__gte=spans.starts,
        at__lt=spans.ends,
        case_id__in=charged.values("case_id"),
    ).filter(~Exists(later))


def _rectified(spans: Spans, charged: QuerySet[Any]) -> Iterator[dict[str, Any]]:
    """
    Rectifications by the first due moment of their round, for the answerable firm.

    A due moment that lies in the window and was not met by its end is late, whether
    the case was rectified later or is open to this day.
    """
    handed = (
        Step.objects.filter(
            proved(spans.ends),
            action=Action.DISPOSE,
            case_id__in=charged.values("case_id"),
        )
        .annotate(
            party=said("party"),
            firm=said("firm"),
            measured=_measured(spans.ends),
        )
        .filter(
            party=Party.FIRM,
            firm=F("case__firm__credit_code"),
            measured__gte=spans.starts,
            measured__lt=spans.ends,
        )
    )
    due = (
        handed.filter(~Exists(_handed_before()))
        .annotate(ordered_from=_ordered_from())
        .filter(ordered_from=F("firm"))
    )
    rectified = due.filter(Exists(_of_the_round(spans.ends, Action.RECTIFY)))
    on_time = _standing(spans.ends).filter(spare_seconds__gte=0)
    for name, rows in (
        ("due", due),
        ("on_time", due.filter(Exists(on_time))),
        ("rectified", rectified),
        ("redone", rectified.filter(is_redone(spans.ends))),
    ):
        yield from _grouped(rows, "measured", spans, {name: Q()}, number="number")


def _measured(ends: datetime) -> Coalesce:
    """
    The first due moment of the round; what stood still since then, and holidays that
    were announced, moved it on.
    """
    paused = (
        Step.objects.filter(
            case=OuterRef("case"),
            round=OuterRef("round"),
            action__in=[Action.PAUSE, Action.RESUME, Action.HOLIDAY],
            measured_due_at__isnull=False,
            at__lt=ends,
        )
        .annotate(whose=said("firm"))
        .filter(whose=OuterRef("firm"))
        .order_by("-number")
    )
    return Coalesce(Subquery(paused.values("measured_due_at")[:1]), F("next_due_at"))


def _ordered_from() -> Subquery:
    """
    Whom the case was with when the moment came: nobody's while an order was refused,
    taken back, or the report withdrawn.
    """
    orders = (
        Step.objects.filter(
            case=OuterRef("case"),
            round=OuterRef("round"),
            action__in=[*ORDERS, *ENDS_AN_ORDER],
            at__lt=OuterRef("measured"),
        )
        .annotate(whose=Choice(When(action__in=ORDERS, then=said("firm"))))
        .order_by("-number")
    )
    return Subquery(orders.values("whose")[:1])


def _handed_before() -> QuerySet[Any]:
    """An earlier hand-over of the round to the same firm."""
    earlier = Step.objects.filter(
        case=OuterRef("case"),
        round=OuterRef("round"),
        action=Action.DISPOSE,
        number__lt=OuterRef("number"),
    ).annotate(
        party=said("party"),
        firm=said("firm"),
    )
    return earlier.filter(party=Party.FIRM, firm=OuterRef("firm"))


def _of_the_round(ends: datetime, *actions: Action) -> QuerySet[Any]:
    return Step.objects.filter(
        case=OuterRef("case"),
        round=OuterRef("round"),
        action__in=actions,
        at__lt=ends,
    )


def _standing(ends: datetime) -> QuerySet[Any]:
    """The rectification of the round that nothing sent back or repeated."""
    undone = Step.objects.filter(
        case=OuterRef("case"),
        round=OuterRef("round"),
        action__in=[Action.RECTIFY, Action.SEND_BACK],
        number__gt=OuterRef("number"),
        at__lt=ends,
    )
    return _of_the_round(ends, Action.RECTIFY).filter(~Exists(undone))


def _grouped(
    rows: QuerySet[Any],
    moment: str,
    spans: Spans,
    wanted: Mapping[str, Q],
    *,
    number: str,
) -> Iterator[dict[str, Any]]:
    """One row for each tenure that has any."""
    columns = _columns(moment, spans, wanted, case="case_id", number=number)
    grouped: QuerySet[Any] = rows.order_by().values(tenure=F("case__tenure_id"))
    yield from grouped.annotate(**columns)
