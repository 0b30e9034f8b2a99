"""
The index behind `Searchable`: trigrams on PostgreSQL, FTS5 on SQLite.

SQLite keeps the words of the column `search` in a table of its own, which triggers hold
in step; they are put back like other triggers when a table was remade.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from registry.grams import stored
from registry.ledger.triggers import Trigger

UNINDEX = "INSERT INTO {table}_search ({table}_search, rowid, search) VALUES"
GONE = UNINDEX + " ('delete', OLD.id, OLD.search);"
COME = "INSERT INTO {table}_search (rowid, search) VALUES (NEW.id, NEW.search);"
WORK = {
    "INSERT": ("INSERT", COME),
    "UPDATE": ("UPDATE OF id, search", f"{GONE} {COME}"),
    "DELETE": ("DELETE", GONE),
}


def triggers_of(tables: Iterable[str]) -> tuple[Trigger, ...]:
    """What holds the tables of words in step; PostgreSQL needs none."""
    return tuple(
        Trigger(
            name=f"{table}_search_{event.lower()}",
            table=table,
            sqlite=(
                f"CREATE TRIGGER {table}_search_{event.lower()} AFTER {on} ON {table}"
                f" FOR EACH ROW BEGIN {work.format(table=table)} END"
            ),
            postgresql="",
        )
        for table in tables
        for event, (on, work) in WORK.items()
    )


def create(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """For a migration: the index of a table that has the column."""
    if schema_editor.connection.vendor == "postgresql":
        # read far more than written: what is new must not wait in a list to be scanned
        schema_editor.execute(
            f"CREATE INDEX {table}_by_words ON {table}"
            " USING gin (search gin_trgm_ops) WITH (fastupdate = off)"
        )
        return
    schema_editor.execute(
        f"CREATE VIRTUAL TABLE {table}_search USING fts5"
        f" (search, content='{table}', content_rowid='id', detail=none)"
    )
    schema_editor.execute(
        f"INSERT INTO {table}_search ({table}_search) VALUES ('rebuild')"  # noqa: S608  # nosec B608
    )


def drop(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """For a migration that is taken back."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {table}_by_words")
        return
    for trigger in triggers_of([table]):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}")
    schema_editor.execute(f"DROP TABLE IF EXISTS {table}_search")


def fill(model: Any, texts_of: Callable[[Any], Iterable[str]]) -> None:
    """For a migration: the grams of the rows that there are."""
    changed = list(model.objects.all())
    for row in changed:
        row.search = stored(texts_of(row))
    model.objects.bulk_update(changed, ["search"], batch_size=500)
