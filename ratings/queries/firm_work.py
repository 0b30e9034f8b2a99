"""
What is counted of firms: five questions to the database, however many firms there are.

All are asked about the cases that charge firms (`charges`). Every answer is grouped by
tenure, with the steps behind it; a firm's counts are the sums of its tenures'. Rules:
specification, domain rules 2.3, What is counted.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q

from complaints.states import Satisfied
from ratings.queries import charges, incidents, rounds, told, voices
from ratings.queries.founded import Spans
from ratings.queries.pairs import Pair, read_pairs

SPANS = ("window", "last_six", "half_month")
ZERO = Decimal(0)
REPORTER_S = Q(follower__isnull=True)
CONTENT = (Satisfied.VERY, Satisfied.SATISFIED, Satisfied.FAIRLY)
COUNTED = (
    "incidents",
    "unproved",
    "self_filed",
    "yes",
    "partly",
    "no",
    "cannot_say",
    "explained",
    "rated",
    "satisfied",
    "typed",
    "asked",
    "due",
    "on_time",
    "rectified",
    "redone",
)


@dataclass
class Tally:
    """The counts of one tenure in each span, and the steps behind the window's."""

    spans: dict[str, dict[str, Decimal]] = field(
        default_factory=lambda: {span: dict.fromkeys(COUNTED, ZERO) for span in SPANS}
    )
    cases: dict[str, list[Pair]] = field(default_factory=dict)


def count(
    spans: Spans,
    *,
    own: Collection[int],
    left_out: Collection[int],
    own_followers: Collection[int] = (),
) -> dict[int, Tally]:
    """
    The tallies by tenure id; tenures without any count are not among them.

    `own` are the cases that a firm filed about itself, which count as `self_filed` and
    nowhere else; `left_out` those that an upheld objection takes out altogether;
    `own_followers` are the followers with a phone of the firm.
    """
    tallies: dict[int, Tally] = {}
    with charges.written_down(spans.ends, own=own, left_out=left_out):
        for rows in (
            incidents.filed(spans),
            voices.answered(spans, without=own_followers),
            voices.typed(spans),
            told.results(spans),
            rounds.rectified(spans),
        ):
            for row in rows:
                _add(tallies.setdefault(row.pop("tenure"), Tally()), row)
    return tallies


def _add(tally: Tally, row: Mapping[str, Any]) -> None:
    """Each column is called `<count>__<span>`, or `<count>__cases`."""
    for column, value in row.items():
        name, span = column.split("__")
        if span != "cases":
            tally.spans[span][name] += value
        elif value:
            before = tally.cases.get(name, [])
            tally.cases[name] = sorted(before + read_pairs(value))
