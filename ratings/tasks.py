"""The periodic work of ratings, as beat calls it; safe to run again."""

from celery import shared_task
from django.utils import timezone

from ratings.operations import reviewing, watching


@shared_task
def run_due_reviews() -> list[str]:
    """Freeze and score what is due, the oldest first. Returns the periods."""
    return [review.period for review in reviewing.run_due(now=timezone.now())]


@shared_task
def watch_filings() -> int:
    """Look where filings fell though the hotline's cases did not."""
    return watching.watch_filings(now=timezone.now())
