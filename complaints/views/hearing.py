"""
A firm answers to the suspicion that it has not put something right.

Like the firm's other pages, made from the allow-list alone.
"""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints.answers import MOST_PHOTOS
from complaints.forms.filing import new_key
from complaints.forms.firm_acts import HearingForm
from complaints.models import Case
from complaints.operations import suspecting
from complaints.queries.firm_cases import firm_case
from complaints.queries.firm_suspicions import FirmSuspicion
from complaints.views import drafts, firm_telling, replies
from complaints.views.firms import head, theirs
from complaints.views.senders import admission
from registry.actors import Clerk
from registry.ledger.keys import Reply
from registry.views.firm_door import firm_of, firm_only, user_of


@firm_only
@require_http_methods(["GET", "HEAD", "POST"])
def firm_hearing(request: HttpRequest, number: str) -> HttpResponse:
    """What is suspected, and the firm's answer to it."""
    case = theirs(request, number)
    asked = _asked(request, case)
    form = _form(request)
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, asked, form)
    sent = replies.send(
        request,
        form,
        act="hearing",
        actor=f"{case.pk} {user_of(request).pk}",
        run=lambda: _hear(request, case, form),
    )
    if sent.reply is None:
        return _page(request, case, asked, form, status=sent.status)
    messages.success(request, _("Your answer has arrived. The office decides."))
    return redirect("complaints:firm_case", number)


def _asked(request: HttpRequest, case: Case) -> FirmSuspicion:
    """
    The last question of the case that is this firm's.

    :raises Http404: if there never was one
    """
    asked = firm_case(case, firm_of(request)).suspicions
    if not asked:
        raise Http404
    waiting = (one for one in asked if one.waits_for_the_firm)
    return next(waiting, asked[-1])


def _form(request: HttpRequest) -> HearingForm:
    if request.method != "POST":
        return HearingForm(initial={"key": new_key()})
    carried = drafts.kept(request)
    return HearingForm(
        request.POST,
        request.FILES,
        kept=carried.files,
        kept_lost=carried.lost,
        admission=admission(request),
    )


def _hear(request: HttpRequest, case: Case, form: HearingForm) -> Reply:
    step = suspecting.hear(
        case=case,
        text=form.cleaned_data["text"],
        photos=drafts.evidence(request, form.kept, form.arrived),
        by=Clerk(user_of(request)),
        now=timezone.now(),
    )
    return {"step": step.number}


def _page(
    request: HttpRequest,
    case: Case,
    asked: FirmSuspicion,
    form: HearingForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context: dict[str, Any] = head(request) | {
        "number": case.number,
        "case_url": reverse("complaints:firm_case", args=[case.number]),
        "suspicion": firm_telling.suspicion(asked, now=timezone.now()),
        # What was typed is shown also where it was decided meanwhile.
        "form": form if asked.waits_for_the_firm or form.is_bound else None,
        "photo_limit": MOST_PHOTOS,
        "photo_upload_url": drafts.upload_address(request, _photos_of(case, asked)),
        "kept_photos": drafts.of_form(request, form, _photos_of(case, asked)),
    }
    return render(request, "complaints/firms/hearing.html", context, status=status)


def _photos_of(case: Case, asked: FirmSuspicion) -> str:
    """This answer; after it there is another one."""
    return f"hearing {case.number} {asked.since.isoformat()} {len(asked.words)}"
