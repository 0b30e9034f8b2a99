"""The periodic work about the periodic work, as beat calls it."""

from celery import shared_task
from django.utils import timezone

from propertyhub import histories, jobs


@shared_task
def look_at_jobs() -> list[str]:
    """
    Tell the administrators of jobs that are silent. Returns their tasks.

    Of a timetable that stands still as a whole, `manage.py check_jobs` tells.
    """
    now = timezone.now()
    silences = jobs.silent(now=now)
    jobs.tell(silences, now=now)
    return [silence.task for silence in silences]


@shared_task
def anchor_audit() -> bool:
    """Write today's anchor of all histories, if it is not there. Returns whether."""
    return histories.anchor(day=timezone.localdate())
