"""Lets transactional tests clean up: append-only tables cannot be emptied otherwise."""

import pytest
from django.db import connections

from complaints import triggers as of_complaints
from ratings import triggers as of_ratings
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
        for each in (of_complaints, of_ratings):
            triggers.lift(connection, each.all_triggers())


def _is_transactional(request):
    marker = request.node.get_closest_marker("django_db")
    marked = marker is not None and marker.kwargs.get("transaction", False)
    flushing = {"transactional_db", "live_server", "django_db_reset_sequences"}
    return marked or bool(flushing & set(request.fixturenames))
