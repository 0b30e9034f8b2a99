"""
Which categories a resident means by a few words. Pure.

Names and synonyms count most: what was typed to the letter, then one that is a part
of the other; after them words that have one sense in both languages (`synonyms`), and
words in common.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from complaints.danger import plain
from complaints.similarity import CATEGORY, CHARACTER, features_of

MOST = 9
BY_NAME = 10
TO_THE_LETTER = 20
SHORTEST_ENGLISH = 3


@dataclass(frozen=True)
class Entry:
    """One category, and all the words by which it is found."""

    code: str
    words: tuple[str, ...]


def matching(typed: str, entries: Iterable[Entry]) -> list[str]:
    """The codes of at most nine, the likeliest first; equal ones keep their order."""
    if not typed.strip():
        return []
    wanted, terms = plain(typed).strip(), _terms(typed)
    scores = {entry.code: _score(wanted, terms, entry) for entry in entries}
    found = [code for code, score in scores.items() if score]
    return sorted(found, key=lambda code: -scores[code])[:MOST]


def _score(wanted: str, terms: set[str], entry: Entry) -> int:
    # In the language that was typed: "stuck-on ads" are no answer to a lift that stuck.
    words = [word for word in entry.words if word.isascii() == wanted.isascii()]
    names = [plain(word).strip() for word in words]
    shared = len(terms & _terms("\n".join(words)))
    if wanted in names:
        return shared + TO_THE_LETTER
    return shared + (BY_NAME if any(_is_part(wanted, one) for one in names) else 0)


def _is_part(wanted: str, word: str) -> bool:
    """One stands in the other; of a Latin word a letter or two say nothing."""
    if min(len(wanted), len(word)) < (SHORTEST_ENGLISH if wanted.isascii() else 1):
        return False
    return wanted in word or word in wanted


def _terms(text: str) -> set[str]:
    terms = features_of(text).terms
    return {term for term in terms if term[0] not in CATEGORY + CHARACTER}
