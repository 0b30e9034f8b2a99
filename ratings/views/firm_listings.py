"""
Proceedings against a firm, as the firm sees them: from the notice on, and its own acts.

Pages are made from plain values; of the cases there are numbers alone, of the offices
their names and no persons. Nobody but a firm's own account comes in here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ratings import policies
from ratings.forms.listing_acts import show_refusal
from ratings.forms.listing_firm_acts import DefenceForm, ObjectionForm, RepairForm
from ratings.listing_moves import ListingMoveNotAllowed
from ratings.listing_papers import PaperKind, paper_of
from ratings.listing_refusals import ListingRefusal
from ratings.models import Listing
from ratings.operations.listings import proceeding, standing
from ratings.operations.listings.moving import ListingMovedOn
from ratings.operations.listings.offering import turns_of
from ratings.queries import listing_desk
from ratings.states import ListingAction
from ratings.views import firm_list_telling
from ratings.views.firm_portal import head
from registry import queries as registry_queries
from registry.actors import Clerk
from registry.forms.once import once
from registry.ledger.keys import KeyReused, Reply
from registry.ledger.papers import pdf_of
from registry.models import User
from registry.views.downloads import PDF, download, stored
from registry.views.firm_door import firm_only, user_of
from registry.views.form_addresses import sent_from

REFUSED = "refused"


@dataclass(frozen=True)
class FirmAct:
    """How an act of the firm is called, what it means, and what is said after it."""

    title: Promise
    hint: Promise
    button: Promise
    done: Promise
    form: type[DefenceForm | ObjectionForm | RepairForm]


FIRM_ACTS: Mapping[ListingAction, FirmAct] = {
    ListingAction.DEFEND: FirmAct(
        _("Your defence"),
        _(
            "The office answers it before it decides. A defence never makes things "
            "heavier. You may add to it until the last day."
        ),
        _("Hand in the defence"),
        _("Your defence has arrived. The office answers it before it decides."),
        DefenceForm,
    ),
    ListingAction.OBJECT: FirmAct(
        _("Object to the entry"),
        _("The public sees that you object until it is answered."),
        _("Send the objection"),
        _("Your objection has arrived, and the entry is marked."),
        ObjectionForm,
    ),
    ListingAction.ASK_REPAIR: FirmAct(
        _("Ask for a repair of your credit"),
        _(
            "Once what was ordered is done. It is taken on within two working days and "
            "decided within ten by a second person; a repair ends the entry."
        ),
        _("Apply for the repair"),
        _("Your application has arrived."),
        RepairForm,
    ),
}


@firm_only
@require_safe
def listings(request: HttpRequest) -> HttpResponse:
    """Every proceeding against the firm that it was told of, the newest first."""
    found = policies.listings_visible_to(user_of(request)).select_related(
        *listing_desk.READ_WITH
    )
    now, calendar = timezone.now(), registry_queries.calendar()
    rows = [
        firm_list_telling.row(each, now, calendar)
        for each in found.order_by("-notified_at")
    ]
    context = head(request) | {"rows": rows}
    return render(request, "ratings/firms/listings.html", context)


@firm_only
@require_safe
def listing(request: HttpRequest, number: str) -> HttpResponse:
    """One proceeding: facts, basis, reasons, rights, dates, and what may be done."""
    return _page(request, _theirs(request, number))


@firm_only
@sent_from("firm_lists:listing", "number")
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Defend, object, or ask for a repair."""
    action = next((one for one in FIRM_ACTS if one.lower() == act), None)
    if action is None:
        raise Http404
    found = _theirs(request, number)
    form = _form(action, user_of(request), data=request.POST, files=request.FILES)
    status = HTTPStatus.OK
    if form.is_valid():
        if _sent(request, action, found, form):
            messages.success(request, str(FIRM_ACTS[action].done))
            return redirect("firm_lists:listing", number)
        status = HTTPStatus.CONFLICT
        found = _theirs(request, number)
    return _page(request, found, came_back=(action, form), status=status)


@firm_only
@require_safe
def paper(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """One paper of the proceeding, in the language of the page."""
    found = _theirs(request, number)
    if kind not in PaperKind.values:
        raise Http404
    steps, language = listing_desk.steps_of(found), get_language()
    printed = paper_of(
        found, steps, PaperKind(kind), "en" if language == "en" else "zh-hans"
    )
    if printed is None:
        raise Http404
    return download(pdf_of(printed), f"{found.number}-{kind}.pdf", PDF)


@firm_only
@require_safe
def step_file(request: HttpRequest, number: str, step: int) -> HttpResponse:
    """What the firm itself sent with one of its acts."""
    found = listing_desk.step_with_file(_theirs(request, number), step)
    if found is None or found.file is None or found.action not in FIRM_ACTS:
        raise Http404
    return stored(found.file)


def _theirs(request: HttpRequest, number: str) -> Listing:
    """:raises Http404: if there is no such proceeding that this firm was told of"""
    found = policies.listings_visible_to(user_of(request)).select_related(
        *listing_desk.READ_WITH
    )
    return get_object_or_404(found, number=number)


def _form(action: ListingAction, user: User, **filled: Any) -> Any:
    form = FIRM_ACTS[action].form
    if form is not ObjectionForm:
        filled["user"] = user
    else:
        filled.pop("files", None)
    return form(auto_id=f"{action.lower()}_%s", **filled)


def _sent(
    request: HttpRequest, action: ListingAction, found: Listing, form: Any
) -> bool:
    """Carry a valid form out once; a refusal goes into the form, and is kept."""
    user, now = user_of(request), timezone.now()

    def run() -> Reply:
        found.version = form.cleaned_data["version"]
        try:
            _make(action, found, form, Clerk(user), now)
        except ListingMoveNotAllowed as refused:
            return {REFUSED: refused.refusal.value}
        return {"listing": found.pk}

    scope = f"firm listing {action} {found.pk} {user.pk}"
    try:
        reply = once(request, scope=scope, now=now, run=run)
    except (ListingMovedOn, KeyReused) as stale:
        form.add_error(None, str(stale))
        return False
    if REFUSED not in reply:
        return True
    show_refusal(form, ListingMoveNotAllowed(ListingRefusal(reply[REFUSED])))
    return False


def _make(
    action: ListingAction, found: Listing, form: Any, by: Clerk, now: datetime
) -> None:
    who: dict[str, Any] = {"listing": found, "by": by, "now": now}
    text = form.cleaned_data["text"]
    match action:
        case ListingAction.DEFEND:
            proceeding.defend(text=text, file=form.stored(now), **who)
        case ListingAction.OBJECT:
            standing.object_to(text=text, **who)
        case _:
            standing.ask_repair(
                corrected=text,
                promise=form.cleaned_data["promise"],
                evidence=form.stored(now),
                **who,
            )


def _page(
    request: HttpRequest,
    found: Listing,
    *,
    came_back: tuple[ListingAction, Any] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    now, user = timezone.now(), user_of(request)
    form: forms.Form | None = came_back[1] if came_back else None
    if form is not None and hasattr(form, "carry"):
        form.carry(now)
    possible = [
        turn.action
        for turn in turns_of(found, by=Clerk(user), now=now)
        if turn.is_open and turn.action in FIRM_ACTS
    ]
    context = head(request) | firm_list_telling.page(found, now)
    context |= {
        "acts": [_shown(action, found, user, came_back) for action in possible],
        "form": form,
        # what was typed is shown also where it is not possible any more
        "typed": firm_list_telling.typed(form)
        if came_back and came_back[0] not in possible
        else [],
        "lists_url": reverse("firm_lists:listings"),
    }
    return render(request, "ratings/firms/listing.html", context, status=status)


def _shown(
    action: ListingAction,
    found: Listing,
    user: User,
    came_back: tuple[ListingAction, Any] | None,
) -> dict[str, Any]:
    act_ = FIRM_ACTS[action]
    form = came_back[1] if came_back and came_back[0] == action else None
    incomplete = form is not None and not form.non_field_errors()
    return {
        "title": act_.title,
        "hint": act_.hint,
        "button": act_.button,
        "url": reverse("firm_lists:act", args=[found.number, action.lower()]),
        "form": form or _form(action, user),
        "is_open": form is not None or action == ListingAction.DEFEND,
        "version": form["version"].value() if form and incomplete else found.version,
        "key": firm_list_telling.new_key(),
    }
