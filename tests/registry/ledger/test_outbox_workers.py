"""Workers that die, run at once or come too late."""

import threading

import pytest
from django.db import connection

from registry.ledger.outbox import Delivered
from registry.models import Notice
from tests.registry.ledger.deliveries import (
    MORNING,
    Killed,
    KilledAfterSending,
    NoConnection,
    Phones,
    after,
    deliver,
    put,
)


@pytest.mark.django_db
def test_a_worker_killed_after_sending_repeats_itself_under_the_same_key():
    put()
    killed, phones = KilledAfterSending(), Phones()
    with pytest.raises(Killed):
        deliver(killed)

    assert deliver(phones, now=after(minutes=14)) == Delivered()
    assert deliver(phones, now=after(minutes=15)) == Delivered(sent=1)
    assert killed.keys == phones.keys == ["case 1 told"]
    assert deliver(phones, now=after(days=1)) == Delivered()


@pytest.mark.django_db
def test_a_notice_that_kills_its_workers_is_given_up():
    put("deadly")
    put("harmless", now=after(days=2))
    for hours in range(6):
        with pytest.raises(Killed):
            deliver(KilledAfterSending(), now=after(hours=hours))
    phones = Phones()

    assert deliver(phones, now=after(days=2)) == Delivered(sent=1, given_up=1)
    assert phones.keys == ["harmless"]
    assert Notice.objects.get(dedupe_key="deadly").last_error == "WorkerLost"


class SecondWorker(Phones):
    """A gateway in whose hands another worker runs, as late as can be."""

    def __init__(self, *, now):
        super().__init__()
        self.now = now
        self.other = Phones()

    def send(self, **given):
        super().send(**given)
        deliver(self.other, now=self.now)


@pytest.mark.django_db
def test_two_workers_do_not_send_the_same_notice():
    put("first")
    put("second")
    slow = SecondWorker(now=after(minutes=1))

    deliver(slow)

    assert sorted(slow.keys + slow.other.keys) == ["first", "second"]


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_and_failed_undoes_nothing():
    put()

    class TooLate(SecondWorker):
        def send(self, **given):
            super().send(**given)
            raise NoConnection

    deliver(TooLate(now=after(minutes=15)))

    notice = Notice.objects.get()
    assert (notice.sent_at, notice.attempts) == (after(minutes=15), 2)
    assert notice.last_error == ""


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_and_failed_frees_nothing_of_the_next():
    put()

    class TakenOver(Phones):
        def send(self, **given):
            Notice.objects.update(attempts=2, leased_until=after(hours=1))
            raise NoConnection

    deliver(TakenOver())

    assert Notice.objects.get().leased_until == after(hours=1)
    assert deliver(Phones(), now=after(minutes=59)) == Delivered()


@pytest.mark.django_db
@pytest.mark.parametrize("attempts", [1, 5])
def test_a_failed_try_undoes_nothing_of_a_slow_one_that_succeeded(attempts):
    put()
    Notice.objects.update(attempts=attempts)

    class SentMeanwhile(Phones):
        def send(self, **given):
            Notice.objects.update(sent_at=MORNING, leased_until=None)
            raise NoConnection

    deliver(SentMeanwhile(), now=after(minutes=15))

    notice = Notice.objects.get()
    assert (notice.sent_at, notice.failed_at) == (MORNING, None)
    assert notice.last_error == ""


@pytest.mark.django_db(transaction=True)
def test_five_workers_at_once_send_each_notice_once():
    for number in range(40):
        put(f"notice {number}")
    gateways = [Phones() for _ in range(5)]
    ready = threading.Barrier(5)

    def work(gateway):
        ready.wait()
        try:
            deliver(gateway)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=[each]) for each in gateways]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    keys = [key for gateway in gateways for key in gateway.keys]
    assert sorted(keys) == sorted(f"notice {number}" for number in range(40))
