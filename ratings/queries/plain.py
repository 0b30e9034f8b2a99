"""
Asking the database in its own words, where the ORM would look steps up one by one.

The words hold for SQLite and PostgreSQL alike. Names in them are our own; every value
is a parameter.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet


def rows(sql: str, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each row by the names of its columns; moments among the values are adapted."""
    adapted = {name: _adapted(value) for name, value in values.items()}
    with connection.cursor() as cursor:
        cursor.execute(sql, adapted)
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            yield dict(zip(names, row, strict=True))


def inner(found: QuerySet[Any], prefix: str) -> tuple[str, dict[str, Any]]:
    """A query of the ORM as a part of such words, and the values that it needs."""
    sql, values = found.query.sql_with_params()
    named = {f"{prefix}{at}": value for at, value in enumerate(values)}
    return sql % tuple(f"%({name})s" for name in named), named


def words(prefix: str, values: Sequence[str]) -> tuple[str, dict[str, str]]:
    """A list of words for IN, and the values that it needs."""
    named = {f"{prefix}{at}": str(value) for at, value in enumerate(values)}
    return ", ".join(f"%({name})s" for name in named), named


def joined(text: str) -> str:
    """All values of a group in one text, separated by commas, in no order."""
    function = "STRING_AGG" if connection.vendor == "postgresql" else "GROUP_CONCAT"
    return f"{function}({text}, ',')"


def as_text(column: str) -> str:
    return (
        f"CAST({column} AS {'text' if connection.vendor == 'postgresql' else 'TEXT'})"
    )


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
