"""
The rounds that offices checked: each by its last rectification, and whether it had to
be done again. Rules: specification, domain rules 2.3, What is counted.
"""

from collections.abc import Iterator
from typing import Any

from complaints.states import Action
from ratings.queries import kinds, plain
from ratings.queries.founded import Spans

LOOKED_AT = (
    Action.RECTIFY,
    Action.SEND_BACK,
    Action.REOPEN,
    Action.FALSE_CONFIRMED,
)
COUNTED = {"rectified": "1 = 1", "redone": "is_redone = 1"}

# Reopening begins a round and speaks against the one before; that a rectification was
# false speaks against the round that was suspected. However often, it is redone once.
ROUNDS = """
WITH {known_later},
tried AS (
    SELECT s.case_id, s.number, s.action, s.at, s.office_code,
        CASE s.action
            WHEN %(REOPEN)s THEN s.round - 1
            WHEN %(FALSE_CONFIRMED)s THEN (
                SELECT d.round FROM complaints_step AS d
                WHERE d.case_id = s.case_id AND d.number = s.about
            )
            ELSE s.round
        END AS round
    FROM complaints_step AS s WHERE s.action IN ({looked_at}) AND s.at < %(ends)s
),
weighed AS (
    SELECT case_id, action, at, office_code,
        row_number() OVER (
            PARTITION BY case_id, round, action ORDER BY number DESC
        ) AS turn,
        max(CASE WHEN action = %(RECTIFY)s THEN 0 ELSE 1 END)
            OVER (PARTITION BY case_id, round) AS is_redone
    FROM tried
)
SELECT w.office_code AS code, {counts}
FROM weighed AS w
JOIN complaints_case AS c ON c.id = w.case_id
LEFT JOIN known_later AS k ON k.case_id = w.case_id
WHERE w.turn = 1 AND w.action = %(RECTIFY)s AND w.at >= %(starts)s
AND {counts_as_work}
GROUP BY w.office_code
"""


def rectified(spans: Spans) -> Iterator[dict[str, Any]]:
    """One row for each office that has any, as it was known at the end."""
    looked_at, values = plain.words("looked", LOOKED_AT)
    sql = ROUNDS.format(
        looked_at=looked_at,
        known_later=kinds.KNOWN_LATER,
        counts_as_work=kinds.COUNTS_AS_WORK,
        counts=plain.in_spans(COUNTED, "w.at"),
    )
    values |= {str(each): each for each in LOOKED_AT} | kinds.WORDS
    yield from plain.rows(sql, values | plain.moments(spans))
