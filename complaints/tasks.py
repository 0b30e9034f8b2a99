"""The periodic work of complaints, as beat calls it; each is safe to run again."""

from dataclasses import asdict

from celery import shared_task
from django.utils import timezone

from complaints import notices
from complaints.operations import chasing, digests, watching


@shared_task
def sweep_deadlines() -> int:
    """Do whatever fell due. Returns how many cases were touched."""
    return sum(asdict(chasing.sweep(now=timezone.now())).values())


@shared_task
def send_digests() -> int:
    """Tell each office what is overdue below it. Returns how many were told."""
    return digests.send(now=timezone.now())


@shared_task
def look_at_rosters() -> int:
    """Ask for a roster where nobody is on duty tonight. Returns how many counties."""
    return digests.ask_for_rosters(now=timezone.now())


@shared_task
def watch_answers() -> int:
    """Look at the answers to return visits. Returns how many alerts are new."""
    return watching.watch_answers(now=timezone.now())


@shared_task
def deliver_notices() -> int:
    """Send what waits in the outbox. Returns how many were sent."""
    return notices.deliver_pending(now=timezone.now()).sent
