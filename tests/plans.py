"""How the database would go about a statement."""

from django.db import connection


def plan_of(statement):
    """
    Its plan, as one text; to be asked inside a transaction.

    The tables of a test are so small that PostgreSQL would read them whole: it is told
    not to where it need not.
    """
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"{explain} {statement}")
        return str(cursor.fetchall())
