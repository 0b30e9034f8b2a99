"""
How alike two filings are, so that one incident is filed once.

A text becomes a set of terms: its category, the places that it names, words that have
one sense in both languages, pairs and single Chinese characters, and English words.
Two texts are compared by the weighted cosine of their terms: what many of the texts
compared have in common weighs little. One building in common brings two texts together;
two that name different buildings are about different incidents, however alike.

Pure, deterministic, and the same on every database.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import log, sqrt

from complaints.synonyms import SENSES, STOP_CHARACTERS, STOP_WORDS

LIKELY = 0.22

PLACE, SENSE, CATEGORY, CHARACTER = "@=#."
WEIGHTS = {PLACE: 1.4, SENSE: 1.6, CATEGORY: 1.0, CHARACTER: 0.5}
# A handful of texts says little about what is common: so many are added to each count.
UNSEEN_TEXTS = 8
COMMONEST, RAREST = 0.5, 2.5
SAME_BUILDING = 1.6
ONE_BUILDING = 0.8
OTHER_UNIT = 0.5

DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
NUMERAL = r"\d{1,3}|[零一二两三四五六七八九十]{1,3}"
BUILDING = re.compile(
    rf"(?<!\d)({NUMERAL})\s?(?:号楼|号院|栋|幢|座|#楼?)"
    r"|\b(?:building|block|bldg|tower)\.?\s?(\d{1,3})\b"
)
UNIT = re.compile(rf"(?<!\d)({NUMERAL})\s?单元|\bunit\s?(\d{{1,2}})\b")
AREA = re.compile(r"(?<![a-z])([a-z])\s?区|([东西南北])\s?(?:大?门|边|侧|面|头)")
HAN = re.compile(r"[\u4e00-\u9fff]+")
WORD = re.compile(r"[a-z][a-z'-]+")


@dataclass(frozen=True)
class Features:
    """What is compared of one text."""

    buildings: frozenset[int]
    units: frozenset[int]
    terms: frozenset[str]


@dataclass(frozen=True)
class Alike:
    """How alike one of the texts compared is, and where it stood among them."""

    place: int
    similarity: float


def features_of(text: str, category: str = "") -> Features:
    """The features of a text of any length and language, filed under a category."""
    plain = unicodedata.normalize("NFKC", text).lower()
    buildings = frozenset(_numbers(BUILDING, plain))
    units = frozenset(_numbers(UNIT, plain))
    rest = UNIT.sub(" ", BUILDING.sub(" ", plain))
    senses, unread = _senses(rest)
    terms = (
        (CATEGORY + category,),
        (f"{PLACE}building {number}" for number in buildings),
        (f"{PLACE}unit {number}" for number in units),
        (PLACE + (one or other) for one, other in AREA.findall(rest)),
        (SENSE + sense for sense in senses),
        (CHARACTER + one for run in HAN.findall(rest) for one in _kept(run)),
        (a + b for run in HAN.findall(unread) for a, b in pairwise(_kept(run))),
        (_stem(word) for word in WORD.findall(unread) if word not in STOP_WORDS),
    )
    return Features(buildings, units, frozenset(chain.from_iterable(terms)))


def rank(asked: Features, others: Sequence[Features]) -> list[Alike]:
    """Those likely to be about one incident with `asked`, the likeliest first."""
    weights = _weights([asked, *others])
    scored = (
        Alike(place, similarity(asked, other, weights))
        for place, other in enumerate(others)
    )
    likely = [one for one in scored if one.similarity >= LIKELY]
    return sorted(likely, key=lambda one: (-one.similarity, one.place))


def similarity(one: Features, other: Features, weights: Mapping[str, float]) -> float:
    """From 0, nothing in common, to 1, the same."""
    if _elsewhere(one.buildings, other.buildings):
        return 0.0
    shared = _mass(one.terms & other.terms, weights)
    if not shared:
        return 0.0
    alike = shared / sqrt(_mass(one.terms, weights) * _mass(other.terms, weights))
    return min(1.0, alike * _nearness(one, other))


def _nearness(one: Features, other: Features) -> float:
    """What the same building, a building in one text only, another unit change."""
    unit = OTHER_UNIT if _elsewhere(one.units, other.units) else 1.0
    if one.buildings & other.buildings:
        return SAME_BUILDING * unit
    return (ONE_BUILDING if one.buildings or other.buildings else 1.0) * unit


def _elsewhere(mine: frozenset[int], theirs: frozenset[int]) -> bool:
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _mass(terms: Iterable[str], weights: Mapping[str, float]) -> float:
    # sorted: a sum of floats depends on its order, and that of a set on the process
    return sum(weights[term] for term in sorted(terms))


def _weights(texts: Sequence[Features]) -> dict[str, float]:
    """How much each term weighs: the more of the texts have it, the less."""
    found = Counter(term for text in texts for term in text.terms)
    many = len(texts) + UNSEEN_TEXTS
    return {
        term: (WEIGHTS.get(term[0], 1.0) * _rarity(count / many)) ** 2
        for term, count in found.items()
    }


def _rarity(share: float) -> float:
    """
    Bounded on both sides: what all tell of in a flood of filings about one water cut
    still counts, and what one text alone says does not drown the rest.
    """
    return min(RAREST, log(1 + 1 / min(share, COMMONEST)))


def _numbers(pattern: re.Pattern[str], text: str) -> Iterable[int]:
    for found in pattern.finditer(text):
        yield _number(next(filter(None, found.groups())))


def _number(numeral: str) -> int:
    """12, 十二 and 一二 alike."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    if ten:
        return 10 * _plain(tens or "一") + _plain(ones)
    return _plain(numeral)


def _plain(numeral: str) -> int:
    return int("".join(str(DIGITS.get(one, 1)) for one in numeral) or "0")


def _senses(text: str) -> tuple[set[str], str]:
    """The known senses in a text, and the text without the words that carry them."""
    found = set()
    for sense, pattern in SENSES.items():
        text, times = pattern.subn(" ", text)
        if times:
            found.add(sense)
    return found, text


def _kept(run: str) -> str:
    return "".join(one for one in run if one not in STOP_CHARACTERS)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word
