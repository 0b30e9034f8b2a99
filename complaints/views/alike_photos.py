"""
Photos of other residents' cases, shown to who is asked whether it is the same incident.

The address carries a token: signed, bound to the browser that was asked, good for two
hours. Nobody else opens it.
"""

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse

from complaints.views.proofs import session_of

VALID_FOR = timedelta(hours=2)
PARAMETER = "alike"
_SALT = "complaints.alike"


def photo_url(request: HttpRequest, file_id: UUID) -> str:
    token = signing.dumps([file_id.hex, session_of(request)], salt=_SALT)
    return f"{reverse('complaints:photo', args=[file_id])}?{PARAMETER}={token}"


def may_see(request: HttpRequest, file_id: UUID) -> bool:
    """Whether this browser was shown this very photo within two hours."""
    token = request.GET.get(PARAMETER, "")
    if not token:
        return False
    try:
        shown = signing.loads(token, salt=_SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return False
    return bool(shown == [file_id.hex, session_of(request)])
