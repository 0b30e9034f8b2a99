"""What every page is told about the place it runs in and the browser that asks."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from complaints.wording import deadline_in_words, deadline_tone
from ratings import wording
from ratings.queries import firm_reviews
from registry.models import User
from registry.queries import calendar

TEXT_SIZE_COOKIE = "text_size"


def page(request: HttpRequest) -> dict[str, bool]:
    """Whether a page shows demo data and has to say so, and how large its text is."""
    return {
        "demo": settings.DEMO,
        "large_text": request.COOKIES.get(TEXT_SIZE_COOKIE) == "large",
    }


def firm(request: HttpRequest) -> dict[str, Any]:
    """
    For the pages of a firm's cases: the review that it may object to now, or nothing.

    Asked for by the page that shows it only, since every page is told this.
    """
    return {"preview": SimpleLazyObject(lambda: _preview(request))}


def _preview(request: HttpRequest) -> dict[str, str] | None:
    user = request.user
    if not isinstance(user, User) or user.firm is None:
        return None
    now = timezone.now()
    review = firm_reviews.in_preview(user.firm, now)
    if review is None or review.preview_ends_at is None:
        return None
    when: dict[str, Any] = {
        "due": review.preview_ends_at,
        "now": now,
        "calendar": calendar(),
        "by_the_hour": False,
    }
    address = reverse("firm_reviews:review", args=[review.period])
    return {
        "title": wording.title(review.period),
        "url": f"{address}?version={review.version}",
        "words": deadline_in_words(**when),
        "tone": deadline_tone(**when),
    }


def environment(request: HttpRequest) -> list[str] | None:
    """The badge in the desk's header: its words and its colour."""
    return [gettext("Demo data"), "warning"] if settings.DEMO else None
