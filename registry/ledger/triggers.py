"""
Triggers: rules that the database keeps even against SQL that no operation wrote.

Builders describe them, `install` puts them in place and `missing` compares the
description with the database: Django remakes tables on SQLite, and a remade table has
lost its triggers. Which tables have which rules is the apps' business.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")  # PostgreSQL cuts what is longer
PLAIN_WORD = re.compile(r"[A-Za-z0-9_]+")

ON_SQLITE = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'"
ON_POSTGRESQL = """
    SELECT pg_class.relname, tgname, obj_description(pg_trigger.oid, 'pg_trigger')
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
    AND pg_table_is_visible(pg_class.oid)
"""


@dataclass(frozen=True)
class Trigger:
    """
    One trigger, as each database writes it; empty where a database has no such event.

    On PostgreSQL it calls a function without arguments that has the trigger's name, and
    `postgresql` makes both.
    """

    name: str
    table: str
    sqlite: str
    postgresql: str

    def __post_init__(self) -> None:
        _check_names(self.name, self.table)

    @property
    def fingerprint(self) -> str:
        """Tells this description from another of the same name."""
        return sha256(self.postgresql.encode()).hexdigest()


def install(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]) -> None:
    """
    Put in place what is missing, all or nothing; what is there already is not touched.

    Tables that do not exist (yet) are passed over: `missing` goes on naming theirs.
    """
    wanted = list(triggers)
    names = set(missing(connection, wanted))
    tables = set(connection.introspection.table_names())
    absent = [each for each in wanted if each.name in names and each.table in tables]
    with transaction.atomic(using=connection.alias):
        lift(connection, absent)
        for trigger in absent:
            _create(connection, trigger)


def lift(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]) -> None:
    """Take them away; those that are not there are passed over."""
    with connection.cursor() as cursor:
        for trigger in triggers:
            if not _is_postgresql(connection):
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}")
                continue
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name} ON {trigger.table}")
            cursor.execute(f"DROP FUNCTION IF EXISTS {trigger.name}()")


def missing(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]) -> list[str]:
    """The names of those that are absent, switched off, or not as described here."""
    on_postgresql = _is_postgresql(connection)
    with connection.cursor() as cursor:
        cursor.execute(ON_POSTGRESQL if on_postgresql else ON_SQLITE)
        present = {(table, name): mark for table, name, mark in cursor.fetchall()}
    return [
        trigger.name
        for trigger in triggers
        if (trigger.postgresql if on_postgresql else trigger.sqlite)
        and present.get((trigger.table, trigger.name))
        != (trigger.fingerprint if on_postgresql else trigger.sqlite)
    ]


def append_only(table: str, name: str) -> tuple[Trigger, ...]:
    """Rows of the table are written once: no update, no delete, no truncate."""
    truncate = _refusal(name=f"{name}_no_truncate", table=table, event="TRUNCATE")
    return (
        _refusal(name=f"{name}_no_update", table=table, event="UPDATE"),
        _refusal(name=f"{name}_no_delete", table=table, event="DELETE"),
        Trigger(truncate.name, table, sqlite="", postgresql=truncate.postgresql),
    )


def allowed_pairs(
    *,
    name: str,
    table: str,
    column: str,
    group_column: str,
    pairs: Iterable[tuple[str, str, str]],
    version_column: str,
) -> Trigger:
    """
    `column` goes from where to where the pairs (group, old, new) allow it, only.

    In a statement that changes it the version grows and the group stays. A change of
    the group alone is free. The three columns are NOT NULL.
    """
    _check_names(column, group_column, version_column)
    move = f"OLD.{group_column} || ':' || OLD.{column} || ':' || NEW.{column}"
    return _refusal(
        name=name,
        table=table,
        event="UPDATE",
        # IS NOT TRUE refuses what NULL would otherwise let through, on both databases.
        condition=f"""(OLD.{column} = NEW.{column}) IS NOT TRUE AND (
    (OLD.{group_column} = NEW.{group_column}) IS NOT TRUE
    OR (NEW.{version_column} > OLD.{version_column}) IS NOT TRUE
    OR ({move} IN ({_listed(pairs)})) IS NOT TRUE
)""",
    )


def allowed_steps(
    *,
    name: str,
    table: str,
    column: str,
    pairs: Iterable[tuple[str, str]],
    version_column: str,
) -> Trigger:
    """
    `column` goes from where to where the pairs (old, new) allow it, only.

    In a statement that changes it the version grows. Both columns are NOT NULL.
    """
    _check_names(column, version_column)
    move = f"OLD.{column} || ':' || NEW.{column}"
    return _refusal(
        name=name,
        table=table,
        event="UPDATE",
        condition=f"""(OLD.{column} = NEW.{column}) IS NOT TRUE AND (
    (NEW.{version_column} > OLD.{version_column}) IS NOT TRUE
    OR ({move} IN ({_listed(pairs)})) IS NOT TRUE
)""",
    )


def kept(
    *, name: str, table: str, column: str, values: Iterable[str], columns: Iterable[str]
) -> Trigger:
    """Where `column` holds one of the values, the `columns` stay as they are."""
    kept_columns = list(columns)
    _check_names(column, *kept_columns)
    words = sorted(values)
    if not words or not all(PLAIN_WORD.fullmatch(word) for word in words):
        raise ValueError("values are needed, of letters, digits and underscores")
    listed = ", ".join(f"'{word}'" for word in words)
    changed = "\n    OR ".join(
        f"(OLD.{each} = NEW.{each} OR (OLD.{each} IS NULL AND NEW.{each} IS NULL))"
        " IS NOT TRUE"
        for each in kept_columns
    )
    return _refusal(
        name=name,
        table=table,
        event="UPDATE",
        condition=f"OLD.{column} IN ({listed}) AND ({changed})",
    )


def never_deleted(table: str, name: str) -> tuple[Trigger, ...]:
    """Rows of the table may change, but not go: no delete, no truncate."""
    truncate = _refusal(name=f"{name}_no_truncate", table=table, event="TRUNCATE")
    return (
        _refusal(name=f"{name}_no_delete", table=table, event="DELETE"),
        Trigger(truncate.name, table, sqlite="", postgresql=truncate.postgresql),
    )


def _refusal(*, name: str, table: str, event: str, condition: str = "") -> Trigger:
    """A trigger that refuses the event, by its own name, when the condition holds."""
    when = f" WHEN ({condition})" if condition else ""
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    return Trigger(
        name=name,
        table=table,
        sqlite=(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{when}"
            f" BEGIN SELECT RAISE(ABORT, '{name}'); END"
        ),
        postgresql=(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN RAISE EXCEPTION USING"
            " MESSAGE = TG_NAME, ERRCODE = 'check_violation'; END$$;"
            f" CREATE TRIGGER {name} BEFORE {event} ON {table}"
            f" FOR EACH {each}{when} EXECUTE FUNCTION {name}()"
        ),
    )


def _create(connection: BaseDatabaseWrapper, trigger: Trigger) -> None:
    with connection.cursor() as cursor:
        if not _is_postgresql(connection):
            cursor.execute(trigger.sqlite)
            return
        cursor.execute(trigger.postgresql)
        cursor.execute(
            f"COMMENT ON TRIGGER {trigger.name} ON {trigger.table}"
            f" IS '{trigger.fingerprint}'"
        )


def _listed(pairs: Iterable[tuple[str, ...]]) -> str:
    words = sorted(":".join(pair) for pair in pairs)
    if not words or not all(
        PLAIN_WORD.fullmatch(part) for word in words for part in word.split(":")
    ):
        raise ValueError("pairs are needed, of letters, digits and underscores")
    return ", ".join(f"'{word}'" for word in words)


def _check_names(*names: str) -> None:
    """Names go into statements as they are, so nothing but plain names may."""
    for name in names:
        if not PLAIN_NAME.fullmatch(name):
            raise ValueError(f"not a plain name of at most 63 characters: {name!r}")


def _is_postgresql(connection: BaseDatabaseWrapper) -> bool:
    return connection.vendor == "postgresql"
