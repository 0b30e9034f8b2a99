"""One entry of a list in words, for its page and its line at the desk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import wording as days
from complaints.states import ActorKind
from ratings import listing_wording as words
from ratings import wording
from ratings.listing_papers import kinds_of, number_of
from ratings.models import Listing, ListingFact, ListingStep
from ratings.queries import listing_desk
from ratings.states import (
    PROCEEDING,
    STANDING,
    ListClass,
    ListingAction,
    ListingState,
    ListKind,
    ServiceWay,
)
from registry.models import User
from registry.workdays import Calendar

# What of a step's values is shown, and under which name.
VALUES = {
    "document": gettext_lazy("Document"),
    "way": gettext_lazy("How it was served"),
    "served_on": gettext_lazy("Day of the service"),
    "defence_days": gettext_lazy("Working days for the defence"),
    "class": gettext_lazy("Class"),
    "months": gettext_lazy("Term in months"),
    "published": gettext_lazy("To be published"),
    "ends_on": gettext_lazy("First day after the term"),
    "because": gettext_lazy("Because of"),
    "upheld": gettext_lazy("Upheld"),
}


@dataclass(frozen=True)
class Line:
    """One step of the history; `refusal` is why an attempt was refused."""

    number: int
    name: str
    at: str
    who: str
    values: tuple[tuple[str, str], ...]
    text: str
    refusal: str
    file_url: str

    @property
    def is_quiet(self) -> bool:
        return self.refusal != ""


def address_of(listing: Listing) -> str:
    return reverse("admin:ratings_listing_change", args=[listing.pk])


def subject(listing: Listing) -> str:
    """The firm, or the project of a firm."""
    if listing.tenure is None:
        return listing.firm.name
    return f"{listing.firm.name} · {listing.tenure.community.name}"


def due(listing: Listing, now: datetime, calendar: Calendar) -> dict[str, Any] | None:
    """What is waited for, by when, and how near that is."""
    found = listing_desk.next_due(listing)
    if found is None:
        return None
    when: dict[str, Any] = {
        "due": found.at,
        "now": now,
        "calendar": calendar,
        "by_the_hour": False,
    }
    is_term = found.kind == listing_desk.Due.END
    return {
        "what": str(found.kind.label),
        "words": wording.day(days.due_day(found.at))
        if is_term
        else days.deadline_in_words(**when),
        "tone": "open" if is_term else days.deadline_tone(**when),
    }


def row(listing: Listing, now: datetime, calendar: Calendar) -> dict[str, Any]:
    return {
        "address": address_of(listing),
        "number": listing.number,
        "kind": listing.list_kind,
        "kind_name": listing.get_list_kind_display(),
        "subject": subject(listing),
        "class": class_of(listing),
        "state": words.state_chip(ListingState(listing.state)),
        "due": due(listing, now, calendar),
        "objected": listing.objected_at is not None,
    }


def class_of(listing: Listing) -> str:
    found = ListClass(listing.list_class) if listing.list_class else None
    return words.class_name(found)


def values_of(listing: Listing) -> Iterator[tuple[str, str]]:
    """What is proposed or decided, and the days of it."""
    yield _("List"), words.list_name(ListKind(listing.list_kind))
    yield _("Firm"), f"{listing.firm.name} · {listing.firm.credit_code}"
    if listing.list_kind == ListKind.BLACK:
        yield (
            _("Whom it is about"),
            (
                listing.tenure.community.name
                if listing.tenure
                else _("The firm as such")
            ),
        )
        yield _("Class"), class_of(listing)
    yield _("Term"), words.months(listing.months)
    if not listing.to_be_published:
        yield _("Publication"), _("stays unpublished")
    yield _("Office"), str(listing.office)
    yield from _days(listing)


def _days(listing: Listing) -> Iterator[tuple[str, str]]:
    if listing.served_on:
        yield (
            _("Served"),
            f"{wording.day(listing.served_on)} · {listing.get_served_by_way_display()}",
        )
    if listing.defence_ends_at:
        last = days.due_day(listing.defence_ends_at)
        yield _("Last day of the defence"), wording.day(last)
    if listing.starts_on and listing.ends_on:
        yield _("Runs from"), wording.day(listing.starts_on)
        yield _("Last day"), words.last_day(listing.ends_on)
    if listing.repair_from:
        yield _("May be repaired from"), wording.day(listing.repair_from)
    if listing.removed_at:
        yield _("Removed on"), moment(listing.removed_at)


def people_of(listing: Listing) -> Iterator[tuple[str, str]]:
    """Who took which part, for three persons to be seen at a glance."""
    parts: Sequence[tuple[str, User | None]] = (
        (_("Proposed by"), listing.proposed_by),
        (_("Legal opinion by"), listing.reviewed_by),
        (_("Decided by"), listing.decided_by),
        (_("Published by"), listing.published_by),
    )
    for name, user in parts:
        if user is not None:
            yield name, f"{user} · {user.stands_for}"


def facts_of(listing: Listing) -> list[dict[str, str]]:
    return [_fact(fact) for fact in listing_desk.facts_of_entry(listing)]


def document_gone(listing: Listing, day: date) -> str:
    """What is to be done where a document of an entry was revoked; else nothing."""
    if listing.pk not in listing_desk.with_a_document_gone([listing], day):
        return ""
    if listing.state in PROCEEDING:
        return _("It goes no further. Drop it, and propose anew what is left.")
    if listing.state in STANDING:
        return _(
            "Take the entry back, unless its other documents carry it alone. When none "
            "is in force any more, it ends by itself."
        )
    return ""


def lines_of(listing: Listing, steps: Sequence[ListingStep]) -> list[Line]:
    """The history, the newest first."""
    return [_line(listing, step) for step in reversed(steps)]


def moment(at: datetime) -> str:
    return days.moment_in_words(at, today=date.min)


def papers_of(listing: Listing, steps: Sequence[ListingStep]) -> list[dict[str, str]]:
    return [
        {
            "name": str(kind.label),
            "number": number_of(listing, kind),
            "url": reverse("admin:ratings_listing_paper", args=[listing.pk, kind]),
        }
        for kind in kinds_of(steps)
    ]


def _fact(fact: ListingFact) -> dict[str, str]:
    document = fact.enforcement
    return {
        "kind": str(fact.get_kind_display()),
        "document": document.number,
        "body": document.body,
        "issued": wording.day(document.issued_on),
        "text": document.facts,
        "revoked": wording.day(document.revoked_on) if document.revoked_on else "",
    }


def _line(listing: Listing, step: ListingStep) -> Line:
    refused = step.action == ListingAction.REFUSED
    file_url = reverse("admin:ratings_listing_file", args=[listing.pk, step.number])
    return Line(
        number=step.number,
        name=str(step.get_tried_display() if refused else step.get_action_display()),
        at=moment(step.at),
        who=_who(step, listing),
        values=tuple(_values(step)),
        text=step.text.body if step.text else "",
        refusal=str(step.get_refusal_display()) if refused else "",
        file_url=file_url if step.file_id else "",
    )


def _who(step: ListingStep, listing: Listing) -> str:
    match step.actor_kind:
        case ActorKind.SYSTEM:
            return _("by itself")
        case ActorKind.CLERK:
            return f"{listing.firm.name} · {step.actor}"
        case _:
            return f"{step.actor_name} · {step.actor}"


def _values(step: ListingStep) -> Iterator[tuple[str, str]]:
    for name, label in VALUES.items():
        value = step.detail.get(name)
        if value not in (None, ""):
            yield str(label), _value(name, value)
    if "person" in step.detail:
        person = User.objects.filter(pk=step.detail["person"]).first()
        yield _("Person"), str(person or "")
    if cases := step.detail.get("cases"):
        yield _("Cases"), " · ".join(cases)


def _value(name: str, value: Any) -> str:
    if name in ("served_on", "ends_on"):
        return wording.day(date.fromisoformat(value))
    if name == "way":
        return str(ServiceWay(value).label)
    if name == "class":
        return str(ListClass(value).label)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
