"""
What was filed or joined from a phone of the very firm that answers for it: shown and
left out of what is rated (specification, domain rules 2.3, What is counted).
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from complaints.codes import phone_digest
from complaints.models import Contact, Follower
from registry.models import Firm
from registry.phones import NotAPhone, normalised

OF_WHOM = ("case__firm_id", "phone_digest")


def cases_filed_by_the_firm() -> frozenset[int]:
    """Their ids."""
    rows = Contact.objects.values_list("case_id", *OF_WHOM)
    return frozenset(_by_own_phones(rows))


def followers_of_the_firm() -> frozenset[int]:
    """The ids of followers."""
    return frozenset(_by_own_phones(Follower.objects.values_list("pk", *OF_WHOM)))


def streets_of_own_filings(starts: datetime, ends: datetime) -> list[str]:
    """The street of each filing and each joining of these days, by its code."""
    street = "case__community__street__code"
    filed = Contact.objects.filter(case__filed_at__gte=starts, case__filed_at__lt=ends)
    joined = Follower.objects.filter(joined_at__gte=starts, joined_at__lt=ends)
    return [
        *_by_own_phones(filed.values_list(street, *OF_WHOM)),
        *_by_own_phones(joined.values_list(street, *OF_WHOM)),
    ]


def _by_own_phones(rows: QuerySet[Any, tuple[Any, ...]]) -> list[Any]:
    """The first column of the rows whose phone is the answerable firm's."""
    firms: dict[str, set[int]] = {}
    told = Firm.objects.values_list("pk", "contact_phone", "duty_phone")
    for firm, *typed in told:
        for phone in _spelled(typed):
            firms.setdefault(phone_digest(phone), set()).add(firm)
    found = rows.filter(phone_digest__in=list(firms), case__firm__isnull=False)
    return [one for one, firm, digest in found if firm in firms[digest]]


def _spelled(typed: Collection[str]) -> set[str]:
    """A firm may have written down what is no telephone number; then it has none."""
    phones = set()
    for one in typed:
        try:
            phones.add(normalised(one))
        except NotAPhone:
            continue
    return phones
