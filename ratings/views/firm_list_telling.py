"""A proceeding as its firm may see it, in plain values: no person, no resident."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import wording as days
from ratings import listing_wording as words
from ratings import wording
from ratings.listing_papers import kinds_of, number_of
from ratings.models import Listing, ListingStep
from ratings.queries import listing_desk
from ratings.states import ListClass, ListingAction, ListingState
from ratings.views.list_telling import basis, moment
from registry import queries as registry_queries
from registry.workdays import Calendar

Shown = dict[str, Any]

A = ListingAction
# What of the history is the firm's to read, and what it is called for the firm.
TOLD = {
    A.NOTIFY: gettext_lazy("Notice of the intended entry"),
    A.SERVE: gettext_lazy("Notice served"),
    A.DEFEND: gettext_lazy("Your defence"),
    A.STAY_SILENT: gettext_lazy("The time for a defence passed without one"),
    A.ADOPT: gettext_lazy("Your defence was adopted: there is no entry"),
    A.REJECT: gettext_lazy("Answer to your defence"),
    A.DECIDE: gettext_lazy("Decision on the entry"),
    A.PUBLISH: gettext_lazy("The entry stands in public"),
    A.OBJECT: gettext_lazy("Your objection"),
    A.ANSWER_OBJECTION: gettext_lazy("Answer to your objection"),
    A.ASK_REPAIR: gettext_lazy("Your application for a repair"),
    A.ACCEPT_REPAIR: gettext_lazy("Your application was accepted"),
    A.DENY_REPAIR: gettext_lazy("The repair was refused"),
    A.REPAIR: gettext_lazy("The repair was granted: the entry has ended"),
    A.SUSPEND: gettext_lazy("The publication is suspended"),
    A.RESUME: gettext_lazy("The suspension has ended"),
    A.EXPIRE: gettext_lazy("The term is over: the entry has ended"),
    A.REVOKE: gettext_lazy("The office took the entry back"),
    A.QUASH: gettext_lazy("The entry was quashed"),
    A.CORRECT: gettext_lazy("Removed and corrected"),
    A.DROP: gettext_lazy("The proceeding was dropped: there is no entry"),
    A.LAPSE: gettext_lazy("The time for deciding is over: there is no entry"),
}
OWN = frozenset({A.DEFEND, A.OBJECT, A.ASK_REPAIR})


def new_key() -> str:
    return secrets.token_urlsafe()


def row(listing: Listing, now: datetime, calendar: Calendar) -> Shown:
    return {
        "number": listing.number,
        "url": reverse("firm_lists:listing", args=[listing.number]),
        "subject": _subject(listing),
        "state": words.state_chip(ListingState(listing.state)),
        "defence": _defence(listing, now, calendar),
    }


def page(listing: Listing, now: datetime) -> Shown:
    """All that the page of one proceeding says."""
    steps = listing_desk.steps_of(listing)
    return {
        "listing": row(listing, now, registry_queries.calendar())
        | {
            "class": _class(listing),
            "months": words.months(listing.months),
            "unpublished": not listing.to_be_published,
            "office": str(listing.office),
            "starts": wording.day(listing.starts_on) if listing.starts_on else "",
            "last_day": words.last_day(listing.ends_on) if listing.ends_on else "",
            "repair_from": _repair_from(listing),
            "public_url": _public_url(listing),
            "objected": listing.objected_at is not None,
        },
        "facts": [_fact(each) for each in listing_desk.facts_of_entry(listing)],
        "cases": _cases(steps),
        "reasons": _reasons(steps),
        "basis": basis(listing.basis) if listing.basis else None,
        "rights": list(_rights(listing, steps)),
        "papers": [
            {
                "name": str(kind.label),
                "number": number_of(listing, kind),
                "url": reverse("firm_lists:paper", args=[listing.number, kind.value]),
            }
            for kind in kinds_of(steps)
        ],
        "steps": [_step(listing, step) for step in reversed(steps) if _is_told(step)],
    }


def typed(form: forms.Form | None) -> list[tuple[str, str]]:
    """What stands in the fields of a form that the page has no place for any more."""
    if form is None:
        return []
    return [
        (str(field.label), str(field.value()))
        for field in form.visible_fields()
        if field.name != "file" and field.value()
    ]


def _subject(listing: Listing) -> str:
    if listing.tenure is None:
        return _("The firm as such")
    return _("Project %(community)s") % {"community": listing.tenure.community.name}


def _class(listing: Listing) -> str:
    return words.class_name(ListClass(listing.list_class))


def _defence(listing: Listing, now: datetime, calendar: Calendar) -> Shown | None:
    """The last day for the defence while it runs: the day, the words, the tone."""
    due = listing.defence_ends_at
    if due is None or now >= due or listing.decided_at is not None:
        return None
    if listing.state not in (ListingState.SERVED, ListingState.DEFENDED):
        return None
    when: dict[str, Any] = {
        "due": due,
        "now": now,
        "calendar": calendar,
        "by_the_hour": False,
    }
    return {
        "day": wording.day(days.due_day(due)),
        "words": days.deadline_in_words(**when),
        "tone": days.deadline_tone(**when),
    }


def _repair_from(listing: Listing) -> str:
    in_force = listing.decided_at is not None and listing.state in (
        ListingState.DECIDED,
        ListingState.PUBLISHED,
        ListingState.SUSPENDED,
    )
    if not in_force or listing.repair_from is None:
        return ""
    return wording.day(listing.repair_from)


def _public_url(listing: Listing) -> str:
    if listing.published_at is None:
        return ""
    return reverse("ratings:listed", args=[listing.number])


def _fact(fact: Any) -> Shown:
    document = fact.enforcement
    return {
        "kind": str(fact.get_kind_display()),
        "document": document.number,
        "body": document.body,
        "issued": wording.day(document.issued_on),
        "text": document.facts,
        "revoked": wording.day(document.revoked_on) if document.revoked_on else "",
    }


def _cases(steps: Sequence[ListingStep]) -> list[str]:
    """The numbers that the firm was told of."""
    told = _last(steps, A.NOTIFY)
    return list(told.detail.get("cases", ())) if told else []


def _reasons(steps: Sequence[ListingStep]) -> str:
    told = _last(steps, A.NOTIFY)
    return told.text.body if told and told.text else ""


def _rights(listing: Listing, steps: Sequence[ListingStep]) -> Iterator[str]:
    """What the firm may do, as it stands now."""
    decided = _last(steps, A.DECIDE)
    if decided is None:
        told = _last(steps, A.NOTIFY)
        number = told.detail["defence_days"] if told else ""
        yield _(
            "You may defend yourself within at least %(number)s working days after the "
            "notice was served, in writing and with evidence."
        ) % {"number": number}
        yield _(
            "Your defence is answered before anything is decided, and the decision is "
            "never heavier than the notice."
        )
        return
    yield _(
        "You may ask for a reconsideration within %(days)s days, or sue within "
        "%(months)s months, after the decision reached you."
    ) % {
        "days": decided.detail["reconsideration_days"],
        "months": decided.detail["suit_months"],
    }
    if listing.published_at is not None:
        yield _("You may object to the published entry; it is marked until answered.")
    yield _("You may ask for a repair of your credit once you have put things right.")


def _is_told(step: ListingStep) -> bool:
    return step.action in TOLD


def _step(listing: Listing, step: ListingStep) -> Shown:
    action = ListingAction(step.action)
    own = action in OWN
    file_url = reverse("firm_lists:file", args=[listing.number, step.number])
    return {
        "name": str(TOLD[action]),
        "at": moment(step.at),
        "who": listing.firm.name if own else _office(step),
        "text": _said(step),
        "document": step.detail.get("document", ""),
        "served": wording.day(date.fromisoformat(step.detail["served_on"]))
        if "served_on" in step.detail
        else "",
        "file_url": file_url if own and step.file_id else "",
    }


def _said(step: ListingStep) -> str:
    if gone := step.detail.get("because"):
        return words.none_left(gone)
    return step.text.body if step.text else ""


def _office(step: ListingStep) -> str:
    """The office alone: persons are not the firm's to know."""
    return "" if step.actor_id is None else step.actor_name


def _last(steps: Sequence[ListingStep], action: ListingAction) -> ListingStep | None:
    found = [step for step in steps if step.action == action]
    return found[-1] if found else None
