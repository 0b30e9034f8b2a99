"""
The catalogue of one language: read, brought up to date with the code, written.

Written so that only real changes show: sorted, without line numbers, dates, names
of people or tools, and never with guesses (fuzzy entries).
"""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from propertyhub.translating.extraction import Text
from propertyhub.translating.unfold_texts import SOURCE as UNFOLD

_CHURN = (
    '"Project-Id-Version:',
    '"POT-Creation-Date:',
    '"PO-Revision-Date:',
    '"Last-Translator:',
    '"Language-Team:',
    '"Generated-By:',
    '"Report-Msgid-Bugs-To:',
)


def path_of(locale_folder: Path, locale: str) -> Path:
    return locale_folder / locale / "LC_MESSAGES" / "django.po"


def read(path: Path, *, locale: str) -> Catalog:
    """What the file says; an empty catalogue if there is none."""
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def brought_up_to_date(old: Catalog, texts: Iterable[Text], *, locale: str) -> Catalog:
    """Exactly the texts given, with the translations that the old one has for them."""
    new = Catalog(
        locale=locale,
        header_comment="# Texts of PropertyHub. `make translations` keeps this file.",
        fuzzy=False,
    )
    for text in texts:
        known = old.get(text.id, text.context or None)
        new.add(
            (text.id, text.plural) if text.plural else text.id,
            string=_translation(known, text),
            locations=[] if text.source == UNFOLD else [(text.source, 0)],
            auto_comments=[UNFOLD] if text.source == UNFOLD else [],
            user_comments=known.user_comments if known else (),
            context=text.context or None,
        )
    return new


def as_file(catalogue: Catalog) -> str:
    buffer = BytesIO()
    write_po(
        buffer,
        catalogue,
        width=0,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_CHURN))


def _translation(known: Message | None, text: Text) -> str | tuple[str, ...] | None:
    """The old translation in the shape that the text has now."""
    if known is None or known.fuzzy:
        return None
    # Chinese has one form for every number
    forms = known.string or ""
    first = forms if isinstance(forms, str) else forms[0]
    return (first,) if text.plural else first
