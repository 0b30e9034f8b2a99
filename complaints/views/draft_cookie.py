"""
The cookie by which a browser finds its draft again.

Its value is random and opens the draft of this browser, nothing else. Neither it nor
anything else on the device tells what was typed.
"""

import secrets
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from complaints.models import Draft
from complaints.operations.drafting import LIVES
from complaints.queries import drafts
from registry.sealing import lookup_digest

COOKIE = "draft"
LONGEST = 100


def new_value() -> str:
    return secrets.token_urlsafe(24)


def digest_of(value: str) -> str:
    return lookup_digest(value, purpose="draft")


def draft_of(request: HttpRequest, *, now: datetime | None = None) -> Draft | None:
    """This browser's draft, while it may go on with it; without a cookie no query."""
    value = request.COOKIES.get(COOKIE, "")
    if not value or len(value) > LONGEST:
        return None
    return drafts.draft_of(digest_of(value), now=now or timezone.now())


def keep(response: HttpResponseBase, value: str) -> None:
    """For as long as the draft is kept itself."""
    response.set_cookie(
        COOKIE,
        value,
        max_age=int(LIVES.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def drop(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")
