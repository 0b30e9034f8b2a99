"""One notice that always raises: the others leave, it is given up, mended and sent."""

from datetime import timedelta

import time_machine

from registry.ledger import outbox
from registry.models import Notice
from registry.sealing import seal
from tests.complaints.desk import Desk, texts
from tests.registry.ledger.deliveries import MORNING, Phones, after, deliver, put

DEAD_LETTERS = "/admin/registry/notice/"


def poison(key):
    put(key)
    Notice.objects.filter(dedupe_key=key).update(payload_sealed="gAAAAA broken")


def test_a_poisoned_notice_delays_no_other_and_is_sent_once_it_is_mended(town):
    town.city_emil.user.is_superuser = True
    town.city_emil.user.save()
    chief = Desk(town.city_emil.user).client
    phones, now = Phones(), MORNING
    poison("poisoned")

    for turn, wait in enumerate((*outbox.WAITS, timedelta())):
        assert "poisoned" not in texts(chief.get(DEAD_LETTERS))
        put(f"sound {turn}", now=now)
        deliver(phones, now=now)
        assert phones.keys[-1] == f"sound {turn}"
        now += wait
    assert len(phones.keys) == outbox.MOST_ATTEMPTS

    dead = Notice.objects.given_up().get()
    page = texts(chief.get(DEAD_LETTERS))
    assert "poisoned" in page
    assert "CannotUnseal" in page
    assert f'formaction="{DEAD_LETTERS}{dead.pk}/retry/"' in page

    Notice.objects.filter(pk=dead.pk).update(payload_sealed=seal('{"number": "1"}'))
    with time_machine.travel(after(days=1), tick=False):
        chief.post(f"{DEAD_LETTERS}{dead.pk}/retry/")
    deliver(phones, now=after(days=1))
    assert phones.keys[-1] == "poisoned"
    assert not Notice.objects.waiting().exists()
