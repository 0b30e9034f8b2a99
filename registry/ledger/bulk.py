"""Writing many rows of one table by one prepared statement."""

from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model


def write(rows: Sequence[Model]) -> None:
    """
    Insert new rows of one model; they do not learn their primary keys.

    `bulk_create` cuts its rows into statements of so many parameters, so that what it
    asks of the database grows with them; this is one statement, however many.
    """
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    fields = [field for field in rows[0]._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = quote(rows[0]._meta.db_table)
    values = [
        [
            field.get_db_prep_save(getattr(row, field.attname), connection)
            for field in fields
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608  # nosec B608
            values,
        )
