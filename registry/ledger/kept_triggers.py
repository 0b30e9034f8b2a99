"""What keeps an app's triggers in place: put back after migrations, and looked for."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.core import checks
from django.core.checks import CheckMessage
from django.db import connections

from registry.ledger import triggers
from registry.ledger.triggers import Trigger


class Kept(NamedTuple):
    """A receiver of post_migrate, and a check of the database."""

    install: Callable[..., None]
    check: Callable[..., list[CheckMessage]]


def kept(all_triggers: Callable[[], Iterable[Trigger]], *, warning: str) -> Kept:
    """
    The two functions for an app's triggers; `warning` is the id of what the check says.

    A table that was remade has lost its triggers: the check says so, as a warning and
    not as an error, since `migrate` asks first and is what mends it.
    """

    def install(*, using: str, **_kwargs: Any) -> None:
        triggers.install(connections[using], all_triggers())

    def check(
        *,
        app_configs: Any = None,
        databases: Sequence[str] | None = None,
        **_kwargs: Any,
    ) -> list[CheckMessage]:
        return [
            checks.Warning(
                f"The database lacks the trigger {name}; run `manage.py migrate`.",
                id=warning,
            )
            for alias in databases or []
            for name in _missing(alias, all_triggers())
        ]

    return Kept(install, check)


def _missing(alias: str, wanted: Iterable[Trigger]) -> list[str]:
    """Of a database that was migrated before; an empty one lacks nothing yet."""
    connection = connections[alias]
    tables = set(connection.introspection.table_names())
    return triggers.missing(
        connection, [trigger for trigger in wanted if trigger.table in tables]
    )
