"""
The whole file of a matter as one ZIP, with an index.

Its bytes follow from what is in it: entries are stored as they are, dated as they say.
`index.html` is for people, `index.csv` for spreadsheets, and `SHA256SUMS` lets anybody
compare the files by `sha256sum --check`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from registry.ledger import lettering
from registry.ledger.papers import Language
from registry.ledger.sheets import csv_of

SUFFIX = re.compile(r"[a-z0-9]{1,8}")
NOT_IN_A_NAME = re.compile(r"[\W_]+")
# Of any script; three bytes each leave room in the 255 bytes that disks give a name.
NAME_LENGTH = 60
PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{name}</title>
<style>
  body {{ color: #1B2430; font: 16px/1.6 sans-serif; margin: 24px }}
  h1 {{ font-size: 24px }}
  table {{ border-collapse: collapse }}
  tr {{ border-top: 1px solid #D9DFE5 }}
  td, th {{ padding: 8px 24px 8px 0; text-align: left; vertical-align: top }}
  td:nth-child(3), th {{ white-space: nowrap }}
  code {{ overflow-wrap: anywhere }}
  @media (max-width: 600px) {{ td, th {{ display: block; padding: 4px 0 }} }}
</style>
<h1>{name}</h1>
{mark}<table>
<tr>{columns}</tr>
{rows}</table>
</html>
"""
ROW = (
    '<tr><td>{}</td><td>{}</td><td>{}</td><td><a href="{}">{}</a></td>'
    "<td><code>{}</code></td></tr>\n"
)
READABLE_BY_ALL = 0o100644 << 16


@dataclass(frozen=True)
class Entry:
    """
    One document: its name for people, its day, its bytes and their kind, like "pdf".

    :raises ValueError: for a suffix that is not made of a few small letters and digits
    """

    name: str
    dated: date
    content: bytes
    suffix: str = "pdf"

    def __post_init__(self) -> None:
        if not SUFFIX.fullmatch(self.suffix):
            raise ValueError("a suffix is made of small letters and digits")


@dataclass(frozen=True)
class _Line:
    """What the index says of an entry."""

    number: int
    name: str
    day: str
    digest: str
    file: str


def archive_of(
    name: str,
    entries: Sequence[Entry],
    *,
    language: Language = "zh-hans",
    made_up: bool = False,
) -> bytes:
    """
    The ZIP of the entries in their order, which is also that of their file names.

    Names are written as papers print them (`lettering`), file names of letters and
    digits alone. `made_up` says in the index that all of it is invented.

    :raises ValueError: for a day before 1980 or after 2107, which a ZIP cannot hold
    """
    digits = max(3, len(str(len(entries))))
    lines = [
        _line(f"{number:0{digits}}", entry)
        for number, entry in enumerate(entries, start=1)
    ]
    newest = max((entry.dated for entry in entries), default=date(1980, 1, 1))
    written = BytesIO()
    with translation.override(language), ZipFile(written, "w", ZIP_STORED) as archive:
        _put(archive, "index.html", newest, _page(name, lines, made_up=made_up))
        _put(archive, "index.csv", newest, _sheet(lines))
        _put(archive, "SHA256SUMS", newest, _sums(lines))
        for line, entry in zip(lines, entries, strict=True):
            _put(archive, line.file, entry.dated, entry.content)
    return written.getvalue()


def _line(number: str, entry: Entry) -> _Line:
    return _Line(
        number=int(number),
        name=lettering.one_line(entry.name),
        day=entry.dated.isoformat(),
        digest=sha256(entry.content).hexdigest(),
        file=f"{number}{_safe(entry.name)}.{entry.suffix}",
    )


def _safe(name: str) -> str:
    """Letters and digits of any script, which mean nothing to a disk or a shell."""
    words = NOT_IN_A_NAME.sub("-", lettering.one_line(name)).strip("-")
    return f"-{words[:NAME_LENGTH].rstrip('-')}" if words else ""


def _put(archive: ZipFile, file: str, dated: date, content: bytes) -> None:
    info = ZipInfo(file, (dated.year, dated.month, dated.day, 0, 0, 0))
    if not 1980 <= dated.year <= 2107:
        raise ValueError("a ZIP holds the days from 1980 to 2107")
    info.create_system = 3
    info.external_attr = READABLE_BY_ALL
    archive.writestr(info, content)


def _columns() -> list[str]:
    return [
        pgettext("in an index", "Number"),
        pgettext("in an index", "Document"),
        _("Date"),
        _("File name"),
        "SHA-256",
    ]


def _sheet(lines: Iterable[_Line]) -> bytes:
    return csv_of(
        _columns(),
        ((line.number, line.name, line.day, line.file, line.digest) for line in lines),
    )


def _sums(lines: Iterable[_Line]) -> bytes:
    return "".join(f"{line.digest}  {line.file}\n" for line in lines).encode()


def _page(name: str, lines: Iterable[_Line], *, made_up: bool) -> bytes:
    rows = (
        (line.number, line.name, line.day, line.file, line.file, line.digest)
        for line in lines
    )
    columns = ((column,) for column in _columns())
    return format_html(
        PAGE,
        language=translation.get_language(),
        name=lettering.one_line(name),
        mark=_mark() if made_up else "",
        columns=format_html_join("", '<th scope="col">{}</th>', columns),
        rows=format_html_join("", ROW, rows),
    ).encode()


def _mark() -> SafeString:
    return format_html(
        "<p>{}</p>\n",
        _("Demonstration: all of this document is invented and has no effect"),
    )
