"""
The own answers to a firm's incidents: of each phone the newest, and together one.

A reporter and the followers of a case are one incident: each of the n phones whose
answer counts adds 1/n, so that nobody outvotes a neighbour by bringing friends. Rules:
specification, domain rules 2.3, What is counted.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from ratings.canonical import exactly, rounded
from ratings.queries import charges, plain
from ratings.queries.founded import Spans

PLACES = 6
COUNTED = {
    "yes": "solved = 'YES'",
    "partly": "solved = 'PARTLY'",
    "no": "solved = 'NO'",
    "cannot_say": "solved = 'CANNOT_SAY'",
    "rated": "satisfied <> 'CANNOT_SAY'",
    "satisfied": "satisfied IN ('VERY', 'SATISFIED', 'FAIRLY')",
}

# A phone speaks for one incident of a firm only, the one that it answered last; where
# its older answers fall out, those of its neighbours weigh the more.
VOICES = """
WITH spoken AS (
    SELECT a.case_id, a.at, a.solved, a.satisfied, s.number, c.tenure_id,
        row_number() OVER (
            PARTITION BY c.firm_id, coalesce(f.phone_digest, c.phone_digest)
            ORDER BY a.at DESC, a.id DESC
        ) AS turn
    FROM complaints_answer AS a
    JOIN {charges} AS c ON c.case_id = a.case_id AND c.is_own = 0
    JOIN complaints_step AS s ON s.id = a.step_id
    LEFT JOIN complaints_follower AS f ON f.id = a.follower_id
    WHERE a.own AND a.at >= %(starts)s AND a.at < %(ends)s {but}
),
heard AS (
    SELECT *, count(*) OVER (PARTITION BY case_id) AS voices FROM spoken WHERE turn = 1
)
SELECT tenure_id AS tenure, voices, {counts}, {cases} FROM heard
GROUP BY tenure_id, voices
"""
TYPED = """
SELECT c.tenure_id AS tenure, {counts}, {cases}
FROM complaints_answer AS a
JOIN {charges} AS c ON c.case_id = a.case_id AND c.is_own = 0
JOIN complaints_step AS s ON s.id = a.step_id
WHERE NOT a.own AND a.follower_id IS NULL
AND a.at >= %(starts)s AND a.at < %(ends)s
GROUP BY c.tenure_id
"""


def answered(spans: Spans, *, without: Collection[int]) -> Iterator[dict[str, Any]]:
    """
    The answers of each tenure by how many phones share an incident, already weighed;
    within `charges.written_down`.

    The followers with the ids `without` are the firm's own phones, which have no say.
    """
    listed = ", ".join(str(int(follower)) for follower in sorted(without))
    but = f"AND (f.id IS NULL OR f.id NOT IN ({listed}))" if listed else ""
    sql = VOICES.format(
        charges=charges.TABLE,
        but=but,
        counts=plain.in_spans(COUNTED, "at"),
        cases=plain.steps_behind(COUNTED, case="case_id", number="number"),
    )
    for row in plain.rows(sql, plain.moments(spans)):
        share = share_of(row.pop("voices"))
        yield {
            column: value * share if _is_count(column) else value
            for column, value in row.items()
        }


def typed(spans: Spans) -> Iterator[dict[str, Any]]:
    """
    What officers wrote down, or was told with a receipt: shown, not scored; within
    `charges.written_down`.
    """
    each = {"typed": "1 = 1"}
    sql = TYPED.format(
        charges=charges.TABLE,
        counts=plain.in_spans(each, "a.at"),
        cases=plain.steps_behind(each, case="a.case_id", number="s.number"),
    )
    yield from plain.rows(sql, plain.moments(spans))


@exactly()
def share_of(voices: int) -> Decimal:
    """What one of so many phones adds: 1/n with 6 places, half to even."""
    return rounded(Decimal(1) / voices, PLACES)


def _is_count(column: str) -> bool:
    return "__" in column and not column.endswith("__cases")
