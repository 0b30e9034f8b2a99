"""
The counts of a review as the shortest straightforward SQL that gives them: all of
them, to the last one, which a test compares.

Nothing stands behind the numbers, nothing is hashed, scored or kept: this is what
counting costs. The rounds of firms, the stages of offices and what is shown beside
them are asked by the review itself in its own SQL, and by the same statements here.
The database is set as a review sets it.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from ratings.queries import (
    beside_work,
    charges,
    kinds,
    office_work,
    plain,
    rounds,
    voices,
)
from ratings.queries.founded import Spans

# under the name that the rounds of firms are asked by
MAKE_CHARGED = """
CREATE TEMPORARY TABLE {charges} AS
WITH {known_later},
found AS (
    SELECT case_id, number, detail ->> 'finding' AS finding, detail ->> 'duty' AS duty,
        row_number() OVER (PARTITION BY case_id ORDER BY number DESC) AS turn
    FROM complaints_step WHERE action = 'VERIFY' AND at < %(ends)s
),
merged AS (
    SELECT case_id FROM (
        SELECT case_id, action, row_number() OVER (
            PARTITION BY case_id ORDER BY number DESC
        ) AS turn
        FROM complaints_step WHERE action IN ('MERGE', 'UNMERGE') AND at < %(ends)s
    ) AS s WHERE turn = 1 AND action = 'MERGE'
)
SELECT f.case_id, f.number, c.tenure_id, c.firm_id, r.credit_code, c.filed_at,
    t.phone_digest, 0 AS is_own,
    CASE WHEN t.phone_proved_at < %(ends)s THEN 1 ELSE 0 END AS proved
FROM found AS f JOIN complaints_case AS c ON c.id = f.case_id
JOIN registry_firm AS r ON r.id = c.firm_id
JOIN complaints_contact AS t ON t.case_id = c.id
LEFT JOIN known_later AS k ON k.case_id = c.id
WHERE f.turn = 1 AND f.finding IN ('FOUNDED', 'PARTLY') AND f.duty = 'FIRM'
AND coalesce(k.was, c.kind) = 'COMPLAINT'
AND f.case_id NOT IN (SELECT case_id FROM merged)
"""
FILED = """
WITH ranked AS (
    SELECT tenure_id, filed_at AS moment, proved, row_number() OVER (
        PARTITION BY firm_id, phone_digest, proved
        ORDER BY filed_at DESC, case_id DESC
    ) AS turn
    FROM {charges} WHERE filed_at >= %(starts)s AND filed_at < %(ends)s
)
SELECT {counts} FROM ranked GROUP BY tenure_id
"""
ANSWERED = """
WITH spoken AS (
    SELECT a.case_id, a.at AS moment, a.solved, a.satisfied, c.tenure_id,
        row_number() OVER (
            PARTITION BY c.firm_id, coalesce(f.phone_digest, c.phone_digest)
            ORDER BY a.at DESC, a.id DESC
        ) AS turn
    FROM complaints_answer AS a JOIN {charges} AS c ON c.case_id = a.case_id
    LEFT JOIN complaints_follower AS f ON f.id = a.follower_id
    WHERE a.own AND a.at >= %(starts)s AND a.at < %(ends)s
),
heard AS (
    SELECT *, count(*) OVER (PARTITION BY case_id) AS voices FROM spoken WHERE turn = 1
)
SELECT voices, {counts} FROM heard GROUP BY tenure_id, voices
"""
TYPED = """
SELECT {counts} FROM (
    SELECT c.tenure_id, a.at AS moment
    FROM complaints_answer AS a JOIN {charges} AS c ON c.case_id = a.case_id
    WHERE NOT a.own AND a.follower_id IS NULL AND a.at < %(ends)s
) AS typed GROUP BY tenure_id
"""
TOLD = """
WITH told AS (
    SELECT s.id, s.case_id, s.at AS moment, s.action, s.detail ->> 'outcome' AS outcome,
        c.tenure_id, c.firm_id, c.phone_digest, c.proved, row_number() OVER (
            PARTITION BY s.case_id ORDER BY s.number DESC
        ) AS turn
    FROM complaints_step AS s JOIN {charges} AS c ON c.case_id = s.case_id
    WHERE s.action IN ('REPORT', 'EXPLAIN') AND s.at < %(ends)s
),
own AS (
    SELECT c.case_id, c.firm_id, c.phone_digest,
        CASE WHEN a.follower_id IS NULL AND a.at >= %(starts)s THEN 1 ELSE 0 END AS says
    FROM complaints_answer AS a JOIN {charges} AS c ON c.case_id = a.case_id
    WHERE a.own AND a.at < %(ends)s
),
marked AS (
    SELECT *, CASE WHEN action = 'EXPLAIN' AND outcome = 'CANNOT' AND proved = 1
        AND case_id NOT IN (SELECT case_id FROM own)
        AND (firm_id, phone_digest) NOT IN (
            SELECT firm_id, phone_digest FROM own WHERE says = 1
        ) THEN 1 ELSE 0 END AS beyond
    FROM told WHERE turn = 1 AND moment >= %(starts)s
),
ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY firm_id, phone_digest, beyond ORDER BY moment DESC, id DESC
    ) AS of_phone
    FROM marked
)
SELECT {counts} FROM ranked GROUP BY tenure_id
"""
ACTED = """
WITH {known_later},
acted AS MATERIALIZED (
    SELECT s.office_code, s.action, s.at AS moment, s.detail ->> 'closing' AS closing,
        CASE WHEN coalesce(k.was, c.kind) = 'RETALIATION' THEN 0 ELSE 1 END AS is_work
    FROM complaints_step AS s JOIN complaints_case AS c ON c.id = s.case_id
    LEFT JOIN known_later AS k ON k.case_id = c.id
    WHERE s.at >= %(starts)s AND s.at < %(ends)s
)
SELECT office_code, {counts} FROM acted GROUP BY office_code
"""
HEARD = """
WITH {known_later},
last AS (
    SELECT a.at AS moment, a.own, a.solved, a.satisfied_with_street AS satisfied,
        s.office_code, row_number() OVER (
            PARTITION BY a.case_id, a.own ORDER BY a.round DESC
        ) AS turn
    FROM complaints_answer AS a JOIN complaints_step AS s ON s.id = a.step_id
    JOIN complaints_case AS c ON c.id = a.case_id
    LEFT JOIN known_later AS k ON k.case_id = c.id
    WHERE a.follower_id IS NULL AND a.at < %(ends)s
    AND coalesce(k.was, c.kind) <> 'RETALIATION'
)
SELECT office_code, {counts} FROM last WHERE moment >= %(starts)s GROUP BY office_code
"""
UNFOUNDED = """
WITH {known_later},
found AS (
    SELECT case_id, office_code, at AS moment, detail ->> 'finding' AS finding,
        row_number() OVER (PARTITION BY case_id ORDER BY number DESC) AS turn
    FROM complaints_step WHERE action = 'VERIFY' AND at < %(ends)s
)
SELECT f.office_code, {counts}
FROM found AS f JOIN complaints_case AS c ON c.id = f.case_id
LEFT JOIN known_later AS k ON k.case_id = c.id
WHERE turn = 1 AND moment >= %(starts)s AND coalesce(k.was, c.kind) = 'COMPLAINT'
GROUP BY f.office_code
"""
REDONE = """
WITH {known_later},
tried AS (
    SELECT case_id, round, office_code, at AS moment, action, about, row_number() OVER (
        PARTITION BY case_id, round, action ORDER BY number DESC
    ) AS turn
    FROM complaints_step
    WHERE action IN ('RECTIFY', 'SEND_BACK', 'REOPEN', 'FALSE_CONFIRMED')
    AND at < %(ends)s
)
SELECT t.office_code, {counts}
FROM tried AS t JOIN complaints_case AS c ON c.id = t.case_id
LEFT JOIN known_later AS k ON k.case_id = c.id
LEFT JOIN (
    SELECT DISTINCT case_id, CASE action
        WHEN 'REOPEN' THEN round - 1
        WHEN 'FALSE_CONFIRMED' THEN (
            SELECT d.round FROM complaints_step AS d
            WHERE d.case_id = tried.case_id AND d.number = tried.about
        )
        ELSE round END AS round
    FROM tried WHERE action <> 'RECTIFY'
) AS again ON again.case_id = t.case_id AND again.round = t.round
WHERE t.action = 'RECTIFY' AND t.turn = 1 AND t.moment >= %(starts)s
AND coalesce(k.was, c.kind) <> 'RETALIATION'
GROUP BY t.office_code
"""
CONTENT = "satisfied IN ('VERY', 'SATISFIED', 'FAIRLY')"
RATED = "satisfied NOT IN ('', 'CANNOT_SAY')"
WORK = {
    "cases": "action = 'FILE'",
    "declined": "action = 'DECLINE'",
    "transferred": "action = 'TRANSFER'",
    "reclassified": "action = 'RECLASSIFY'",
    "merged": "action = 'MERGE'",
    "paused": "action = 'PAUSE'",
    "disposed": "action = 'DISPOSE'",
    "refused": "action = 'REFUSE'",
    "asked": "action IN ('REPORT', 'EXPLAIN', 'ANSWER')",
    "visits": "action = 'CLOSE' AND closing <> 'CANNOT_BE_CALLED'",
    "visited": "action = 'CLOSE'"
    " AND closing NOT IN ('CANNOT_BE_CALLED', 'NOT_VISITED')",
}


def _answers(which: str) -> dict[str, str]:
    solved = {
        name: f"{which} AND solved = '{name.upper()}'"
        for name in ("yes", "partly", "no", "cannot_say")
    }
    return {
        **solved,
        "rated": f"{which} AND {RATED}",
        "satisfied": f"{which} AND {CONTENT}",
    }


OF_FIRMS = (
    (FILED, {"incidents": "proved = 1 AND turn = 1", "unproved": "proved = 0"}),
    (ANSWERED, _answers("1 = 1")),
    (TYPED, {"typed": "1 = 1"}),
    (
        TOLD,
        {"asked": "phone_digest <> ''", "explained": "beyond = 1 AND of_phone = 1"},
    ),
)
OF_OFFICES = (
    (
        ACTED,
        {name: f"is_work = 1 AND {what}" for name, what in WORK.items()},
    ),
    (HEARD, _answers("own AND turn = 1") | {"typed": "NOT own"}),
    (UNFOUNDED, {"unfounded": "f.finding = 'UNFOUNDED'"}),
    (REDONE, {"rectified": "1 = 1", "redone": "again.case_id IS NOT NULL"}),
)
Sums = dict[str, Decimal]


def count(spans: Spans) -> Callable[[], Sums]:
    """The sums of all firms and offices over the window, by whose and which."""
    values = {**kinds.WORDS, **plain.moments(spans)}
    named = {"charges": charges.TABLE, "known_later": kinds.KNOWN_LATER}

    def asked(sql: str, wanted: Mapping[str, str]) -> Iterable[dict[str, Any]]:
        counts = plain.in_spans(wanted, "moment")
        return plain.rows(sql.format(counts=counts, **named), values)

    def act() -> Sums:
        sums: Sums = {}
        with plain.over_many_rows():
            plain.tell("DROP TABLE IF EXISTS {charges}".format(**named))
            plain.tell(MAKE_CHARGED.format(**named), values)
            plain.tell("ANALYZE {charges}".format(**named))
            for sql, wanted in OF_FIRMS:
                _add(sums, "firm", asked(sql, wanted))
            _add(sums, "firm", rounds.rectified(spans))
            plain.tell("DROP TABLE {charges}".format(**named))
            for sql, wanted in OF_OFFICES:
                _add(sums, "office", asked(sql, wanted))
            _add(sums, "office", office_work.waited(spans))
            beside_work.count(spans)
        return sums

    return act


def _add(sums: Sums, whose: str, rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        share = voices.share_of(row["voices"]) if "voices" in row else Decimal(1)
        for column, value in row.items():
            name, _, span = column.partition("__")
            if span == "window":
                key = f"{whose} {name}"
                sums[key] = sums.get(key, Decimal(0)) + value * share
