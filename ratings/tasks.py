"""The periodic work of ratings, as beat calls it; safe to run again."""

from celery import shared_task
from django.utils import timezone

from ratings.operations import reviewing
from ratings.operations.listings import sweeping


@shared_task
def run_due_reviews() -> list[str]:
    """Freeze and score what is due, the oldest first. Returns the periods."""
    return [review.period for review in reviewing.run_due(now=timezone.now())]


@shared_task
def sweep_listings() -> dict[str, int]:
    """Let entries of the lists lapse, expire and be revoked. Returns how many."""
    return dict(sweeping.sweep(now=timezone.now()))
