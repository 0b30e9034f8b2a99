"""The times and terms of the lists in force, and the clock that counts them."""

from datetime import date

from django.utils import timezone

from complaints.clocks import Clock
from ratings.due_process import DueProcess
from ratings.models import ListingTerms
from registry import queries as registry_queries


def terms_on(day: date) -> DueProcess:
    """Those of the newest row that began by then; the specification's before it."""
    row = ListingTerms.objects.in_force_on(day).first()
    return DueProcess() if row is None else DueProcess.from_document(row.content)


def listing_clock() -> Clock:
    """Working days alone: the lists have no limits of the complaints' table."""
    return Clock(
        calendar=registry_queries.calendar(),
        zone=timezone.get_default_timezone(),
        limits={},
    )
