"""The periodic work of ratings, as beat calls it; safe to run again."""

from celery import shared_task
from django.utils import timezone

from ratings.operations import (
    campaigning,
    drafting,
    newcomers,
    reviewing,
    simulating,
    summing,
    watching,
)
from ratings.operations.listings import sweeping


@shared_task
def run_due_reviews() -> list[str]:
    """
    Freeze and score what is due, the oldest first; draft bulletins that are missing.

    Returns the periods that were reviewed.
    """
    now = timezone.now()
    reviewed = [review.period for review in reviewing.run_due(now=now)]
    drafting.draft_missing(now=now)
    return reviewed


@shared_task
def freeze_campaign_days() -> int:
    """Freeze the days of campaigns that are over, missed ones too. Returns how many."""
    return campaigning.freeze_days(now=timezone.now())


@shared_task
def freeze_half_months() -> list[str]:
    """Freeze the sums of half-months that are over. Returns which."""
    return summing.freeze_half_months(now=timezone.now())


@shared_task
def watch_filings() -> int:
    """Look where filings fell though the hotline's cases did not."""
    return watching.watch_filings(now=timezone.now())


@shared_task
def simulate_rules() -> int:
    """The oldest simulation that the desk asked for, if one waits. Minutes at most."""
    return simulating.run_waiting(now=timezone.now())


@shared_task
def sweep_listings() -> dict[str, int]:
    """
    Let entries of the lists lapse, expire and be revoked, and tell streets of listed
    firms that begin there. Returns how many of each.
    """
    now = timezone.now()
    return {**sweeping.sweep(now=now), "BEGINS": newcomers.tell(now=now)}
