"""
The page of one entry at the desk, and the address that its forms are sent to.

Each form is handed to one operation; what is refused comes back on the same page as
the plain sentence, with everything that was typed. An attempt that was refused stays
in the history of the entry.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from ratings import listing_wording, policies
from ratings.admin import listing_acts, listing_telling
from ratings.admin.listing_acts import ASIDE, DESK_ACTS, ENDS_IT, Made
from ratings.forms.listing_acts import show_refusal
from ratings.listing_moves import ListingMoveNotAllowed
from ratings.listing_refusals import ListingRefusal
from ratings.models import Listing
from ratings.operations.listings.moving import ListingMovedOn
from ratings.operations.listings.offering import Turn, turns_of
from ratings.queries import listing_desk
from ratings.states import ListingAction, ListingState
from registry import queries as registry_queries
from registry.actors import Officer
from registry.admin.access import is_staff, person
from registry.forms.once import once
from registry.ledger.keys import KeyReused, Reply
from registry.models import User

REFUSED = "refused"
# Of a step that is not possible, these say enough where nobody waits for it.
NOT_TOLD = frozenset(
    {
        ListingRefusal.OUT_OF_TURN,
        ListingRefusal.NO_OBJECTION,
        ListingRefusal.NO_REPAIR,
        ListingRefusal.NOTHING_TO_ANSWER,
        ListingRefusal.REPAIR_ACCEPTED,
        ListingRefusal.STAYS_UNPUBLISHED,
        ListingRefusal.CORRECTED,
    }
)


@dataclass(frozen=True)
class Offer:
    """A step that this person may make now, with its form."""

    action: ListingAction
    form: forms.Form
    is_open: bool
    listing: Listing

    @property
    def title(self) -> str:
        return str(self.action.label)

    @property
    def hint(self) -> str:
        return str(DESK_ACTS[self.action].hint)

    @property
    def url(self) -> str:
        at = [self.listing.pk, self.action.lower()]
        return reverse("admin:ratings_listing_act", args=at)

    @property
    def version(self) -> object:
        """
        A form that was only incomplete keeps its own version: somebody may have moved
        the entry since.
        """
        if self.form.is_bound and not self.form.non_field_errors():
            return self.form["version"].value()
        return self.listing.version

    @property
    def key(self) -> str:
        return secrets.token_urlsafe()


@dataclass(frozen=True)
class CameBack:
    """A form that was sent and not carried out."""

    action: ListingAction
    form: forms.Form
    status: int


def reader(request: HttpRequest) -> User:
    """:raises PermissionDenied: if this person has no part in the lists"""
    user = person(request)
    if user is None or not is_staff(request) or not policies.may_see_listings(user):
        raise PermissionDenied
    return user


def read(user: User, pk: int) -> Listing:
    """:raises Http404: if there is no such entry for this user"""
    found = policies.listings_visible_to(user).select_related(*listing_desk.READ_WITH)
    return get_object_or_404(found, pk=pk)


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The entry with its file, and what this person may do now."""
    user = reader(request)
    return _show(request, user, read(user, pk))


def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Make one step, or show the page again with the reason against it."""
    user = reader(request)
    listing = read(user, pk)
    if request.method != "POST":
        return redirect(listing_telling.address_of(listing))
    if user.role not in policies.KEEP_LISTS:
        raise PermissionDenied
    if action.upper() not in ListingAction.values:
        raise Http404
    chosen = ListingAction(action.upper())
    form = listing_acts.form_for(
        chosen,
        listing,
        user,
        data=request.POST,
        files=request.FILES,
        auto_id=_auto_id(chosen),
    )
    if form is None:
        raise Http404
    if not form.is_valid():
        return _show(request, user, listing, CameBack(chosen, form, HTTPStatus.OK))
    return _send(request, user, listing, chosen, form)


def _send(
    request: HttpRequest,
    user: User,
    listing: Listing,
    action: ListingAction,
    form: forms.Form,
) -> HttpResponse:
    now = timezone.now()

    def run() -> Reply:
        # what is refused is written down, too, and so is no error here
        listing.version = form.cleaned_data["version"]
        try:
            DESK_ACTS[action].make(Made(listing, form, Officer(user), now))
        except ListingMoveNotAllowed as refused:
            return {REFUSED: refused.refusal.value}
        return {"listing": listing.pk}

    scope = f"desk listing {action} {listing.pk} {user.pk}"
    try:
        reply = once(request, scope=scope, now=now, run=run)
    except (ListingMovedOn, KeyReused) as stale:
        form.add_error(None, str(stale))
    else:
        if REFUSED not in reply:
            messages.success(request, str(DESK_ACTS[action].done))
            return redirect(listing_telling.address_of(listing))
        why = ListingRefusal(reply[REFUSED])
        show_refusal(form, ListingMoveNotAllowed(why))
    again = read(user, listing.pk)
    return _show(request, user, again, CameBack(action, form, HTTPStatus.CONFLICT))


def _show(
    request: HttpRequest,
    user: User,
    listing: Listing,
    came_back: CameBack | None = None,
) -> HttpResponse:
    now = timezone.now()
    if came_back is not None and hasattr(came_back.form, "carry"):
        came_back.form.carry(now)
    turns = _turns(listing, user, now)
    offers = list(_offers(listing, user, turns, came_back))
    told = _told(listing, now)
    aside = ASIDE - ENDS_IT if told["document_gone"] else ASIDE
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": listing.number,
        "opts": Listing._meta,
        "listing": listing,
        "told": told,
        "first": [offer for offer in offers if offer.action not in aside],
        "aside": [offer for offer in offers if offer.action in aside],
        "aside_is_open": any(
            offer.is_open and offer.action in aside for offer in offers
        ),
        "not_now": _not_now(turns),
        "form": came_back.form if came_back else None,
        "stranded": _stranded(came_back, offers),
    }
    status = came_back.status if came_back else HTTPStatus.OK
    return TemplateResponse(
        request, "admin/ratings/listing.html", context, status=status
    )


def _told(listing: Listing, now: datetime) -> dict[str, Any]:
    steps = listing_desk.steps_of(listing)
    return {
        "subject": listing_telling.subject(listing),
        "class": listing_telling.class_of(listing),
        "state": listing_wording.state_chip(ListingState(listing.state)),
        "due": listing_telling.due(listing, now, registry_queries.calendar()),
        "values": list(listing_telling.values_of(listing)),
        "people": list(listing_telling.people_of(listing)),
        "facts": listing_telling.facts_of(listing),
        "document_gone": listing_telling.document_gone(
            listing, timezone.localdate(now)
        ),
        "lines": listing_telling.lines_of(listing, steps),
        "basis": listing.basis,
        "basis_named": listing_wording.basis_named(
            listing.basis.title, listing.basis.number, listing.basis.article
        )
        if listing.basis
        else "",
        "papers": listing_telling.papers_of(listing, steps),
        "archive_url": reverse("admin:ratings_listing_archive", args=[listing.pk]),
        "public_url": reverse("ratings:listed", args=[listing.number])
        if listing.published_at
        else "",
    }


def _turns(listing: Listing, user: User, now: datetime) -> Sequence[Turn]:
    if user.role not in policies.KEEP_LISTS:
        return ()
    return turns_of(listing, by=Officer(user), now=now)


def _offers(
    listing: Listing,
    user: User,
    turns: Sequence[Turn],
    came_back: CameBack | None,
) -> list[Offer]:
    possible = {turn.action for turn in turns if turn.is_open}
    ordered = [action for action in DESK_ACTS if action in possible]
    return [
        _offer(action, listing, user, came_back, is_first=place == 0)
        for place, action in enumerate(ordered)
    ]


def _offer(
    action: ListingAction,
    listing: Listing,
    user: User,
    came_back: CameBack | None,
    *,
    is_first: bool,
) -> Offer:
    if came_back is not None and came_back.action == action:
        return Offer(action, came_back.form, True, listing)
    form = listing_acts.form_for(action, listing, user, auto_id=_auto_id(action))
    assert form is not None
    is_open = is_first and came_back is None and action not in ASIDE
    return Offer(action, form, is_open, listing)


def _not_now(turns: Sequence[Turn]) -> list[tuple[str, str]]:
    """What is not possible for this person now, and why, each once."""
    told: dict[str, str] = {}
    for turn in turns:
        if turn.refusal is None or turn.refusal in NOT_TOLD:
            continue
        if turn.action in DESK_ACTS and turn.action not in ASIDE:
            told[str(turn.action.label)] = str(turn.refusal.label)
    return list(told.items())


def _stranded(
    came_back: CameBack | None, offers: Sequence[Offer]
) -> list[tuple[str, str]]:
    """What was typed into a form that the page has no place for any more."""
    if came_back is None or any(offer.form is came_back.form for offer in offers):
        return []
    return [
        (str(field.label), str(field.value()))
        for field in came_back.form.visible_fields()
        if field.name != "file" and field.value()
    ]


def _auto_id(action: ListingAction) -> str:
    return f"{action.lower()}_%s"
