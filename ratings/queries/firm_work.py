"""
What is counted of firms: five questions to the database, however many firms there are.

Every answer is grouped by tenure, with the steps behind it; a firm's counts are the
sums of its tenures'. Rules: specification, domain rules 2.3, What is counted.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Window,
)
from django.db.models.functions import RowNumber

from complaints.models import Answer, Step
from complaints.states import Action, Outcome, Satisfied
from ratings.queries import rounds, voices
from ratings.queries.details import said
from ratings.queries.founded import Spans, charged_to_firms, proved
from ratings.queries.pairs import Pair, joined_pairs, read_pairs

SPANS = ("window", "last_six", "half_month")
ZERO = Decimal(0)
REPORTER_S = Q(follower__isnull=True)
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

    spans: dict[str, dict[str, Decimal]] = field(
        default_factory=lambda: {span: dict.fromkeys(COUNTED, ZERO) for span in SPANS}
    )
    cases: dict[str, list[Pair]] = field(default_factory=dict)


def count(
    spans: Spans,
    *,
    own: Collection[int],
    left_out: Collection[int],
    own_followers: Collection[int] = (),
) -> dict[int, Tally]:
    """
    The tallies by tenure id; tenures without any count are not among them.

    `own` are the cases that a firm filed about itself, which count as `self_filed` and
    nowhere else; `left_out` those that an upheld objection takes out altogether;
    `own_followers` are the followers with a phone of the firm.
    """
    tallies: dict[int, Tally] = {}
    charged = charged_to_firms(spans.ends, without=[*own, *left_out])
    itself = charged_to_firms(spans.ends, without=left_out).filter(
        case_id__in=list(own)
    )
    for rows in (
        _filed(spans, charged, itself),
        voices.answered(spans, charged, without=own_followers),
        _typed(spans, charged),
        _explained(spans, charged),
        _asked(spans, charged),
        rounds.rectified(spans, charged),
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


def _typed(spans: Spans, charged: QuerySet[Any]) -> Iterator[dict[str, Any]]:
    """What officers wrote down, or was told with a receipt: shown, not scored."""
    within = Q(at__gte=spans.starts, at__lt=spans.ends)
    yield from _grouped(
        Answer.objects.filter(
            within, REPORTER_S, own=False, case_id__in=charged.values("case_id")
        ),
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
    own = Answer.objects.filter(own=True, at__lt=spans.ends)
    to_the_firm = own.filter(
        REPORTER_S,
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
