"""
What other rules would have made of reviews that were published: who moves, and where.

Pure, over frozen inputs and published results. A review is computed again from its
inputs by the very function that reviews are held with, with its pools drawn anew.

What no frozen count can show: other half-months of the window, other days of an
inspection, another cap on a single deduction. These were decided when it was counted.
Urgent cases that were overdue and enforcement are not in the public inputs, so a
candidate for the red list here is one by the figures.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from ratings import candidates, reckoning
from ratings.candidates import OwnAnswers, Result, Standing
from ratings.canonical import ZERO
from ratings.periods import HalfMonth
from ratings.rules import Rules
from ratings.states import Grade, MoveTopic

Document = Mapping[str, Any]

COUNTED_BY = (
    "window_half_months",
    "recent_half_months",
    "inspection_days",
    "deduction_most",
)
# What the draft is called in the document of a simulated review.
UNNUMBERED = "0"
LISTED = "yes"


class Move(NamedTuple):
    """One firm or region that stands otherwise: the topic, before and after."""

    topic: str
    code: str
    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm in one review, under some rules; `result` only where it is rated."""

    name: str
    grade: str
    result: Result | None
    newest: OwnAnswers
    inspection: Decimal | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A review as these rules show it."""

    period: HalfMonth
    rules: Rules
    firms: Mapping[str, Firm]
    verdicts: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Compared:
    """One half-month: how many there are, and who moves."""

    period: str
    firms: int
    rated_before: int
    rated_after: int
    moves: Sequence[Move]

    def as_document(self) -> dict[str, Any]:
        return {
            "period": self.period,
            "firms": str(self.firms),
            "rated_before": str(self.rated_before),
            "rated_after": str(self.rated_after),
            "moves": [list(move) for move in self.moves],
        }

    @classmethod
    def from_document(cls, document: Document) -> "Compared":
        return cls(
            period=document["period"],
            firms=int(document["firms"]),
            rated_before=int(document["rated_before"]),
            rated_after=int(document["rated_after"]),
            moves=[Move(*move) for move in document["moves"]],
        )

    def count(self, topic: MoveTopic, *, old: str = "", new: str = "") -> int:
        """How many moves of a topic there are, from and to what is named."""
        return sum(
            move.topic == topic
            and (not old or move.old == old)
            and (not new or move.new == new)
            for move in self.moves
        )

    def regraded(self) -> int:
        """Firms that are rated before and after, with another grade."""
        return sum(
            move.topic == MoveTopic.GRADE and Grade.NR not in (move.old, move.new)
            for move in self.moves
        )


def again(inputs: Document, rules: Rules) -> dict[str, Any]:
    """The results that these rules give to the frozen inputs of a review."""
    pools = reckoning.pools_document(inputs["firms"], inputs["regions"], rules)
    numbers = {"number": UNNUMBERED, **rules.as_document()}
    return reckoning.results({**inputs, "rules": numbers, "pools": pools})


def seen(inputs: Document, results: Document, rules: Rules) -> Seen:
    """What the comparison needs of a review, and nothing more: there are thousands."""
    period = HalfMonth.named(inputs["period"])
    return Seen(
        period=period,
        rules=rules,
        firms={
            code: _firm(inputs["firms"][code], entry, period)
            for code, entry in results["firms"].items()
        },
        verdicts={
            code: (inputs["regions"][code]["name"], entry["verdict"] or "")
            for code, entry in results["regions"].items()
        },
    )


def compared(pairs: Sequence[tuple[Seen, Seen]], *, shown: int) -> list[Compared]:
    """
    The newest `shown` half-months, the newest first; the others are what notices and
    the red list look back on.

    :param pairs: each review as it was published and as the draft has it, the newest
        first
    """
    found = []
    for at, (before, after) in enumerate(pairs[:shown]):
        earlier = pairs[at + 1 :]
        moves = [
            *_regraded(before, after),
            *_listed(
                MoveTopic.NOTICE,
                before,
                after,
                _noticed(before, [old for old, _new in earlier]),
                _noticed(after, [new for _old, new in earlier]),
            ),
            *_listed(
                MoveTopic.RED,
                before,
                after,
                _red(before, [old for old, _new in earlier]),
                _red(after, [new for _old, new in earlier]),
            ),
            *_judged(before, after),
        ]
        found.append(
            Compared(
                period=after.period.name,
                firms=len(after.firms),
                rated_before=_rated(before),
                rated_after=_rated(after),
                moves=moves,
            )
        )
    return found


def uncounted(old: Rules, new: Rules) -> list[str]:
    """The numbers that differ and that no frozen count can show the effect of."""
    return [name for name in COUNTED_BY if getattr(old, name) != getattr(new, name)]


def _firm(inputs: Document, entry: Document, period: HalfMonth) -> Firm:
    window = inputs["window"]
    inspection = window["inspection"]
    rated = entry["grade"] != Grade.NR
    return Firm(
        name=inputs["name"],
        grade=entry["grade"],
        result=_result(window, entry, period) if rated else None,
        newest=_answers(inputs["last_six"]),
        inspection=None if inspection is None else Decimal(inspection),
    )


def _result(window: Document, entry: Document, period: HalfMonth) -> Result:
    return Result(
        period=period,
        grade=Grade(entry["grade"]),
        before_credits=Decimal(entry["before_credits"]),
        se=Decimal(entry["se"]),
        high=Decimal(entry["high"]),
        answers=_answers(window),
        incidents=Decimal(window["incidents"]),
    )


def _answers(counts: Document) -> OwnAnswers:
    """Those that are left out because they are few show nothing, and so are none."""
    return OwnAnswers(
        *(
            ZERO if counts[name] is None else Decimal(counts[name])
            for name in ("yes", "partly", "no")
        )
    )


def _rated(review: Seen) -> int:
    return sum(firm.grade != Grade.NR for firm in review.firms.values())


def _regraded(before: Seen, after: Seen) -> Iterator[Move]:
    for code, firm in after.firms.items():
        old = before.firms[code].grade
        if old != firm.grade:
            yield Move(MoveTopic.GRADE.value, code, firm.name, old, firm.grade)


def _listed(
    topic: MoveTopic, before: Seen, after: Seen, old: set[str], new: set[str]
) -> Iterator[Move]:
    for code in sorted(old ^ new):
        name = after.firms[code].name
        was, is_ = (LISTED, "") if code in old else ("", LISTED)
        yield Move(topic.value, code, name, was, is_)


def _judged(before: Seen, after: Seen) -> Iterator[Move]:
    for code, (name, verdict) in after.verdicts.items():
        _name, old = before.verdicts[code]
        if old != verdict:
            yield Move(MoveTopic.VERDICT.value, code, name, old, verdict)


def _noticed(review: Seen, earlier: Iterable[Seen]) -> set[str]:
    return {
        code
        for older in earlier
        for code, newer, firm in _rated_in_both(review, older)
        if candidates.has_low_rating(
            newer, firm, review.firms[code].newest, review.rules
        )
    }


def _red(review: Seen, earlier: Iterable[Seen]) -> set[str]:
    return {
        code
        for older in earlier
        for code, newer, firm in _rated_in_both(review, older)
        if candidates.belongs_on_the_red_list(
            newer, firm, _standing(review.firms[code]), review.rules
        )
    }


def _rated_in_both(review: Seen, older: Seen) -> Iterator[tuple[str, Result, Result]]:
    for code, firm in review.firms.items():
        before = older.firms.get(code)
        if firm.result and before and before.result:
            yield code, firm.result, before.result


def _standing(firm: Firm) -> Standing:
    """As far as figures say it: see above."""
    return Standing(firm.inspection, urgent_overdue=False, enforcement_in_force=False)
