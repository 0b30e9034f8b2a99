"""Each check is silent for a whole configuration and names the one thing missing."""

from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from propertyhub import checks

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON;",
    },
}


@pytest.fixture
def production(settings, monkeypatch):
    """A configuration with nothing missing."""
    settings.DEMO = settings.DEBUG = False
    settings.SECRET_KEY = "s" * 64
    settings.PRIVACY_KEYS = [Fernet.generate_key().decode()]
    settings.LOOKUP_KEY = "l" * 64
    settings.ALLOWED_HOSTS = ["hub.example"]
    settings.SITE_URL = "https://hub.example"
    settings.REDIS_URL = "redis://127.0.0.1/0"
    monkeypatch.setitem(settings.DATABASES, "default", SQLITE)
    settings.NOTICE_GATEWAY = "console"
    settings.NOTICE_GATEWAYS = {"SMS": "http", "VOICE": "", "EMAIL": "email"}
    settings.NOTICE_PROVIDERS = {
        "SMS": {"url": "https://sms.example/send", "secret": "n" * 64}
    }
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example", "hub@hub.example"
    return settings


def found():
    every = checks.PRODUCTION_CHECKS + checks.DATABASE_CHECKS + checks.NOTICE_CHECKS
    return [problem.id for check in every for problem in check(None)]


def test_a_whole_configuration_is_accepted(production):
    assert found() == []
    checks.refuse_half_configured()


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("SECRET_KEY", "", "E001"),
        ("SECRET_KEY", "short", "E001"),
        ("PRIVACY_KEYS", [], "E002"),
        ("PRIVACY_KEYS", ["no fernet key"], "E002"),
        ("LOOKUP_KEY", "", "E003"),
        ("ALLOWED_HOSTS", [], "E005"),
        ("ALLOWED_HOSTS", ["hub.example", "*"], "E005"),
        ("REDIS_URL", "", "E006"),
        ("SITE_URL", "", "E007"),
        ("SITE_URL", "http://hub.example", "E007"),
        ("NOTICE_GATEWAY", "pigeon", "E010"),
        ("NOTICE_GATEWAY", "file", "E010"),
        ("NOTICE_GATEWAY", "", "E010"),
        ("NOTICE_GATEWAYS", {"SMS": "email", "VOICE": "", "EMAIL": ""}, "E010"),
        ("NOTICE_GATEWAYS", {"SMS": "", "VOICE": "", "EMAIL": "http"}, "E010"),
        ("EMAIL_HOST", "", "E012"),
        ("DEFAULT_FROM_EMAIL", "", "E012"),
    ],
)
def test_one_thing_missing_is_named(production, name, value, number):
    setattr(production, name, value)
    assert found() == [f"propertyhub.{number}"]
    with pytest.raises(ImproperlyConfigured, match=number):
        checks.refuse_half_configured()


@pytest.mark.parametrize(
    ("name", "number"), [("SECRET_KEY", "E001"), ("LOOKUP_KEY", "E003")]
)
def test_a_key_that_everybody_knows_is_refused(production, name, number):
    setattr(production, name, production.DEVELOPMENT_KEY)
    assert found() == [f"propertyhub.{number}"]


def test_a_known_privacy_key_is_refused_even_beside_a_good_one(production):
    production.PRIVACY_KEYS += [production.DEVELOPMENT_PRIVACY_KEY]
    assert found() == ["propertyhub.E002"]


def test_debug_is_refused_where_strangers_come(production):
    production.DEBUG = True
    assert found() == ["propertyhub.E004"]
    production.ALLOWED_HOSTS = ["localhost"]
    assert found() == []


@pytest.mark.parametrize(
    "option",
    [
        {"transaction_mode": "DEFERRED"},
        {"timeout": 5},
        {"init_command": "PRAGMA foreign_keys=ON"},
        {"init_command": "PRAGMA journal_mode=WAL"},
    ],
)
def test_each_option_of_sqlite_counts(production, monkeypatch, option):
    options = {**SQLITE["OPTIONS"], **option}
    monkeypatch.setitem(production.DATABASES, "default", {**SQLITE, "OPTIONS": options})
    assert found() == ["propertyhub.E008"]


def test_a_request_that_is_a_transaction_is_refused(production, monkeypatch):
    monkeypatch.setitem(
        production.DATABASES, "default", {**SQLITE, "ATOMIC_REQUESTS": True}
    )
    assert found() == ["propertyhub.E009"]


def test_the_demo_asks_for_no_keys(production):
    production.DEMO = True
    production.SECRET_KEY = production.LOOKUP_KEY = production.REDIS_URL = ""
    production.PRIVACY_KEYS = []
    assert found() == []


def test_the_demo_still_needs_its_database_in_order(production, monkeypatch):
    production.DEMO = True
    monkeypatch.setitem(production.DATABASES, "default", {**SQLITE, "OPTIONS": {}})
    assert found() == ["propertyhub.E008"]


@pytest.mark.parametrize(
    "wrong",
    [{"url": ""}, {"url": "http://sms.example"}, {"url": "https:"}, {"secret": "s"}],
)
def test_a_provider_is_reached_encrypted_and_signed(production, wrong):
    provider = {**production.NOTICE_PROVIDERS["SMS"], **wrong}
    production.NOTICE_PROVIDERS = {"SMS": provider}
    assert found() == ["propertyhub.E011"]
    production.NOTICE_GATEWAYS = {"SMS": "", "VOICE": "", "EMAIL": ""}
    assert found() == []


def test_a_provider_on_a_developers_machine_needs_no_certificate(production):
    production.NOTICE_PROVIDERS["SMS"]["url"] = "http://localhost:9000/"
    assert found() == ["propertyhub.E011"]
    production.DEBUG, production.ALLOWED_HOSTS = True, ["localhost"]
    assert found() == []


def test_notices_go_to_a_file_in_a_folder_that_exists(production, tmp_path):
    production.NOTICE_GATEWAY = "file"
    production.NOTICE_FILE = str(tmp_path / "notices.jsonl")
    assert found() == []
    production.NOTICE_FILE = str(tmp_path / "nowhere" / "notices.jsonl")
    assert found() == ["propertyhub.E010"]
