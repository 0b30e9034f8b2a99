"""The timetable, and a worker that refuses to start half-configured."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from propertyhub.celery import ConfiguredFirst, app


def test_a_turn_that_nobody_took_makes_room_for_the_next():
    for entry in app.conf.beat_schedule.values():
        assert entry["options"]["expires"] <= 60


def test_a_worker_refuses_to_start_half_configured(settings):
    settings.DEMO = settings.DEBUG = False
    settings.REDIS_URL = ""
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL"):
        ConfiguredFirst(None)
    assert ConfiguredFirst in app.steps["worker"]


def test_work_is_handed_over_as_json_only():
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
