"""The periodic work that several rooms need, as beat calls it."""

from celery import shared_task
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from complaints import notices
from propertyhub import histories, jobs
from registry.ledger import files, keys, room


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


@shared_task
def look_at_disk() -> bool:
    """Tell the administrators once a day that no file is taken. Returns whether so."""
    now = timezone.now()
    left = room.megabytes_left()
    if left is None or not room.is_short():
        return False
    with transaction.atomic():
        notices.disk_short(left=left, key=f"disk:{timezone.localdate(now)}", now=now)
    return True


@shared_task
def forget_replies() -> int:
    """Delete the replies to forms that nobody sends again. Returns how many."""
    return keys.forget(now=timezone.now())


@shared_task
def forget_sessions() -> int:
    """Delete the sessions of browsers that are over. Returns how many."""
    over = Session.objects.filter(expire_date__lt=timezone.now())
    deleted, _by_model = over.delete()
    return deleted


@shared_task
def forget_unused_files() -> int:
    """Delete what was sent a week ago and belongs to nothing. Returns how many."""
    return files.forget_unused(now=timezone.now())
