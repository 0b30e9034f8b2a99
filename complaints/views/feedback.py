"""How it went to use these pages: asked of everybody, and of nobody in particular."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints.forms.feedback import FeedbackForm
from complaints.forms.filing import new_key
from complaints.operations import listening
from complaints.operations.listening import Given
from complaints.operations.rationing import WrittenTooOften
from complaints.views.replies import Sent
from registry.forms.once import once
from registry.ledger.keys import KeyReused, Reply
from registry.views.origins import network_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """Two questions and a comment; sent twice, it is one feedback."""
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    outcome = Sent(None)
    if form.is_valid():
        try:
            _take_once(request, form)
        except WrittenTooOften as refused:
            form.add_error(None, str(refused))
            outcome = Sent(None, HTTPStatus.TOO_MANY_REQUESTS, refused.seconds)
        except KeyReused as refused:
            form.add_error(None, str(refused))
            outcome = Sent(None, HTTPStatus.CONFLICT)
        else:
            return redirect("complaints:feedback_sent")
    told = {"form": form, "key": request.POST.get("key") or new_key()}
    template = "complaints/residents/feedback.html"
    return outcome.on(render(request, template, told, status=outcome.status))


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "complaints/residents/feedback_sent.html")


def _take_once(request: HttpRequest, form: FeedbackForm) -> None:
    now, network = timezone.now(), network_of(request)

    def run() -> Reply:
        given = Given(**form.opinions(), language=get_language() or "", network=network)
        return {"feedback": listening.take_feedback(given=given, now=now).pk}

    once(request, scope="feedback", now=now, run=run)
