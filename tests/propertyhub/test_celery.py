"""The timetable, and a worker that refuses to start half-configured."""

import pytest
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

from propertyhub.celery import ConfiguredFirst, app


def test_a_turn_that_nobody_took_makes_room_for_the_next():
    turns = [
        (10.0, 10),
        (crontab(), 60),
        (crontab(minute="*/2"), 120),
        (crontab(minute="*/5"), 300),
        (crontab(minute="*/10"), 600),
        (crontab(hour="9,15", minute=0), 6 * 3600),
        (crontab(hour=17, minute=0), 24 * 3600),
        (crontab(minute=20), 3600),
        (crontab(minute=30), 3600),
        (crontab(hour=8, minute=30), 24 * 3600),
        (crontab(hour=0, minute=30), 24 * 3600),
        (crontab(hour=1, minute=0), 24 * 3600),
        (crontab(hour=2, minute=0), 24 * 3600),
        (crontab(hour=3, minute=0), 24 * 3600),
        (crontab(hour=4, minute=30), 24 * 3600),
        (crontab(hour=1, minute=30), 24 * 3600),
        (crontab(hour=3, minute=30), 24 * 3600),
    ]
    for entry in app.conf.beat_schedule.values():
        (seconds,) = [took for turn, took in turns if turn == entry["schedule"]]
        assert entry["options"]["expires"] <= seconds


def test_reviews_are_held_at_two_in_the_night_of_the_province():
    entry = app.conf.beat_schedule["review what is due at two o'clock"]
    assert entry["schedule"] == crontab(hour=2, minute=0)
    assert str(app.conf.timezone) == "Asia/Shanghai"


def test_a_worker_refuses_to_start_half_configured(settings):
    settings.DEMO = settings.DEBUG = False
    settings.REDIS_URL = ""
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL"):
        ConfiguredFirst(None)
    assert ConfiguredFirst in app.steps["worker"]


def test_work_is_handed_over_as_json_only():
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
