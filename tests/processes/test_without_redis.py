"""The broker stops, comes back, is emptied: what residents file is kept, and told."""

import pytest
import redis

from complaints.models import Case
from registry.models import Notice
from tests.complaints import flow
from tests.processes.residents import keys_handed_on, let_it_be_day
from tests.processes.running import until

FILED = "complaints/notices/filed.txt"


@pytest.fixture
def file(client, town, house, settings):
    """Files by the web, from a site whose cache and broker are the house's."""
    settings.REDIS_URL = house.url
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": house.url,
        }
    }

    def file(numbers):
        for number in numbers:
            words = f"The e-bikes of building {number + 1} block the stairs."
            answer = flow.file(client, text=words, phone=f"138001{number:05}")
            assert answer.headers["Location"].startswith("/file/done/")

    return file


def commands(house):
    """What the broker was asked so far, beside this very question."""
    with redis.Redis.from_url(house.url) as client:
        asked = client.info("commandstats")
    return {name: told["calls"] for name, told in asked.items() if "info" not in name}


def flush(house):
    with redis.Redis.from_url(house.url) as client:
        client.flushall()


def waiting():
    return Notice.objects.filter(template=FILED, sent_at=None)


@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_filing_asks_redis_for_nothing(house, file):
    before = commands(house)
    file(range(10))
    after = commands(house)
    assert set(after) - set(before) <= {"cmdstat_client|setinfo"}


@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_what_is_filed_without_redis_is_kept_and_told_when_it_is_back(house, file):
    worker, beat = house.worker(), house.beat()
    until(lambda: "cmdstat_brpop" in commands(house))
    house.stop_broker()
    file(range(200))
    assert Case.objects.count() == waiting().count() == 200

    house.start_broker()
    let_it_be_day()
    until(lambda: waiting().count() < 200)
    flush(house)
    until(lambda: not waiting().exists())

    assert worker.poll() is beat.poll() is None
    house.stop(house.beats)
    told = Notice.objects.filter(template=FILED)
    keys = keys_handed_on(house.sent)
    assert len(keys) == len(set(keys)) == told.count() == 200
