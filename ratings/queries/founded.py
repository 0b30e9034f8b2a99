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
from complaints.models import Contact, Follower, Step
from complaints.states import Action, Duty, Finding, Kind
from ratings.queries.details import said
from registry.models import Firm
from registry.phones import NotAPhone, normalised

OF_WHOM = ("case__firm_id", "phone_digest")
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


def filed_by_the_firm_itself() -> frozenset[int]:
    """The ids of cases from a phone of the very firm that answers for them."""
    return _by_own_phones(Contact.objects.values_list("case_id", *OF_WHOM))


def followed_by_the_firm_itself() -> frozenset[int]:
    """The ids of followers with a phone of the very firm that answers for the case."""
    return _by_own_phones(Follower.objects.values_list("pk", *OF_WHOM))


def _by_own_phones(rows: QuerySet[Any, tuple[int, int, str]]) -> frozenset[int]:
    firms: dict[str, set[int]] = {}
    told = Firm.objects.values_list("pk", "contact_phone", "duty_phone")
    for firm, *typed in told:
        for phone in _spelled(typed):
            firms.setdefault(phone_digest(phone), set()).add(firm)
    found = rows.filter(phone_digest__in=list(firms), case__firm__isnull=False)
    return frozenset(one for one, firm, digest in found if firm in firms[digest])


def _spelled(typed: Collection[str]) -> set[str]:
    """A firm may have written down what is no telephone number; then it has none."""
    phones = set()
    for one in typed:
        try:
            phones.add(normalised(one))
        except NotAPhone:
            continue
    return phones
