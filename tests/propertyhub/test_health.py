from datetime import UTC, datetime

import pytest
import time_machine
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from registry.models import DayOff, Job


@pytest.fixture(autouse=True)
def _in_a_year_that_is_known():
    with time_machine.travel("2026-03-02 09:00 +0800", tick=False):
        yield


def test_a_living_process_says_so(client):
    answer = client.get("/healthz")
    assert answer.json() == {"status": "ok"}
    assert "no-cache" in answer.headers["Cache-Control"]


@pytest.fixture
def all_ran(db):
    """Every periodic job has just come to its end."""
    Job.objects.update(finished_at=timezone.now())


def test_all_is_well_when_everything_answers(client, all_ran, settings):
    settings.REDIS_URL = ""
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "checks": {
            "database": "ok",
            "migrations": "ok",
            "broker": "ok",
            "calendar": "ok",
            "disk": "ok",
        },
        "jobs": "ok",
    }


def test_a_broker_that_does_not_answer_turns_its_own_field(client, db, settings):
    # nobody listens on the port that is meant to be unused
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {
        "database": "ok",
        "migrations": "ok",
        "broker": "no answer",
        "calendar": "ok",
        "disk": "ok",
    }


def test_a_database_behind_the_code_turns_its_own_field(client, db, settings):
    settings.REDIS_URL = ""
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()
    found = client.get("/readyz").json()["checks"]
    assert found == {
        "database": "ok",
        "migrations": "1 to apply",
        "broker": "ok",
        "calendar": "ok",
        "disk": "ok",
    }


def test_a_year_without_holidays_turns_its_own_field_and_the_pages_go_on(
    client, db, settings
):
    settings.REDIS_URL = ""
    with time_machine.travel("2026-11-01 09:00 +0800", tick=False):
        assert client.get("/readyz").json()["checks"]["calendar"] == "ok"
    with time_machine.travel("2026-11-02 09:00 +0800", tick=False):
        answer = client.get("/readyz")
        DayOff.objects.create(day="2027-02-20", works=True, reason="调休")
        entered = client.get("/readyz")
    assert answer.json()["checks"]["calendar"] == "2027 not announced"
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert entered.json()["checks"]["calendar"] == "ok"


def test_a_silent_job_is_named_and_takes_no_page_out_of_service(
    client, all_ran, settings
):
    settings.REDIS_URL = ""
    Job.objects.filter(name="complaints.tasks.sweep_deadlines").update(
        finished_at=datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
    )
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["jobs"] == [
        "sweep due moments every minute: no run ended since 2026-03-01 09:00+08:00 "
        "(complaints.tasks.sweep_deadlines)"
    ]


def test_a_post_is_refused(client):
    assert client.post("/healthz").status_code == 405
