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


app = Celery("propertyhub")
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
    # Half-months end before the 1st and the 16th; on every other night this finds
    # nothing, or what was missed.
    "review what is due at two o'clock": {
        "task": "ratings.tasks.run_due_reviews",
        "schedule": crontab(hour=2, minute=0),
        "options": {"expires": 24 * 3600},
    },
}
