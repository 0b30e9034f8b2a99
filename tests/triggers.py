"""Lets transactional tests clean up: append-only tables cannot be emptied otherwise."""

import pytest
from django.db import connections

from complaints.triggers import all_triggers
from ratings.triggers import all_triggers as triggers_of_ratings
from registry.ledger import triggers


@pytest.fixture(autouse=True)
def _lift_triggers_before_the_flush(request):
    """
    Without transactions around them, tests end with a flush of every table.

    The flush sends post_migrate, which puts the triggers back for the next test.
    """
    if not _is_transactional(request):
        yield
        return
    # Asked for here, so that this fixture ends before the flush that it prepares.
    request.getfixturevalue("transactional_db")
    yield
    for connection in connections.all():
        triggers.lift(connection, (*all_triggers(), *triggers_of_ratings()))


def _is_transactional(request):
    marker = request.node.get_closest_marker("django_db")
    marked = marker is not None and marker.kwargs.get("transaction", False)
    flushing = {"transactional_db", "live_server", "django_db_reset_sequences"}
    return marked or bool(flushing & set(request.fixturenames))
