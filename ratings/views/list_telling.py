"""Entries of the lists as plain values: for templates, and as figures for files."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from complaints.wording import moment_in_words
from ratings import listing_wording as wording
from ratings.models import LegalBasis
from ratings.periods import HalfMonth
from ratings.queries.listed import Entry, Line, PublicFact, Removed
from ratings.states import ListKind
from ratings.views import words

Shown = dict[str, Any]

COLUMNS = (
    "number",
    "list",
    "class",
    "firm",
    "credit_code",
    "community",
    "community_code",
    "facts",
    "basis",
    "basis_number",
    "basis_article",
    "basis_is_demo",
    "results",
    "reasons",
    "decided_on",
    "starts_on",
    "last_day",
    "under_objection",
    "commitment",
)
REMOVED_COLUMNS = ("number", "list", "removed_at", "why")


def address(number: str) -> str:
    return reverse("ratings:listed", args=[number])


def list_address(kind: ListKind) -> str:
    return reverse(f"ratings:{kind.lower()}_list")


def row(entry: Entry) -> Shown:
    """What a list and the page of an entry both say; removed, it names nobody."""
    told: Shown = {
        "number": entry.number,
        "url": address(entry.number),
        "kind": entry.list_kind.value,
        "kind_name": wording.list_name(entry.list_kind),
        "class": wording.class_name(entry.list_class),
        "removed": entry.is_removed,
        "decided": words.day(entry.decided_on),
        "starts": words.day(entry.starts_on),
        "last_day": wording.last_day(entry.ends_on),
    }
    if entry.subject is None:
        return told
    return told | {
        "firm": entry.subject.firm,
        "firm_url": reverse("ratings:firm", args=[entry.subject.credit_code]),
        "code": entry.subject.credit_code,
        "community": entry.subject.community or "",
        "objected": entry.objected,
        "facts": [_fact(fact) for fact in entry.facts],
        "results": [_result(period) for period in entry.results],
        "demo": entry.basis is not None and entry.basis.is_demo,
    }


def page(entry: Entry) -> Shown:
    """All that the page of one entry says."""
    told = row(entry)
    if entry.removed_at is not None:
        return told | {
            "why": wording.why_removed(entry.state),
            "removed_at": moment(entry.removed_at),
        }
    return told | {
        "reasons": entry.reasons,
        "basis": basis(entry.basis) if entry.basis else None,
        "commitment": entry.commitment,
    }


def basis(found: LegalBasis) -> Shown:
    return {
        "named": wording.basis_named(found.title, found.number, found.article),
        "level": found.get_level_display(),
        "text": found.text,
        "demo": found.is_demo,
    }


def line(found: Line) -> Shown:
    """An entry as the page of its firm, or of a community, names it."""
    return {
        "number": found.number,
        "firm": found.firm,
        "firm_url": reverse("ratings:firm", args=[found.credit_code]),
        "url": address(found.number),
        "kind": found.list_kind.value,
        "kind_name": wording.list_name(found.list_kind),
        "class": wording.class_name(found.list_class),
        "community": found.community or "",
        "last_day": wording.last_day(found.ends_on),
        "objected": found.objected,
    }


def removed(found: Removed) -> Shown:
    return {
        "number": found.number,
        "url": address(found.number),
        "kind_name": wording.list_name(found.list_kind),
        "at": moment(found.removed_at),
        "why": wording.why_removed(found.state),
    }


def moment(at: datetime) -> str:
    """With its year: a removal is read years later."""
    return moment_in_words(at, today=date.min)


def figures(entries: Iterable[Entry]) -> list[Shown]:
    """The lines of a file: codes and ISO days, the same in every language."""
    return [_figure(entry) for entry in entries]


def removed_figure(found: Removed) -> Shown:
    return {
        "number": found.number,
        "list": found.list_kind.value,
        "removed_at": timezone.localtime(found.removed_at).isoformat(),
        "why": found.state.value,
    }


def _figure(entry: Entry) -> Shown:
    assert entry.subject is not None  # a list holds what is shown
    held = entry.basis
    return {
        "number": entry.number,
        "list": entry.list_kind.value,
        "class": entry.list_class.value if entry.list_class else None,
        "firm": entry.subject.firm,
        "credit_code": entry.subject.credit_code,
        "community": entry.subject.community,
        "community_code": entry.subject.community_code,
        "facts": "; ".join(_written(fact) for fact in entry.facts),
        "basis": held.title if held else None,
        "basis_number": held.number if held else None,
        "basis_article": held.article if held else None,
        "basis_is_demo": held.is_demo if held else None,
        "results": "; ".join(entry.results),
        "reasons": entry.reasons,
        "decided_on": entry.decided_on.isoformat(),
        "starts_on": entry.starts_on.isoformat(),
        "last_day": (entry.ends_on - wording.ONE_DAY).isoformat(),
        "under_objection": entry.objected,
        "commitment": entry.commitment,
    }


def _written(fact: PublicFact) -> str:
    told = f"{fact.kind} {fact.document} {fact.body} {fact.issued_on.isoformat()}"
    return told if fact.revoked_on is None else f"{told} REVOKED {fact.revoked_on}"


def _fact(fact: PublicFact) -> Shown:
    return {
        "kind": str(fact.kind.label),
        "document": fact.document,
        "body": fact.body,
        "issued": words.day(fact.issued_on),
        "url": fact.address,
        "revoked": words.day(fact.revoked_on) if fact.revoked_on else "",
    }


def _result(period: str) -> Shown:
    return {
        "title": words.half_month(HalfMonth.named(period)),
        "url": reverse("ratings:ranking", args=[period]),
    }
