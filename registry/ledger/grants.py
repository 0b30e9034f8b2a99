"""
Rights of a database role: PostgreSQL itself keeps the application from its history.

Triggers refuse everybody, but an owner may drop them. The site therefore runs as a role
that owns nothing: it reads and writes every table, and only adds to the tables that are
appended to. Which tables these are is the apps' business.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from registry.ledger.triggers import PLAIN_NAME

OF_THE_OWNER = ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES")
IS_THERE = "SELECT count(*) FROM pg_roles WHERE rolname = %s"
MAY = "SELECT has_table_privilege(%s, %s, %s)"


class NoSuchRole(Exception):
    """The database has no role of this name."""


class StillMay(Exception):
    """The role keeps a right that was taken from it."""


def restrict(
    connection: BaseDatabaseWrapper, role: str, appended: Iterable[str]
) -> None:
    """
    Give a role what the application needs, and take from it what would change the
    tables in `appended`; all or nothing, safe to run again.

    For PostgreSQL, connected as the owner of the tables. Tables that are made later are
    without rights until it runs again.

    :raises NoSuchRole: if there is none of this name
    :raises StillMay: if the role could change those tables all the same
    """
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(IS_THERE, [role])
        if not PLAIN_NAME.fullmatch(role) or cursor.fetchone() == (0,):
            raise NoSuchRole(role)
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
        cursor.execute(f'GRANT USAGE ON SCHEMA "{schema}" TO {role}')
        cursor.execute(
            "GRANT SELECT, INSERT, UPDATE, DELETE"
            f' ON ALL TABLES IN SCHEMA "{schema}" TO {role}'
        )
        cursor.execute(
            f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA "{schema}" TO {role}'
        )
        for table in appended:
            rights = ", ".join(OF_THE_OWNER)
            cursor.execute(f"REVOKE {rights} ON {table} FROM {role}, PUBLIC")
            for right in OF_THE_OWNER:
                cursor.execute(MAY, [role, table, right])
                if cursor.fetchone() == (True,):
                    raise StillMay(f"{role} still may {right} {table}")
