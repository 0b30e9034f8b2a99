"""What is closed is not joined: the same trouble again is a case of its own."""

import pytest
import time_machine

from complaints.models import Case, Draft, Follower, Step
from complaints.operations import handling, merging
from complaints.operations.joining import CannotJoin
from complaints.states import Action
from tests.complaints import flow, last_words, paths
from tests.complaints.browsing import errors_of, main_form, read
from tests.complaints.paths import after

AGAIN = "The same trouble again: file it"
DAY = 24


@pytest.fixture(autouse=True)
def _a_week_later():
    with time_machine.travel(after(7 * DAY), tick=False):
        yield


@pytest.fixture
def closed(town):
    return paths.closed(town)


def test_a_closed_case_offers_to_file_and_not_to_join(client, closed):
    flow.answer(client, until=flow.SAME)
    page = client.get(flow.SAME)
    assert AGAIN in page.content.decode()
    assert "Whoever joins" not in page.content.decode()
    links = read(page).links
    assert [one for one in links if "/join/" in one] == []
    assert links.count(flow.CONTACT) == 2


def test_an_open_one_beside_it_is_joined(client, town, closed):
    town.file(now=after(6 * DAY))
    flow.answer(client, until=flow.SAME)
    page = client.get(flow.SAME)
    assert len([one for one in read(page).links if "/join/" in one]) == 1
    assert AGAIN in page.content.decode()


def test_what_was_typed_is_filed_and_brings_the_rectification_into_doubt(
    client, town, closed
):
    flow.answer(client, until=flow.SAME)
    on = next(one for one in read(client.get(flow.SAME)).links if one == flow.CONTACT)
    flow.file(client, on, phone="139 0013 9000")
    again = Case.objects.latest("pk")
    assert again.text.body == flow.TYPED["text"]
    assert not Step.objects.filter(action=Action.SUSPECT).exists()

    handling.accept(case=again, by=town.anna, now=after(7 * DAY + 1))
    suspected = Step.objects.get(action=Action.SUSPECT)
    assert (suspected.case, suspected.detail["other"]) == (closed, again.number)


class TestClosedMeanwhile:
    """The page was opened while the case was open."""

    @pytest.fixture
    def case(self, town):
        return paths.reported(town)

    @pytest.fixture
    def address(self, client, case):
        flow.answer(client, until=flow.SAME)
        links = read(client.get(flow.SAME)).links
        return next(one for one in links if "/join/" in one)

    def test_the_page_offers_to_file(self, client, town, case, address):
        last_words.close(case, town, now=after(7 * DAY))
        page = client.get(address)
        assert AGAIN in page.content.decode()
        assert flow.CONTACT in read(page).links
        assert [one for one in read(page).forms if "phone" in one.values] == []

    def test_a_tap_joins_nothing_and_the_draft_stays(self, client, town, case, address):
        form = main_form(client.get(address)).filled(phone="138 0013 8123")
        last_words.close(case, town, now=after(7 * DAY))
        page = client.post(address, form)
        assert page.status_code == 409
        assert "File a new one." in errors_of(page)
        assert flow.CONTACT in read(page).links
        assert Draft.objects.exists()
        assert not Follower.objects.exists()

    def test_who_read_it_open_does_not_join_either(self, town, case):
        old = Case.objects.get(pk=case.pk)
        last_words.close(case, town, now=after(7 * DAY))
        with pytest.raises(CannotJoin):
            paths.follow(town, old, now=after(7 * DAY))
        assert not case.steps.filter(action=Action.FOLLOW).exists()


def test_a_withdrawn_case_is_not_shown(client, town):
    case = paths.accepted(town)
    merging.withdraw(case=case, by=town.resident, now=after(3))
    assert flow.answer(client, until=flow.CHECK) == flow.CHECK
    assert client.get(flow.SAME).status_code == 302
