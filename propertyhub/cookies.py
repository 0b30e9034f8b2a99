"""
Every cookie that a browser is given here, why, and for how long.

The page about cookies shows this list; a crawl through all pages sets exactly these.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from complaints.operations import drafting
from complaints.views import draft_cookie
from propertyhub.context import TEXT_SIZE_COOKIE

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Cookie:
    """`kept` is nothing where it goes when the browser is closed."""

    name: str
    why: Promise
    kept: timedelta | None


def all_cookies() -> tuple[Cookie, ...]:
    """By the names that the settings give them."""
    return (
        Cookie(
            settings.CSRF_COOKIE_NAME,
            gettext_lazy(
                "Holds a form together: no other site can send one in your name."
            ),
            _after(settings.CSRF_COOKIE_AGE),
        ),
        Cookie(
            settings.SESSION_COOKIE_NAME,
            gettext_lazy(
                "Remembers that you proved a case is yours, or that you are logged in. "
                "Only set once you begin to file, track or log in."
            ),
            _after(settings.SESSION_COOKIE_AGE),
        ),
        Cookie(
            draft_cookie.COOKIE,
            gettext_lazy(
                "Finds a case again that you have begun. Only set once you answer the "
                "first question, and gone when you file or delete it."
            ),
            drafting.LIVES,
        ),
        Cookie(
            settings.LANGUAGE_COOKIE_NAME,
            gettext_lazy("The language that you chose. Only set when you change it."),
            _after(settings.LANGUAGE_COOKIE_AGE),
        ),
        Cookie(
            TEXT_SIZE_COOKIE,
            gettext_lazy("The size of the text. Only set when you change it."),
            YEAR,
        ),
    )


def kept_in_words(kept: timedelta | None) -> str:
    """How long a browser keeps a cookie."""
    if kept is None:
        return _("until you close the browser")
    if kept.days >= YEAR.days - 1:
        return _("a year")
    return ngettext("%(days)s day", "%(days)s days", kept.days) % {"days": kept.days}


def _after(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
