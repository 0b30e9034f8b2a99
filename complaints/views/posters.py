"""The sheet for the gate of a community, for whoever hangs it up."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from registry.ledger.posters import Poster, pdf_of
from registry.models import Community

KEPT_SECONDS = 24 * 3600


@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """Public, as what it says is public; set once a day and then kept."""
    community = get_object_or_404(Community, code__iexact=code)
    gate = reverse("complaints:gate", args=[community.code])
    sheet = Poster(
        community=community.name,
        number=community.code,
        address=settings.SITE_URL + gate,
        printed_on=timezone.localdate(),
        made_up=settings.DEMO,
    )
    mark = hashlib.sha256(repr(sheet).encode()).hexdigest()
    answer = get_conditional_response(request, etag=f'"{mark}"')
    if answer is None:
        answer = HttpResponse(_made(sheet, mark), content_type="application/pdf")
        name = f"{community.code}-poster.pdf"
        answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["ETag"] = f'"{mark}"'
    answer.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return answer


def _made(sheet: Poster, mark: str) -> bytes:
    key = f"poster:{mark}"
    pdf: bytes | None = cache.get(key)
    if pdf is None:
        pdf = pdf_of(sheet)
        cache.set(key, pdf, KEPT_SECONDS)
    return pdf
