"""What every page is told about the place it runs in and the browser that asks."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

TEXT_SIZE_COOKIE = "text_size"


def page(request: HttpRequest) -> dict[str, bool]:
    """Whether a page shows demo data and has to say so, and how large its text is."""
    return {
        "demo": settings.DEMO,
        "large_text": request.COOKIES.get(TEXT_SIZE_COOKIE) == "large",
    }


def environment(request: HttpRequest) -> list[str] | None:
    """The badge in the desk's header: its words and its colour."""
    return [gettext("Demo data"), "warning"] if settings.DEMO else None
