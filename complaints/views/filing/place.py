"""Where is it? Found by words or by position, described, or read from a poster."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from complaints.answers import Page
from complaints.forms.filing.place import PositionForm, UnlistedForm
from complaints.views.filing import drafts
from complaints.views.filing.asking import (
    Asked,
    answered,
    asks,
    community_of,
    show,
    where_words,
)
from registry import queries as registry_queries
from registry.models import Community


@asks(Page.PLACE)
def start(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Which community? By name, part of it, pinyin initials, address or position."""
    if request.method == "POST" and "community" in request.POST:
        community = community_of(request.POST["community"])
        if community is not None:
            return _placed(asked, community=community.code)
    if request.method == "POST" and "latitude" in request.POST:
        return _near(asked)
    words = request.GET.get("q", "").strip()
    found = registry_queries.communities_matching(words)
    return _page(asked, {"q": words, "results": _results(found)})


@asks(Page.PLACE)
def unlisted(request: HttpRequest, asked: Asked) -> HttpResponse:
    """A place that is in no list: the office of the district finds it."""
    before = {"region": asked.answers.region, "place": asked.answers.place}
    form = UnlistedForm(
        request.POST if request.method == "POST" else None,
        initial=before,
        counties=registry_queries.counties(),
    )
    if form.is_valid():
        return _placed(asked, **form.cleaned_data)
    context = {"back_url": reverse("complaints:start")}
    return show(asked, Page.PLACE, "unlisted", form, context)


@require_safe
def gate(request: HttpRequest, code: str) -> HttpResponse:
    """From the poster at the gate straight to the next page."""
    community = get_object_or_404(Community, code__iexact=code)
    query = urlencode({"community": community.code})
    return redirect(f"{reverse('complaints:file_kind')}?{query}")


def _placed(asked: Asked, **answers: str) -> HttpResponse:
    return answered(asked, **{"community": "", "region": "", "place": "", **answers})


def _near(asked: Asked) -> HttpResponse:
    """
    The nearest communities; asked by POST, and kept nowhere: where somebody is right
    now belongs into no address and no log.
    """
    position = PositionForm(asked.request.POST)
    found = (
        registry_queries.communities_near(**position.cleaned_data)
        if position.is_valid()
        else []
    )
    return _page(asked, {"q": "", "near": True, "results": _results(found)})


def _page(asked: Asked, context: Mapping[str, Any]) -> HttpResponse:
    shown = {
        "unfinished": drafts.offered(asked),
        "unlisted_url": reverse("complaints:file_unlisted"),
        **context,
    }
    return show(asked, Page.PLACE, "place", forms.Form(), shown)


def _results(found: Iterable[Community]) -> list[dict[str, str]]:
    return [
        {
            "code": community.code,
            "name": community.name,
            "place": where_words(community),
            "address": community.address,
        }
        for community in found
    ]
