"""What a step costs: how many questions and orders it takes to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

# The marks of transactions are no questions.
MARKS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@contextmanager
def asked() -> Iterator[list[str]]:
    """Everything that is said to the database within."""
    said: list[str] = []

    def hear(execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith(MARKS):
            said.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(hear):
        yield said
