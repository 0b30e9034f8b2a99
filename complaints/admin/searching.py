"""The search for a community that two forms of the desk share: a part of a page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry import queries as registry_queries
from registry.admin.access import is_staff

TEMPLATE = "admin/complaints/case/communities.html"


@require_safe
def communities(request: HttpRequest) -> HttpResponse:
    """The communities that fit what is typed, to choose one of."""
    if not is_staff(request):
        raise PermissionDenied
    return render(request, TEMPLATE, found(request.GET))


def found(typed: QueryDict) -> dict[str, Any]:
    """
    What the part shows; also in a page that comes back, where no script runs.

    The words and the choice have one name: the words stand first, the choice behind.
    """
    sent = typed.getlist("community") or [""]
    words = sent[0].strip()
    return {
        "searched": words,
        "communities": registry_queries.communities_matching(words),
        "chosen": sent[-1],
    }
