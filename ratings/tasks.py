"""The periodic work of ratings, and what the desk asks for; safe to run again."""

from celery import shared_task
from django.utils import timezone

from ratings.operations import reviewing, simulating


@shared_task
def run_due_reviews() -> list[str]:
    """Freeze and score what is due, the oldest first. Returns the periods."""
    return [review.period for review in reviewing.run_due(now=timezone.now())]


@shared_task
def simulate_rules(pk: int) -> bool:
    """What a rule set would have changed, asked for at the desk; minutes at most."""
    return simulating.run(pk=pk, now=timezone.now())
