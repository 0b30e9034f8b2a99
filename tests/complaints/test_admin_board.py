"""Moderation at the desk: who sees what waits, and what each act does."""

import pytest
import time_machine

from complaints.models import Message
from complaints.states import MessageState
from tests.complaints import paths
from tests.complaints.boarded import REPLY, TEXT, held, moderator, published
from tests.complaints.desk import Desk, texts

LIST = "/admin/complaints/message/"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(paths.after(3), tick=False):
        yield


@pytest.fixture
def desk(town):
    return Desk(moderator(town.anna).user)


def page_of(message):
    return f"{LIST}{message.pk}/change/"


def do(desk, message, act, **typed):
    address = f"{LIST}{message.pk}/{act}/"
    return desk.client.post(address, {"version": message.version, **typed})


def test_what_waits_is_listed_and_read(desk, town):
    message = held(town)
    assert "池塘" in texts(desk.client.get(LIST))
    shown = texts(desk.client.get(page_of(message)))
    assert TEXT in shown
    assert "not proved" in shown
    assert "Publish the message" in shown
    assert "Reply in public" not in shown


def test_publishing_lets_everybody_read_it(desk, client, town):
    message = held(town)
    assert do(desk, message, "publish").status_code == 302
    assert TEXT in texts(client.get("/board/"))


def test_a_refusal_needs_a_reason_and_keeps_it(desk, town):
    message = held(town)
    answer = do(desk, message, "refuse")
    assert "Choose a reason; the resident reads it." in texts(answer)
    assert do(desk, message, "refuse", reason="ADVERT").status_code == 302
    message.refresh_from_db()
    assert (message.state, message.reason) == (MessageState.REFUSED, "ADVERT")


def test_a_reply_is_written_and_the_trail_told(desk, town):
    message = published(town)
    assert do(desk, message, "reply", reply=REPLY).status_code == 302
    shown = texts(desk.client.get(page_of(message)))
    assert shown.count(REPLY) >= 2
    assert "Write a message" in shown
    assert str(town.anna.user) in shown


def test_a_stale_form_is_told_and_does_nothing(desk, town):
    message = held(town)
    do(desk, message, "publish")
    answer = do(desk, message, "refuse", reason="ADVERT")
    assert answer.status_code == 409
    assert "Somebody moderated this message since you read it" in texts(answer)
    assert Message.objects.get().state == MessageState.PUBLISHED


def test_without_the_right_there_is_no_board(town):
    message = held(town)
    bo = Desk(town.bo.user)
    assert bo.client.get(LIST).status_code == 403
    assert bo.client.get(page_of(message)).status_code == 404
    assert do(bo, message, "publish").status_code == 404


def test_another_street_s_message_is_not_found(town):
    message = held(town)
    carl = Desk(moderator(town.carl).user)
    assert "池塘" not in texts(carl.client.get(LIST))
    assert do(carl, message, "publish").status_code == 404


def test_an_unknown_act_is_no_page(desk, town):
    assert do(desk, held(town), "shred").status_code == 404
