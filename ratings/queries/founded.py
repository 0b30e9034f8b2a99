"""
Which findings hold at a moment, whose cases may be counted, and from which phones.

The history is read as it was at the end of a window: what was written later changes the
next review, never a late run of this one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from complaints.codes import phone_digest
from complaints.models import Contact, Step
from complaints.states import Action, Duty, Finding, Kind
from ratings.queries.details import said
from registry.models import Firm
from registry.phones import NotAPhone, normalised

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
        .annotate(kind=kind_at(ends))
        .filter(~Exists(later), kind=Kind.COMPLAINT)
    )
    return found.annotate(
        finding=said("finding"),
        duty=said("duty"),
    )


def kind_at(ends: datetime) -> Coalesce:
    """What kind the case of a step was at `ends`: what the next correction says."""
    corrected = Step.objects.filter(
        case=OuterRef("case"), action=Action.RECLASSIFY, at__gte=ends
    ).order_by("number")
    was = corrected.annotate(was=said("was_kind")).values("was")
    return Coalesce(Subquery(was[:1]), F("case__kind"))


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


def filed_by_the_firm_itself() -> frozenset[int]:
    """The ids of cases from a phone of the very firm that answers for them."""
    firms: dict[str, set[int]] = {}
    told = Firm.objects.values_list("pk", "contact_phone", "duty_phone")
    for firm, *typed in told:
        for phone in _spelled(typed):
            firms.setdefault(phone_digest(phone), set()).add(firm)
    found = Contact.objects.filter(
        phone_digest__in=list(firms), case__firm__isnull=False
    ).values_list("case_id", "case__firm_id", "phone_digest")
    return frozenset(case for case, firm, digest in found if firm in firms[digest])


def _spelled(typed: Collection[str]) -> set[str]:
    """A firm may have written down what is no telephone number; then it has none."""
    phones = set()
    for one in typed:
        try:
            phones.add(normalised(one))
        except NotAPhone:
            continue
    return phones
