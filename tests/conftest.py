"""Where the tests run: their database, their files, and what they may leave out."""

import os
import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.utils import translation

from propertyhub.translating import compiling
from tests.selecting import asks_the_database, marks_of

pytest_plugins = ["tests.town", "tests.triggers"]

ROOT = Path(__file__).parents[1]
# an SQLite file that was migrated already: each process of tests copies it
MIGRATED_DATABASE = "MIGRATED_DATABASE"


def pytest_addoption(parser):
    parser.addoption(
        "--no-skips", action="store_true", help="fail when a test was skipped"
    )
    parser.addoption(
        "--on-the-database",
        action="store_true",
        help="leave out what is the same on every database: it asks none",
    )


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        compiling.compile_all(ROOT / "propertyhub" / "locale")
        # WhiteNoise warns when the folder that it serves is not there
        (ROOT / "var" / "static").mkdir(parents=True, exist_ok=True)


def pytest_collection_modifyitems(config, items):
    """Leave out, not skip, what is about another database than the one at hand."""
    sqlite = django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    elsewhere = {"postgres"} if sqlite else {"sqlite"}
    if not django_settings.REDIS_URL:
        elsewhere.add("redis")
    only_asking = config.getoption("--on-the-database")
    left_out = [
        item
        for item in items
        if elsewhere & marks_of(item) or (only_asking and not asks_the_database(item))
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if (
        session.config.getoption("--no-skips")
        and reporter
        and reporter.stats.get("skipped")
    ):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def django_db_modify_db_settings_parallel_suffix(
    django_db_modify_db_settings_parallel_suffix, tmp_path_factory
):
    """On SQLite, a file of its own for each run, so that two runs do not meet."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)
        if MIGRATED_DATABASE in os.environ:
            shutil.copyfile(os.environ[MIGRATED_DATABASE], file)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """A copy of a migrated database is used as it is."""
    return django_db_keepdb or MIGRATED_DATABASE in os.environ


@pytest.fixture(autouse=True)
def _in_english(settings):
    """Tests read English unless they ask for Chinese; people get Chinese by default."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.AUDIT_ANCHORS = str(tmp_path / "anchors")


@pytest.fixture(autouse=True)
def _own_cache(settings):
    """What one test counts or remembers, no other test finds."""
    default = {**settings.CACHES["default"], "KEY_PREFIX": uuid4().hex}
    settings.CACHES = {**settings.CACHES, "default": default}


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    # argon2 is slow on purpose; no test is about that
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def in_english():
    """For tests that read messages; the site speaks Chinese unless it is asked."""
    with translation.override("en"):
        yield
