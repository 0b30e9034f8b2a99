"""
Answers that a browser or a program may keep: pages and files, each with an ETag.

A page is tagged by what it says, so its tag changes with the review, its objections,
the register and the language. It carries the tokens of its forms and stays with the
browser that asked; a file carries none and may be kept by anybody for a while.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from ratings import charts
from ratings.canonical import canonical
from ratings.chart_colours import CSS_SOURCE
from ratings.chart_widths import on_a_phone
from registry.ledger.sheets import csv_of

KEPT_SECONDS = 300


def page(
    request: HttpRequest,
    template: str,
    told: Mapping[str, Any],
    *,
    form: Any = None,
    status: int = 200,
) -> HttpResponse:
    """
    The page, or 304 where the browser holds it as it stands.

    `told` are plain values, which the tag is made of; what a form shows comes from the
    address, which the tag covers too. A page with a message of the session is shown
    once: it is always sent, and kept nowhere.
    """
    context = {**told, "form": form}
    if len(get_messages(request)):  # which does not yet take them out of the session
        once = render(request, template, context, status=status)
        once.headers["Cache-Control"] = "private, no-store"
        return once
    etag = _tag_of_page(request, template, told)
    if status == HttpResponse.status_code:
        kept = get_conditional_response(request, etag=etag)
        if kept is not None:
            return _for_this_browser(kept, etag)
    answer = render(request, template, context, status=status)
    return _for_this_browser(answer, etag)


def file(
    request: HttpRequest,
    content: Callable[[], bytes],
    *,
    kind: str,
    mark: str,
    kept: int = KEPT_SECONDS,
) -> HttpResponse:
    """
    A file, made only when it is not kept; `mark` names its content for ever.

    `kind` is the content type. For `kept` seconds nobody needs to ask again; with none
    they ask each time, so that what was taken back lives on in no cache.
    """
    etag = f'"{mark}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(content(), content_type=kind)
    answer.headers["ETag"] = etag
    age = f"max-age={kept}" if kept else "no-cache"
    answer.headers["Cache-Control"] = f"public, {age}"
    # whoever opens one by itself gets figures, never a page that runs
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def drawing(request: HttpRequest, spec: charts.Spec) -> HttpResponse:
    """
    A chart, drawn only when it is not kept; its policy lets its own style in.

    An address with `narrow` asks for the one of a phone.
    """
    if "narrow" in request.GET:
        spec = on_a_phone(spec)

    def drawn(asked: HttpRequest) -> HttpResponseBase:
        mark = charts.mark(spec)
        return file(asked, lambda: charts.svg(spec), kind=charts.KIND, mark=mark)

    answer = csp_update({"style-src": [CSS_SOURCE]})(drawn)(request)
    assert isinstance(answer, HttpResponse)
    return answer


def made_file(
    request: HttpRequest, content: bytes, *, kind: str, kept: int = KEPT_SECONDS
) -> HttpResponse:
    """A file that is marked by its own bytes."""
    mark = hashlib.sha256(content).hexdigest()
    return file(request, lambda: content, kind=kind, mark=mark, kept=kept)


def json_file(
    request: HttpRequest, document: object, *, kept: int = KEPT_SECONDS
) -> HttpResponse:
    """A document in canonical JSON: the same figures are always the same bytes."""
    content = canonical(document).encode()
    return made_file(request, content, kind="application/json", kept=kept)


def csv_file(
    request: HttpRequest,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, object]],
    *,
    kept: int = KEPT_SECONDS,
) -> HttpResponse:
    """A table that spreadsheets read as text and figures, never as formulas."""
    content = csv_of(columns, ([row[name] for name in columns] for row in rows))
    kind = "text/csv; charset=utf-8"
    return made_file(request, content, kind=kind, kept=kept)


def _tag_of_page(request: HttpRequest, template: str, told: Mapping[str, Any]) -> str:
    get_token(request)  # from here on the cookies are those that the answer leaves
    token = {settings.CSRF_COOKIE_NAME: request.META["CSRF_COOKIE"]}
    said = [
        edition(),
        get_language(),
        template,
        request.get_full_path(),
        sorted({**request.COOKIES, **token}.items()),
        told,
    ]
    written = json.dumps(said, default=str, sort_keys=True)
    # keyed: whoever sees the tag learns nothing of the cookies
    return f'"{salted_hmac(__name__, written, algorithm="sha256").hexdigest()}"'


def _for_this_browser(answer: HttpResponseBase, etag: str) -> HttpResponse:
    assert isinstance(answer, HttpResponse)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ("Cookie", "Accept-Language"))
    return answer


@lru_cache(maxsize=1)
def edition() -> str:
    """A mark of the wording and the templates, which change with each release."""
    folders: list[Path] = [
        Path(folder)
        for folder in (settings.BASE_DIR / "templates", *settings.LOCALE_PATHS)
    ]
    texts = sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in {".html", ".mo"}
    )
    digest = hashlib.sha256()
    for path in texts:
        digest.update(path.read_bytes())
    return digest.hexdigest()
