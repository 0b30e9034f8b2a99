"""Sentences one after the other, as the language that is active writes them."""

from collections.abc import Iterable

from django.utils.translation import get_language


def in_a_row(sentences: Iterable[str]) -> str:
    """In Chinese no space follows a full stop, which is as wide as a character."""
    chinese = (get_language() or "").startswith("zh")
    return ("" if chinese else " ").join(filter(None, sentences))
