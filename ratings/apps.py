from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from ratings.triggers import all_triggers
from registry.ledger import triggers


class RatingsConfig(AppConfig):
    name = "ratings"
    verbose_name = _("Ratings")

    def ready(self) -> None:
        post_migrate.connect(install_triggers, sender=self)
        register(Tags.database)(check_triggers)


def install_triggers(*, using: str, **_kwargs: Any) -> None:
    triggers.install(connections[using], all_triggers())


def check_triggers(
    *,
    app_configs: Any = None,
    databases: Sequence[str] | None = None,
    **_kwargs: Any,
) -> list[CheckMessage]:
    """
    A table that was remade has lost its triggers: say so (`check --database default`).

    A warning, not an error: `migrate` asks first and is what mends it.
    """
    return [
        checks.Warning(
            f"The database lacks the trigger {name}; run `manage.py migrate`.",
            id="ratings.W001",
        )
        for alias in databases or []
        for name in _missing(alias)
    ]


def _missing(alias: str) -> list[str]:
    """Of a database that was migrated before; an empty one lacks nothing yet."""
    connection = connections[alias]
    tables = set(connection.introspection.table_names())
    wanted = [trigger for trigger in all_triggers() if trigger.table in tables]
    return triggers.missing(connection, wanted)
