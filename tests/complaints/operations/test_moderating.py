"""The message board: nothing is public before somebody with the right read it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from complaints.models import Message, MessageStep
from complaints.moderation import ACTS, acts_from, pairs
from complaints.operations import moderating
from complaints.operations.moderating import (
    MayNotModerate,
    MessageMovedOn,
    ReasonMissing,
    ReplyMissing,
)
from complaints.operations.rationing import WrittenTooOften
from complaints.states import MessageAction, MessageReason, MessageState
from tests.complaints.boarded import REPLY, TEXT, held, moderator, published
from tests.complaints.paths import after
from tests.town import PHONE

A_DAY = timedelta(days=1)


@pytest.fixture
def anna(town):
    return moderator(town.anna)


def trail(message):
    steps = MessageStep.objects.filter(message=message).order_by("number")
    return list(steps.values_list("action", flat=True))


class TestWriting:
    def test_a_message_is_held(self, town):
        message = held(town)
        assert message.state == MessageState.HELD
        assert not Message.objects.public().exists()
        assert trail(message) == [MessageAction.WRITE]

    def test_what_tells_who_wrote_it_is_never_written_down(self, town):
        text = "我是欧阳玉兰，住7栋3单元1704，电话138 0013 8000，皖A12345的车堵了楼道。"
        message = held(town, text=text)
        for mark in ("欧阳玉兰", "1704", "0013", "12345"):
            assert mark not in message.body
        assert "堵了楼道" in message.body
        assert PHONE not in str(Message.objects.values().get())

    def test_a_phone_writes_three_in_a_day(self, town):
        for hour in range(3):
            held(town, now=after(hour))
        with pytest.raises(WrittenTooOften):
            held(town, now=after(4))
        held(town, phone="+8613900139999", now=after(4))
        held(town, now=after(0) + A_DAY + timedelta(minutes=1))

    def test_a_network_writes_so_many_with_whatever_phones(self, town, settings):
        settings.MESSAGES_PER_NETWORK = [(2, timedelta(hours=1))]
        for number in (1, 2):
            held(town, phone=f"+861390013999{number}")
        with pytest.raises(WrittenTooOften):
            held(town, phone="+8613900139993")
        held(town, phone="+8613900139993", network="another")
        assert Message.objects.count() == 3

    def test_without_a_community_it_is_the_province_s(self, town):
        message = held(town, community=False)
        assert message.office_code == town.province.code


class TestModerating:
    def test_published_and_answered_with_a_trail(self, town, anna):
        message = published(town)
        moderating.reply(message=message, text=REPLY, version=2, by=anna, now=after(2))
        assert message.reply == REPLY
        assert message.replied_by == anna.user
        assert trail(message) == ["WRITE", "PUBLISH", "REPLY"]

    def test_another_reply_leaves_the_first_in_the_trail(self, town, anna):
        message = published(town)
        for version, text in ((2, REPLY), (3, f"{REPLY}已完成。")):
            moderating.reply(
                message=message, text=text, version=version, by=anna, now=after(2)
            )
        texts = message.steps.order_by("number").values_list("text", flat=True)
        assert list(texts)[2:] == [REPLY, f"{REPLY}已完成。"]

    def test_a_reply_names_nobody(self, town, anna):
        message = published(town)
        text = "已联系业主王小明（13800138000），请放心。"
        moderating.reply(message=message, text=text, version=2, by=anna, now=after(2))
        assert "13800138000" not in message.reply

    def test_a_refusal_carries_a_reason(self, town, anna):
        message = held(town)
        wanted = {"message": message, "version": 1, "by": anna, "now": after(1)}
        with pytest.raises(ReasonMissing):
            moderating.refuse(reason=None, **wanted)
        moderating.refuse(reason=MessageReason.ADVERT, **wanted)
        assert (message.state, message.reason) == ("REFUSED", "ADVERT")
        assert message.published_at is None

    def test_what_was_published_is_taken_down_with_a_reason(self, town, anna):
        message = published(town)
        wanted = {"message": message, "version": 2, "by": anna, "now": after(2)}
        moderating.remove(reason=MessageReason.PERSON, **wanted)
        assert not Message.objects.public().exists()
        assert trail(message) == ["WRITE", "PUBLISH", "REMOVE"]

    def test_of_two_officers_one_goes_on(self, town, anna):
        message = held(town)
        moderating.publish(message=message, version=1, by=anna, now=after(1))
        with pytest.raises(MessageMovedOn):
            moderating.refuse(
                message=message,
                reason=MessageReason.ADVERT,
                version=1,
                by=anna,
                now=after(1),
            )
        assert trail(message) == ["WRITE", "PUBLISH"]

    def test_a_reply_is_more_than_a_word(self, town, anna):
        with pytest.raises(ReplyMissing):
            moderating.reply(
                message=published(town), text="好的", version=2, by=anna, now=after(2)
            )

    @pytest.mark.parametrize("who", ["bo", "carl", "manager", "fireman"])
    def test_nobody_without_the_right_or_of_another_street(self, town, who):
        person = getattr(town, who)
        if who == "carl":
            person = moderator(person)
        with pytest.raises(MayNotModerate):
            moderating.publish(message=held(town), version=1, by=person, now=after(1))

    def test_a_street_does_not_moderate_for_the_province(self, town, anna):
        with pytest.raises(MayNotModerate):
            moderating.publish(
                message=held(town, community=False), version=1, by=anna, now=after(1)
            )


class TestTheTable:
    def test_every_state_but_the_last_has_a_way_on(self):
        ends = {MessageState.REFUSED, MessageState.REMOVED}
        assert {state for state in MessageState if not acts_from(state)} == ends
        assert {act.target for act in ACTS} == set(MessageState) - {MessageState.HELD}

    def test_nothing_comes_back_into_the_public(self):
        sources = {source for source, target in pairs() if target == "PUBLISHED"}
        assert sources == {"HELD"}

    @pytest.mark.parametrize("state", ["PUBLISHED", "HELD"])
    def test_the_database_refuses_other_ways(self, town, anna, state):
        message = held(town)
        moderating.refuse(
            message=message,
            reason=MessageReason.ADVERT,
            version=1,
            by=anna,
            now=after(1),
        )
        changed = {"state": state, "version": 9, "reason": ""}
        if state == "PUBLISHED":
            changed["published_at"] = after(2)
        with pytest.raises(DatabaseError), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(**changed)

    def test_the_trail_is_only_appended_to(self, town):
        message = published(town)
        for change in ({"text": "x"}, {"actor": None}):
            with pytest.raises(DatabaseError), transaction.atomic():
                MessageStep.objects.filter(message=message).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            MessageStep.objects.filter(message=message).delete()


def test_it_is_found_by_two_characters_and_by_its_community(town):
    message = published(town)
    for words in ("池塘", "车棚", "丹青", "dqhy"):
        assert list(Message.objects.public().matching(words)) == [message], words
    assert not Message.objects.public().matching(TEXT[::-1][1:9]).exists()
