"""Closed cases that a lot fell on, or did not."""

from datetime import timedelta
from typing import Any

from complaints.operations import lots
from tests.complaints import paths
from tests.complaints.last_words import by_phone, close
from tests.town import MONDAY_MORNING, Town


def closed(town: Town, *, drawn: bool, by: Any = None) -> Any:
    """A case of Monday morning: answered by the link, or to `by` on the telephone."""
    case = town.file()
    moment = MONDAY_MORNING
    while lots.for_a_second_visit(case) != drawn:
        moment += timedelta(seconds=1)
        case.filed_at = moment
    case = paths.reported(town, now=moment)
    if by is None:
        close(case, town)
    else:
        by_phone(case, by)
    return case
