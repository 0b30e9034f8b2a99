"""
The stages that waited for offices: one passage over the steps that end or date them.

Behind each step that enters a waiting, window functions find the next one that ends it
or dates it anew. Rules: specification, domain rules 2.3, Work evaluation of regions.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from complaints.states import Action, Kind
from ratings.queries import plain
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
corrections AS (
    SELECT case_id, number, at, detail ->> 'was_kind' AS was
    FROM complaints_step WHERE action = %(RECLASSIFY)s
),
known_later AS (
    SELECT case_id, was FROM (
        SELECT case_id, was, row_number()
            OVER (PARTITION BY case_id ORDER BY number) AS turn
        FROM corrections WHERE at >= %(ends)s
    ) AS later WHERE turn = 1
),
waited AS MATERIALIZED (
    SELECT f.*, c.office_code AS holder,
        CASE WHEN then_leaves = 1 AND then_at <= next_due_at THEN 1 ELSE 0 END
            AS in_time,
        CASE WHEN r.case_id IS NULL THEN c.kind ELSE coalesce((
            SELECT o.detail ->> 'was_kind' FROM complaints_step AS o
            WHERE o.case_id = f.case_id AND o.action = %(RECLASSIFY)s
            AND o.number > f.number ORDER BY o.number LIMIT 1
        ), c.kind) END AS kind_then
    FROM followed AS f
    JOIN complaints_case AS c ON c.id = f.case_id
    LEFT JOIN (SELECT DISTINCT case_id FROM corrections) AS r ON r.case_id = f.case_id
    LEFT JOIN known_later AS k ON k.case_id = f.case_id
    WHERE f.next_due_at >= %(starts)s AND f.next_due_at < %(ends)s
    AND coalesce(k.was, c.kind) <> %(RETALIATION)s
    AND NOT coalesce(then_at < %(ends)s AND then_action IN ({anew}), FALSE)
),
held AS MATERIALIZED (
    SELECT kind_then, target, in_time, next_due_at,
        CASE WHEN in_time = 1 THEN then_office ELSE coalesce((
            SELECT o.office_code FROM complaints_step AS o
            WHERE o.case_id = w.case_id AND o.number > w.number
            AND o.at > w.next_due_at ORDER BY o.number LIMIT 1
        ), holder) END AS code
    FROM waited AS w
)
SELECT code, {columns} FROM held GROUP BY code
"""


def waited(
    spans: Spans, stages: Mapping[str, set[tuple[str, str]]]
) -> Iterator[dict[str, Any]]:
    """
    Stages whose due moment lies in the window: left by then, or late.

    `stages` says by name of which kinds in which states they are. Whoever held the case
    when it was left, or when it fell due, answers for it: what is handed on after its
    due moment is late where it lay.
    """
    anew, values = plain.words("anew", DATES_ANEW)
    sql = WAITS.format(anew=anew, columns=_columns(stages))
    yield from plain.rows(
        sql,
        {
            **values,
            "TRANSFER": str(Action.TRANSFER),
            "RECLASSIFY": str(Action.RECLASSIFY),
            "RETALIATION": str(Kind.RETALIATION),
            "starts": spans.starts,
            "six": spans.six_from,
            "half": spans.half_from,
            "ends": spans.ends,
        },
    )


def _columns(stages: Mapping[str, set[tuple[str, str]]]) -> str:
    since = {"window": "starts", "last_six": "six", "half_month": "half"}
    columns = []
    for name, pairs in stages.items():
        # words of states, which are our own
        one_of = " OR ".join(
            f"(kind_then = '{kind}' AND target = '{state}')"
            for kind, state in sorted(pairs)
        )
        for what, met in (("due", ""), ("on_time", " AND in_time = 1")):
            columns += [
                f"sum(CASE WHEN ({one_of}){met} AND next_due_at >= %({starts})s"
                f" THEN 1 ELSE 0 END) AS {name}_{what}__{span}"
                for span, starts in since.items()
            ]
    return ", ".join(columns)
