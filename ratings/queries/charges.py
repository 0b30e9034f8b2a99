"""
The cases that charge firms, written down once for all the questions about them.

A review asks six times what became of the same cases. Which they are is itself a
passage over all findings, so it is kept in a table of this connection, with an index
and its statistics, until the questions are answered. Nobody else sees the table.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from ratings.queries import plain
from ratings.queries.founded import charged_to_firms, proved

TABLE = "counted_charges"


@contextmanager
def written_down(
    ends: datetime, *, own: Collection[int], left_out: Collection[int]
) -> Iterator[None]:
    """
    Within, TABLE has one row for each founded case that a firm answers for at `ends`.

    Its finding is the step `case_id`, `number`; `proved` tells of the reporter's phone,
    `is_own` that the case is one of `own`. Those of `left_out` are not in it.
    """
    sql, values = plain.inner(_rows(ends, own, left_out), "c")
    with plain.over_many_rows():
        plain.tell(f"DROP TABLE IF EXISTS {TABLE}")
        plain.tell(f"CREATE TEMPORARY TABLE {TABLE} AS {sql}", values)
        plain.tell(f"CREATE UNIQUE INDEX {TABLE}_by_case ON {TABLE} (case_id)")
        plain.tell(f"ANALYZE {TABLE}")
        yield
        plain.tell(f"DROP TABLE {TABLE}")


def _rows(
    ends: datetime, own: Collection[int], left_out: Collection[int]
) -> QuerySet[Any]:
    found: QuerySet[Any] = charged_to_firms(ends, without=left_out).order_by("case_id")
    return found.values(
        "case_id",
        "number",
        tenure_id=F("case__tenure_id"),
        firm_id=F("case__firm_id"),
        credit_code=F("case__firm__credit_code"),
        filed_at=F("case__filed_at"),
        phone_digest=F("case__contact__phone_digest"),
        proved=_one_if(proved(ends)),
        is_own=_one_if(Q(case_id__in=list(own))),
    )


def _one_if(condition: Q) -> Case:
    """Truth as a number, which both databases compare alike."""
    return Case(When(condition, then=Value(1)), default=Value(0))
