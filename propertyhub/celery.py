"""The Celery application and the whole timetable of periodic work, in one place."""

import os
from typing import Any

from celery import Celery, bootsteps
from celery.schedules import crontab

from propertyhub.checks import refuse_half_configured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "propertyhub.settings")


class ConfiguredFirst(bootsteps.Step):
    """A worker refuses to start half-configured, as the web server does."""

    def __init__(self, worker: Any, **kwargs: Any) -> None:
        refuse_half_configured()
        super().__init__(worker, **kwargs)


app = Celery("propertyhub", task_cls="propertyhub.jobs:RecordedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(ConfiguredFirst)
# What no worker took before its next turn is dropped: the next turn does it all.
app.conf.beat_schedule = {
    "sweep due moments every minute": {
        "task": "complaints.tasks.sweep_deadlines",
        "schedule": crontab(),
        "options": {"expires": 60},
    },
    "tell offices what is overdue below them, at nine and at three": {
        "task": "complaints.tasks.send_digests",
        "schedule": crontab(hour="9,15", minute=0),
        "options": {"expires": 3600},
    },
    "look at tonight's rosters at five": {
        "task": "complaints.tasks.look_at_rosters",
        "schedule": crontab(hour=17, minute=0),
        "options": {"expires": 3600},
    },
    "forget the codes of phones that are over": {
        "task": "complaints.tasks.forget_codes",
        "schedule": crontab(),
        "options": {"expires": 60},
    },
    "delete the drafts that are over, with their photos, every ten minutes": {
        "task": "complaints.tasks.forget_drafts",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    # Once a day; the other turns of the day find it there, or what was missed.
    "write down the heads of all histories, outside the database": {
        "task": "propertyhub.tasks.anchor_audit",
        "schedule": crontab(minute=30),
        "options": {"expires": 3600},
    },
    "look whether the next year's holidays are known at half past eight": {
        "task": "complaints.tasks.look_at_calendar",
        "schedule": crontab(hour=8, minute=30),
        "options": {"expires": 12 * 3600},
    },
    "move dates behind holidays that were entered, at half past midnight": {
        "task": "complaints.tasks.move_behind_holidays",
        "schedule": crontab(hour=0, minute=30),
        "options": {"expires": 12 * 3600},
    },
    "look at the answers to return visits at three in the night": {
        "task": "complaints.tasks.watch_answers",
        "schedule": crontab(hour=3, minute=0),
        "options": {"expires": 24 * 3600},
    },
    "deliver notices every ten seconds": {
        "task": "complaints.tasks.deliver_notices",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    # Terms end at midnight: within the hour what is over is written down as over.
    "let entries of the lists lapse and end, every ten minutes": {
        "task": "ratings.tasks.sweep_listings",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    "look for silent jobs every five minutes": {
        "task": "propertyhub.tasks.look_at_jobs",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 300},
    },
    "look at the room for photos and files every ten minutes": {
        "task": "propertyhub.tasks.look_at_disk",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    "forget replies to forms after three days, once an hour": {
        "task": "propertyhub.tasks.forget_replies",
        "schedule": crontab(minute=20),
        "options": {"expires": 3600},
    },
    "forget files that belong to nothing at half past three in the night": {
        "task": "propertyhub.tasks.forget_unused_files",
        "schedule": crontab(hour=3, minute=30),
        "options": {"expires": 24 * 3600},
    },
    "delete the sessions that are over, with what lies in them, in the night": {
        "task": "propertyhub.tasks.forget_sessions",
        "schedule": crontab(hour=3, minute=30),
        "options": {"expires": 24 * 3600},
    },
    # A row for each campaign and day; a missed night is made up for by the next one.
    "freeze what campaigns came to yesterday at one in the night": {
        "task": "ratings.tasks.freeze_campaign_days",
        "schedule": crontab(hour=1, minute=0),
        "options": {"expires": 12 * 3600},
    },
    # Half-months end before the 1st and the 16th; on every other night this finds
    # nothing, or what was missed.
    "review what is due at two o'clock": {
        "task": "ratings.tasks.run_due_reviews",
        "schedule": crontab(hour=2, minute=0),
        "options": {"expires": 24 * 3600},
    },
    # Before the review of the night; on most nights nothing is left to freeze.
    "freeze the sums of half-months that are over at half past one": {
        "task": "ratings.tasks.freeze_half_months",
        "schedule": crontab(hour=1, minute=30),
        "options": {"expires": 12 * 3600},
    },
    # After the review; what it compares changes with a review only.
    "look where filings fell at half past four in the night": {
        "task": "ratings.tasks.watch_filings",
        "schedule": crontab(hour=4, minute=30),
        "options": {"expires": 24 * 3600},
    },
    # Two minutes, so that a simulation of a whole province does not count as silence.
    "simulate the rules that the desk asked about every two minutes": {
        "task": "ratings.tasks.simulate_rules",
        "schedule": crontab(minute="*/2"),
        "options": {"expires": 120},
    },
}
