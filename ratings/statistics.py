"""
The official figures of a region over a span of half-months, and how they changed.

Pure. Accepted, settled, waiting, own answers and satisfaction are what a bulletin calls
so. A dispute counts as resolved (纠纷化解) when the resident who filed it says
that it is solved: nobody else can. Whoever was asked and did not answer is told as
"no reply" and is in no rate. Rules: specification, 1-mission and domain rules 2.2.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ratings.bulletins import OF_ANSWERS, Totals, share, with_changes
from ratings.small_numbers import FEW, Above, KeptBack, hidden, kept_back

COUNTS = ("accepted", "settled", "resolved")
# What is not told where few residents answered.
OF_RESIDENTS = (*OF_ANSWERS, "resolved")

Document = dict[str, Any]


class Span(StrEnum):
    """How many half-months are taken together."""

    HALF_MONTH = "half-month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def half_months(self) -> int:
        return _HALF_MONTHS[self]


_HALF_MONTHS = {Span.HALF_MONTH: 1, Span.QUARTER: 6, Span.YEAR: 24}


@dataclass(frozen=True)
class Sums:
    """The counts of a region; see `Totals`. `resolved` are disputes resolved."""

    accepted: int = 0
    settled: int = 0
    waiting: int = 0
    resolved: int = 0
    own_answers: int = 0
    typed: int = 0
    unanswered: int = 0
    rated: int = 0
    satisfied: int = 0

    def plus(self, other: "Sums") -> "Sums":
        mine, theirs = asdict(self), asdict(other)
        return Sums(**{name: mine[name] + theirs[name] for name in mine})

    def as_document(
        self, *, hide_answers: bool, hide_ratings: bool = False
    ) -> Document:
        """With its rates; numbers are strings."""
        counts = asdict(self)
        resolved = counts.pop("resolved")
        document: Document = Totals(**counts).as_document(
            hide_answers=hide_answers, hide_ratings=hide_ratings
        )
        document["resolved"] = str(resolved)
        document["no_reply_share"] = share(
            self.unanswered, self.unanswered + self.own_answers + self.typed
        )
        if hide_answers or self.own_answers < FEW:
            document |= dict.fromkeys((*OF_RESIDENTS, "no_reply_share"))
        return document


def documents(
    now: Mapping[str, Sums], before: Mapping[str, Sums] | None, above: Above
) -> dict[str, Document]:
    """
    The figures of regions, by code, each with its change.

    `before` is nothing where the span before is not known as a whole. What was kept
    back then is in no change now.
    """
    told = kept_back(now, above).documents(now)
    told_before: dict[str, Document] = {}
    if before is not None:
        all_before = {code: before.get(code, Sums()) for code in now}
        told_before = kept_back(all_before, above).documents(all_before)
    return {
        code: with_all_changes(document, told_before.get(code))
        for code, document in told.items()
    }


def curve(
    by_period: Mapping[str, Mapping[str, Sums]], above: Above, code: str
) -> dict[str, Document]:
    """
    The half-months of a region, the newest first, with what is told of each.

    As on its page of that half-month. Where the spans that are told as well would tell
    of a single hidden half-month, another one of the span is hidden with it.
    """
    own = {period: sums[code] for period, sums in by_period.items()}
    each = {period: kept_back(sums, above) for period, sums in by_period.items()}
    kept = KeptBack(
        answers=_over_time(
            {period: sums.own_answers for period, sums in own.items()},
            {period for period, one in each.items() if code in one.answers},
        ),
        ratings=_over_time(
            {period: sums.rated for period, sums in own.items()},
            {period for period, one in each.items() if code in one.ratings},
        ),
    )
    return kept.documents(own)


def _over_time(counts: Mapping[str, int], kept: Set[str]) -> Set[str]:
    """The two newest stay as they are: their own page tells them."""
    periods, told = list(counts), set(list(counts)[:2]) - kept
    for spell in _spells(periods):
        those = {period: counts[period] for period in spell if period not in told}
        kept = kept | hidden(those, also=kept & those.keys())
    return kept


def _spells(periods: Sequence[str]) -> list[Sequence[str]]:
    """What is told as one: the newest quarter, the one before it, the newest year."""
    quarter = Span.QUARTER.half_months
    return [
        periods[:quarter],
        periods[quarter : 2 * quarter],
        periods[: Span.YEAR.half_months],
    ]


def with_all_changes(now: Document, before: Document | None) -> Document:
    """The change of each rate, and of each count that a region is known by."""
    told = with_changes(now, before)
    for name in COUNTS:
        known = before is not None and None not in (now[name], before[name])
        told[f"{name}_change"] = (
            str(Decimal(now[name]) - Decimal(before[name]))
            if before is not None and known
            else None
        )
    return told
