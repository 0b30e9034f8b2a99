"""The periodic work of complaints, as beat calls it; each is safe to run again."""

from celery import shared_task
from django.utils import timezone

from complaints import notices
from complaints.operations import chasing


@shared_task
def sweep_deadlines() -> int:
    """Remind, urge and close whatever fell due. Returns how many cases were touched."""
    swept = chasing.sweep(now=timezone.now())
    return swept.reminded + swept.urged + swept.closed


@shared_task
def deliver_notices() -> int:
    """Send what waits in the outbox. Returns how many were sent."""
    return notices.deliver_pending(now=timezone.now()).sent
