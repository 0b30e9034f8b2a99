"""
What a text is found by: its Chinese characters, pairs of them, and beginnings of words.

Pure. Chinese has no spaces between words and most words have two characters, so a text
is found by any two that stand side by side. Of Latin words and numbers every beginning
counts: "dq" finds "dqhy". What is stored and what is looked for are made of the same
grams, so that one equality on an index answers.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pypinyin import Style, lazy_pinyin

RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
LONGEST_WORD = 24
MOST_WANTED = 12


def stored(texts: Iterable[str]) -> str:
    """The grams of all texts, each between spaces, in a fixed order."""
    found = {gram for text in texts for run in _runs(text) for gram in _of_run(run)}
    return f" {' '.join(sorted(found))} " if found else ""


def wanted(words: str) -> list[str]:
    """The grams that a text must have to be found; none where nothing is asked."""
    asked = dict.fromkeys(gram for run in _runs(words) for gram in _asked(run))
    return list(asked)[:MOST_WANTED]


def initials(name: str) -> str:
    """The first letters of a name's pinyin: dqhy for 丹青花园."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def _runs(text: str) -> list[str]:
    return RUN.findall(unicodedata.normalize("NFKC", text).lower())


def _of_run(run: str) -> Iterator[str]:
    if _is_latin(run):
        yield from (run[:end] for end in range(1, min(len(run), LONGEST_WORD) + 1))
        return
    yield from run
    yield from _pairs(run)


def _asked(run: str) -> Iterable[str]:
    if _is_latin(run):
        return [run[:LONGEST_WORD]]
    return _pairs(run) if len(run) > 1 else [run]


def _pairs(run: str) -> Iterator[str]:
    return (one + other for one, other in pairwise(run))


def _is_latin(run: str) -> bool:
    return run.isascii()
