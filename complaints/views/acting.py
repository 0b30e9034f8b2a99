"""Where the forms of a resident's acts are sent to."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from complaints.forms.acting import ActForm
from complaints.models import Case
from complaints.states import Action
from complaints.views import cases, replies, tracking
from complaints.views.acts import ACTS, form_of
from complaints.views.proofs import session_of
from registry.actors import Resident
from registry.ledger.keys import Reply


@never_cache
@require_POST
def case_act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Carry out one act, or show the case again with what was typed."""
    found = cases.proved(request, number)
    if found is None:
        return tracking.to_tracking(number)
    action = next((one for one in ACTS if one.lower() == act), None)
    if action is None:
        raise Http404
    case, by = found
    form = form_of(action, request.POST)
    if not form.is_valid():
        return tracking.case_page(request, case, form)
    sent = replies.send(
        request,
        form,
        act=str(action),
        actor=f"{case.pk} {session_of(request)}",
        run=lambda: _make(action, case, form, by),
    )
    if sent.reply is None:
        again = cases.known(number)
        assert again is not None  # cases are never deleted
        return tracking.case_page(request, again, form, status=sent.status)
    messages.success(request, str(ACTS[action].done))
    return redirect("complaints:case", case.number)


def _make(action: Action, case: Case, form: ActForm, by: Resident) -> Reply:
    case.version = form.cleaned_data["version"]
    step = ACTS[action].make(
        case=case, text=form.cleaned_data["text"], by=by, now=timezone.now()
    )
    return {"step": step.number}
