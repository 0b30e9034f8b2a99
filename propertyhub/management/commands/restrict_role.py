"""`manage.py restrict_role NAME`: the rights of the role that the site runs as."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from propertyhub.histories import APPENDED
from registry.ledger import grants


class Command(BaseCommand):
    help = (
        "On PostgreSQL, give a role what the site needs and not the right to change or "
        "delete history. Run it as the owner of the tables, after each migration."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        role = options["role"]
        if connection.vendor != "postgresql":
            raise CommandError("Roles are PostgreSQL's; SQLite has its triggers only.")
        try:
            grants.restrict(connection, role, APPENDED)
        except grants.NoSuchRole:
            raise CommandError(f"There is no role {role}: CREATE ROLE it.") from None
        except grants.StillMay as problem:
            raise CommandError(
                f"{problem}: it owns the table, is a superuser or has the right by "
                "another role. Nothing was changed."
            ) from None
        self.stdout.write(f"{role} only adds to {', '.join(APPENDED)}")
