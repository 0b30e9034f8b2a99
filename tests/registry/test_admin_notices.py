"""Dead letters at the desk: seen without addresses, sent again by a button."""

from datetime import timedelta

import pytest

from registry.models import Notice
from registry.models.notice import NoticeChannel
from registry.sealing import seal
from tests.complaints.desk import Desk, texts
from tests.town import MONDAY_MORNING

BASE = "/admin/registry/notice/"
ADDRESS = "+8613800138000"


@pytest.fixture
def chief(town):
    """The administrator of the city."""
    town.city_emil.user.is_superuser = True
    town.city_emil.user.save()
    return Desk(town.city_emil.user).client


def notice(key, **more):
    given = {"attempts": 6, "last_error": "ConnectionError", **more}
    return Notice.objects.create(
        dedupe_key=key,
        channel=NoticeChannel.SMS,
        template="complaints/notices/urged.txt",
        language="zh-hans",
        address_sealed=seal(ADDRESS),
        payload_sealed=seal('{"number": "34-2603-000001-5"}'),
        created_at=MONDAY_MORNING,
        not_before=MONDAY_MORNING,
        **given,
    )


@pytest.fixture
def dead():
    return notice("case:1:step:2", failed_at=MONDAY_MORNING + timedelta(days=1))


def test_only_dead_letters_are_listed(town, chief, dead):
    notice("case:1:step:3", sent_at=MONDAY_MORNING)
    page = texts(chief.get(BASE))
    assert "case:1:step:2" in page
    assert "ConnectionError" in page
    assert "case:1:step:3" not in page


def test_neither_address_nor_values_are_shown(town, chief, dead):
    for address in (BASE, f"{BASE}{dead.pk}/change/"):
        page = texts(chief.get(address))
        for hidden in (ADDRESS, dead.address_sealed, dead.payload_sealed, "34-2603"):
            assert hidden not in page


def test_the_button_puts_it_back_among_the_waiting(town, chief, dead):
    assert f'formaction="{BASE}{dead.pk}/retry/"' in texts(chief.get(BASE))
    chief.post(f"{BASE}{dead.pk}/retry/")

    dead.refresh_from_db()
    assert (dead.failed_at, dead.attempts, dead.last_error) == (None, 0, "")
    assert list(Notice.objects.waiting()) == [dead]


def test_many_are_put_back_at_once(town, chief, dead):
    other = notice("case:2:step:2", failed_at=MONDAY_MORNING)
    chosen = {"action": "send_selected_again", "_selected_action": [dead.pk, other.pk]}
    chief.post(BASE, {**chosen, "index": 0})
    assert Notice.objects.waiting().count() == 2


def test_one_sort_of_trouble_or_one_channel_is_picked_out(town, chief, dead):
    notice("case:2:step:2", failed_at=MONDAY_MORNING, last_error="ProviderRefused")
    page = texts(chief.get(BASE, {"last_error": "ProviderRefused"}))
    assert "case:2:step:2" in page
    assert "case:1:step:2" not in page
    assert "case:2:step:2" not in texts(chief.get(BASE, {"channel__exact": "VOICE"}))


def test_the_list_leads_to_what_the_messages_say(town, chief, dead):
    assert 'href="/admin/complaints/case/texts/"' in texts(chief.get(BASE))


def test_sending_again_takes_a_post(town, chief, dead):
    assert chief.get(f"{BASE}{dead.pk}/retry/").status_code == 405
    assert Notice.objects.given_up().count() == 1


def test_what_is_not_given_up_is_not_sent_again(town, chief):
    waiting = notice("case:1:step:4")
    assert chief.post(f"{BASE}{waiting.pk}/retry/").status_code == 404


def test_nobody_else_sees_or_sends_them(town, dead):
    anna = Desk(town.anna.user).client
    assert anna.get(BASE).status_code == 403
    assert anna.post(f"{BASE}{dead.pk}/retry/").status_code == 403
    assert Notice.objects.given_up().count() == 1
