"""
The texts of the admin's theme, which brings no translations of its own.

Those that Django's own catalogues translate are left out: Django finds them there.
"""

from collections.abc import Iterator
from pathlib import Path

import django
import unfold
from babel.messages.mofile import read_mo
from django.conf import settings

from propertyhub.translating.extraction import Text, texts_in

SOURCE = "unfold"
_DJANGO = Path(django.__file__).parent
_CATALOGUES = ("conf", "contrib/admin", "contrib/auth", "contrib/contenttypes")


def unfold_texts(locale: str) -> Iterator[Text]:
    package = Path(unfold.__file__).parent
    known = set(_translated_by_django(locale))
    for text in texts_in([package], root=package):
        if text.key not in known and _is_in_use(text.source):
            yield Text(text.id, text.plural, text.context, SOURCE)


def _is_in_use(source: str) -> bool:
    """Parts under contrib are apps of their own, used only when they are installed."""
    parts = Path(source).parts
    if parts[0] == "contrib":
        return f"unfold.contrib.{parts[1]}" in settings.INSTALLED_APPS
    return parts[:2] != ("templates", "unfold_crispy")


def _translated_by_django(locale: str) -> Iterator[tuple[str, str]]:
    for catalogue in _CATALOGUES:
        path = _DJANGO / catalogue / "locale" / locale / "LC_MESSAGES" / "django.mo"
        with path.open("rb") as file:
            for message in read_mo(file):
                singular = message.id if isinstance(message.id, str) else message.id[0]
                yield (singular, message.context or "")
