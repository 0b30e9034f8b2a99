"""What no bulletin and no campaign says in public for good."""

import pytest
import time_machine

from ratings.models import Campaign
from ratings.operations import campaigning, public_words
from ratings.operations.listings import standing
from ratings.operations.public_words import NamesAnEntry, TellsOfAPerson
from ratings.states import BulletinState
from tests.ratings.bulletined import EDITED_AT, REMARKS, build_bulletined
from tests.ratings.campaigned import a_draft, a_plan
from tests.ratings.listings.people import DAY, DEFENCE_OVER, build_lists
from tests.ratings.publishers import publisher

NOW = DEFENCE_OVER + DAY
PHONE = "请拨打13800138000。"


@pytest.fixture
def lists(town):
    return build_lists(town)


@pytest.mark.parametrize("stage", ["published", "suspended"])
def test_a_firm_is_not_named_while_an_entry_of_it_stands(lists, stage):
    firm = lists.town.firm
    public_words.check(f"请{firm.name}整改。", now=NOW)
    listing = getattr(lists, stage)()

    for words in (f"请{firm.name}整改。", f"信用代码 {firm.credit_code}"):
        with pytest.raises(NamesAnEntry, match=firm.name):
            public_words.check("", words, now=NOW)
    public_words.check(f"请{lists.town.rival.name}整改。", listing.number, now=NOW)


def test_it_may_be_named_before_the_publication_and_after_the_end(lists):
    """What is not public yet is told to nobody, not even by a refusal."""
    listing = lists.decided()
    public_words.check(lists.town.firm.name, now=NOW)
    lists.publish(listing)
    standing.revoke(
        listing=listing, reasons="The wrong firm was named.", by=lists.jue, now=NOW
    )
    public_words.check(lists.town.firm.name, now=NOW)


@pytest.mark.parametrize("words", [PHONE, "住在3栋2单元501室", "微信：wxid_12345a"])
def test_what_tells_of_a_person_is_refused(db, words):
    with pytest.raises(TellsOfAPerson):
        public_words.check(words, now=NOW)


def test_hotlines_numbers_and_days_are_no_trace_of_a_person(db):
    words = "2026年3月1日至15日，3号楼停梯7天，请拨打12345，文号皖物诉通报〔2026〕5号。"
    public_words.check(words, now=NOW)


class TestOfABulletin:
    def test_words_are_refused_when_they_are_written(self, town):
        bulletined = build_bulletined(town)
        with pytest.raises(TellsOfAPerson):
            bulletined.edit(remarks=PHONE)
        assert bulletined.again().state == BulletinState.DRAFT

    def test_an_entry_that_came_since_stops_signature_and_publication(self, town):
        bulletined = build_bulletined(town)
        bulletined.edit(introduction=f"请{town.firm.name}整改。")
        bulletined.sign()
        build_lists(town).published()

        with pytest.raises(NamesAnEntry):
            bulletined.publish()
        bulletin = bulletined.again()
        assert bulletin.state == BulletinState.SIGNED
        with pytest.raises(NamesAnEntry):
            bulletined.edit(introduction=f"再请{town.firm.name}整改。")
        bulletined.edit(introduction="请有关企业整改。", now=EDITED_AT + DAY)
        assert bulletined.again().remarks == REMARKS

    def test_the_words_are_read_again_at_the_signature(self, town):
        bulletined = build_bulletined(town)
        bulletined.edit(introduction=f"请{town.firm.name}整改。")
        build_lists(town).published()
        with pytest.raises(NamesAnEntry):
            bulletined.sign()
        assert bulletined.again().state == BulletinState.EDITED


class TestOfACampaign:
    def test_it_is_refused_when_it_is_written(self, town):
        with pytest.raises(TellsOfAPerson):
            a_draft(town, about=PHONE)
        assert not Campaign.objects.exists()
        campaign = a_draft(town)
        with pytest.raises(TellsOfAPerson):
            campaigning.edit(
                campaign=campaign,
                plan=a_plan(town, title=PHONE),
                revision=campaign.revision,
                by=publisher(town, "gu"),
                now=NOW,
            )

    def test_and_when_it_is_published(self, town):
        campaign = a_draft(town, about=f"请{town.firm.name}整改。")
        with time_machine.travel(NOW, tick=False):
            build_lists(town).published()
        with pytest.raises(NamesAnEntry):
            campaigning.publish(
                campaign=campaign,
                revision=campaign.revision,
                by=publisher(town, "han"),
                now=NOW,
            )
