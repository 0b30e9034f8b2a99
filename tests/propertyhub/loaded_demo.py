"""The demo, loaded once for all tests of a file and taken away afterwards."""

from collections import defaultdict
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import override_settings

from complaints.models import Case, Step
from complaints.queries.facts import NOT_MOVES
from propertyhub.demo import load

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
COUNT = 400


def load_some(count, *, seed=load.SEED):
    return load.load(count=count, seed=seed, now=NOW, say=lambda line: None)


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once for all tests of this file, and taken away afterwards."""
    settings = override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    with django_db_blocker.unblock(), settings, transaction.atomic():
        load_some(COUNT)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_loaded, db):
    """The cases of the demo."""
    return Case.objects.select_related("community").order_by("pk")


@pytest.fixture
def histories(demo):
    """Each case with its steps."""
    steps = Step.objects.select_related("case", "text", "actor")
    found = defaultdict(list)
    for step in steps.order_by("case", "number"):
        found[step.case_id].append(step)
    return [(case, found[case.pk]) for case in demo]


def moves(steps):
    return [step for step in steps if step.action not in NOT_MOVES]


def told(demo, community, category):
    found = demo.filter(community__code=community, category__code=category)
    return found.order_by("filed_at").last()
