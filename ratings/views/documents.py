"""The two documents of a review, to the byte that their hashes cover."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ratings.canonical import canonical
from ratings.models import Review
from ratings.queries import documents
from ratings.views import answering, finding

JSON = "application/json"
TEXT = "text/plain; charset=utf-8"


@require_safe
def inputs(request: HttpRequest, period: str) -> HttpResponse:
    """The frozen counts that anybody can score again."""
    review = finding.published(request, period).review
    return _document(request, review, documents.inputs, mark=review.inputs_sha256)


@require_safe
def results(request: HttpRequest, period: str) -> HttpResponse:
    """What was scored from them."""
    review = finding.published(request, period).review
    return _document(request, review, documents.results, mark=review.results_sha256)


@require_safe
def inputs_sha256(request: HttpRequest, period: str) -> HttpResponse:
    digest = finding.published(request, period).review.inputs_sha256
    return _checksum(request, digest, "inputs.json")


@require_safe
def results_sha256(request: HttpRequest, period: str) -> HttpResponse:
    digest = finding.published(request, period).review.results_sha256
    return _checksum(request, digest, "results.json")


def _document(
    request: HttpRequest, review: Review, read: Callable[[Review], Any], *, mark: str
) -> HttpResponse:
    return answering.file(
        request, lambda: canonical(read(review)).encode(), kind=JSON, mark=mark
    )


def _checksum(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """One line as `sha256sum --check` reads it."""
    return answering.made_file(request, f"{digest}  {name}\n".encode(), kind=TEXT)
