"""A broker, workers and a file of messages, for the tests of one module."""

import pytest

from tests.processes.running import House


@pytest.fixture(scope="module")
def standing_house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("house"))
    yield house
    house.close()


@pytest.fixture
def house(standing_house):
    """With nothing sent yet; its beats stop with the test, its workers go on."""
    standing_house.sent.unlink(missing_ok=True)
    yield standing_house
    standing_house.stop(standing_house.beats)
