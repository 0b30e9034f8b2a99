"""Loading the demo into an empty database."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from complaints.models import Step
from propertyhub.demo import load, people

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def histories(*, seed=load.SEED, now=NOW, count=30):
    """Loads, looks, and takes everything back."""
    with transaction.atomic():
        load.load(count=count, seed=seed, now=now, say=lambda line: None)
        steps = Step.objects.order_by("case__number", "number").values_list(
            "case__number", "action", "at", "actor__username", "text__body"
        )
        found = list(steps)
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_the_same_seed_at_the_same_moment_gives_the_same_histories():
    assert histories(seed=1) == histories(seed=1) != histories(seed=2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "now",
    [
        pytest.param(datetime(2026, 2, 18, 4, 0, tzinfo=UTC), id="Spring Festival"),
        pytest.param(datetime(2026, 10, 3, 16, 5, tzinfo=UTC), id="night of a holiday"),
        pytest.param(datetime(2027, 3, 1, 1, 0, tzinfo=UTC), id="unknown year"),
    ],
)
def test_it_can_be_loaded_on_any_day(now):
    moments = [at for _number, _action, at, *_rest in histories(now=now)]
    assert now - timedelta(days=100) < min(moments) < max(moments) <= now


@pytest.mark.django_db
def test_without_a_demo_no_log_in_is_printed():
    printed = StringIO()
    call_command("demo_logins", stdout=printed)
    assert people.PASSWORD not in printed.getvalue()


def test_only_scales_that_exist_are_offered():
    with pytest.raises(CommandError):
        call_command("load_demo", "--scale", "province")
