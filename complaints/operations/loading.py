"""
Writing whole case histories in bulk: numbers, chains and rows.

Where the histories come from, and that each of their moves was allowed, is the business
of `histories`.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from complaints.models import (
    Answer,
    Case,
    Commitment,
    Contact,
    Follower,
    Photo,
    Promise,
    Step,
    Text,
)
from complaints.operations import filing
from complaints.operations.histories import History, OutOfOrder, Surroundings
from complaints.operations.moving import MoveNotAllowed
from complaints.operations.writing import FIRST_DIGEST, link

__all__ = ["History", "MoveNotAllowed", "OutOfOrder", "Surroundings", "write"]

AT_ONCE = 1000


@transaction.atomic
def write(histories: Iterable[History]) -> int:
    """Number the cases in the order of their filing, close their chains, store all."""
    ordered = sorted(histories, key=lambda history: history.case.filed_at)
    _number([history.case for history in ordered])
    for history in ordered:
        for step, name, mentioned in history.mentions:
            step.detail[name] = mentioned.number
    for history in ordered:
        _link(history.steps)
    steps = [step for history in ordered for step in history.steps]
    texts = [history.case.text for history in ordered]
    texts += [step.text for step in steps if step.text is not None]
    texts += [row.text for history in ordered for row in history.commitments]
    Text.objects.bulk_create(texts, batch_size=AT_ONCE)
    for cases in _targets_first([history.case for history in ordered]):
        Case.objects.bulk_create(cases, batch_size=AT_ONCE)
    Step.objects.bulk_create(steps, batch_size=AT_ONCE)
    Commitment.objects.bulk_create(
        row for history in ordered for row in history.commitments
    )
    Contact.objects.bulk_create(
        [history.contact for history in ordered], batch_size=AT_ONCE
    )
    Promise.objects.bulk_create(
        [row for history in ordered for row in history.promises], batch_size=AT_ONCE
    )
    Follower.objects.bulk_create(
        row for history in ordered for row in history.followers
    )
    Answer.objects.bulk_create(row for history in ordered for row in history.answers)
    Photo.objects.bulk_create(row for history in ordered for row in history.photos)
    return len(ordered)


def _number(cases: Sequence[Case]) -> None:
    """`cases` stand in the order of their filing, so each month is one stretch."""

    def series(case: Case) -> tuple[str, int, int]:
        local = timezone.localtime(case.filed_at)
        return case.office_code[:2], local.year, local.month

    by_series = sorted(cases, key=series)
    for (province, _year, _month), stretch in groupby(by_series, key=series):
        together = list(stretch)
        taken = filing.take_numbers(province, together[0].filed_at, count=len(together))
        for case, number in zip(together, taken, strict=True):
            case.number = number


def _targets_first(cases: Sequence[Case]) -> tuple[list[Case], list[Case]]:
    """What was merged is stored after what it was merged into."""
    merged = [case for case in cases if case.merged_into is not None]
    return [case for case in cases if case.merged_into is None], merged


def _link(steps: Sequence[Step]) -> None:
    digest = FIRST_DIGEST
    for step in steps:
        digest = link(step, digest).digest
