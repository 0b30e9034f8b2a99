"""The half-month bulletins: their list, each as a page, and its numbers as files."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ratings import bulletin_wording, wording
from ratings.bulletins import lines
from ratings.models import Bulletin
from ratings.queries import bulletins
from ratings.queries.bulletins import Shelf
from ratings.queries.published import Shelf as Reviews
from ratings.states import BulletinState
from ratings.views import answering, finding, speaking, timetable

COLUMNS = ("period", "version", "section", "code", "figure", "value")


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every bulletin in force, the newest first."""
    told = {
        "bulletins": [_line(one) for one in Shelf.read().in_force],
        "feed_url": feed_address(),
        "files": [
            {"name": "CSV", "url": reverse("ratings:bulletins_csv")},
            {"name": "JSON", "url": reverse("ratings:bulletins_json")},
        ],
        "rankings_url": reverse("ratings:rankings"),
        "calendar_url": reverse("ratings:calendar", args=[timezone.localdate().year]),
    }
    return answering.page(request, "ratings/bulletins.html", told)


@require_safe
def listed_csv(request: HttpRequest) -> HttpResponse:
    found = [_document_of(one) for one in Shelf.read().in_force]
    columns = ("period", "version", "number", "state", "published_at", "figures_sha256")
    return answering.csv_file(request, columns, found)


@require_safe
def listed_json(request: HttpRequest) -> HttpResponse:
    found = [_document_of(one) for one in Shelf.read().in_force]
    return answering.json_file(request, {"bulletins": found})


@require_safe
def bulletin(request: HttpRequest, period: str) -> HttpResponse:
    """One version of the bulletin of one half-month."""
    shelf = Shelf.read()
    found = _asked_for(request, shelf, period)
    if found is None:
        return _not_yet(request, period)
    told = _told(bulletins.opened(found), shelf)
    return answering.page(request, "ratings/bulletin.html", told)


@require_safe
def bulletin_csv(request: HttpRequest, period: str) -> HttpResponse:
    """Every figure on a line of its own."""
    found = published(request, period)
    return answering.csv_file(request, COLUMNS, _figures(found))


@require_safe
def bulletin_json(request: HttpRequest, period: str) -> HttpResponse:
    """The frozen document, and what stands around it."""
    found = published(request, period)
    document = _document_of(found) | {
        "introduction": found.introduction,
        "remarks": found.remarks,
        "reason": found.review.reason,
        "changes": found.changes,
        "figures": found.figures,
    }
    return answering.json_file(request, document)


def published(request: HttpRequest, period: str) -> Bulletin:
    """:raises Http404: if it is not published; files have no page that says when"""
    found = _asked_for(request, Shelf.read(), period)
    if found is None:
        raise Http404
    return bulletins.opened(found)


def address(name: str, found: Bulletin) -> str:
    """A page or file of this very version; the one in force needs no number."""
    url = reverse(f"ratings:{name}", args=[found.period])
    in_force = found.state == BulletinState.PUBLISHED
    return url if in_force else f"{url}?version={found.review.version}"


def feed_address() -> str:
    return speaking.in_language(reverse("ratings:bulletins_feed"))


def _asked_for(request: HttpRequest, shelf: Shelf, period: str) -> Bulletin | None:
    """:raises Http404: if the address names no half-month or no version"""
    finding.half_month(period)
    version = finding.version_of(request)
    found = shelf.of(period, version)
    if found is None and version is not None:
        raise Http404
    return found


def _not_yet(request: HttpRequest, period: str) -> HttpResponse:
    """Between the review and its bulletin; before the review, when it will be."""
    if Reviews.read().of(period) is None:
        return timetable.not_yet(request, period)
    told = {
        "title": wording.title(period),
        "bulletins_url": reverse("ratings:bulletins"),
        "ranking_url": reverse("ratings:ranking", args=[period]),
    }
    return answering.page(request, "ratings/bulletin_not_yet.html", told)


def _line(found: Bulletin) -> dict[str, Any]:
    return {
        "number": found.number,
        "title": wording.title(found.period),
        "published": _day(found),
        "corrected": bulletins.is_corrected(found),
        "url": address("bulletin", found),
    }


def _day(found: Bulletin) -> str:
    assert found.published_at is not None
    return wording.day(timezone.localtime(found.published_at).date())


def _told(found: Bulletin, shelf: Shelf) -> dict[str, Any]:
    figures = found.figures
    return {
        "number": found.number,
        "title": bulletin_wording.title(found.period),
        "body": figures["issuing_body"],
        "published": _day(found),
        "superseded": found.state == BulletinState.SUPERSEDED,
        "corrected": bulletins.is_corrected(found),
        "reason": found.review.reason if found.changes else "",
        "changes": bulletin_wording.changes(found.changes, figures),
        "introduction": found.introduction,
        "remarks": found.remarks,
        "opening": bulletin_wording.opening(figures),
        "totals": bulletin_wording.totals(figures),
        "praised": bulletin_wording.names(figures["praised"]),
        "lagging": bulletin_wording.names(figures["lagging"]),
        "firms": bulletin_wording.firms(figures),
        "enforcement": bulletin_wording.enforcement(figures),
        "list_changes": bulletin_wording.list_changes(figures),
        "low_ratings": bulletin_wording.low_ratings(figures),
        "delayed": bulletin_wording.delayed(figures),
        "delayed_cases": bulletin_wording.delayed_cases(figures),
        "without_filings": bulletin_wording.without_filings(figures),
        "without_names": bulletin_wording.names(figures["without_filings"]),
        "sha256": found.figures_sha256,
        "versions": _other_versions(found, shelf),
        "files": _files(found),
        "feed_url": feed_address(),
        "bulletins_url": reverse("ratings:bulletins"),
        "ranking_url": _ranking(found),
    }


def _other_versions(found: Bulletin, shelf: Shelf) -> list[dict[str, str]]:
    return [
        {"number": one.number, "url": address("bulletin", one)}
        for one in shelf.versions(found.period)
        if one.pk != found.pk
    ]


def _files(found: Bulletin) -> list[dict[str, str]]:
    """The numbers as files, and the paper in the language of the page."""
    return [
        {"name": "CSV", "url": address("bulletin_csv", found)},
        {"name": "JSON", "url": address("bulletin_json", found)},
        {"name": "PDF", "url": speaking.in_language(address("bulletin_pdf", found))},
    ]


def _ranking(found: Bulletin) -> str:
    """The very version of the review that the bulletin tells of."""
    url = reverse("ratings:ranking", args=[found.period])
    return f"{url}?version={found.review.version}"


def _document_of(found: Bulletin) -> dict[str, Any]:
    assert found.published_at is not None
    return {
        "period": found.period,
        "version": found.review.version,
        "number": found.number,
        "state": found.state,
        "published_at": timezone.localtime(found.published_at).isoformat(),
        "figures_sha256": found.figures_sha256,
    }


def _figures(found: Bulletin) -> Iterator[dict[str, object]]:
    """One line for each figure: where it stands in the document, and what it says."""
    for one in lines(found.figures):
        yield {
            "period": found.period,
            "version": found.review.version,
            "section": one.section,
            "code": one.code,
            "figure": one.figure,
            "value": one.value,
        }
