"""
What is answered when something broke: two pages that lean on nothing that may break.

They are read when the house starts, in both languages at once, and sent as they stand:
without database, cache, templates or translations.
"""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

BROKEN = (settings.BASE_DIR / "templates" / "500.html").read_bytes()
RESTING = (settings.BASE_DIR / "templates" / "503.html").read_bytes()
SECONDS_UNTIL_AGAIN = 60


def server_error(request: HttpRequest) -> HttpResponse:
    """A database that cannot be reached comes back by itself: try again later."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        again = {"Retry-After": str(SECONDS_UNTIL_AGAIN)}
        return HttpResponse(RESTING, status=503, headers=again)
    return HttpResponse(BROKEN, status=500)
