"""What happens to each request: its line in the log, what is not read, its policy."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django_structlog.middlewares import RequestMiddleware


class RequestLog(RequestMiddleware):
    """A line for each request that names its route and not its address."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        # addresses and their queries may hold what opens a case or names a person
        match = request.resolver_match
        return f"{request.method} {match.route if match else 'no route'}"


class NullCharacters:
    """
    Turns away an address with a null character, which no text of PostgreSQL holds.

    A cookie with one is none of ours and is not read. Forms refuse theirs themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        for name in [name for name, held in request.COOKIES.items() if "\0" in held]:
            del request.COOKIES[name]
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponseBase],
        _arguments: Sequence[Any],
        _named: Mapping[str, Any],
    ) -> HttpResponse | None:
        if "\0" in unquote(request.get_full_path()):
            return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
        return None


class ContentPolicy(CSPMiddleware):
    """The policy of the settings; the desk's own pages need a little more."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        match = request.resolver_match
        if match and match.route.startswith("admin/"):
            # Unfold: Alpine evaluates attributes, the colours stand in a style element
            parts.update = {
                **(parts.update or {}),
                "script-src": [SELF, UNSAFE_EVAL],
                "style-src": [SELF, UNSAFE_INLINE],
            }
        return parts
