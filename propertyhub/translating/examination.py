"""What is wrong with a catalogue, in sentences that name the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message

from propertyhub.translating.unfold_texts import SOURCE as UNFOLD

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True)
class Lists:
    """Texts that read the same in every language, and words that no text uses."""

    same: frozenset[str]
    avoided: tuple[str, ...]


def problems_in(catalogue: Catalog, lists: Lists) -> Iterator[str]:
    messages = [message for message in catalogue if message.id]
    for message in messages:
        for problem in _problems_of(message, lists):
            yield f"{_singular(message)!r}: {problem}"
    for text in sorted(lists.same - {_singular(message) for message in messages}):
        yield f"{text!r}: listed as the same everywhere, but no text says it"


def _problems_of(message: Message, lists: Lists) -> Iterator[str]:
    translations = _translations(message)
    if not all(translations):
        yield "not translated"
        return
    if message.fuzzy:
        yield "the translation is a guess"
    if any(_placeholders(one) != _needed(message) for one in translations):
        yield "the placeholders differ"
    if _singular(message) not in lists.same:
        yield from _language_problems(message, translations)
    yield from _wording_problems(message, translations, lists.avoided)


def _language_problems(message: Message, translations: list[str]) -> Iterator[str]:
    if _singular(message) in translations:
        yield "the translation is the English text"
    elif LATIN.search(PLACEHOLDER.sub("", _singular(message))) and not all(
        HAN.search(one) for one in translations
    ):
        yield "the translation has no Chinese character"


def _wording_problems(
    message: Message, translations: list[str], avoided: tuple[str, ...]
) -> Iterator[str]:
    # what the theme says in English is not ours to word
    own = [] if UNFOLD in message.auto_comments else _originals(message)
    said = " ".join([*own, *translations]).lower()
    for word in avoided:
        if re.search(_as_a_word(word), said):
            yield f"says {word!r}"


def _as_a_word(word: str) -> str:
    """English words stand between boundaries; Chinese and marks have none."""
    escaped = re.escape(word)
    return rf"\b{escaped}\b" if word.isascii() and word.isalpha() else escaped


def _originals(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _singular(message: Message) -> str:
    return _originals(message)[0]


def _translations(message: Message) -> list[str]:
    if isinstance(message.string, str):
        return [message.string]
    return [one or "" for one in message.string or ("",)]


def _needed(message: Message) -> set[str]:
    """The plural names the count that a singular may leave out."""
    return _placeholders(_originals(message)[-1])


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))
