"""Who the tests work as, and the hour at which they do."""

from contextlib import contextmanager

import pytest
import time_machine
from django.db import connection

from tests.complaints import paths
from tests.complaints.desk import Desk


@pytest.fixture
def monday_at_five():
    """Eight hours after the residents filed: nothing else of the day comes later."""
    with time_machine.travel(paths.after(8), tick=False):
        yield


@pytest.fixture
def anna(town):
    return Desk(town.anna.user)


@pytest.fixture
def bo(town):
    return Desk(town.bo.user)


@pytest.fixture
def manager(client, town):
    """The browser of the firm's manager, logged in."""
    client.force_login(town.manager.user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def no_uses(db):
    """The table in which uses are counted is not there."""
    with uses_away():
        yield


@contextmanager
def uses_away():
    """The same, until it comes back."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE registry_use RENAME TO registry_use_elsewhere")
        yield
        cursor.execute("ALTER TABLE registry_use_elsewhere RENAME TO registry_use")
