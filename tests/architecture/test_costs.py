"""What every page asks of the database: so much, and no more when there is more."""

from http import HTTPStatus

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import pages


@pytest.fixture
def world(town):
    world = pages.build_world(town)
    with time_machine.travel(pages.LOOKED_AT, tick=False):
        yield world


def test_every_page_says_what_it_may_cost():
    assert pages.names() == set(pages.SHOWN) | pages.NOT_SHOWN


def test_no_page_costs_more_than_it_may_nor_more_when_there_is_more(world):
    before = _all_costs(world)
    world.grow()
    after = _all_costs(world)
    assert {
        name: cost for name, cost in after.items() if cost > pages.SHOWN[name][1]
    } == {}
    assert after == before


def _all_costs(world):
    costs = {}
    for name, (who, _most) in pages.SHOWN.items():
        client, address = world.visitor(who), world.address(name)
        client.get(address)  # what is remembered from a first visit is not the page's
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code < HTTPStatus.BAD_REQUEST, address
        costs[name] = len(queries)
    return costs
