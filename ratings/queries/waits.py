"""
The stages that waited for offices: one passage over the steps that end or date them.

Behind each step that enters a waiting, window functions find the next one that ends it
or dates it anew. Rules: specification, domain rules 2.3, Work evaluation of regions.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from complaints.states import Action
from ratings.queries import kinds, plain
from ratings.queries.founded import Spans

# A waiting that is dated anew has one due moment, the last.
DATES_ANEW = (
    Action.EXTEND,
    Action.PAUSE,
    Action.RESUME,
    Action.PLAN,
    Action.RECLASSIFY,
    Action.HOLIDAY,
    Action.COMMITMENT_KEPT,
    Action.COMMITMENT_BROKEN,
)

# A case that is handed on begins anew, even where it waited to be accepted. What kind
# it was at the end of the window, or behind a step, is what the next correction says.
WAITS = """
WITH leaving AS (
    SELECT case_id, number, action, target, at, next_due_at, office_code,
        CASE WHEN source <> target OR action = %(TRANSFER)s THEN 1 ELSE 0 END AS leaves
    FROM complaints_step
    WHERE next_due_at IS NOT NULL OR source <> target OR action = %(TRANSFER)s
),
followed AS (
    SELECT *,
        lead(action) OVER one_case AS then_action,
        lead(at) OVER one_case AS then_at,
        lead(office_code) OVER one_case AS then_office,
        lead(leaves) OVER one_case AS then_leaves
    FROM leaving
    WINDOW one_case AS (PARTITION BY case_id ORDER BY number)
),
corrected AS (
    SELECT DISTINCT case_id FROM complaints_step WHERE action = %(RECLASSIFY)s
),
{known_later},
waited AS MATERIALIZED (
    SELECT f.case_id, f.number, f.target, f.next_due_at, f.then_office,
        c.office_code AS holder,
        CASE WHEN then_leaves = 1 AND then_at <= next_due_at THEN 1 ELSE 0 END
            AS in_time,
        CASE WHEN r.case_id IS NULL THEN c.kind ELSE coalesce((
            SELECT o.detail ->> 'was_kind' FROM complaints_step AS o
            WHERE o.case_id = f.case_id AND o.action = %(RECLASSIFY)s
            AND o.number > f.number ORDER BY o.number LIMIT 1
        ), c.kind) END AS kind_then
    FROM followed AS f
    JOIN complaints_case AS c ON c.id = f.case_id
    LEFT JOIN corrected AS r ON r.case_id = f.case_id
    LEFT JOIN known_later AS k ON k.case_id = f.case_id
    WHERE f.next_due_at >= %(starts)s AND f.next_due_at < %(ends)s
    AND {counts_as_work}
    AND NOT coalesce(then_at < %(ends)s AND then_action IN ({anew}), FALSE)
),
held AS (
    SELECT kind_then, target, in_time, next_due_at,
        CASE WHEN in_time = 1 THEN then_office ELSE coalesce((
            SELECT o.office_code FROM complaints_step AS o
            WHERE o.case_id = w.case_id AND o.number > w.number
            AND o.at > w.next_due_at ORDER BY o.number LIMIT 1
        ), holder) END AS code
    FROM waited AS w
)
SELECT code, kind_then, target, {counts} FROM held GROUP BY code, kind_then, target
"""
COUNTED = {"due": "1 = 1", "on_time": "in_time = 1"}


def waited(
    spans: Spans, stages: Mapping[str, set[tuple[str, str]]]
) -> Iterator[dict[str, Any]]:
    """
    Stages whose due moment lies in the window: left by then, or late.

    `stages` says by name of which kinds in which states they are. Whoever held the case
    when it was left, or when it fell due, answers for it: what is handed on after its
    due moment is late where it lay. One row for each office and state.
    """
    names = {pair: name for name, pairs in stages.items() for pair in pairs}
    anew, values = plain.words("anew", DATES_ANEW)
    sql = WAITS.format(
        anew=anew,
        known_later=kinds.KNOWN_LATER,
        counts_as_work=kinds.COUNTS_AS_WORK,
        counts=plain.in_spans(COUNTED, "next_due_at"),
    )
    values |= {"TRANSFER": Action.TRANSFER, **kinds.WORDS}
    for row in plain.rows(sql, values | plain.moments(spans)):
        name = names.get((row.pop("kind_then"), row.pop("target")))
        if name is not None:
            code = row.pop("code")
            yield {"code": code} | {f"{name}_{what}": row[what] for what in row}
