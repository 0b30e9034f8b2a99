"""
The own answers to a firm's incidents: of each phone the newest, and together one.

A reporter and the followers of a case are one incident: each of the n phones whose
answer counts adds 1/n, so that nobody outvotes a neighbour by bringing friends. Rules:
specification, domain rules 2.3, What is counted.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from ratings.canonical import exactly, rounded
from ratings.queries import plain
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
WITH charged AS ({charged}),
spoken AS (
    SELECT a.case_id, a.at, a.solved, a.satisfied, s.number, c.tenure_id,
        row_number() OVER (
            PARTITION BY c.firm_id, coalesce(f.phone_digest, t.phone_digest)
            ORDER BY a.at DESC, a.id DESC
        ) AS turn
    FROM complaints_answer AS a
    JOIN charged AS c ON c.case_id = a.case_id
    JOIN complaints_contact AS t ON t.case_id = a.case_id
    JOIN complaints_step AS s ON s.id = a.step_id
    LEFT JOIN complaints_follower AS f ON f.id = a.follower_id
    WHERE a.own AND a.at >= %(starts)s AND a.at < %(ends)s {but}
),
heard AS (
    SELECT *, count(*) OVER (PARTITION BY case_id) AS voices FROM spoken WHERE turn = 1
)
SELECT tenure_id AS tenure, voices, {columns} FROM heard GROUP BY tenure_id, voices
"""


def answered(
    spans: Spans, charged: QuerySet[Any], *, without: Collection[int]
) -> Iterator[dict[str, Any]]:
    """
    The answers of each tenure by how many phones share an incident, already weighed.

    The followers with the ids `without` are the firm's own phones, which have no say.
    """
    cases = charged.values(
        "case_id", tenure_id=F("case__tenure_id"), firm_id=F("case__firm_id")
    )
    sql, values = plain.inner(cases, "c")
    listed = ", ".join(str(int(follower)) for follower in sorted(without))
    but = f"AND (f.id IS NULL OR f.id NOT IN ({listed}))" if listed else ""
    since = {"window": "starts", "last_six": "six", "half_month": "half"}
    found = plain.rows(
        VOICES.format(charged=sql, but=but, columns=_columns(since)),
        values
        | {"starts": spans.starts, "six": spans.six_from}
        | {"half": spans.half_from, "ends": spans.ends},
    )
    for row in found:
        share = share_of(row.pop("voices"))
        yield {
            column: value * share if _is_count(column) else value
            for column, value in row.items()
        }


@exactly()
def share_of(voices: int) -> Decimal:
    """What one of so many phones adds: 1/n with 6 places, half to even."""
    return rounded(Decimal(1) / voices, PLACES)


def _is_count(column: str) -> bool:
    return "__" in column and not column.endswith("__cases")


def _columns(since: dict[str, str]) -> str:
    """For each count its number in each span, and the steps behind the window's."""
    columns = [
        f"sum(CASE WHEN {condition} AND at >= %({starts})s THEN 1 ELSE 0 END)"
        f" AS {name}__{span}"
        for name, condition in COUNTED.items()
        for span, starts in since.items()
    ]
    pair = f"{plain.as_text('case_id')} || ':' || {plain.as_text('number')}"
    columns += [
        f"{plain.joined(f'CASE WHEN {condition} THEN {pair} END')} AS {name}__cases"
        for name, condition in COUNTED.items()
    ]
    return ", ".join(columns)
