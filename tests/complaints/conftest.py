"""The desks of the town's officers, and the hour at which their tests work."""

import pytest
import time_machine

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
