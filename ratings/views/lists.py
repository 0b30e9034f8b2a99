"""
The red and the black list, each entry, and what has left them: pages and files.

What may be said is asked of `queries.listed` alone. Nothing of it may be kept without
asking again, so that a removed entry lives on in no cache.
"""

from collections.abc import Callable
from datetime import MAXYEAR, UTC, datetime
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ratings.models import LegalBasis
from ratings.queries import listed
from ratings.queries.due_process import terms_on
from ratings.states import ListKind, Measure
from ratings.views import answering, list_telling, speaking, telling
from registry.views import leafing

A_PAGE = 25
ASK_AGAIN = 0
BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)
NO_BASIS, NO_ENTRY = "NO_BASIS", "NO_ENTRY"


def unarchived(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Search engines may find the page and keep no copy of it."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer.headers["X-Robots-Tag"] = "noarchive"
        return answer

    return answered


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """The good one first."""
    return redirect("ratings:red_list")


@unarchived
@require_safe
def red_list(request: HttpRequest) -> HttpResponse:
    return _page(request, ListKind.RED)


@unarchived
@require_safe
def red_list_csv(request: HttpRequest) -> HttpResponse:
    return _csv(request, ListKind.RED)


@unarchived
@require_safe
def red_list_json(request: HttpRequest) -> HttpResponse:
    return _json(request, ListKind.RED)


@unarchived
@require_safe
def black_list(request: HttpRequest) -> HttpResponse:
    return _page(request, ListKind.BLACK)


@unarchived
@require_safe
def black_list_csv(request: HttpRequest) -> HttpResponse:
    return _csv(request, ListKind.BLACK)


@unarchived
@require_safe
def black_list_json(request: HttpRequest) -> HttpResponse:
    return _json(request, ListKind.BLACK)


@unarchived
@require_safe
def entry(request: HttpRequest, number: str) -> HttpResponse:
    """One entry: the decision while it stands, 已移出 for ever after it."""
    found = listed.entry(number, now=timezone.now())
    if found is None:
        raise Http404
    return page_of(request, found)


def page_of(
    request: HttpRequest, found: listed.Entry, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    """The page of an entry; without its subject and facts once it was removed."""
    terms = terms_on(found.decided_on)
    told = {
        "entry": list_telling.page(found),
        "list_url": list_telling.list_address(found.list_kind),
        "removed_url": reverse("ratings:removed"),
        "effects": _effects() if found.list_kind == ListKind.BLACK else [],
        "terms": {"days": terms.reconsideration_days, "months": terms.suit_months},
        "paper_url": speaking.in_language(
            reverse("ratings:decision", args=[found.number])
        ),
    }
    return answering.page(request, "ratings/lists/entry.html", told, status=status)


@require_safe
def removed(request: HttpRequest) -> HttpResponse:
    """What has left the lists, for whoever has taken entries over."""
    since = _since(request)
    found = [] if since is None else _removed_since(since)
    listed_page = Paginator(found[::-1], A_PAGE).get_page(request.GET.get("page"))
    told = {
        "tab": "removed",
        "entries": [list_telling.removed(each) for each in listed_page],
        "number": listed_page.paginator.count,
        "pages": leafing.pages(request, listed_page),
        "since": request.GET.get("since", ""),
        "wrong": since is None,
        "files": telling.files(
            request,
            ("CSV", reverse("ratings:removed_csv")),
            ("JSON", reverse("ratings:removed_json")),
        ),
    }
    status = HTTPStatus.BAD_REQUEST if since is None else HTTPStatus.OK
    return answering.page(request, "ratings/lists/removed.html", told, status=status)


@require_safe
def removed_csv(request: HttpRequest) -> HttpResponse:
    since = _since(request)
    if since is None:
        return _not_a_moment()
    rows = [list_telling.removed_figure(each) for each in _removed_since(since)]
    return answering.csv_file(
        request, list_telling.REMOVED_COLUMNS, rows, kept=ASK_AGAIN
    )


@require_safe
def removed_json(request: HttpRequest) -> HttpResponse:
    since = _since(request)
    if since is None:
        return _not_a_moment()
    document = {
        "since": None if since == BEFORE_ALL else since.isoformat(),
        "removed": [list_telling.removed_figure(one) for one in _removed_since(since)],
    }
    return answering.json_file(request, document, kept=ASK_AGAIN)


def _page(request: HttpRequest, kind: ListKind) -> HttpResponse:
    entries = listed.shown(kind, now=timezone.now())
    shown = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    name = kind.lower()
    told: dict[str, Any] = {
        "tab": name,
        "entries": [list_telling.row(each) for each in shown],
        "number": len(entries),
        "pages": leafing.pages(request, shown),
        "files": telling.files(
            request,
            ("CSV", reverse(f"ratings:{name}_list_csv")),
            ("JSON", reverse(f"ratings:{name}_list_json")),
        ),
        "about_url": reverse("ratings:about"),
    }
    if kind == ListKind.BLACK:
        bases = _bases()
        told |= {
            "bases": [list_telling.basis(each) for each in bases],
            "effects": _effects(),
        }
    return answering.page(request, f"ratings/lists/{name}.html", told)


def _csv(request: HttpRequest, kind: ListKind) -> HttpResponse:
    rows = list_telling.figures(listed.shown(kind, now=timezone.now()))
    return answering.csv_file(request, list_telling.COLUMNS, rows, kept=ASK_AGAIN)


def _json(request: HttpRequest, kind: ListKind) -> HttpResponse:
    entries = listed.shown(kind, now=timezone.now())
    document: dict[str, object] = {
        "list": kind.value,
        "entries": list_telling.figures(entries),
        "empty_because": _why_empty(kind) if not entries else None,
        "removed": request.build_absolute_uri(reverse("ratings:removed_json")),
    }
    return answering.json_file(request, document, kept=ASK_AGAIN)


def _why_empty(kind: ListKind) -> str:
    return NO_BASIS if kind == ListKind.BLACK and not _bases() else NO_ENTRY


def _bases() -> list[LegalBasis]:
    """What permits entries in the black list today."""
    found = LegalBasis.objects.permitting(Measure.BLACK_LIST, on=timezone.localdate())
    return list(found.order_by("title", "article", "pk"))


def _effects() -> list[dict[str, Any]]:
    """What else may follow from an entry today, each by an article of its own."""
    found = LegalBasis.objects.permitting(Measure.EFFECT, on=timezone.localdate())
    return [
        list_telling.basis(each) for each in found.order_by("title", "article", "pk")
    ]


def _removed_since(since: datetime) -> list[listed.Removed]:
    return listed.removed_since(since, now=timezone.now())


def _since(request: HttpRequest) -> datetime | None:
    """
    The moment that the address names, a day or one with its time and offset.

    Without one, all that ever left the lists; nothing where it names no moment.
    """
    text = request.GET.get("since", "").strip()
    if not text:
        return BEFORE_ALL
    try:
        at = parse_datetime(text) or _midnight(text)
    except ValueError:
        return None
    if at is None:
        return None
    if timezone.is_naive(at):
        at = timezone.make_aware(at)
    return max(at, BEFORE_ALL) if at.year < MAXYEAR else None


def _midnight(text: str) -> datetime | None:
    day = parse_date(text)
    return None if day is None else datetime(day.year, day.month, day.day)  # noqa: DTZ001


def _not_a_moment() -> HttpResponse:
    words = _("“since” is a day, like 2026-03-01, or a moment with its offset.")
    return HttpResponse(
        words, status=HTTPStatus.BAD_REQUEST, content_type="text/plain; charset=utf-8"
    )
