"""
The half-month bulletin (半月通报) in figures: its number, its rates, its changes.

Pure. A bulletin's figures are one document, frozen when its review is published; every
number in it is a string. Rules: specification, domain rules 2.3, Bulletin.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from ratings.canonical import exactly, rounded
from ratings.periods import HalfMonth
from ratings.small_numbers import FEW

SHARE_PLACES = 4
# The one-letter names of the provinces, behind the first digits of GB/T 2260 codes.
_PROVINCES = (
    "11京 12津 13冀 14晋 15蒙 21辽 22吉 23黑 31沪 32苏 33浙 34皖 35闽 36赣 37鲁 "
    "41豫 42鄂 43湘 44粤 45桂 46琼 50渝 51川 52贵 53云 54藏 61陕 62甘 63青 64宁 "
    "65新 71台 81港 82澳"
)
SHORT_NAMES = {one[:2]: one[2:] for one in _PROVINCES.split()}
OF_RATINGS = ("rated", "satisfied", "satisfaction")
OF_ANSWERS = ("own_answers", "typed", "reply_rate", *OF_RATINGS)
RATES = ("settlement_rate", "satisfaction", "reply_rate")

Document = dict[str, Any]


@dataclass(frozen=True)
class Totals:
    """
    What came in and went out of a region in a half-month, without retaliation.

    `accepted` and `settled` are cases that were accepted, or told a first result, in
    the half-month; `waiting` are those still without one at its end. `own_answers` are
    the residents' own, `typed` those taken down by offices, `unanswered` the return
    visits that ended without an answer. `rated` own answers said how satisfied with
    the street they are, `satisfied` of them fairly or more.
    """

    accepted: int
    settled: int
    waiting: int
    own_answers: int
    typed: int
    unanswered: int
    rated: int
    satisfied: int

    def as_document(
        self, *, hide_answers: bool = False, hide_ratings: bool = False
    ) -> Document:
        """
        With its rates. Of few answers neither sum nor rate is told, and neither of
        those that would tell of few elsewhere.
        """
        document: Document = {name: str(value) for name, value in asdict(self).items()}
        document |= {
            "settlement_rate": share(self.settled, self.settled + self.waiting),
            "satisfaction": share(self.satisfied, self.rated),
            "reply_rate": share(
                self.own_answers, self.own_answers + self.typed + self.unanswered
            ),
        }
        if hide_ratings or self.rated < FEW:
            document |= dict.fromkeys(OF_RATINGS)
        if hide_answers or self.own_answers < FEW:
            document |= dict.fromkeys(OF_ANSWERS)
        return document


def document_number(period: HalfMonth, *, corrections: int, province: str) -> str:
    """
    The number of a bulletin, 皖物诉通报〔2026〕21号 for the 21st half-month of 2026.

    A correction has the number of what it corrects and says so; `corrections` are how
    many there are with it. `province` is the province's code or one below it.
    """
    first = period.first_day
    half = first.month * 2 - (1 if first.day == 1 else 0)
    place = SHORT_NAMES.get(province[:2], "")
    corrected = f"（更正{corrections}）" if corrections else ""
    return f"{place}物诉通报〔{first.year}〕{half}号{corrected}"


@exactly()
def share(part: int, whole: int) -> str | None:
    """A part of one, rounded half-even to 4 places; nothing of nothing."""
    if not whole:
        return None
    return str(rounded(Decimal(part) / whole, SHARE_PLACES))


def with_changes(now: Document, before: Document | None) -> Document:
    """The totals with the change of each rate against the half-month before."""
    changes = {
        f"{rate}_change": _difference(now[rate], before[rate] if before else None)
        for rate in RATES
    }
    return {**now, **changes}


def _difference(now: str | None, before: str | None) -> str | None:
    if now is None or before is None:
        return None
    return str(Decimal(now) - Decimal(before))


@dataclass(frozen=True)
class Line:
    """One figure of a bulletin: where it stands in the document, and what it says."""

    section: str
    code: str
    figure: str
    value: str | None


def lines(figures: Mapping[str, Any]) -> Iterator[Line]:
    """
    Every figure of the document, for tables and comparisons.

    The keys are sorted as in the canonical document, since a database may keep them in
    an order of its own. What is named by a code is a line under that code; the rest is
    told by its path.
    """
    for section, value in sorted(figures.items()):
        yield from _lines(section, "", "", value)


def _lines(section: str, code: str, path: str, value: Any) -> Iterator[Line]:
    if isinstance(value, Mapping):
        named = str(value.get("code") or value.get("number") or code)
        for name, inner in sorted(value.items()):
            yield from _lines(section, named, f"{path}.{name}" if path else name, inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from _lines(section, code, path, inner)
    else:
        yield Line(section, code, path, value)


@dataclass(frozen=True)
class Change:
    """A figure that a correction changed; nothing stands for a figure not there."""

    section: str
    code: str
    figure: str
    before: str | None
    after: str | None


# What differs between any two versions, and says nothing about the half-month.
OF_THE_VERSION = ("version", "inputs_sha256", "results_sha256")


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The figures of a corrected bulletin that differ, in the order of the document."""
    old, new = _by_place(before), _by_place(after)
    return [
        Change(*place, old.get(place), new.get(place))
        for place in {**new, **old}
        if old.get(place) != new.get(place) and place[0] not in OF_THE_VERSION
    ]


def _by_place(figures: Mapping[str, Any]) -> dict[tuple[str, str, str], str | None]:
    return {(one.section, one.code, one.figure): one.value for one in lines(figures)}
