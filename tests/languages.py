"""What a page says, and in which language it says that it says it."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.db.models import CharField, JSONField, TextField

HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
# numbers of cases, receipts, credit codes, digests
CODE = re.compile(r"\b[0-9A-Z]{4,18}(-[0-9A-Z]+)*\b|\b[0-9a-f]{8,64}\b")
ADDRESS = re.compile(r"https?://\S+")
VOID = {"meta", "link", "img", "input", "br", "hr", "source", "wbr"}
# a title is one text: no part of it can say that it is Chinese
UNREAD = {"script", "style", "title", "code"}
# drawn by a font: the letters are the name of a picture
PICTURE = "material-symbols-outlined"
# read out or shown where it stands, like the words between tags
SPOKEN = ("alt", "aria-label", "content", "placeholder", "title", "data-label")
FORMATS = {"Atom", "CSV", "JSON", "PDF", "iCalendar", "json"}
NAMES = {"AA", "AAA", "NR", "PropertyHub", "Python", "python"}
TERMS = {"API", "Cookie", "ID", "MB", "SHA", "SMS"}
FILES_AND_KEYS = {"inputs", "py", "recompute", "results", "rules"}
# of a page's head
HEAD = {"dark", "device", "initial", "light", "scale", "width"}
THE_SAME = FORMATS | NAMES | TERMS | FILES_AND_KEYS | HEAD


class Said(HTMLParser):
    """What a page says, each text with the language that it is said to be in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.title = ""
        self.texts: list[tuple[str, str]] = []
        self._open: list[tuple[str, str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        _tag, inside, is_picture = self._open[-1] if self._open else ("", "", False)
        language = given.get("lang") or inside
        if tag not in VOID:
            is_picture = is_picture or PICTURE in (given.get("class") or "")
            self._open.append((tag, language, is_picture))
        for name in SPOKEN:
            if given.get(name):
                self.texts.append((language, given[name]))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data):
        text = " ".join(data.split())
        if not text or not self._open:
            return
        tag, language, is_picture = self._open[-1]
        if tag == "title" and not self.title:
            self.title = text
        if tag not in UNREAD and not is_picture:
            self.texts.append((language, text))

    def in_language(self, language: str) -> list[str]:
        """
        The texts that are said to be in this one.

        :raises AssertionError: if none is, or if one does not say what it is in
        """
        silent = [text for tongue, text in self.texts if not tongue]
        assert silent == [], "a text says no language"
        found = [
            text for tongue, text in self.texts if tongue.lower() == language.lower()
        ]
        assert found, f"nothing is said to be in {language}"
        return found


def is_english(text: str) -> bool:
    return bool(set(WORD.findall(CODE.sub("", ADDRESS.sub("", text)))) - THE_SAME)


def typed() -> set[str]:
    """
    What stands in the database stands on a page as it was typed.

    But what was chosen among words of ours is said in the language of the page.
    """
    found: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.get_fields():
            is_text = isinstance(field, CharField | TextField) and not field.choices
            if is_text or isinstance(field, JSONField):
                rows = model._default_manager.values_list(field.name, flat=True)
                found |= {" ".join(text.split()) for text in _strings(list(rows))}
    return found


def _strings(value: Any) -> Iterator[str]:
    """Each that lies in it, however deep; keys are ours."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def without(names: set[str]) -> Callable[[str], str]:
    """Takes these out of a text, each where it stands for itself, the longest first."""
    in_order = sorted(filter(None, names), key=len, reverse=True)
    each = re.compile(
        "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in in_order), re.I | re.A
    )
    # most texts stand on many pages
    return cache(lambda text: each.sub("", text))
