"""
What became of a firm's cases: told a result, and explained as beyond repair.

Each case by the last result that it was told. Founded, but explained as beyond repair,
counts where no own answer stands before it: any to the case, and in the window any of
the phone to a case of the firm; else of each phone the newest. Rules: specification,
domain rules 2.3, What is counted.
"""

from collections.abc import Iterator
from typing import Any

from complaints.states import Action, Outcome
from ratings.queries import charges, plain
from ratings.queries.founded import Spans

RESULTS = (Action.REPORT, Action.EXPLAIN)
COUNTED = {
    "asked": "phone_digest <> ''",
    "explained": "is_beyond_repair = 1 AND of_phone = 1",
}
# Results and own answers lie in one passage, so that windows tell of each result what
# answers stand beside it. Who is told a result is asked by a return visit, where there
# is a phone to call.
TOLD = """
WITH said AS (
    SELECT c.case_id, c.tenure_id, c.firm_id, c.phone_digest, s.id, s.number, s.at,
        0 AS is_answer, 0 AS of_reporter,
        CASE WHEN s.action = %(EXPLAIN)s AND s.detail ->> 'outcome' = %(CANNOT)s
            AND c.proved = 1 THEN 1 ELSE 0 END AS cannot
    FROM complaints_step AS s
    JOIN {charges} AS c ON c.case_id = s.case_id AND c.is_own = 0
    WHERE s.action IN ({results}) AND s.at < %(ends)s
    UNION ALL
    SELECT c.case_id, c.tenure_id, c.firm_id, c.phone_digest, a.id, 0, a.at, 1,
        CASE WHEN a.follower_id IS NULL AND a.at >= %(starts)s THEN 1 ELSE 0 END, 0
    FROM complaints_answer AS a
    JOIN {charges} AS c ON c.case_id = a.case_id AND c.is_own = 0
    WHERE a.own AND a.at < %(ends)s
),
beside AS (
    SELECT *,
        max(is_answer) OVER (PARTITION BY case_id) AS of_case,
        max(of_reporter) OVER (PARTITION BY firm_id, phone_digest) AS of_firm,
        row_number() OVER (
            PARTITION BY case_id, is_answer ORDER BY number DESC
        ) AS turn
    FROM said
),
result AS (
    SELECT case_id, tenure_id, firm_id, phone_digest, id, number, at,
        CASE WHEN of_case = 0 AND of_firm = 0 THEN cannot ELSE 0 END
            AS is_beyond_repair
    FROM beside WHERE is_answer = 0 AND turn = 1 AND at >= %(starts)s
),
of_phones AS (
    SELECT *, row_number() OVER (
        PARTITION BY firm_id, phone_digest, is_beyond_repair ORDER BY at DESC, id DESC
    ) AS of_phone
    FROM result
)
SELECT tenure_id AS tenure, {counts}, {cases} FROM of_phones GROUP BY tenure_id
"""


def results(spans: Spans) -> Iterator[dict[str, Any]]:
    """One row for each tenure that has any; within `charges.written_down`."""
    listed, values = plain.words("result", RESULTS)
    sql = TOLD.format(
        charges=charges.TABLE,
        results=listed,
        counts=plain.in_spans(COUNTED, "at"),
        cases=plain.steps_behind(COUNTED, case="case_id", number="number"),
    )
    values |= {"EXPLAIN": Action.EXPLAIN, "CANNOT": Outcome.CANNOT}
    yield from plain.rows(sql, values | plain.moments(spans))
