"""The histories of all rooms: where their chains end, and where rows are only added."""

from collections.abc import Iterable, Iterator
from datetime import date

from complaints import triggers as of_complaints
from complaints.operations import auditing
from ratings import triggers as of_ratings
from ratings.operations import histories as ratings
from registry.ledger.anchors import NamedHead

APPENDED = {**of_complaints.APPENDED, **of_ratings.APPENDED}


def anchor(*, day: date) -> bool:
    """
    Write the heads of all histories into the anchor of a day.

    Safe to run again, and at once: False where the day has its anchor already.
    """
    return auditing.anchor(day=day, beside=ratings.heads())


def of_cases(heads: Iterable[NamedHead]) -> Iterator[NamedHead]:
    """Those of an anchor that are cases', whose names are numbers."""
    return (head for head in heads if head[0][0].isdigit())
