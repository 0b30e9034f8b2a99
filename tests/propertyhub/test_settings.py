"""What the settings promise; production settings load in a process of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]
ASK = """
import json, django
django.setup()
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in %r}, default=str))
"""


def production_settings(*names, **environment):
    """The settings as a process sees them that is told nothing but `environment`."""
    answer = subprocess.run(
        [sys.executable, "-c", ASK % (names,)],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "propertyhub.settings",
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def test_sqlite_lets_writers_take_turns():
    options = production_settings("DATABASES")["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 20
    assert "journal_mode=WAL" in options["init_command"]


@pytest.mark.sqlite
def test_the_open_connection_has_what_the_settings_say(db):
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 1,
        "busy_timeout": 20_000,
    }


@pytest.mark.sqlite
def test_tests_use_a_database_file():
    for name in (
        settings.DATABASES["default"]["TEST"]["NAME"],
        connection.settings_dict["TEST"]["NAME"],
    ):
        assert name.endswith(".sqlite3")


def test_a_request_is_not_a_transaction():
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS", False)


def test_production_has_no_stand_in_for_a_key():
    found = production_settings("PRIVACY_KEYS", "LOOKUP_KEY")
    assert found == {"PRIVACY_KEYS": [], "LOOKUP_KEY": ""}
    with pytest.raises(subprocess.CalledProcessError) as refused:
        production_settings("SECRET_KEY")
    assert "SECRET_KEY setting must not be empty" in refused.value.stderr


def test_production_cookies_travel_encrypted_only():
    found = production_settings(
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "LANGUAGE_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
    )
    assert all(found.values())
    year = production_settings("SECURE_HSTS_SECONDS")["SECURE_HSTS_SECONDS"]
    assert year >= 365 * 24 * 3600


def test_postgresql_is_reached_safely_through_a_pooler():
    database = production_settings(
        "DATABASES", DATABASE_URL="postgres://ann@db.example/hub"
    )["DATABASES"]["default"]
    assert database["DISABLE_SERVER_SIDE_CURSORS"]
    assert "transaction_mode" not in database.get("OPTIONS", {})


def test_a_task_ends_before_it_is_handed_out_again():
    visible_after = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert visible_after > settings.CELERY_TASK_TIME_LIMIT
    assert settings.CELERY_TASK_ACKS_LATE
    assert settings.CELERY_TASK_REJECT_ON_WORKER_LOST
    assert settings.CELERY_WORKER_PREFETCH_MULTIPLIER == 1
