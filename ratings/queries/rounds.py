"""
The rectifications of firms: one passage over the steps of their rounds.

A round is one partition; what its steps say together is worked out by window functions
in turn: who was handed the case first, the moment that it is measured on, whom it was
with then, what the last try was. Rules: specification, domain rules 2.3, What is
counted.
"""

from collections.abc import Iterator
from typing import Any

from complaints.states import Action, Party
from ratings.queries import charges, plain
from ratings.queries.founded import Spans

ORDERS = (Action.DISPOSE, Action.CONFIRM_DUTY)
ENDS_AN_ORDER = (Action.REFUSE, Action.RECALL, Action.WITHDRAW)
MOVES_THE_MOMENT = (Action.PAUSE, Action.RESUME, Action.HOLIDAY)
TRIES = (Action.RECTIFY, Action.SEND_BACK)
OTHERS = (Action.REOPEN, Action.FALSE_CONFIRMED)
# What is told of a round that was due, each at most once.
COUNTED = {
    "due": "1 = 1",
    "on_time": "on_time = 1",
    "rectified": "rectified = 1",
    "redone": "rectified = 1 AND redone = 1",
}

# Reopening begins a round and speaks against the one before; that a rectification was
# false speaks against the round that was suspected.
ROUNDS = """
WITH told AS (
    SELECT s.case_id, c.tenure_id, c.credit_code AS firm, s.number, s.action, s.at,
        s.next_due_at, s.measured_due_at, s.spare_seconds,
        s.detail ->> 'firm' AS whose, s.detail ->> 'party' AS party,
        CASE s.action
            WHEN %(REOPEN)s THEN s.round - 1
            WHEN %(FALSE_CONFIRMED)s THEN (
                SELECT d.round FROM complaints_step AS d
                WHERE d.case_id = s.case_id AND d.number = s.about
            )
            ELSE s.round
        END AS round
    FROM complaints_step AS s JOIN {charges} AS c ON c.case_id = s.case_id
        AND c.is_own = 0 AND c.proved = 1
    WHERE s.action IN ({actions})
),
handed AS (
    SELECT *,
        min(CASE WHEN action = %(DISPOSE)s AND party = %(FIRM)s AND whose = firm
            THEN number END) OVER one_round AS first_number,
        max(CASE WHEN action IN ({moving}) AND whose = firm AND at < %(ends)s
            AND measured_due_at IS NOT NULL THEN number END) OVER one_round
            AS moved_number
    FROM told
    WINDOW one_round AS (PARTITION BY case_id, round)
),
dated AS (
    SELECT *, coalesce(
        max(CASE WHEN number = moved_number THEN measured_due_at END) OVER one_round,
        max(CASE WHEN number = first_number THEN next_due_at END) OVER one_round
    ) AS measured
    FROM handed WHERE first_number IS NOT NULL
    WINDOW one_round AS (PARTITION BY case_id, round)
),
ordered AS (
    SELECT *,
        max(CASE WHEN action IN ({orders}) AND at < measured THEN number END)
            OVER one_round AS order_number,
        max(CASE WHEN action IN ({tries}) AND at < %(ends)s THEN number END)
            OVER one_round AS try_number
    FROM dated WHERE measured >= %(starts)s AND measured < %(ends)s
    WINDOW one_round AS (PARTITION BY case_id, round)
),
rounds AS (
    SELECT case_id, tenure_id, first_number, measured,
        max(CASE WHEN number = order_number AND action IN ({given}) AND whose = firm
            THEN 1 ELSE 0 END) AS is_ordered,
        max(CASE WHEN number = try_number AND action = %(RECTIFY)s
            AND spare_seconds >= 0 THEN 1 ELSE 0 END) AS on_time,
        max(CASE WHEN action = %(RECTIFY)s AND at < %(ends)s THEN 1 ELSE 0 END)
            AS rectified,
        max(CASE WHEN action IN ({against}) AND at < %(ends)s THEN 1 ELSE 0 END)
            AS redone
    FROM ordered GROUP BY case_id, tenure_id, round, first_number, measured
)
SELECT tenure_id AS tenure, {counts}, {cases} FROM rounds WHERE is_ordered = 1
GROUP BY tenure_id
"""


def rectified(spans: Spans) -> Iterator[dict[str, Any]]:
    """
    Rectifications by the first due moment of their round, for the answerable firm: one
    row for each tenure that has any; within `charges.written_down`.

    A due moment that lies in the window and was not met by its end is late, whether
    the case was rectified later or is open to this day. Nobody's is what an order was
    refused, taken back, or withdrawn of when the moment came.
    """
    lists = {
        "actions": (*ORDERS, *ENDS_AN_ORDER, *MOVES_THE_MOMENT, *TRIES, *OTHERS),
        "moving": MOVES_THE_MOMENT,
        "orders": (*ORDERS, *ENDS_AN_ORDER),
        "given": ORDERS,
        "tries": TRIES,
        "against": (Action.SEND_BACK, *OTHERS),
    }
    parts = {name: plain.words(name, some) for name, some in lists.items()}
    values: dict[str, Any] = {one: one for one in (*ORDERS, *TRIES, *OTHERS)}
    for _listed, named in parts.values():
        values |= named
    sql = ROUNDS.format(
        charges=charges.TABLE,
        counts=plain.in_spans(COUNTED, "measured"),
        cases=plain.steps_behind(COUNTED, case="case_id", number="first_number"),
        **{name: listed for name, (listed, _named) in parts.items()},
    )
    yield from plain.rows(sql, values | {"FIRM": Party.FIRM} | plain.moments(spans))
