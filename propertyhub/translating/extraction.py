"""
Finds the texts that code and templates mark for translation.

Works without gettext's programs. Knows nothing of translations.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

# Which arguments of the marking functions are the context, the text and its plural.
_PLAIN = (None, 0, None)
_PLURAL = (None, 0, 1)
_IN_CONTEXT = (0, 1, None)
_PLURAL_IN_CONTEXT = (0, 1, 2)
MARKS: dict[str, tuple[int | None, int, int | None]] = {
    "_": _PLAIN,
    "gettext": _PLAIN,
    "gettext_lazy": _PLAIN,
    "gettext_noop": _PLAIN,
    "ngettext": _PLURAL,
    "ngettext_lazy": _PLURAL,
    "pgettext": _IN_CONTEXT,
    "pgettext_lazy": _IN_CONTEXT,
    "npgettext": _PLURAL_IN_CONTEXT,
    "npgettext_lazy": _PLURAL_IN_CONTEXT,
}
# The same for what `templatize` writes, in the words of babel.
_TEMPLATE_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@dataclass(frozen=True)
class Text:
    """One marked text; `id` is the singular, `plural` is empty where there is none."""

    id: str
    plural: str
    context: str
    source: str

    @property
    def key(self) -> tuple[str, str]:
        return (self.id, self.context)


def texts_in(folders: Iterable[Path], *, root: Path) -> Iterator[Text]:
    """Every text under the folders, each with its file's path below `root`."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            source = path.relative_to(root).as_posix()
            if path.suffix == ".py" and "migrations" not in path.parts:
                yield from python_texts(path.read_text(), source=source)
            elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
                yield from template_texts(path.read_text(), source=source)


def python_texts(code: str, *, source: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and _name(node) in MARKS:
            context, text, plural = (
                _written(node, position) for position in MARKS[_name(node)]
            )
            if text:
                yield Text(text, plural, context, source)


def template_texts(template: str, *, source: str) -> Iterator[Text]:
    python = templatize(template, origin=source)
    # indentation means nothing here, and Python's tokenizer would stumble over it
    flat = "\n".join(line.lstrip() for line in python.splitlines())
    found = extract("python", BytesIO(flat.encode()), keywords=_TEMPLATE_KEYWORDS)
    for _line, message, _comments, context in found:
        text, plural = (message, "") if isinstance(message, str) else message[:2]
        if text:
            yield Text(text, plural, context or "", source)


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _written(call: ast.Call, position: int | None) -> str:
    """The argument there if it is a text written out, else an empty text."""
    if position is None or position >= len(call.args):
        return ""
    argument = call.args[position]
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return ""
