"""
The incidents of firms, by the moment of filing: of each phone the newest for each firm.

Beside them what is shown and not scored: filings without a proved phone, and those of
the firm about itself. The step behind each is its finding. Rules: specification, domain
rules 2.3, What is counted.
"""

from collections.abc import Iterator
from typing import Any

from ratings.queries import charges, plain
from ratings.queries.founded import Spans

COUNTED = {
    "incidents": "is_own = 0 AND proved = 1 AND turn = 1",
    "unproved": "is_own = 0 AND proved = 0",
    "self_filed": "is_own = 1",
}
FILED = """
WITH filed AS (
    SELECT case_id, number, tenure_id, filed_at, proved, is_own, row_number() OVER (
        PARTITION BY firm_id, phone_digest, proved, is_own
        ORDER BY filed_at DESC, case_id DESC
    ) AS turn
    FROM {charges} WHERE filed_at >= %(starts)s AND filed_at < %(ends)s
)
SELECT tenure_id AS tenure, {counts}, {cases} FROM filed GROUP BY tenure_id
"""


def filed(spans: Spans) -> Iterator[dict[str, Any]]:
    """One row for each tenure that has any; within `charges.written_down`."""
    sql = FILED.format(
        charges=charges.TABLE,
        counts=plain.in_spans(COUNTED, "filed_at"),
        cases=plain.steps_behind(COUNTED, case="case_id", number="number"),
    )
    yield from plain.rows(sql, plain.moments(spans))
