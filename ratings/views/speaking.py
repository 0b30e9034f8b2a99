"""
The language of a file that anybody may keep: its address says it.

A page speaks the language of who asks; what is kept for all cannot.
"""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import get_language


def in_language(url: str) -> str:
    """The same address, saying the language that is spoken now."""
    return f"{url}{'&' if '?' in url else '?'}language={get_language()}"


def asked_language(request: HttpRequest) -> str:
    """:raises Http404: if the address names a language that the pages do not speak"""
    wanted = request.GET.get("language") or settings.LANGUAGE_CODE
    if wanted not in dict(settings.LANGUAGES):
        raise Http404
    return wanted
