"""
Official documents as PDF: notices, decisions, bulletins.

A paper says what is printed, `pdf_of` prints it: A4 after GB/T 9704, with the fonts in
it, tagged, fit for archives (PDF/A-2a, PDF/UA-1). With the same packages the same paper
gives the same bytes. Its words are data for the typesetter, never markup.
"""

import json
import re
import subprocess  # nosec B404
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import segno
from django.utils import dateformat, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from registry.ledger import lettering

Language = Literal["zh-hans", "en"]

TYPESETTER = Path(__file__).with_name("typesetting.py")

# One thread, as others print too; and none of the keys that our own environment holds.
ENVIRONMENT = {"RAYON_NUM_THREADS": "1"}
# A megabyte of text takes some ten seconds on a slow machine.
SECONDS = 120
ADDRESS_LENGTH = 500
METADATA_LENGTH = 200
FOOTER_LENGTH = 40
VISIBLE = re.compile(r"[!-~]+")
FIGURE = re.compile(r"[-+\u2212]?[\d,.]+\s*[%‰]?|[-–—]?")


class PaperNotMade(Exception):
    """The typesetter ended without a PDF; the message is what it said."""


@dataclass(frozen=True)
class Table:
    """
    Rows of texts under their column names.

    A column of figures alone is set to the right. `shares` are the widths of the
    columns in proportion, alike if there are none.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    shares: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        wide = len(self.head)
        if not wide or any(len(row) != wide for row in self.rows):
            raise ValueError("every row has a cell for each column, and there is one")
        if self.shares and (len(self.shares) != wide or min(self.shares) < 1):
            raise ValueError("every column has a share of at least 1, or none has")


@dataclass(frozen=True)
class Section:
    """A heading, its paragraphs (line breaks begin new ones) and a table."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Paper:
    """
    All that one document says, in its language.

    Texts are printed as they are given, numbering and punctuation too. `rights` are
    what the addressee may do, set apart. `address` is where the public finds the
    document: it is printed, and the QR code leads there. `made_up` prints across every
    page that all of it is invented.

    :raises ValueError: for an address that is not plain http(s), is longer than 500
        characters, or could carry a secret (a password, a query, a fragment)
    """

    title: str
    issued_by: str
    number: str
    issued_on: date
    address: str
    language: Language = "zh-hans"
    addressed_to: str = ""
    sections: tuple[Section, ...] = ()
    rights: Section | None = None
    signatures: tuple[str, ...] = ()
    made_up: bool = False

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("a paper leads to a public page: https://…")
        if "@" in parts.netloc or "?" in self.address or "#" in self.address:
            raise ValueError("a paper's address carries nothing but a path")
        if len(self.address) > ADDRESS_LENGTH or not VISIBLE.fullmatch(self.address):
            raise ValueError("a paper's address can be printed, and read from a code")


def pdf_of(paper: Paper) -> bytes:
    """
    The paper as a PDF; equal papers give equal bytes.

    What the fonts lack is printed as its code point, `[U+1F600]`; what has no form,
    like control characters and marks of direction, is left out (`lettering`).

    :raises PaperNotMade: if the typesetter fails or takes more than two minutes
    """
    with translation.override(paper.language):
        words = _words(paper)
    return set_in_type("paper", words)


def set_in_type(face: Literal["paper", "poster"], words: dict[str, object]) -> bytes:
    """
    The PDF that the face makes of these words, which have a date among them.

    :raises PaperNotMade: if the typesetter fails or takes more than two minutes
    """
    try:
        ended = subprocess.run(  # noqa: S603  # nosec B603
            [sys.executable, "-I", str(TYPESETTER), face],
            input=json.dumps(words).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=ENVIRONMENT,
        )
    except subprocess.TimeoutExpired as late:
        raise PaperNotMade("the typesetter takes too long") from late
    if ended.returncode:
        raise PaperNotMade(ended.stderr.decode(errors="replace")[-2000:])
    return ended.stdout


def _words(paper: Paper) -> dict[str, object]:
    """All that the face prints, under the names that it uses."""
    return {
        "language": "zh" if paper.language == "zh-hans" else "en",
        "metadata": {
            # a PDF for readers who hear it must have a title
            "title": lettering.cut(paper.title, length=METADATA_LENGTH) or "—",
            "author": lettering.cut(paper.issued_by, length=METADATA_LENGTH),
        },
        "title": _line(paper.title),
        "issued-by": _line(paper.issued_by),
        "number": _line(paper.number),
        "short-number": lettering.breakable(
            lettering.cut(paper.number, length=FOOTER_LENGTH)
        ),
        "date": {
            "year": paper.issued_on.year,
            "month": paper.issued_on.month,
            "day": paper.issued_on.day,
            "words": dateformat.format(
                paper.issued_on,
                pgettext("Django date format, day of another year", "j F Y"),
            ),
        },
        "addressed-to": _line(paper.addressed_to),
        "sections": [_section(section) for section in paper.sections],
        "rights": _section(paper.rights) if paper.rights else None,
        "signatures": [_line(signature) for signature in paper.signatures],
        "verification": _verification(paper.address),
        "page-words": _("Page %(page)s of %(pages)s"),
        "mark": _("Made up for the demonstration") if paper.made_up else "",
        "mark-sentence": (
            _("Demonstration: all of this document is invented and has no effect")
            if paper.made_up
            else ""
        ),
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "heading": _line(section.heading),
        "paragraphs": [line for text in section.paragraphs for line in _lines(text)],
        "table": _table(section.table) if section.table else None,
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "caption": _line(table.caption),
        "head": [_line(name) for name in table.head],
        "rows": [[_line(cell) for cell in row] for row in table.rows],
        "shares": table.shares or [1] * len(table.head),
        "figures": [_are_figures(column) for column in zip(*table.rows, strict=True)]
        or [False] * len(table.head),
    }


def _are_figures(column: Sequence[str]) -> bool:
    return all(FIGURE.fullmatch(cell.strip()) for cell in column)


def qr_code(address: str) -> dict[str, str]:
    """Its drawing, and what is said of it to those who do not see it."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", light="white")
    return {
        "qr": drawn.getvalue().decode(),
        "alt": _("QR code that leads to %(address)s") % {"address": address},
        "address": address,
    }


def _verification(address: str) -> dict[str, str]:
    return {
        **qr_code(address),
        "sentence": _("Compare this document with the published one:"),
        "printed": _line(address),
    }


def _line(text: str) -> str:
    return lettering.breakable(lettering.one_line(text))


def _lines(text: str) -> list[str]:
    return [lettering.breakable(line) for line in lettering.lines(text)]
