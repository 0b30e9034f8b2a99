"""
What documents and inspections say of firms and projects as of the end of a window.

Read from the moments at which things were recorded, so that a later correction does not
change an earlier review: three questions, however many firms there are.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber

from ratings.models import Credit, DocumentStep, Enforcement, Inspection
from ratings.states import DocumentAction
from registry.areas import Level

ENDS_A_DOCUMENT = (DocumentAction.COMPLIED, DocumentAction.REVOKED)


def deductions(ends: datetime, *, most: Decimal) -> dict[int, Decimal]:
    """
    The points by firm id of documents in force at `ends`, each `most` at most.

    What was complied with or revoked by then takes nothing from the score any more.
    """
    rows = (
        Enforcement.objects.filter(deduction__isnull=False)
        .filter(_has("enforcement", DocumentAction.DEDUCTED, before=ends))
        .exclude(_has("enforcement", *ENDS_A_DOCUMENT, before=ends))
        .values_list("firm_id", "deduction")
    )
    return _sums((firm, min(points, most)) for firm, points in rows if points)


def credits(ends: datetime, *, last_day: date) -> dict[int, Decimal]:
    """The confirmed points by firm id that still counted on the window's last day."""
    rows = (
        Credit.objects.filter(in_force_until__gt=last_day)
        .filter(_has("credit", DocumentAction.CONFIRMED, before=ends))
        .exclude(_has("credit", DocumentAction.REVOKED, before=ends))
        .values_list("firm_id", "points")
    )
    return _sums(rows)


def inspections(ends: datetime, *, last_day: date, days: int) -> dict[int, Decimal]:
    """
    The points by tenure id of the newest inspection, where it is at most so many days
    old on the window's last day. What was signed later, a correction too, is not read.
    """
    return _newest(_signed(ends, last_day=last_day, days=days))


def county_inspections(
    firm: int, ends: datetime, *, last_day: date, days: int
) -> dict[int, Decimal]:
    """
    The same of one firm's tenures, of what counties signed themselves: neither the
    visit of a street nor its correction of the county's is the county's word.
    """
    signed = _signed(ends, last_day=last_day, days=days)
    return _newest(signed.filter(tenure__firm=firm, office__level=Level.COUNTY))


def _signed(ends: datetime, *, last_day: date, days: int) -> QuerySet[Inspection]:
    return Inspection.objects.filter(
        at__lt=ends,
        visited_on__gte=last_day - timedelta(days=days),
        visited_on__lte=last_day,
    )


def _newest(signed: QuerySet[Inspection]) -> dict[int, Decimal]:
    newest = signed.annotate(
        turn=Window(
            RowNumber(),
            partition_by=[F("tenure_id")],
            order_by=[F("visited_on").desc(), F("pk").desc()],
        )
    ).filter(turn=1)
    return dict(newest.values_list("tenure_id", "points"))


def _has(document: str, *actions: DocumentAction, before: datetime) -> Exists:
    steps = DocumentStep.objects.filter(action__in=actions, at__lt=before)
    return Exists(steps.filter(**{document: OuterRef("pk")}))


def _sums(rows: Iterable[tuple[int, Decimal]]) -> dict[int, Decimal]:
    total: dict[int, Decimal] = {}
    for firm, points in rows:
        total[firm] = total.get(firm, Decimal()) + points
    return total
