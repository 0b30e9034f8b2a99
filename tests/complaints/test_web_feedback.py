"""Feedback on the pages: two questions, no person, bounded, read by the province."""

from datetime import timedelta

import pytest
import time_machine

from complaints.models import Feedback
from registry.models import User
from registry.roles import Role
from tests.complaints import paths
from tests.complaints.browsing import errors_of, main_form
from tests.complaints.desk import Desk, texts

ENGLISH = {"Accept-Language": "en"}
ADDRESS, LIST = "/feedback/", "/admin/complaints/feedback/"
SAID = {"easy": "PARTLY", "clear": "CANNOT_SAY"}


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(paths.after(3), tick=False):
        yield


def send(client, **typed):
    form = main_form(client.get(ADDRESS, headers=ENGLISH))
    return client.post(ADDRESS, form.filled(**{**SAID, **typed}), headers=ENGLISH)


@pytest.fixture
def pia(town):
    """A regulator of the province."""
    user = User.objects.create_user(
        "pia", role=Role.REGULATOR, region=town.province, is_staff=True
    )
    return Desk(user).client


def test_it_is_taken_without_a_comment_and_without_a_person(client, db):
    answer = send(client)
    assert answer.headers["Location"] == "/feedback/sent/"
    kept = Feedback.objects.get()
    assert (kept.easy, kept.clear, kept.comment) == ("PARTLY", "CANNOT_SAY", "")
    assert "sessionid" not in client.cookies


def test_both_questions_want_an_answer_and_cannot_say_is_one(client, db):
    page = client.post(ADDRESS, {"comment": "Too small."}, headers=ENGLISH)
    assert errors_of(page).count("'Cannot say' is one, too.") == 2
    assert main_form(page).values["comment"] == ["Too small."]
    assert not Feedback.objects.exists()


def test_nothing_is_chosen_beforehand(client, db):
    assert main_form(client.get(ADDRESS)).values.keys().isdisjoint(SAID)


def test_what_could_tell_who_wrote_it_is_hidden_before_it_is_kept(client, db):
    send(client, comment="我是王芳，住3-2-501，电话13800138000，字太小。")
    comment = Feedback.objects.get().comment
    assert "字太小" in comment
    assert [one for one in ("王芳", "501", "13800138000") if one in comment] == []


def test_sent_twice_it_is_one(client, db):
    form = main_form(client.get(ADDRESS)).filled(**SAID)
    for _each in range(2):
        assert client.post(ADDRESS, form).status_code == 302
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize("limit", ["FEEDBACK_PER_NETWORK", "FEEDBACK_IN_ALL"])
def test_a_flood_is_held_up(client, db, settings, limit):
    setattr(settings, limit, [(2, timedelta(hours=1))])
    sent = [send(client, comment="Once more.") for _each in range(4)]
    assert [one.status_code for one in sent] == [302, 302, 429, 429]
    waits = [one.headers.get("Retry-After") for one in sent]
    assert waits == [None, None, "86400", "86400"]
    assert Feedback.objects.count() == 2


def test_the_province_reads_it_and_changes_nothing(client, town, pia):
    send(client, comment="The letters are small.")
    page = texts(pia.get(LIST))
    assert "The letters are small." in page
    assert pia.get(LIST, {"easy__exact": "YES"}).status_code == 200
    assert "The letters are small." not in texts(pia.get(LIST, {"easy__exact": "YES"}))
    row = Feedback.objects.get().pk
    for act in ("add/", f"{row}/delete/"):
        assert pia.get(f"{LIST}{act}").status_code == 403
    assert LIST in pia.get("/admin/").content.decode()


def test_nobody_below_the_province_reads_it(client, town):
    send(client, comment="The letters are small.")
    for user in (town.anna.user, town.county_dora.user, town.city_emil.user):
        desk = Desk(user).client
        assert desk.get(LIST).status_code == 403
        assert LIST not in desk.get("/admin/").content.decode()


def test_an_empty_list_offers_nothing_that_nobody_may_create(town, pia):
    page = texts(pia.get(LIST))
    assert "Nothing here yet" in page
    assert f"{LIST}add/" not in page


def test_a_choice_without_a_row_says_how_to_see_more(client, town, pia):
    send(client)
    page = texts(pia.get(LIST, {"easy__exact": "YES"}))
    assert "Nothing found" in page
    assert "Look for other words, or choose less." in page
