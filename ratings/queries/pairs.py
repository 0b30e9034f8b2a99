"""Gathering the steps behind a count in the database, as one text for each group."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, CharField, TextField, Value
from django.db.models.functions import Cast, Concat
from django.db.models.sql.compiler import SQLCompiler

Pair = tuple[int, int]


class Joined(Aggregate):
    """All values of a group in one text, separated by commas, in no order."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, tuple[Any, ...] | list[Any]]:
        there = self.copy()
        there.function = "STRING_AGG"
        there.template = "%(function)s(%(expressions)s, ',')"
        return there.as_sql(compiler, connection, **extra)


def joined_pairs(case: str, number: str, **options: Any) -> Joined:
    """`case:number` of each row: which step of which case was counted."""
    return Joined(
        Concat(Cast(case, CharField()), Value(":"), Cast(number, CharField())),
        **options,
    )


def read_pairs(text: str | None) -> list[Pair]:
    """The same pairs as numbers, in their order."""
    parted = (pair.split(":") for pair in (text or "").split(",") if pair)
    return sorted((int(case), int(number)) for case, number in parted)
