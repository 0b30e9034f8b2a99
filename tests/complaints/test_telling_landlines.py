"""A landline is called about a result, in words that can be read aloud."""

from complaints import notice_texts
from complaints.operations import handling
from complaints.operations.filing import Reporter
from complaints.operations.incoming import Concerned
from complaints.states import DeclineReason, Outcome, Privacy
from registry.ledger import outbox
from registry.models.notice import NoticeChannel
from tests.complaints import paths
from tests.complaints.paths import DONE, after
from tests.registry.ledger.deliveries import Phones
from tests.town import PHONE

LANDLINE = "+8655162631234"
AT_HOME = Reporter(Privacy.HIDDEN, phone=LANDLINE)


def told_at(address):
    """Everything that rang there: by which way, and in which words."""
    phones = Phones()
    outbox.deliver(
        now=after(24 * 60), gateway=phones, limit=99, render=notice_texts.render
    )
    return [(way, text) for _key, way, at, text in phones.given if at == address]


def test_of_a_result_a_call_tells_and_says_how_to_read_it(town):
    case = paths.reported(town, reporter=AT_HOME)

    ((way, text),) = told_at(LANDLINE)
    assert way == NoticeChannel.VOICE
    assert case.number in text
    assert "已有办理结果" in text
    assert "http" not in text


def test_of_a_refusal_a_call_tells_while_a_review_can_be_asked_for(town):
    handling.decline(
        case=town.file(reporter=AT_HOME),
        reason=DeclineReason.COURT,
        text="It is before the court.",
        way_on="Wait for the judgment.",
        by=town.anna,
        now=after(1),
    )

    ((way, text),) = told_at(LANDLINE)
    assert way == NoticeChannel.VOICE
    assert "未被受理" in text
    assert "15日内" in text
    assert "http" not in text


def test_what_can_only_be_read_on_the_page_rings_nowhere(town):
    paths.accepted(town, reporter=AT_HOME)
    assert told_at(LANDLINE) == []


def test_a_neighbour_who_joined_is_called_as_well(town):
    case = paths.rectified(town)
    paths.follow(town, case, LANDLINE)
    handling.report(
        case=case, outcome=Outcome.FIXED, text=DONE, by=town.anna, now=after(5.6)
    )

    ((_way, text),) = told_at(LANDLINE)
    assert "There is a result for your case" in text


def test_an_elder_at_home_hears_of_the_filing_and_of_the_result(town):
    elder = Concerned(name="李奶奶", phone=LANDLINE)
    paths.reported(town, reporter=Reporter(Privacy.HIDDEN, PHONE, concerned=elder))

    filed, result = told_at(LANDLINE)
    assert "有人为您提交了诉求" in filed[1]
    assert "已有办理结果" in result[1]
    assert {filed[0], result[0]} == {NoticeChannel.VOICE}
