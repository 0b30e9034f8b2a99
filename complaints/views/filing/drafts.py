"""The draft as its owner meets it again: offered, and deleted."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from complaints.operations import drafting
from complaints.states import Kind
from complaints.views import draft_cookie
from complaints.views.filing.asking import Asked, address_after
from complaints.views.moments import last_day


def offered(asked: Asked) -> dict[str, Any] | None:
    """What a page says of an unfinished draft; None where there is none."""
    if asked.draft is None:
        return None
    place = asked.community.name if asked.community else asked.answers.place
    kind = str(Kind(asked.answers.kind).label) if asked.answers.kind else ""
    return {
        "place": place,
        "kind": kind,
        "until": last_day(asked.draft.expires_at, now=timezone.now()),
        "url": address_after(asked.answers),
        "delete_url": reverse("complaints:draft_delete"),
    }


def unfinished(request: HttpRequest) -> dict[str, Any] | None:
    """The same for pages outside the flow; a browser without a cookie costs nothing."""
    return offered(Asked(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Delete what was typed, photos and all: for phones that several people use."""
    asked = Asked(request)
    if request.method != "POST" and asked.draft is not None:
        name = "complaints/residents/filing/delete.html"
        return render(request, name, {"back_url": address_after(asked.answers)})
    if asked.draft is not None:
        drafting.delete(draft=asked.draft)
    messages.success(request, _("The draft is deleted. Nothing of it was sent."))
    response = redirect("home")
    draft_cookie.drop(response)
    return response
