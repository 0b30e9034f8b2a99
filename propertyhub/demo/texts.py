"""What people of the demo write: read from texts.toml, filled in by chance."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from complaints.states import DeclineReason

TEXTS = Path(__file__).with_name("texts.toml")
ENGLISH = 0.2


@dataclass(frozen=True)
class Wording:
    """A text and the language that it is written in."""

    text: str
    language: str = "zh-hans"


@dataclass(frozen=True)
class Question:
    category: str
    question: Wording
    answer: str


@cache
def _all() -> dict[str, Any]:
    return tomllib.loads(TEXTS.read_text(encoding="utf-8"))


def categories() -> list[str]:
    """Every category that has complaints of its own."""
    return list(_all()["complaints"])


def complaint(rng: Random, category: str) -> Wording:
    """About the category, mostly in Chinese."""
    english = _all()["complaints_en"].get(category)
    in_english = english is not None and rng.random() < ENGLISH
    pool = english if in_english else _all()["complaints"][category]
    filled = rng.choice(pool).format(
        building=rng.randint(1, 28),
        unit=rng.randint(1, 4),
        days=rng.randint(3, 20),
        months=rng.randint(2, 14),
    )
    return Wording(filled, "en" if in_english else "zh-hans")


def question(rng: Random) -> Question:
    found = rng.choice(_all()["consultations"])
    asked = Wording(found["question"], found.get("language", "zh-hans"))
    return Question(found["category"], asked, found["answer"])


def one(rng: Random, section: str, key: str = "any") -> str:
    """One text of a section; sections of topics are keyed by the top category."""
    texts: list[str] = _all()[section][key]
    return rng.choice(texts)


def many(section: str) -> list[str]:
    """All texts of a section that belong together."""
    texts: list[str] = _all()[section]["all"]
    return texts


def declined(reason: DeclineReason) -> tuple[str, str]:
    """Why a case is not accepted, and what to do instead."""
    text, way_on = _all()["declined"][reason.value]
    return text, way_on
