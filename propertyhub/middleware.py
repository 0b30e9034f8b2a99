"""What happens to every request: its line in the log and what its page may load."""

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django_structlog.middlewares import RequestMiddleware


class RequestLog(RequestMiddleware):
    """A line for each request that names its route and not its address."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        # addresses and their queries may hold what opens a case or names a person
        match = request.resolver_match
        return f"{request.method} {match.route if match else 'no route'}"


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
