"""Ending a legal basis that something stands on: once, and not for the past."""

from datetime import date, datetime

from django.utils import timezone

from ratings import policies
from ratings.models import LegalBasis
from ratings.operations.enforcing import NotRecorded
from ratings.refusals import Refusal
from registry.actors import Officer

__all__ = ["NotRecorded", "against_end", "end"]


def end(*, basis: LegalBasis, from_day: date, by: Officer, now: datetime) -> None:
    """
    Let a legal basis hold until before a day, today at the earliest.

    What was done until today stood on an article in force, and what ended does not
    come back: an article that holds anew is another row.

    :raises NotRecorded: if this is not the province's, for the past, or it has ended
    """
    today = timezone.localtime(now).date()
    against = list(against_end(basis, from_day, today))
    if not policies.may_keep_bases(by.user):
        against.insert(0, Refusal.NOT_THE_PROVINCE)
    if against:
        raise NotRecorded(*against)
    rows = LegalBasis.objects.filter(pk=basis.pk, in_force_until__isnull=True)
    written = rows.update(in_force_until=from_day)
    basis.refresh_from_db()
    if not written:
        raise NotRecorded(Refusal.TWICE)


def against_end(basis: LegalBasis, from_day: date, today: date) -> list[Refusal]:
    """What is against ending it on this day, whoever does it."""
    if from_day < today or from_day <= basis.in_force_from:
        return [Refusal.ENDS_BACKWARDS]
    return []
