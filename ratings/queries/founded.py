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
    found = Step.objects.filter(
        action=Action.VERIFY, at__lt=ends, case__kind=Kind.COMPLAINT
    ).filter(~Exists(later))
    return found.annotate(
        finding=said("finding"),
        duty=said("duty"),
    )


def charged_to_firms(ends: datetime, *, without: Collection[int]) -> QuerySet[Any]:
    """
    The findings that charge the answerable firm: founded or partly, duty of the firm.

    Cases with the ids `without` are left out.
    """
    return (
        last_findings(ends)
        .filter(finding__in=FOUNDED, duty=Duty.FIRM, case__firm__isnull=False)
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
