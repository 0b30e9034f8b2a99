"""Which review an address means, or why there is none to show."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from ratings.models import Review
from ratings.periods import HalfMonth, WrongPeriodName
from ratings.queries.published import Shelf, opened

MOST_DIGITS = 4


@dataclass(frozen=True)
class Found:
    """A review with its rule set, and the others beside it."""

    review: Review
    shelf: Shelf

    @property
    def before(self) -> Review | None:
        return self.shelf.before(self.review)


def half_month(name: str) -> HalfMonth:
    """:raises Http404: if the address names no half-month"""
    try:
        return HalfMonth.named(name)
    except WrongPeriodName as wrong:
        raise Http404 from wrong


def newest() -> Found | None:
    shelf = Shelf.read()
    return Found(opened(shelf.newest), shelf) if shelf.newest else None


def asked_for(request: HttpRequest, period: str) -> Found | None:
    """
    The review of a period, in the version that is asked for.

    :raises Http404: if the address names no half-month or no version
    """
    half_month(period)
    shelf = Shelf.read()
    version = version_of(request)
    review = shelf.of(period, version)
    if review is None and version is not None:
        raise Http404
    return Found(opened(review), shelf) if review else None


def published(request: HttpRequest, period: str) -> Found:
    """:raises Http404: if it is not published; files have no page that says when"""
    found = asked_for(request, period)
    if found is None:
        raise Http404
    return found


def version_of(request: HttpRequest) -> int | None:
    """
    The version that the address names, nothing where it names none.

    :raises Http404: if it is no number
    """
    text = request.GET.get("version", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise Http404
    return int(text)
