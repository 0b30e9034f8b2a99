"""No message knows what the complaint says: neither its text nor its values hold it."""

import pytest

from complaints import notice_texts
from complaints.operations import chasing
from complaints.operations.filing import Reporter
from complaints.operations.incoming import Concerned
from complaints.states import Privacy
from registry.ledger import outbox
from registry.models import Notice
from registry.sealing import unseal
from tests.complaints import paths
from tests.registry.ledger.deliveries import Phones
from tests.town import PHONE

WRITTEN = "A cat named Tiger-4711 sits behind the gas pipe."
NAME = "王芳芳"
UNIT = "9-9-909"
ELDER, ELDERS_PHONE = "李奶奶", "+8613900139000"
HIDDEN = (
    "Tiger-4711",
    NAME,
    UNIT,
    PHONE,
    PHONE[-8:],
    paths.DONE,
    ELDER,
    ELDERS_PHONE[-8:],
)


@pytest.fixture
def life(town):
    """A case that goes round, one that is overdue, and everybody who hears of it."""
    for person in (town.anna.user, town.county_dora.user, town.city_emil.user):
        person.email = f"{person.username}@office.example"
        person.save()
    reporter = Reporter(
        privacy=Privacy.HIDDEN,
        phone=PHONE,
        name=NAME,
        unit=UNIT,
        concerned=Concerned(name=ELDER, phone=ELDERS_PHONE),
    )
    paths.closed(town, text=WRITTEN, reporter=reporter)
    paths.disposed(town, text=WRITTEN, reporter=reporter)
    for days in (1, 20, 30):
        chasing.sweep(now=paths.after(24 * days))


@pytest.mark.django_db
def test_no_message_holds_what_was_written_or_whose_it_is(life):
    payloads = [unseal(notice.payload_sealed) for notice in Notice.objects.all()]
    phones = Phones()
    outbox.deliver(
        now=paths.after(24 * 60), gateway=phones, limit=100, render=notice_texts.render
    )
    texts = [text for _key, _channel, _address, text in phones.given]

    templates = set(Notice.objects.values_list("template", flat=True))
    assert len(templates) >= 6
    assert len(texts) == len(payloads) == Notice.objects.count()
    told = [
        (hidden, said)
        for said in payloads + texts
        for hidden in HIDDEN
        if hidden in said
    ]
    assert told == []


@pytest.mark.django_db
def test_who_it_was_filed_for_hears_of_filing_and_result_without_a_link(life):
    phones = Phones()
    outbox.deliver(
        now=paths.after(24 * 60), gateway=phones, limit=100, render=notice_texts.render
    )
    theirs = [
        text for _key, _way, address, text in phones.given if address == ELDERS_PHONE
    ]
    assert len([text for text in theirs if "有人为您提交了诉求" in text]) == 2
    assert len([text for text in theirs if "已有办理结果" in text]) == 1
    assert len(theirs) == 3
    assert [text for text in theirs if "http" in text] == []
