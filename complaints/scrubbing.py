"""
Hides in a free text whatever could tell a firm or the public who wrote it.

What gives a person away stands in complaints.traces; here lies how a text is read,
how the particulars that we know of the person are found in any spelling, and how
all of it is replaced. Who may see an unscrubbed text is for the policies to say.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from complaints.traces import COUNTED, DOUBLE_SURNAMES, TITLE, TRACES, Trace

MARK = "[已隐去]"
MARKS = re.compile(rf"(?:{re.escape(MARK)}){{2,}}")

ZERO_WIDTH = "\u200b"
MIDDLE_DOT = "·"
# Of each row all stand for the first: of the dashes those that are no punctuation.
LOOKALIKES = {
    ord(character): row[0]
    for row in ("-\u2212\u30fc", f"{MIDDLE_DOT}\u2022\u30fb\u2219\u22c5")
    for character in row
}
SPOKEN_DIGITS = str.maketrans(
    "〇零\u25cbOo一壹幺lI二贰三叁四肆五伍六陆七柒八捌九玖",
    "00000111112233445566778899",
)

FULL_NAME = re.compile(
    rf"(?P<surname>{DOUBLE_SURNAMES}|[\u4e00-\u9fff])[\u4e00-\u9fff]{{1,2}}"
)
MOBILE = re.compile(r"(?:(?:00)?86)?0?(1[3-9]\d{9})")
LANDLINE = re.compile(r"(?:(?:00)?86)?0?((?:10|2\d|[3-9]\d\d)([2-8]\d{6,7}))")
SHORTEST_PHONE = 7
LONGEST_HOME = 10
SHORTEST_ROOM = 3


def scrub(text: str, *, known: Iterable[str] = ()) -> str:
    """
    Return the text with a mark in the place of each trace of its writer.

    `known` are the particulars of the writer, such as name, phone and unit; they are
    hidden wherever they stand and however they are spelt. One with fewer than two
    letters or digits could stand anywhere and is passed over. Short numbers are
    hidden as whole numbers only. Scrubbing twice changes nothing more.
    """
    traces = (*_spellings_of_all(known), *TRACES)
    scrubbed = _hide(text, traces)
    # What stood next to a hidden part may be a trace by itself.
    while scrubbed != text:
        text, scrubbed = scrubbed, _hide(scrubbed, traces)
    return scrubbed


def _hide(text: str, traces: tuple[Trace, ...]) -> str:
    parts = (_hide_in_part(part, traces) for part in text.split(MARK))
    return MARKS.sub(MARK, MARK.join(parts))


def _hide_in_part(part: str, traces: tuple[Trace, ...]) -> str:
    hidden = bytearray(len(part))
    for start, end in _spans(part, traces):
        hidden[start:end] = b"\x01" * (end - start)
    runs = groupby(zip(hidden, part, strict=True), key=lambda pair: pair[0])
    return "".join(
        MARK if is_hidden else "".join(character for _, character in run)
        for is_hidden, run in runs
    )


def _spans(part: str, traces: tuple[Trace, ...]) -> Iterator[tuple[int, int]]:
    plain = _shadow(part)
    spoken = plain.translate(SPOKEN_DIGITS)
    for trace in traces:
        group = "trace" if "trace" in trace.pattern.groupindex else 0
        for shadow in {plain, spoken} if trace.spoken else {plain}:
            for found in trace.pattern.finditer(shadow):
                yield found.span(group)


def _shadow(text: str) -> str:
    """The text in plain characters, one for each, so that places stay the same."""
    return "".join(map(_plain, text))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    match unicodedata.category(character):
        case "Cf" | "Mn" | "Me":
            return ZERO_WIDTH
        case "Pd":
            return "-"
    folded = unicodedata.normalize("NFKC", character).translate(LOOKALIKES)
    return folded if len(folded) == 1 else character


def _spellings_of_all(known: Iterable[str]) -> Iterator[Trace]:
    for particular in known:
        shadow = _shadow(particular).strip()
        if sum(map(str.isalnum, shadow)) > 1:
            for pattern in _spellings(shadow):
                yield Trace(re.compile(pattern, re.IGNORECASE), spoken=True)


def _spellings(particular: str) -> Iterator[str]:
    numbers = re.findall(r"\d+", particular.translate(SPOKEN_DIGITS))
    written = [character for character in particular if character.isalnum()]
    wordless = "".join(written).isdecimal()
    if wordless:
        yield rf"(?<!\d){re.escape(particular)}(?!\d)"
    else:
        yield re.escape(particular)
        yield r"[\W_]{0,2}".join(map(re.escape, written))
    if name := FULL_NAME.fullmatch(particular):
        yield name["surname"] + TITLE
    if _is_phone(numbers, wordless=wordless):
        yield from map(_loosely, _phones("".join(numbers)))
    elif numbers and not (wordless and len(numbers) == 1):
        yield from _homes(numbers)


def _is_phone(numbers: list[str], *, wordless: bool) -> bool:
    """Tell 138-0013-8000 and 6263 1234 from 12-2-1203 and 12栋2单元1203."""
    if not wordless:
        return any(len(number) >= SHORTEST_PHONE for number in numbers)
    count = sum(map(len, numbers))
    return count >= LONGEST_HOME or (count >= SHORTEST_PHONE and len(numbers) < 3)


def _phones(digits: str) -> Iterator[str]:
    """The number without its country code, a landline also without its area code."""
    if mobile := MOBILE.fullmatch(digits):
        yield mobile[1]
    elif landline := LANDLINE.fullmatch(digits):
        yield from landline.groups()
    else:
        yield digits


def _loosely(digits: str) -> str:
    """Such digits in this order are no accident, whatever stands between them."""
    return r"(?:\+?(?:00)?86\D{0,3})?0?" + r"\D{0,4}".join(digits)


def _homes(numbers: list[str]) -> Iterator[str]:
    """A home as 3-2-501, 3栋2单元501 or just 501, but not 501元."""
    if len(numbers) > 1:
        yield r"(?<!\d)" + r"\D{1,4}".join(numbers) + r"(?!\d)"
    if len(numbers[-1]) >= SHORTEST_ROOM:
        yield rf"(?<![\d.]){numbers[-1]}(?!\d|\.\d){COUNTED}"
