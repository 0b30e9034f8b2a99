"""The rows of the queue, and how many of them are counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property

from complaints.admin import chips
from complaints.admin.chips import Chip
from complaints.clocks import Clock
from complaints.models import Case, CaseQuerySet
from complaints.states import Kind, State

PER_PAGE = 25
READ_WITH_A_ROW = (
    "category",
    "community",
    "office",
    "acting_firm",
    "acting_department",
)


@dataclass(frozen=True)
class Row:
    """One line of the queue, ready to be shown."""

    pk: int
    number: str
    address: str
    category: str
    kind: str
    where: str
    is_located: bool
    state: Chip
    urgency: Chip | None
    due: Chip | None
    marks: tuple[Chip, ...]
    round: int
    holder: str
    waits_for_acceptance: bool


def rows_of(cases: Iterable[Case], *, now: datetime, clock: Clock) -> list[Row]:
    return [_row(case, now, clock) for case in cases]


def _row(case: Case, now: datetime, clock: Clock) -> Row:
    return Row(
        pk=case.pk,
        number=case.number,
        address=reverse("admin:complaints_case_change", args=[case.pk]),
        category=case.category.label,
        kind="" if case.kind == Kind.COMPLAINT else str(Kind(case.kind).label),
        where=case.where,
        is_located=case.community_id is not None,
        state=chips.state_chip(case),
        urgency=chips.urgency_chip(case),
        due=chips.deadline_chip(case, now=now, clock=clock),
        marks=tuple(chips.marks_of(case, clock=clock)),
        round=case.round,
        holder=chips.holder_of(case),
        waits_for_acceptance=case.state == State.FILED,
    )


class BoundedPaginator(Paginator[Any]):
    """
    Counts no further than `MOST`: a queue is worked from the front, and counting all
    of a large table costs more than showing its first page.
    """

    MOST = 500
    object_list: CaseQuerySet

    @cached_property
    def count(self) -> int:
        found = self.object_list.order_by().values("pk")
        return int(found[: self.MOST + 1].count())

    @property
    def is_cut(self) -> bool:
        return self.count > self.MOST
