"""A session that is over lies nowhere, and nobody begins one without opening a page."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from propertyhub.tasks import forget_sessions
from tests.complaints.paths import after

pytestmark = pytest.mark.django_db


def test_the_sessions_that_are_over_are_deleted_and_no_others(settings):
    kept_for = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    old, new = Client(), Client()
    with time_machine.travel(after(0), tick=False):
        old.get("/track/")
    with time_machine.travel(after(1), tick=False):
        new.get("/track/")
    assert Session.objects.count() == 2
    with time_machine.travel(after(0) + kept_for, tick=False):
        assert forget_sessions.apply().result == 0
    with time_machine.travel(after(0.5) + kept_for, tick=False):
        assert forget_sessions.apply().result == 1
    assert Session.objects.get().pk == new.session.session_key


def test_a_head_begins_no_session():
    assert Client().head("/track/").status_code == 200
    assert not Session.objects.exists()
