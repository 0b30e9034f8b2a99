"""What who follows a case is told of it, and what they are spared."""

from collections import defaultdict

import pytest

from complaints import notice_texts
from complaints.models import Follower
from complaints.operations import (
    appeals,
    chasing,
    deciding,
    handling,
    joining,
    merging,
)
from complaints.operations.filing import Reporter
from complaints.operations.incoming import Joint
from complaints.states import DeclineReason, Kind, Privacy
from registry.ledger import outbox
from tests.complaints import detours, paths
from tests.complaints.detours import WHY
from tests.complaints.operations.test_deciding import REVIEW
from tests.complaints.paths import NEIGHBOUR, after
from tests.registry.ledger.deliveries import Phones
from tests.town import PHONE

THIRD = "+8613700137000"
LANDLINE = "+8655163560001"


def arrived():
    """What arrives by phone, in the order in which it was written."""
    phones = Phones()
    outbox.deliver(
        now=after(60 * 24), gateway=phones, limit=100, render=notice_texts.render
    )
    texts = defaultdict(list)
    for _key, _way, phone, text in phones.given:
        texts[phone].append(text)
    return texts


def told():
    """What the neighbour is told."""
    return arrived()[NEIGHBOUR]


def decline(case, town):
    handling.decline(
        case=case,
        reason=DeclineReason.COURT,
        text="The court of Shushan decides this.",
        way_on="The court.",
        by=town.anna,
        now=after(6),
    )


@pytest.fixture
def case(town):
    case = town.file()
    paths.follow(town, case, by=town.by_receipt)
    return case


def test_a_refusal_and_that_it_is_accepted_after_all(town, case):
    decline(case, town)
    appeals.appeal(case=case, by=town.resident, now=after(7), text=WHY)
    appeals.overturn(case=case, text=WHY, by=town.county_dora, now=after(8))
    _joined, refused, accepted = told()
    assert "which you joined, was not accepted" in refused
    assert "is accepted after all" in accepted


def test_a_final_decision(town):
    case = detours.reopened_twice(town)
    paths.follow(town, case, now=after(7.5))
    deciding.close_for_good(case=case, review=REVIEW, by=town.county_dora, now=after(8))
    *_before, final = told()
    assert "A final decision was made" in final


class TestTakenBack:
    def test_who_has_not_proved_a_phone_is_told_to_file(self, town, case):
        merging.withdraw(case=case, by=town.resident, now=after(6))
        _joined, over = told()
        assert "took it back, so nobody works on it now" in over
        assert over.endswith("/file/")

    def test_nobody_is_sent_away_where_it_goes_on(self, town, case):
        paths.follow(town, case, THIRD)
        merging.withdraw(case=case, by=town.resident, now=after(6))
        assert len(told()) == 1
        assert Follower.objects.present().get(case=case).proved_at is None

    def test_a_phone_typed_too_often_stays_untold(self, town):
        case = town.file()
        reporter = Reporter(
            Privacy.HIDDEN, NEIGHBOUR, untold=frozenset({NEIGHBOUR, THIRD})
        )
        joining.follow(case=case, reporter=reporter, by=town.by_receipt, now=after(1))
        merging.withdraw(case=case, by=town.resident, now=after(6))
        assert told() == []


def test_representatives_are_told_the_number(town):
    joint = Joint(representatives=(NEIGHBOUR, LANDLINE))
    reporter = Reporter(Privacy.HIDDEN, PHONE, joint=joint)
    case = town.file(reporter=reporter)
    joining.name_representatives(case=case, reporter=reporter, now=after(0.1))
    texts = arrived()
    [joined] = texts[NEIGHBOUR]
    assert case.number in joined
    assert LANDLINE not in texts


def test_what_is_said_of_the_reporter_alone_reaches_nobody_else(town, case):
    handling.accept(case=case, by=town.anna, now=after(6))
    handling.verify(case=case, found=paths.found(), by=town.anna, now=after(7))
    assert len(told()) == 1


@pytest.mark.parametrize("kind", [Kind.CONSULTATION, Kind.SUGGESTION])
def test_of_a_question_nobody_asks_whether_it_is_solved(town, kind):
    case = paths.accepted(town, kind=kind)
    paths.follow(town, case, now=after(2))
    handling.answer(case=case, text=paths.DONE, by=town.anna, now=after(5))
    paths.follow(town, case, THIRD, now=after(6))
    chasing.sweep(now=after(5 + 3 * 24))
    texts = arrived()
    for asked in (texts[NEIGHBOUR][-1], texts[THIRD][-1]):
        assert "Say whether it answers you" in asked
        assert "/v/" in asked
    _filed, asked, again = texts[PHONE]
    assert "是否答复清楚由您评价" in asked
    assert "答复清楚了吗" in again
