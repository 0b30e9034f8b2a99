"""
Texts as the fonts of official documents can show them.

The fonts come out of an installed package. What they lack is printed as its code point,
so that a reader sees that there is something, and what.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as chinese
from fontTools.ttLib import TTFont

# Where a word too long for a line may end; the face of a paper prints nothing for it.
BREAK = "\u200b"
# A line may end at Han characters and spaces; 32 others fill half of one.
UNBROKEN = re.compile(r"[^\s\u3400-\u9fff\U00020000-\U0003ffff]{32,}")
PIECE = re.compile(r".{1,8}")
# A space between ideographs is as wide as one and stays as it is.
SPACES = re.compile(r"[^\S\u3000]+")

# No script that the fonts have needs more than four marks on a letter, and the shaping
# of a letter takes time and memory by the square of them.
MARKS = "[\u0300-\u036f\u20d0-\u20ff\u302a-\u302f\u3099\u309a]"
TOO_MANY_MARKS = re.compile(f"({MARKS}{{4}}){MARKS}+")
MOST_LINES = 5000


def one_line(text: str) -> str:
    """
    The text in one line, without what has no form of its own.

    That is: control characters, marks of direction, joiners, variation selectors, and
    the fifth mark on a letter. What the fonts lack stands as `[U+1F600]`.
    """
    there = _characters()
    return "".join(
        character if ord(character) in there else f"[U+{ord(character):04X}]"
        for character in SPACES.sub(" ", _formed(text)).strip()
    )


def lines(text: str) -> list[str]:
    """
    Each line that has something to show, as `one_line` gives it.

    From the 5,000th on they are one, lest a text of line breaks alone fill the memory.
    """
    shown = [line for each in text.splitlines() if (line := one_line(each))]
    last = " ".join(shown[MOST_LINES - 1 :])
    return shown[: MOST_LINES - 1] + ([last] if last else [])


def cut(text: str, *, length: int) -> str:
    """The line, or its beginning with an ellipsis, in at most so many characters."""
    line = one_line(text)
    return line if len(line) <= length else line[: length - 1] + "…"


def breakable(line: str) -> str:
    """With marks where a word that is longer than 31 characters may be broken."""
    return UNBROKEN.sub(lambda word: BREAK.join(PIECE.findall(word[0])), line)


def _formed(text: str) -> str:
    formed = "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or not _is_formless(character)
    )
    return TOO_MANY_MARKS.sub(r"\1", formed)


def _is_formless(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Cc", "Cf"}
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


@cache
def _characters() -> frozenset[int]:
    """What both fonts can show, so that every text can stand in each place."""
    return _characters_of(chinese.serif_path()) & _characters_of(chinese.sans_path())


def _characters_of(font: Path) -> frozenset[int]:
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())
