"""The message board on the pages: written, held, read by everybody once moderated."""

from urllib.parse import quote

import pytest
import time_machine
from django.test import Client

from complaints.models import Message
from complaints.operations import moderating
from complaints.states import MessageReason
from complaints.views import proofs
from registry.models import IdempotencyKey
from tests.complaints import paths
from tests.complaints.boarded import REPLY, TEXT, held, moderator, published
from tests.complaints.browsing import main_form, read
from tests.ratings.published import text_of

ENGLISH = {"Accept-Language": "en"}
WRITE = "/board/write/?community=DQHY"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(paths.after(3), tick=False):
        yield


def page(client, path="/board/", **query):
    return client.get(path, query, headers=ENGLISH)


def write(client, **typed):
    form = main_form(client.get(WRITE, headers=ENGLISH))
    sent = form.filled(**{"text": TEXT, "phone": "138 0013 8000", **typed})
    return client.post(WRITE, sent, headers=ENGLISH)


def test_from_the_page_of_a_community_its_street_is_written_to(client, town):
    assert WRITE in read(page(client, f"/communities/{town.garden.code}/")).links
    open_to_all = page(client, "/board/write/")
    assert "its own street office moderates it" in text_of(open_to_all)
    assert "/search/" in read(open_to_all).links
    assert "About one community?" not in text_of(page(client, WRITE))
    write(client)
    assert Message.objects.get().office_code == town.street.code


def test_a_message_waits_and_the_writer_sees_what_became_of_it(client, town):
    answer = write(client)
    assert answer.status_code == 302
    own = answer.headers["Location"]
    assert "waits for an officer" in text_of(page(client, own))
    assert "池塘" not in text_of(page(client))
    message = Message.objects.get()
    assert message.community == town.garden
    assert page(client, f"/board/{message.pk}/").status_code == 404
    moderating.publish(
        message=message, version=1, by=moderator(town.anna), now=paths.after(3)
    )
    assert "It is published" in text_of(page(client, own))
    assert "池塘" in text_of(page(client))


def test_a_refusal_is_read_with_its_reason(client, town):
    own = write(client).headers["Location"]
    moderating.refuse(
        message=Message.objects.get(),
        reason=MessageReason.CASE,
        version=1,
        by=moderator(town.anna),
        now=paths.after(3),
    )
    assert "It needs an office to act" in text_of(page(client, own))


def test_a_forged_address_is_no_page(client, town):
    held(town)
    assert page(client, "/board/written/1/").status_code == 404


def test_who_wrote_it_stands_nowhere(client, town):
    published(town, text="我姓欧阳，电话13800138000，池塘干了好几年了。")
    for address in ("/board/", f"/board/{Message.objects.get().pk}/"):
        shown = page(client, address).content.decode()
        assert "13800138000" not in shown
        assert "欧阳" not in shown


def test_a_reply_stands_below_it(client, town):
    message = published(town)
    moderating.reply(
        message=message,
        text=REPLY,
        version=2,
        by=moderator(town.anna),
        now=paths.after(3),
    )
    shown = text_of(page(client))
    assert shown.index(TEXT) < shown.index("Reply of the office") < shown.index(REPLY)


def test_the_board_is_searched(client, town):
    published(town)
    assert TEXT in text_of(page(client, q="池塘"))
    assert "No message with these words" in text_of(page(client, q="电梯"))
    assert TEXT in text_of(page(client, "/search/", q="池塘"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": ""}, "Write your message."),
        ({"text": "短"}, "Write at least 10 characters."),
        ({"text": "长" * 501}, "Write at most 500 characters."),
        ({"phone": ""}, "Give your phone number."),
        ({"phone": "12"}, "Give a mobile number"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, town, typed, said):
    answer = write(client, **typed)
    assert said in text_of(answer)
    assert "Error: " in text_of(answer)
    assert not Message.objects.exists()


def test_the_fourth_message_of_a_day_waits_until_tomorrow(client, town):
    for number in range(3):
        write(client, text=f"{TEXT}{number}")
    answer = write(client, text=f"{TEXT}4")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "86400"
    assert "Write again tomorrow" in text_of(answer)
    assert Message.objects.count() == 3


def test_a_double_tap_writes_once(client, town):
    form = main_form(client.get(WRITE))
    sent = form.filled(text=TEXT, phone="13800138000")
    first, second = (client.post(WRITE, sent) for _each in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Message.objects.count() == 1


def test_a_reply_is_kept_by_the_browser_and_never_by_the_phone(client, town):
    for number in range(2):
        write(client, text=f"{TEXT}{number}", phone=f"1380013800{number}")
    ours, theirs = IdempotencyKey.objects.order_by("pk")
    assert ours.scope == theirs.scope
    write(Client(), text=f"{TEXT}2", phone="13800138000")
    assert IdempotencyKey.objects.latest("pk").scope != ours.scope


def test_the_form_begins_the_session_of_two_taps_at_once(client, town):
    """Neither of them brings a cookie that the other was answered with."""
    form = main_form(client.get(WRITE))
    sent = form.filled(text=TEXT, phone="13800138000")
    for _each in range(2):
        other_tap = Client()
        other_tap.cookies = client.cookies.copy()
        assert other_tap.post(WRITE, sent).status_code == 302
    assert Message.objects.count() == 1


def test_a_phone_that_this_browser_proved_is_told_to_who_moderates(client, town, rf):
    case = paths.filed(town)
    write(client)
    assert not Message.objects.get().phone_proved
    session = client.session
    request = rf.get("/")
    request.session = session
    proofs.remember(request, case, phone_proved=True)
    session.save()
    write(client, text=f"{TEXT}再问一次")
    assert Message.objects.latest("pk").phone_proved


def test_its_pages_keep_what_was_looked_for(client, town):
    for number in range(26):
        published(town, phone=f"+861390013{8000 + number}", network=str(number))
    first = page(client, q="池塘")
    assert "Page 1 of 2" in text_of(first)
    address = next(link for link in read(first).links if "page=2" in link)
    assert f"q={quote('池塘')}" in address
    second = client.get(f"/board/{address}", headers={"Accept-Language": "en"})
    assert "Page 2 of 2" in text_of(second)
    assert text_of(second).count(TEXT) == 1
