"""Where the forms of a resident's acts are sent to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from complaints.forms.acting import ActForm, AdditionForm
from complaints.models import Case
from complaints.states import Action
from complaints.views import cases, drafts, replies, tracking, typed
from complaints.views.acts import ACTS, act_of, form_of
from complaints.views.proofs import session_of
from registry.actors import Resident
from registry.ledger.keys import Reply
from registry.views.form_addresses import sent_from


@never_cache
@sent_from("complaints:case", "number")
def case_act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Carry out one act, or show the case again with what was typed."""
    action = next((one for one in ACTS if one.lower() == act), None)
    if action is None:
        raise Http404
    found = cases.proved(request, number)
    if found is None:
        typed.keep(request, number, act, request.POST.get("text", ""))
        return tracking.to_tracking(number)
    case, by = found
    form = form_of(request, case, action)
    if not form.is_valid():
        return tracking.case_page(request, case, form)
    sent = replies.send(
        request,
        form,
        act=str(action),
        actor=f"{case.pk} {session_of(request)}",
        run=lambda: _make(request, action, case, form, by),
    )
    if sent.reply is None:
        again = cases.known(number)
        assert again is not None  # cases are never deleted
        return tracking.case_page(request, again, form, status=sent.status)
    typed.forget(request)
    messages.success(request, str(act_of(case, action).done))
    if cases.proved(request, number) is None:
        # taken back, and another's now: there is nothing more to see here
        return redirect("complaints:track")
    return redirect("complaints:case", case.number)


def _make(
    request: HttpRequest, action: Action, case: Case, form: ActForm, by: Resident
) -> Reply:
    case.version = form.cleaned_data["version"]
    brought: dict[str, Any] = {"text": form.cleaned_data["text"]}
    if isinstance(form, AdditionForm):
        brought["photos"] = drafts.evidence(request, form.kept, form.arrived)
    step = ACTS[action].make(case=case, by=by, now=timezone.now(), **brought)
    return {"step": step.number}
