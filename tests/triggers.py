"""
Lets transactional tests clean up: append-only tables cannot be emptied otherwise.

On PostgreSQL rows are deleted where there are any, with triggers asleep: to truncate a
hundred tables takes more than a second, however little is in them.
"""

import pytest
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations

from complaints import triggers as of_complaints
from ratings import triggers as of_ratings
from registry.ledger import triggers

TRUNCATE = DatabaseOperations.sql_flush


@pytest.fixture(autouse=True, scope="session")
def _flush_only_what_holds_rows():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", _deleting)
        yield


@pytest.fixture(autouse=True)
def _lift_triggers_before_the_flush(request):
    """
    Without transactions around them, tests end with a flush of every table.

    The flush sends post_migrate, which puts the triggers back for the next test.
    """
    if not _is_transactional(request):
        yield
        return
    # Asked for here, so that this fixture ends before the flush that it prepares.
    request.getfixturevalue("transactional_db")
    yield
    for connection in connections.all():
        if _can_let_triggers_sleep(connection):
            continue
        for each in (of_complaints, of_ratings):
            triggers.lift(connection, each.all_triggers())


def _is_transactional(request):
    marker = request.node.get_closest_marker("django_db")
    marked = marker is not None and marker.kwargs.get("transaction", False)
    flushing = {"transactional_db", "live_server", "django_db_reset_sequences"}
    return marked or bool(flushing & set(request.fixturenames))


def _can_let_triggers_sleep(connection):
    """Only a superuser may; another one truncates as ever."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        return cursor.fetchone()[0] == "on"


def _deleting(operations, style, tables, **options):
    connection = operations.connection
    if not tables or options.get("reset_sequences"):
        return TRUNCATE(operations, style, tables, **options)
    if not _can_let_triggers_sleep(connection):
        return TRUNCATE(operations, style, tables, **options)
    names = [operations.quote_name(table) for table in tables]
    holds_rows = ", ".join(f"EXISTS (SELECT FROM {name})" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {holds_rows}")
        found = cursor.fetchone()
    filled = [name for name, has_rows in zip(names, found, strict=True) if has_rows]
    deletes = [f"DELETE FROM {name};" for name in filled]  # noqa: S608
    return ["SET LOCAL session_replication_role = replica;", *deletes]
