"""What the database itself needs: one committed INSERT, one hand-written aggregate."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection

WINDOW = timedelta(days=365)
NOTE = "bench_note"
# what a review counts of each firm, said as shortly as SQL can say it
AGGREGATE = """
    SELECT firm_id, sum(incidents), sum(answers), sum(due) FROM (
        SELECT firm_id, 1 AS incidents, 0 AS answers, 0 AS due
        FROM complaints_case
        WHERE firm_id IS NOT NULL AND filed_at >= %(starts)s AND filed_at < %(ends)s
        AND finding IN ('FOUNDED', 'PARTLY') AND duty = 'FIRM'
        UNION ALL
        SELECT c.firm_id, 0, 1, 0
        FROM complaints_answer a JOIN complaints_case c ON c.id = a.case_id
        WHERE c.firm_id IS NOT NULL AND a.at >= %(starts)s AND a.at < %(ends)s AND a.own
        UNION ALL
        SELECT c.firm_id, 0, 0, 1
        FROM complaints_step s JOIN complaints_case c ON c.id = s.case_id
        WHERE c.firm_id IS NOT NULL AND s.action = 'DISPOSE'
        AND s.next_due_at >= %(starts)s AND s.next_due_at < %(ends)s
    ) AS counted GROUP BY firm_id
"""


def one_insert() -> Callable[[], None]:
    """A row of its own table, committed."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {NOTE} (body varchar(200) NOT NULL)"
        )

    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {NOTE} VALUES (%s)", ["x" * 200])  # noqa: S608  # nosec B608

    return act


def aggregate(*, ends: datetime) -> Callable[[], list[tuple[int, ...]]]:
    """Incidents, own answers and dues of each firm in the year before `ends`."""
    window = {"starts": ends - WINDOW, "ends": ends}

    def act() -> list[tuple[int, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(AGGREGATE, window)
            return [tuple(row) for row in cursor.fetchall()]

    return act
