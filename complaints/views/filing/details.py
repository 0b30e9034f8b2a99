"""What happened? In words, and with photos."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from complaints.answers import MOST_PHOTOS, Page
from complaints.forms.filing.details import (
    ConsultationForm,
    DetailsForm,
    SuggestionForm,
)
from complaints.operations import drafting
from complaints.queries import articles
from complaints.queries.drafts import free_for, photos_of
from complaints.states import Kind
from complaints.views import drafts
from complaints.views.filing import alike
from complaints.views.filing.asking import Asked, answered, asks, keep, show
from complaints.views.senders import admission
from registry.models import StoredFile

# Sent along by the script: a photo that arrives by itself belongs to the draft.
UPLOAD = {"for": "draft"}
FORMS: Mapping[str, type[DetailsForm]] = {
    Kind.CONSULTATION: ConsultationForm,
    Kind.SUGGESTION: SuggestionForm,
}


@asks(Page.DETAILS)
def details(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The text and up to three photos; then, whether others filed the complaint."""
    draft = asked.draft
    assert draft is not None  # the pages before this one were answered
    sort = FORMS.get(asked.answers.kind, DetailsForm)
    if request.method != "POST":
        form = sort(initial={"text": asked.answers.text})
        return _page(asked, form, photos_of(draft))
    carried = drafts.kept(request)
    free = free_for(draft, carried.files)
    lost = carried.lost or len(free) < len(carried.files)
    form = sort(
        request.POST,
        request.FILES,
        kept=free,
        kept_lost=lost,
        admission=admission(request),
    )
    valid = form.is_valid()
    photos = [*free, *drafts.store(request, form.arrived)]
    drafting.keep_photos(draft=draft, photos=photos)
    if not valid:
        return _page(asked, form, photos)
    return _after(asked, text=form.cleaned_data["text"])


def _after(asked: Asked, *, text: str) -> HttpResponse:
    """On to the next page; by way of what others filed, once for the same words."""
    about = _digest_of(asked, text)
    if asked.answers.asked_about != about and alike.likely(asked, text):
        response = redirect("complaints:file_alike")
        keep(asked, response, text=text, asked_about=about)
        return response
    return answered(asked, text=text)


def _digest_of(asked: Asked, text: str) -> str:
    parts = [asked.answers.community, asked.answers.category, text]
    return sha256(json.dumps(parts).encode()).hexdigest()


def _page(asked: Asked, form: DetailsForm, photos: list[StoredFile]) -> HttpResponse:
    shown = [
        drafts.draft_of(asked.request, photo, number)
        for number, photo in enumerate(photos, start=1)
    ]
    draft = asked.draft
    assert draft is not None  # it has this page's answers, or those before it
    # of this draft alone: what a phone keeps until it has arrived goes into no other
    address = urlencode({drafts.PLACE: draft.browser_digest, **UPLOAD})
    context: dict[str, Any] = {
        "short": asked.answers.kind not in FORMS,
        "category": asked.category,
        "articles": articles.matching("", category=asked.category, limit=3),
        "phrases_json": json.dumps(asked.phrases_of_danger, ensure_ascii=False),
        "photo_limit": MOST_PHOTOS,
        "photo_upload_url": f"{reverse('complaints:photo_upload')}?{address}",
        "kept_photos": shown,
    }
    return show(asked, Page.DETAILS, "details", form, context)
