"""Promises that lie too early since holidays were announced. Nothing here writes."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from django.db.models import F, QuerySet

from complaints.clocks import Clock
from complaints.models import Promise
from complaints.states import Stage

AT_ONCE = 2000


def to_move(
    *, now: datetime, clock: Clock
) -> Iterator[tuple[int, dict[Stage, datetime]]]:
    """
    Open cases, by id, with those of their promises that have to move and where to.

    A promise is counted again by the working days that it was counted in: so it does
    not matter by which calendar that was, nor how often this is asked. What is over by
    now stays, and so does what stands still.
    """
    counted: dict[tuple[datetime, int], datetime] = {}
    for case_id, rows in groupby(_ahead().iterator(AT_ONCE), key=itemgetter(0)):
        newest = {Stage(row[1]): row for row in rows}
        later: dict[Stage, datetime] = {}
        for stage, (_case, _stage, promised_at, workdays, since) in newest.items():
            if workdays is None or promised_at <= now:
                continue
            if (since, workdays) not in counted:
                counted[since, workdays] = clock.workdays_after(since, workdays)
            if counted[since, workdays] > promised_at:
                later[stage] = counted[since, workdays]
        if later:
            yield case_id, later


def _ahead() -> QuerySet[Promise, tuple[int, str, datetime, int | None, datetime]]:
    """Of each case all revisions of its round, the newest last."""
    rows = Promise.objects.filter(
        case__due_at__isnull=False,
        case__paused_until__isnull=True,
        round=F("case__round"),
    )
    return rows.order_by("case_id", "revision").values_list(
        "case_id", "stage", "promised_at", "workdays", "step__at"
    )
