"""
Whether a text sounds as if people were in danger. Pure.

A phrase is one or more words that all stand in the text, in any order: "lift trapped"
fits "trapped in the lift". Which phrases count is written in the catalogue.
"""

import unicodedata
from collections.abc import Iterable

Phrase = tuple[str, ...]


def phrase_of(line: str) -> Phrase:
    """The words of one line of the catalogue."""
    return tuple(plain(line).split())


def sounds_dangerous(text: str, phrases: Iterable[Phrase]) -> bool:
    said = plain(text)
    return any(phrase and all(word in said for word in phrase) for phrase in phrases)


def plain(text: str) -> str:
    """Without differences of width or case."""
    return unicodedata.normalize("NFKC", text).casefold()
