"""
The page of one case at the desk, and the one address that its forms are sent to.

Reads, asks what this person may do now, and hands one form to one operation. What is
refused comes back on the same page with everything that was typed.
"""

from collections.abc import Iterable, Sequence
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
from django.utils import timezone
from django.views.decorators.http import require_POST

from complaints import policies
from complaints.admin import (
    commitments,
    incidents,
    moves,
    presenting,
    searching,
    sending,
    suspicions,
)
from complaints.admin.made import Made
from complaints.admin.moves import DESK_MOVES
from complaints.admin.offers import CameBack, Offer, auto_id, turns_of
from complaints.forms import desk as desk_forms
from complaints.models import Case, Commitment, Step
from complaints.operations import looking
from complaints.operations.looking import Called
from complaints.operations.moving import MovedOn, MoveNotAllowed
from complaints.queries import desk as desk_queries
from complaints.queries.commitments import commitments_of
from complaints.queries.facts import facts_of
from complaints.queries.limits import clock_at
from complaints.queries.timeline import timeline_of
from complaints.states import Action, CallOutcome
from registry.actors import Actor, Officer
from registry.admin.access import is_staff, person
from registry.ledger.keys import KeyReused, Reply
from registry.models import StoredFile, User

READ_WITH_A_CASE = (
    "category__parent",
    "text",
    "community__street",
    "office",
    "firm",
    "acting_firm",
    "acting_department",
)


# Who may do either of these may call.
VISITS = frozenset({Action.CLOSE, Action.SECOND_VISIT})


@dataclass(frozen=True)
class Shown:
    """What one showing of the page holds beside the case itself."""

    came_back: CameBack | None = None
    kept: tuple[StoredFile, ...] = ()
    called: Called | None = None
    refusal: str = ""
    status: int = HTTPStatus.OK


def case_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The case with its history and what this person may do now."""
    user = _staff(request)
    return _show(request, user, _visible(user, pk), timezone.now(), Shown())


def make_move(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Carry out one move, or show the page again with the reason against it."""
    user = _staff(request)
    case = _visible(user, pk)
    if request.method != "POST":
        return redirect("admin:complaints_case_change", pk)
    by = moves.actor_of(user)
    if by is None:
        raise PermissionDenied
    if action.upper() not in Action.values:
        raise Http404
    return _send(request, case, Action(action.upper()), by, user)


@require_POST
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the reporter's phone once; the look is written into the case."""
    user, now = _staff(request), timezone.now()
    case, by = _visible(user, pk), moves.actor_of(user)
    if not isinstance(by, Officer):
        raise PermissionDenied
    try:
        shown = Shown(called=looking.call_phone(case=case, by=by, now=now))
    except MoveNotAllowed as refused:
        shown = Shown(refusal=str(refused), status=HTTPStatus.CONFLICT)
    return _show(request, user, case, now, shown)


def _staff(request: HttpRequest) -> User:
    user = person(request)
    if user is None or not is_staff(request):
        raise PermissionDenied
    return user


def _visible(user: User, pk: int) -> Case:
    """:raises Http404: if there is no such case for this user"""
    cases = policies.visible_to(user).select_related(*READ_WITH_A_CASE)
    return get_object_or_404(cases, pk=pk)


def _send(
    request: HttpRequest, case: Case, action: Action, by: Actor, user: User
) -> HttpResponse:
    now = timezone.now()
    form = moves.form_for(
        action,
        case,
        now=now,
        kept=sending.photos_kept_for(request, user),
        data=request.POST,
        files=request.FILES,
        auto_id=auto_id(action),
    )
    if form is None:
        shown = Shown(
            refusal=_planned(action, case, user, now), status=HTTPStatus.CONFLICT
        )
        return _show(request, user, case, now, shown)
    if not form.is_valid():
        return _again(request, user, case, now, CameBack(action, form, False))

    def run() -> Reply:
        case.version = form.cleaned_data["version"]
        photos = _photos(form, user, now)
        DESK_MOVES[action].make(Made(case, form, photos, by, now))
        return {"case": case.pk}

    try:
        sending.once(request, act=f"{action} {case.pk}", user=user, now=now, run=run)
    except (MovedOn, KeyReused) as refusal:
        form.add_error(None, str(refusal))
    except MoveNotAllowed as refused:
        desk_forms.show_refusal(form, refused)
    else:
        return _went_through(request, user, case, action, form)
    return _again(request, user, case, now, CameBack(action, form, True))


def _again(
    request: HttpRequest, user: User, case: Case, now: datetime, came_back: CameBack
) -> HttpResponse:
    """The page once more, of the case as it is now, with what was typed and sent."""
    status = HTTPStatus.CONFLICT if came_back.is_answered else HTTPStatus.OK
    shown = Shown(
        came_back=came_back,
        kept=tuple(_photos(came_back.form, user, now)),
        status=status,
    )
    return _show(request, user, _visible(user, case.pk), now, shown)


def _went_through(
    request: HttpRequest, user: User, case: Case, action: Action, form: forms.Form
) -> HttpResponse:
    messages.success(request, moves.done_by(action, form))
    if action == Action.VISIT_TRY and form.cleaned_data["call"] != CallOutcome.ANSWERED:
        return redirect("admin:complaints_case_calls")
    if policies.visible_to(user).filter(pk=case.pk).exists():
        return redirect("admin:complaints_case_change", case.pk)
    return redirect("admin:complaints_case_changelist")


def _photos(form: forms.Form, user: User, now: datetime) -> list[StoredFile]:
    """What a form with photos brought, stored; other forms bring none."""
    arrived = getattr(form, "arrived", ())
    return sending.keep_photos(arrived, getattr(form, "kept", ()), user=user, now=now)


def _planned(action: Action, case: Case, user: User, now: datetime) -> str:
    """What the table says about a move that the desk has no form for."""
    timeline = timeline_of(case, now=now)
    return presenting.refusal_of(action, facts_of(case, timeline.history), user)


def _show(
    request: HttpRequest, user: User, case: Case, now: datetime, shown: Shown
) -> HttpResponse:
    timeline = timeline_of(case, now=now)
    promised = commitments_of(case)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        **searching.found(request.POST),
        "title": case.number,
        "opts": Case._meta,
        "original": case,
        "case": case,
        "page": presenting.page_of(
            case, timeline, user, promised=promised, now=now, clock=clock_at(now)
        ),
        **_offered(case, timeline.history, promised, user, now, shown.came_back),
        "incident": incidents.incident_of(case, user, now=now),
        "suspicions": suspicions.panels_of(case, timeline.history, user, now=now),
        "kept": shown.kept,
        "called": shown.called,
        "refusal": shown.refusal,
        "next_case": desk_queries.next_after(
            policies.visible_to(user), case, user=user
        ),
    }
    # The admin lets no page be stored, so a phone does not stay in the browser.
    return TemplateResponse(
        request, "admin/complaints/case/page.html", context, status=shown.status
    )


def _offered(
    case: Case,
    history: Sequence[Step],
    promised: Sequence[Commitment],
    user: User,
    now: datetime,
    came_back: CameBack | None,
) -> dict[str, Any]:
    """What this person may do now, with the form that came back in its place."""
    facts = facts_of(case, history)
    turns = turns_of(case, facts, history, user=user, now=now, came_back=came_back)
    rows = commitments.rows_of(
        promised, commitments.Sitting(case, facts, user, now, came_back)
    )
    offers = [*turns.offers, *(offer for row in rows for offer in row.offers)]
    return {
        "turns": turns,
        "commitments": rows,
        "calling": presenting.calling_of(case, user, visits=_visits(offers)),
        "form": came_back.form if came_back else None,
        "stranded": _stranded(came_back, offers),
    }


def _visits(offers: Iterable[Offer]) -> bool:
    return any(offer.action in VISITS for offer in offers)


def _stranded(
    came_back: CameBack | None, offers: Iterable[Offer]
) -> list[tuple[str, str]] | None:
    """What was typed into a form that the page has no place for any more."""
    if came_back is None or any(offer.form is came_back.form for offer in offers):
        return None
    return desk_forms.typed_into(came_back.form)
