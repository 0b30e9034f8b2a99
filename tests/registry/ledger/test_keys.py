import io
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from propertyhub.tasks import forget_replies
from registry.ledger import keys, outbox
from registry.ledger.keys import KeyReused, digest_of, once
from registry.models import IdempotencyKey, Notice
from tests.plans import plan_of
from tests.registry.ledger.deliveries import MESSAGE

MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
REQUEST = digest_of({"text": ["电梯坏了"]})


def send(
    run, *, scope="file:resident 1", key="a key", request_digest=REQUEST, now=MORNING
):
    return once(scope=scope, key=key, request_digest=request_digest, now=now, run=run)


class Counter:
    """Something that must happen once; each time would give another number."""

    def __init__(self):
        self.runs = 0

    def __call__(self):
        self.runs += 1
        return {"number": self.runs, "photos": ("one", "two")}


@pytest.mark.django_db
def test_a_repeated_request_gets_the_reply_of_the_first():
    counter = Counter()

    first = send(counter)

    assert first == send(counter) == {"number": 1, "photos": ["one", "two"]}
    assert counter.runs == 1


@pytest.mark.django_db
def test_a_key_is_known_after_a_day_and_more():
    counter = Counter()

    first = send(counter)
    assert send(counter, now=MORNING + timedelta(days=2)) == first


@pytest.mark.django_db
def test_a_key_is_forgotten_after_three_days():
    three_days = timedelta(hours=72)
    send(Counter())
    send(Counter(), key="a later key", now=MORNING + timedelta(seconds=1))

    with time_machine.travel(MORNING + three_days, tick=False):
        assert forget_replies.apply().result == 1
    assert IdempotencyKey.objects.get().created_at > MORNING
    with time_machine.travel(MORNING + three_days, tick=False):
        assert forget_replies.apply().result == 0


@pytest.mark.django_db
def test_what_is_to_be_forgotten_is_found_by_an_index():
    send(Counter())
    with CaptureQueriesContext(connection) as found:
        keys.forget(now=MORNING)
    asked = next(one["sql"] for one in found if "created_at" in one["sql"])

    assert "replies_by_moment" in plan_of(asked)


@pytest.mark.django_db
def test_another_key_and_another_scope_are_other_requests():
    counter = Counter()

    send(counter)
    send(counter, key="another key")
    send(counter, scope="file:resident 2")

    assert counter.runs == 3


@pytest.mark.django_db
def test_a_key_with_another_request_is_refused():
    counter = Counter()
    send(counter)

    with pytest.raises(KeyReused, match="sent before"):
        send(counter, request_digest=digest_of({"text": ["灯坏了"]}))
    assert counter.runs == 1


@pytest.mark.django_db
def test_a_request_that_failed_may_be_sent_again():
    def fail():
        outbox.put([MESSAGE], now=MORNING)
        raise ValueError("the lift is stuck")

    with pytest.raises(ValueError, match="stuck"):
        send(fail)

    assert not Notice.objects.exists()
    assert not IdempotencyKey.objects.exists()
    assert send(Counter())["number"] == 1


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_no_repeated_request():
    with pytest.raises(IntegrityError, match="idempotent_request_has_a_digest"):
        send(Counter(), request_digest="too short")


@pytest.mark.django_db
def test_a_refusal_inside_the_request_is_no_repeated_request():
    def refuse():
        raise IntegrityError("one_open_tenure_per_community")

    with pytest.raises(IntegrityError, match="one_open_tenure"):
        send(refuse)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "\0", "长" * 10_000, "'; --"])
def test_whatever_a_client_sends_as_its_key_fits(key):
    counter = Counter()

    assert send(counter, key=key) == send(counter, key=key)
    assert counter.runs == 1


@pytest.mark.django_db
def test_the_reply_is_not_readable_in_the_row():
    send(lambda: {"phone": "13800138000"})

    assert "13800138000" not in str(IdempotencyKey.objects.values().get())


@pytest.mark.django_db(transaction=True)
def test_five_at_once_run_once_and_get_equal_replies():
    counter, replies, ready = Counter(), [], threading.Barrier(5)

    def work():
        ready.wait()
        try:
            replies.append(send(counter))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(5)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert counter.runs == 1
    assert replies == [{"number": 1, "photos": ["one", "two"]}] * 5
    assert IdempotencyKey.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_when_the_first_of_two_fails_the_second_runs():
    running, may_fail, replies = threading.Event(), threading.Event(), []

    def fail():
        running.set()
        may_fail.wait(timeout=10)
        raise ValueError("the lift is stuck")

    def first():
        try:
            with pytest.raises(ValueError, match="stuck"):
                send(fail)
        finally:
            connection.close()

    def second():
        try:
            replies.append(send(Counter()))
        finally:
            connection.close()

    workers = [threading.Thread(target=first), threading.Thread(target=second)]
    workers[0].start()
    assert running.wait(timeout=10)
    workers[1].start()
    may_fail.set()
    for worker in workers:
        worker.join()

    assert [reply["number"] for reply in replies] == [1]


def test_a_digest_is_of_fields_and_files():
    def photo(content):
        return ("photo", SimpleUploadedFile("a.jpg", content))

    fields = {"text": ["电梯坏了"], "kind": ["COMPLAINT"]}
    digest = digest_of(fields, [photo(b"one")])

    assert len(digest) == 64
    assert digest == digest_of(dict(reversed(fields.items())), [photo(b"one")])
    assert digest != digest_of(fields, [photo(b"two")])
    assert digest != digest_of(fields)
    assert digest != digest_of({**fields, "text": ["灯坏了"]}, [photo(b"one")])


def test_a_file_can_be_read_after_its_digest():
    upload = SimpleUploadedFile("a.jpg", b"content")
    upload.seek(3, io.SEEK_SET)

    digest_of({}, [("photo", upload)])

    assert upload.read() == b"content"


def test_a_digest_tells_nothing_to_whom_lacks_the_key(settings):
    digest = digest_of({"phone": ["13800138000"]})
    settings.LOOKUP_KEY = "another key"

    assert keys.digest_of({"phone": ["13800138000"]}) != digest
