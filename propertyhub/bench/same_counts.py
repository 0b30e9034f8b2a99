"""
The counts of a review as the shortest straightforward SQL that gives them.

Two are simpler than in a review: what was explained is told without looking whether the
phone answered, and nothing is asked about suspicions. Nothing stands behind the
numbers, nothing is hashed, scored or kept: this is what counting costs. The rounds of
firms and the stages of offices are asked by the review itself in its own SQL, and by
the same statements here.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ratings.queries import office_work, plain, rounds
from ratings.queries.founded import Spans, charged_to_firms

CHARGED = """
WITH found AS (
    SELECT case_id, detail ->> 'finding' AS finding, detail ->> 'duty' AS duty,
        row_number() OVER (PARTITION BY case_id ORDER BY number DESC) AS turn
    FROM complaints_step WHERE action = 'VERIFY' AND at < %(ends)s
),
charged AS MATERIALIZED (
    SELECT c.id, c.tenure_id, c.firm_id, c.filed_at, t.phone_digest,
        coalesce(t.phone_proved_at < %(ends)s, FALSE) AS proved
    FROM found AS f JOIN complaints_case AS c ON c.id = f.case_id
    JOIN complaints_contact AS t ON t.case_id = c.id
    WHERE f.turn = 1 AND f.finding IN ('FOUNDED', 'PARTLY') AND f.duty = 'FIRM'
    AND c.firm_id IS NOT NULL AND c.kind = 'COMPLAINT' AND c.merged_into_id IS NULL
)
"""
FILED = """{charged}, ranked AS (
    SELECT tenure_id, filed_at AS moment, proved, row_number() OVER (
        PARTITION BY firm_id, phone_digest, proved ORDER BY filed_at DESC, id DESC
    ) AS turn
    FROM charged WHERE filed_at >= %(starts)s AND filed_at < %(ends)s
)
SELECT tenure_id, {incidents}, {unproved} FROM ranked GROUP BY tenure_id
"""
ANSWERED = """{charged}, last AS (
    SELECT a.id, a.case_id, a.at, a.own, a.solved, a.satisfied, c.tenure_id, c.firm_id,
        c.phone_digest, row_number() OVER (
            PARTITION BY a.case_id, a.own ORDER BY a.round DESC
        ) AS turn
    FROM complaints_answer AS a JOIN charged AS c ON c.id = a.case_id
    WHERE a.follower_id IS NULL AND a.at < %(ends)s
),
newest AS (
    SELECT tenure_id, at AS moment, own, solved, satisfied, turn, row_number() OVER (
        PARTITION BY firm_id, phone_digest, own, turn ORDER BY at DESC, id DESC
    ) AS of_phone
    FROM last WHERE at >= %(starts)s
)
SELECT tenure_id, {yes}, {partly}, {no}, {cannot_say}, {rated}, {satisfied},
    {typed}
FROM newest GROUP BY tenure_id
"""
TOLD = """{charged}, told AS (
    SELECT s.case_id, s.action, s.at AS moment, s.detail ->> 'outcome' AS outcome,
        c.tenure_id, c.phone_digest, c.proved, row_number() OVER (
            PARTITION BY s.case_id ORDER BY s.number DESC
        ) AS turn
    FROM complaints_step AS s JOIN charged AS c ON c.id = s.case_id
    WHERE s.action IN ('REPORT', 'EXPLAIN') AND s.at < %(ends)s
)
SELECT tenure_id, {asked}, {explained} FROM told
WHERE turn = 1 AND moment >= %(starts)s GROUP BY tenure_id
"""
ACTED = """
SELECT s.office_code, s.action, {acted}, {visited}
FROM (
    SELECT office_code, action, at AS moment, case_id, detail ->> 'closing' AS closing
    FROM complaints_step WHERE at >= %(starts)s AND at < %(ends)s
) AS s JOIN complaints_case AS c ON c.id = s.case_id
WHERE c.kind <> 'RETALIATION' GROUP BY s.office_code, s.action
"""
HEARD = """
WITH last AS (
    SELECT a.at AS moment, a.own, a.solved, a.satisfied_with_street AS satisfied,
        s.office_code, row_number() OVER (
            PARTITION BY a.case_id, a.own ORDER BY a.round DESC
        ) AS turn
    FROM complaints_answer AS a JOIN complaints_step AS s ON s.id = a.step_id
    JOIN complaints_case AS c ON c.id = a.case_id
    WHERE a.follower_id IS NULL AND a.at < %(ends)s AND c.kind <> 'RETALIATION'
)
SELECT office_code, {yes}, {partly}, {no}, {cannot_say}, {rated}, {satisfied}, {typed}
FROM last WHERE moment >= %(starts)s GROUP BY office_code
"""
REDONE = """
WITH tried AS (
    SELECT case_id, round, office_code, at AS moment, action, row_number() OVER (
        PARTITION BY case_id, round, action ORDER BY number DESC
    ) AS turn
    FROM complaints_step
    WHERE action IN ('RECTIFY', 'SEND_BACK', 'REOPEN') AND at < %(ends)s
)
SELECT t.office_code, {rectified}, {redone}
FROM tried AS t LEFT JOIN (
    SELECT DISTINCT case_id, CASE action WHEN 'REOPEN' THEN round - 1 ELSE round END
        AS round FROM tried WHERE action <> 'RECTIFY'
) AS again ON again.case_id = t.case_id AND again.round = t.round
WHERE t.action = 'RECTIFY' AND t.turn = 1 AND t.moment >= %(starts)s
GROUP BY t.office_code
"""
OWN = "own AND turn = 1"
FIRM_S = f"{OWN} AND of_phone = 1"
CONTENT = "satisfied IN ('VERY', 'SATISFIED', 'FAIRLY')"
RATED = "satisfied NOT IN ('', 'CANNOT_SAY')"


def _answers(which: str) -> dict[str, str]:
    solved = {
        name: f"{which} AND solved = '{name.upper()}'"
        for name in ("yes", "partly", "no", "cannot_say")
    }
    rated = {"rated": f"{which} AND {RATED}", "satisfied": f"{which} AND {CONTENT}"}
    return {**solved, **rated, "typed": "NOT own"}


STATEMENTS = (
    (FILED, {"incidents": "proved AND turn = 1", "unproved": "NOT proved"}),
    (ANSWERED, _answers(FIRM_S)),
    (
        TOLD,
        {
            "asked": "phone_digest <> ''",
            "explained": "action = 'EXPLAIN' AND outcome = 'CANNOT' AND proved",
        },
    ),
    (
        ACTED,
        {
            "acted": "1 = 1",
            "visited": "action = 'CLOSE'"
            " AND s.closing NOT IN ('CANNOT_BE_CALLED', 'NOT_VISITED')",
        },
    ),
    (HEARD, _answers(OWN)),
    (REDONE, {"rectified": "1 = 1", "redone": "again.case_id IS NOT NULL"}),
)


def count(spans: Spans) -> Callable[[], dict[str, int]]:
    """The sums of all firms and offices over the window, by count."""
    values = {
        "starts": spans.starts,
        "six": spans.six_from,
        "half": spans.half_from,
        "ends": spans.ends,
    }

    def act() -> dict[str, int]:
        sums: dict[str, int] = {}
        for sql, wanted in STATEMENTS:
            columns = {name: _in_spans(name, what) for name, what in wanted.items()}
            _add(sums, plain.rows(sql.format(charged=CHARGED, **columns), values))
        charged = charged_to_firms(spans.ends, without=[])
        _add(sums, rounds.rectified(spans, charged))
        _add(sums, office_work.waited(spans))
        return sums

    return act


def _in_spans(name: str, condition: str) -> str:
    """How often the condition holds in each span."""
    since = {"window": "starts", "last_six": "six", "half_month": "half"}
    return ", ".join(
        f"sum(CASE WHEN {condition} AND moment >= %({starts})s THEN 1 ELSE 0 END)"
        f" AS {name}__{span}"
        for span, starts in since.items()
    )


def _add(sums: dict[str, int], rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        of_whom = "office" if {"office_code", "code"} & set(row) else "firm"
        for column, value in row.items():
            name, _, span = column.partition("__")
            if span == "window":
                key = f"{of_whom} {name}"
                sums[key] = sums.get(key, 0) + value
