"""The periodic work of complaints, as beat calls it; each is safe to run again."""

from dataclasses import asdict

from celery import shared_task
from django.utils import timezone

from complaints import notices
from complaints.operations import (
    chasing,
    digests,
    drafting,
    holidays,
    proving,
    watching,
)
from registry.ledger import allowances


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
def look_at_calendar() -> int:
    """Ask for years whose holidays are not known. Returns how many."""
    return digests.ask_for_calendar(now=timezone.now())


@shared_task
def move_behind_holidays() -> int:
    """Date anew what was promised before holidays were known. Returns how many."""
    return holidays.move_dates(now=timezone.now())


@shared_task
def watch_answers() -> int:
    """Look at the answers to return visits. Returns how many alerts are new."""
    return watching.watch_answers(now=timezone.now())


@shared_task
def deliver_notices() -> int:
    """Send what waits in the outbox. Returns how many were sent."""
    return notices.deliver_pending(now=timezone.now()).sent


@shared_task
def forget_codes() -> int:
    """Delete codes that are over, and uses that nobody counts. Returns how many."""
    now = timezone.now()
    return proving.forget_codes(now=now) + allowances.forget(now=now)


@shared_task
def forget_drafts() -> int:
    """Delete the drafts that are over, with their photos. Returns how many."""
    return drafting.forget(now=timezone.now())
