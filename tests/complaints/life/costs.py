"""What a step costs: how many questions and orders it takes to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection

# The marks of transactions are no questions.
MARKS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")

_looks_around = ContextVar("looks_around", default=False)


@contextmanager
def asked() -> Iterator[list[str]]:
    """Everything that is said to the database within."""
    said: list[str] = []

    def hear(execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith(MARKS) and not _looks_around.get():
            said.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(hear):
        yield said


@contextmanager
def looking_around() -> Iterator[None]:
    """What somebody reads to choose what to try belongs to no step."""
    before = _looks_around.set(True)
    try:
        yield
    finally:
        _looks_around.reset(before)
