"""
Which findings hold at a moment, whose cases may be counted, and from which phones.

The history is read as it was at the end of a window: what was written later changes the
next review, never a late run of this one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from complaints.models import Step
from complaints.states import Action, Duty, Finding, Kind
from ratings.queries.details import said

FOUNDED = (Finding.FOUNDED, Finding.PARTLY)


@dataclass(frozen=True)
class Spans:
    """
    The windows of a review: half-open, in moments, with one end.

    `starts` begins the window that is scored; `six_from` and `half_from` the last six
    half-months and the half-month itself, which are shown as signals.
    """

    starts: datetime
    six_from: datetime
    half_from: datetime
    ends: datetime


def last_findings(ends: datetime) -> QuerySet[Any]:
    """The finding of each complaint at `ends`: VERIFY steps with `finding`, `duty`."""
    later = Step.objects.filter(
        case=OuterRef("case"),
        action=Action.VERIFY,
        number__gt=OuterRef("number"),
        at__lt=ends,
    )
    found = (
        Step.objects.filter(action=Action.VERIFY, at__lt=ends)
        .filter(was_of_kind(Kind.COMPLAINT, ends))
        .filter(~Exists(later))
    )
    return found.annotate(
        finding=said("finding"),
        duty=said("duty"),
    )


def was_of_kind(kind: Kind, ends: datetime) -> Q:
    """
    That the case of a step or an answer was of this kind at `ends`: what the next
    correction says, or what it still is. Asked of all cases at once, since a correction
    behind the end of a window is rare.
    """
    since = Step.objects.filter(action=Action.RECLASSIFY, at__gte=ends)
    earlier = since.filter(case=OuterRef("case"), number__lt=OuterRef("number"))
    first = since.filter(~Exists(earlier)).annotate(was=said("was_kind"))
    return Q(case_id__in=first.filter(was=kind).values("case_id")) | (
        Q(case__kind=kind) & ~Q(case_id__in=since.values("case_id"))
    )


def merged(ends: datetime) -> Exists:
    """That the case of a step had gone into another one by then."""
    parted = Step.objects.filter(
        case=OuterRef("case"),
        action=Action.UNMERGE,
        number__gt=OuterRef("number"),
        at__lt=ends,
    )
    return Exists(
        Step.objects.filter(
            case=OuterRef("case"), action=Action.MERGE, at__lt=ends
        ).filter(~Exists(parted))
    )


def charged_to_firms(ends: datetime, *, without: Collection[int]) -> QuerySet[Any]:
    """
    The findings that charge the answerable firm: founded or partly, duty of the firm.

    Cases with the ids `without` are left out, and those that went into another one:
    they count there.
    """
    return (
        last_findings(ends)
        .filter(finding__in=FOUNDED, duty=Duty.FIRM, case__firm__isnull=False)
        .filter(~merged(ends))
        .exclude(case_id__in=list(without))
    )


def proved(ends: datetime, path: str = "case__") -> Q:
    """That the reporter's phone was proved by then."""
    return Q(**{f"{path}contact__phone_proved_at__lt": ends})
