"""Whoever tells somebody something does so in the transaction of the fact."""

import inspect

import pytest
from django.db import transaction

from complaints import notices
from complaints.models import Commitment
from registry.ledger.outbox import OutsideTransaction
from registry.models import Notice, User
from tests.complaints import paths
from tests.complaints.outcomes import last_step
from tests.town import MONDAY_MORNING, PHONE, officer_of

# what does not tell, but words or sends
OTHERS = {"deliver_pending", "file_of", "names", "render"}
# what gives the messages to whoever puts them with others, in one statement
GIVEN = {
    "alarms",
    "put",
    "to_followers",
    "to_regions",
    "to_resident",
    "to_who_acted",
    "to_who_joined",
}
TELLING = {
    name: function
    for name, function in inspect.getmembers(notices, inspect.isfunction)
    if inspect.getmodule(function) is notices
    and not name.startswith("_")
    and name not in OTHERS | GIVEN
}


@pytest.fixture
def values(town):
    """A value for each argument, and somebody to hear for each function."""
    officer_of("emma", town.province)
    for user in User.objects.exclude(email__contains="@"):
        user.email = f"{user.username}@office.example"
        user.is_superuser = user == town.city_emil.user
        user.save()
    case = paths.disposed(town)
    case.acting_department = town.fire
    Notice.objects.all().delete()
    return {
        "case": case,
        "step": last_step(case),
        "template": "reported",
        "code": town.street.code,
        "commitment": Commitment(case=case, number=1),
        "count": 3,
        "left": 3,
        "key": "told",
        "phone": PHONE,
        "language": "en",
        "now": MONDAY_MORNING,
        "year": 2027,
        "aloud": False,
        "good_until": MONDAY_MORNING,
    }


def tell(name, values):
    wanted = inspect.signature(TELLING[name])
    given = wanted.bind(
        **{argument: values[argument] for argument in wanted.parameters}
    )
    TELLING[name](*given.args, **given.kwargs)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", TELLING)
def test_it_is_told_in_the_transaction_of_the_fact_or_not_at_all(values, name):
    with pytest.raises(OutsideTransaction):
        tell(name, values)
    assert not Notice.objects.exists()

    with transaction.atomic():
        tell(name, values)
    assert Notice.objects.exists()
