"""
Asking the database in its own words, where the ORM would look steps up one by one.

The words hold for SQLite and PostgreSQL alike. Names in them are our own; every value
is a parameter.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from ratings.queries.founded import Spans

# What one sort or hash of a review may take, several in each statement.
SORTS_IN = "64MB"
# By which value each span begins.
SINCE = {"window": "starts", "last_six": "six", "half_month": "half"}


@contextmanager
def over_many_rows() -> Iterator[None]:
    """
    Within, PostgreSQL sorts in memory and compiles nothing: it would compile each
    statement of a review for longer than the statement runs. All is one transaction,
    since between a pooler and the server a connection is ours for no longer. SQLite has
    neither, and a transaction there would keep everybody else from writing.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        tell(f"SET LOCAL jit = off; SET LOCAL work_mem = '{SORTS_IN}'")
        yield


def rows(sql: str, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each row by the names of its columns; moments among the values are adapted."""
    with connection.cursor() as cursor:
        cursor.execute(sql, _adapted(values))
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            yield dict(zip(names, row, strict=True))


def tell(sql: str, values: Mapping[str, Any] | None = None) -> None:
    """Have it do something that answers with no rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, _adapted(values or {}) or None)


def inner(found: QuerySet[Any], prefix: str) -> tuple[str, dict[str, Any]]:
    """A query of the ORM as a part of such words, and the values that it needs."""
    sql, values = found.query.sql_with_params()
    named = {f"{prefix}{at}": value for at, value in enumerate(values)}
    return sql % tuple(f"%({name})s" for name in named), named


def words(prefix: str, values: Sequence[str]) -> tuple[str, dict[str, str]]:
    """A list of words for IN, and the values that it needs."""
    named = {f"{prefix}{at}": str(value) for at, value in enumerate(values)}
    return ", ".join(f"%({name})s" for name in named), named


def moments(spans: Spans) -> dict[str, datetime]:
    """The values that `in_spans` needs, and the end of all spans."""
    return {
        "starts": spans.starts,
        "six": spans.six_from,
        "half": spans.half_from,
        "ends": spans.ends,
    }


def in_spans(wanted: Mapping[str, str], moment: str) -> str:
    """How often each condition holds in each span: columns `<count>__<span>`."""
    return ", ".join(
        f"count(*) FILTER (WHERE {condition} AND {moment} >= %({starts})s)"
        f" AS {name}__{span}"
        for name, condition in wanted.items()
        for span, starts in SINCE.items()
    )


def steps_behind(wanted: Mapping[str, str], *, case: str, number: str) -> str:
    """
    The steps behind each count: columns `<count>__cases` as `pairs.read_pairs` reads.

    All rows of the statement must lie in the window.
    """
    pair = f"'[' || {_as_text(case)} || ',' || {_as_text(number)} || ']'"
    function = "STRING_AGG" if connection.vendor == "postgresql" else "GROUP_CONCAT"
    return ", ".join(
        f"{function}({pair}, ',') FILTER (WHERE {condition}) AS {name}__cases"
        for name, condition in wanted.items()
    )


def _as_text(column: str) -> str:
    return f"CAST({column} AS TEXT)"


def _adapted(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    """A moment as the database keeps it; a word of the field as its text."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return str(value) if isinstance(value, str) else value
