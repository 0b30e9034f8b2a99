"""
Who of the periodic jobs is silent: the dead man's switch of the timetable.

Each run that comes to its end is written down. A job that missed two of its moments in
a row is silent, whether nobody calls it, nobody takes it, or it always fails.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from celery import Task
from celery.schedules import crontab
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints import notices
from propertyhub.celery import app
from registry.ledger import jobs as ledger

MISSED = 2
# What the run of the last missed moment may take before it counts as missed.
GRACE = timedelta(minutes=1)


TITLES: dict[str, Promise] = {
    "complaints.tasks.sweep_deadlines": _("Sweep of due moments"),
    "complaints.tasks.send_digests": _("Digests to the offices"),
    "complaints.tasks.look_at_rosters": _("Look at tonight's rosters"),
    "complaints.tasks.look_at_calendar": _("Look at the next year's holidays"),
    "complaints.tasks.move_behind_holidays": _("Dates moved behind holidays"),
    "complaints.tasks.watch_answers": _("Watch over answers to return visits"),
    "complaints.tasks.forget_codes": _("Codes of phones forgotten"),
    "complaints.tasks.forget_drafts": _("Drafts that are over deleted"),
    "complaints.tasks.deliver_notices": _("Delivery of messages"),
    "propertyhub.tasks.anchor_audit": _("Anchors of all histories"),
    "propertyhub.tasks.look_at_jobs": _("Look for silent jobs"),
    "propertyhub.tasks.look_at_disk": _("Look at the room for photos"),
    "propertyhub.tasks.forget_replies": _("Replies to forms forgotten"),
    "propertyhub.tasks.forget_sessions": _("Sessions of browsers forgotten"),
    "propertyhub.tasks.forget_unused_files": _("Unused photos and files forgotten"),
    "ratings.tasks.freeze_campaign_days": _("Days of campaigns frozen"),
    "ratings.tasks.freeze_half_months": _("Sums of half-months frozen"),
    "ratings.tasks.run_due_reviews": _("Half-month reviews"),
    "ratings.tasks.sweep_listings": _("Terms of the red and black lists"),
    "ratings.tasks.simulate_rules": _("Simulations of rules"),
    "ratings.tasks.watch_filings": _("Watch over filings that fall"),
}


class RecordedTask(Task[..., Any]):
    """Writes down that it came to its end."""

    def on_success(
        self, retval: Any, task_id: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        ledger.finished(self.name, now=timezone.now())


@dataclass(frozen=True)
class Silence:
    """A job that missed its moments, and the last sign of it."""

    entry: str
    task: str
    since: datetime

    @property
    def title(self) -> Promise:
        """Its name for people, in their language."""
        return TITLES[self.task]

    def __str__(self) -> str:
        since = timezone.localtime(self.since).isoformat(sep=" ", timespec="minutes")
        return f"{self.entry}: no run ended since {since} ({self.task})"


def expect_all(*, now: datetime) -> None:
    """Everything on the timetable is missed from now on when it does not run."""
    ledger.expect([entry["task"] for entry in _timetable().values()], now=now)


def silent(*, now: datetime) -> list[Silence]:
    """The jobs that missed two moments in a row, in the order of the timetable."""
    signs = ledger.last_signs()
    return [
        Silence(name, entry["task"], since)
        for name, entry in _timetable().items()
        if (since := signs.get(entry["task"])) is not None
        and now > _missed_at(entry["schedule"], since) + GRACE
    ]


def tell(silences: list[Silence], *, now: datetime) -> None:
    """Put an e-mail to each administrator into the outbox, once for these silences."""
    if not silences:
        return
    told = "\n".join(f"{one.task} {one.since.isoformat()}" for one in silences)
    key = f"jobs:{sha256(told.encode()).hexdigest()[:32]}"
    with transaction.atomic():
        notices.jobs_silent(count=len(silences), key=key, now=now)


def next_moment(schedule: Any, after: datetime) -> datetime:
    """When beat calls a job that it called last at `after`."""
    if isinstance(schedule, crontab):
        start, ahead, _now = schedule.remaining_delta(timezone.localtime(after))
        moment: datetime = start + ahead
        return moment
    return after + timedelta(seconds=schedule)


def _missed_at(schedule: Any, since: datetime) -> datetime:
    for _moment in range(MISSED):
        since = next_moment(schedule, since)
    return since


def _timetable() -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = app.conf.beat_schedule
    return entries
