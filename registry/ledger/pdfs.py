"""
PDFs from strangers: what shows pages and does nothing.

Unlike a photo, a PDF is kept as it came: a seal or a signature in it would not survive
being made anew. So whatever acts, opens, sends or hides something is refused, and what
is kept is handed out as a download alone. Nothing of a page is decoded here.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.core.files import File
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
)

from registry.ledger.images import MOST_BYTES, PhotoRefused, PhotoTooLarge

BEGINS, ENDS = b"%PDF-", b"%%EOF"
# So little may stand behind the end: a line break, not another file.
BEHIND_THE_END = 32
MOST_PAGES = 200
MOST_OBJECTS = 100_000

# By ISO 32000: scripts, what happens by itself, files inside, forms of other makers.
ACTIVE_KEYS = {
    "/AA",
    "/EF",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/JS",
    "/JavaScript",
    "/RichMedia",
    "/XFA",
}
# What a link or a page may do: show another place of this document, or an address.
HARMLESS_ACTIONS = {"/GoTo", "/Named", "/URI"}
# No other dictionary than an action names its sort so, wherever it hangs.
ACTIVE_ACTIONS = {
    "/GoToE",
    "/GoToR",
    "/Hide",
    "/ImportData",
    "/JavaScript",
    "/Launch",
    "/Movie",
    "/Rendition",
    "/ResetForm",
    "/SetOCGState",
    "/Sound",
    "/SubmitForm",
}
ACTIVE_PARTS = {
    "/3D",
    "/FileAttachment",
    "/Movie",
    "/RichMedia",
    "/Screen",
    "/Sound",
}
# Words that no page holds by chance, also where a reader repairs what is broken.
ACTIVE_BYTES = (b"/JavaScript", b"/EmbeddedFile", b"/Launch", b"/RichMedia")


class PdfUnreadable(PhotoRefused):
    def __init__(self) -> None:
        super().__init__(
            _(
                "The selected PDF could not be read. Save it again without a "
                "password, or send a photo of it."
            )
        )


class PdfActive(PhotoRefused):
    def __init__(self) -> None:
        super().__init__(
            _(
                "The selected PDF holds a script, a form or another file. Print it "
                "into a new PDF and send that, or send a photo of it."
            )
        )


class PdfTooLong(PhotoRefused):
    def __init__(self) -> None:
        super().__init__(
            _("The selected PDF must have at most 200 pages. Send it in parts.")
        )


@dataclass(frozen=True)
class CleanPdf:
    """A PDF as it came, which only shows pages."""

    content: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def is_one(upload: File[bytes]) -> bool:
    """Whether it begins like a PDF; what the sender called it does not count."""
    upload.seek(0)
    begins: bytes = upload.read(len(BEGINS))
    upload.seek(0)
    return begins == BEGINS


def clean(upload: File[bytes]) -> CleanPdf:
    """:raises PhotoRefused: PhotoTooLarge, PdfUnreadable, PdfActive or PdfTooLong"""
    upload.seek(0)
    content: bytes = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise PhotoTooLarge
    if content.rfind(ENDS) < len(content) - len(ENDS) - BEHIND_THE_END:
        raise PdfUnreadable
    if any(words in content for words in ACTIVE_BYTES):
        raise PdfActive
    try:
        _check(PdfReader(io.BytesIO(content)))
    except PhotoRefused:
        raise
    except Exception as problem:  # hostile bytes make the parser raise anything
        raise PdfUnreadable from problem
    return CleanPdf(content)


def _check(reader: PdfReader) -> None:
    if reader.is_encrypted:
        raise PdfUnreadable
    if not len(reader.pages) >= 1:
        raise PdfUnreadable
    if len(reader.pages) > MOST_PAGES:
        raise PdfTooLong
    for one in _dictionaries(reader.trailer):
        if _is_active(one):
            raise PdfActive


def _is_active(one: DictionaryObject) -> bool:
    if ACTIVE_KEYS & one.keys() or _value(one, "/Subtype") in ACTIVE_PARTS:
        return True
    if _value(one, "/S") in ACTIVE_ACTIONS:
        return True
    actions = [_value(one, "/A"), _value(one, "/OpenAction")]
    actions += [one] if _value(one, "/Type") == "/Action" else []
    return any(
        isinstance(action, DictionaryObject)
        and _value(action, "/S") not in HARMLESS_ACTIONS
        for action in actions
    )


def _value(one: DictionaryObject, key: str) -> object:
    """What stands under a key, also behind a reference, which `get` does not follow."""
    try:
        return one[key]
    except KeyError:
        return None


def _dictionaries(root: PdfObject) -> Iterator[DictionaryObject]:
    """
    Every dictionary that is reached from the root, once.

    :raises PdfUnreadable: if there are more objects than a document of pages has
    """
    seen: set[tuple[int, int]] = set()
    waiting: list[object] = [root]
    for _count in range(MOST_OBJECTS):
        if not waiting:
            return
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) not in seen:
                seen.add((one.idnum, one.generation))
                waiting.append(one.get_object())
        elif isinstance(one, DictionaryObject):
            yield one
            waiting += (dict.__getitem__(one, key) for key in one)
        elif isinstance(one, ArrayObject):
            waiting += list.__iter__(one)
    raise PdfUnreadable
