"""The periodic work of ratings, as beat calls it; safe to run again."""

from celery import shared_task
from django.utils import timezone

from ratings.operations import reviewing, simulating


@shared_task
def run_due_reviews() -> list[str]:
    """Freeze and score what is due, the oldest first. Returns the periods."""
    return [review.period for review in reviewing.run_due(now=timezone.now())]


@shared_task
def simulate_rules() -> int:
    """The oldest simulation that the desk asked for, if one waits. Minutes at most."""
    return simulating.run_waiting(now=timezone.now())
