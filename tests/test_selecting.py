import pytest

from tests.selecting import asks_the_database


def test_whoever_needs_people_of_the_town_asks_the_database(request, town):
    assert asks_the_database(request.node)


@pytest.mark.django_db
def test_so_does_who_is_marked(request):
    assert asks_the_database(request.node)


@pytest.mark.redis
def test_what_needs_redis_runs_with_it(request):
    assert asks_the_database(request.node)


def test_a_rule_asks_none(request):
    assert not asks_the_database(request.node)
