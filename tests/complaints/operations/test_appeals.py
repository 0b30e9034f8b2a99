"""A refusal to accept: appealed, upheld or overturned, and looked at by lot."""

from datetime import timedelta
from typing import Any

import pytest

from complaints.models import Promise
from complaints.operations import appeals, handling, raising
from complaints.operations.filing import Place
from complaints.operations.lots import for_a_second_look
from complaints.refusals import Refusal
from complaints.states import DeclineReason, Kind, Stage, State
from registry.models import Notice, User
from tests.complaints.outcomes import last_step, refusal_of, same_as_stored, templates
from tests.complaints.paths import after
from tests.town import MONDAY_MORNING, officer_of

WHY = "The lamps belong to the firm, so we act."
DAY = 24


def declined(town, **filing) -> Any:
    case = town.file(**filing)
    handling.decline(
        case=case,
        reason=DeclineReason.NOT_PROPERTY,
        text="The street lamps are not the firm's.",
        way_on="The lighting office, 0551-62600000.",
        by=town.county_dora if filing.get("kind") == Kind.RETALIATION else town.anna,
        now=after(2),
    )
    return case


def appealed(town, **filing) -> Any:
    case = declined(town, **filing)
    appeals.appeal(case=case, by=town.resident, now=after(3), text="They are inside.")
    return case


def test_an_appeal_is_promised_within_five_working_days(town):
    case = appealed(town)

    assert case.state == State.APPEALED
    promise = Promise.objects.get(case=case, stage=Stage.APPEAL)
    assert promise.promised_at == case.due_at == after(15 + 7 * DAY)
    assert promise.step == last_step(case)
    assert same_as_stored(case)


def test_the_county_and_not_the_street_is_told_of_an_appeal(town):
    User.objects.filter(pk=town.county_dora.user.pk).update(email="dora@x.example")
    User.objects.filter(pk=town.anna.user.pk).update(email="anna@x.example")
    case = appealed(town)

    notice = Notice.objects.get(template="complaints/notices/appealed.txt")
    assert str(town.county_dora.user.pk) in notice.dedupe_key.split(":")
    assert case.office == town.street


def test_the_county_upholds_with_reasons_and_the_resident_reads_them(town):
    case = appealed(town)
    for by in (town.bo, town.city_emil):
        tried = refusal_of(appeals.uphold, case=case, text=WHY, by=by, now=after(4))
        assert tried == Refusal.NOT_ONE_UP
    short = refusal_of(
        appeals.uphold, case=case, text="no", by=town.county_dora, now=after(4)
    )
    assert short == Refusal.TEXT

    appeals.uphold(case=case, text=WHY, by=town.county_dora, now=after(4))
    assert (case.state, case.due_at, case.chase_at) == (State.DECLINED, None, None)
    assert templates()[-1] == "upheld.txt"
    again = refusal_of(appeals.appeal, case=case, by=town.resident, now=after(5))
    assert again == Refusal.APPEAL_OPEN


def test_an_appeal_is_possible_on_the_fifteenth_day_and_not_after_it(town):
    case = declined(town)
    late = after(2) + timedelta(days=15)
    assert (
        refusal_of(appeals.appeal, case=case, by=town.resident, now=late)
        == Refusal.APPEAL_OPEN
    )
    appeals.appeal(case=case, by=town.resident, now=late - timedelta(seconds=1))
    assert case.state == State.APPEALED


def test_what_is_overturned_goes_on_with_promises_that_say_why_they_moved(town):
    case = appealed(town)
    before = {row.stage: row.promised_at for row in Promise.objects.filter(case=case)}
    appeals.overturn(case=case, text=WHY, by=town.county_dora, now=after(3 + 4 * DAY))

    assert (case.state, case.office) == (State.ACCEPTED, town.street)
    moved = Promise.objects.filter(case=case, step=last_step(case))
    assert {row.late_stage for row in moved} == {Stage.APPEAL}
    assert Stage.VERIFICATION in {row.stage for row in moved}
    assert all(row.promised_at > before[row.stage] for row in moved)
    assert case.due_at == after(15 + 8 * DAY)  # two working days from Friday
    assert templates()[-1] == "accepted_on_appeal.txt"


def test_who_declined_in_the_county_does_not_decide_on_the_appeal(town):
    case = appealed(town, kind=Kind.RETALIATION)
    own = refusal_of(
        appeals.uphold, case=case, text=WHY, by=town.county_dora, now=after(4)
    )
    assert own == Refusal.NOT_THE_DECLINER

    appeals.uphold(case=case, text=WHY, by=town.city_emil, now=after(4))
    assert case.state == State.DECLINED


def test_where_the_county_has_nobody_the_city_decides_on_the_appeal(town):
    case = appealed(town)
    User.objects.filter(pk=town.county_dora.user.pk).update(is_active=False)

    appeals.overturn(case=case, text=WHY, by=town.city_emil, now=after(4))
    assert case.state == State.ACCEPTED


class TestAnAppealThatIsLocated:
    """Declined by Dora in the county, since nobody knew the place; then it is found."""

    def located(self, town) -> Any:
        place = Place(region=town.county, description="behind the school")
        case = town.file(place=place)
        handling.decline(
            case=case,
            reason=DeclineReason.COURT,
            text=WHY,
            way_on="The court.",
            by=town.county_dora,
            now=after(1),
        )
        appeals.appeal(case=case, by=town.resident, now=after(2))
        assert case.decides_code == town.city.code
        handling.locate(
            case=case, community=town.garden, by=town.county_dora, now=after(3)
        )
        assert (case.state, case.office) == (State.APPEALED, town.street)
        return case

    def test_it_waits_for_the_office_above_its_street(self, town):
        fritz = officer_of("fritz", town.county)
        case = self.located(town)

        assert case.decides_code == town.county.code
        assert same_as_stored(case)
        early = refusal_of(
            appeals.uphold, case=case, text=WHY, by=town.city_emil, now=after(4)
        )
        assert early == Refusal.NOT_ONE_UP
        appeals.uphold(case=case, text=WHY, by=fritz, now=after(4))
        assert case.decides_code == ""

    def test_it_waits_for_nobody_who_declined_it(self, town):
        case = self.located(town)

        assert case.decides_code == town.city.code
        own = refusal_of(
            appeals.uphold, case=case, text=WHY, by=town.county_dora, now=after(4)
        )
        assert own == Refusal.NOT_THE_DECLINER
        appeals.uphold(case=case, text=WHY, by=town.city_emil, now=after(4))

    def test_what_is_raised_waits_for_the_next_above(self, town):
        case = appealed(town)
        raising.raise_level(case=case, text=WHY, by=town.county_dora, now=after(4))
        assert case.decides_code == town.city.code


@pytest.fixture
def drawn(town):
    """The first moment on a Monday at which a case is drawn for the second look."""
    moment = MONDAY_MORNING
    case = town.file(now=moment)
    while not for_a_second_look(case):
        moment += timedelta(seconds=1)
        case = town.file(now=moment)
    handling.decline(
        case=case,
        reason=DeclineReason.COURT,
        text="The court in Shushan decides on this.",
        way_on="The court.",
        by=town.anna,
        now=after(2),
    )
    return case


def test_about_a_tenth_of_the_refusalsfor_a_second_look(town):
    case = town.file()
    drawn = 0
    for seconds in range(2000):
        case.filed_at = MONDAY_MORNING + timedelta(seconds=seconds)
        drawn += for_a_second_look(case)
    assert 150 < drawn < 250


def test_a_drawn_refusal_is_looked_at_once_by_the_county(town, drawn):
    looked = {"case": drawn, "text": "The refusal is right.", "now": after(5)}
    assert refusal_of(appeals.second_look, by=town.bo, **looked) == Refusal.NOT_ONE_UP
    version = drawn.version
    appeals.second_look(by=town.county_dora, **looked)

    assert (drawn.state, drawn.version) == (State.DECLINED, version)
    again = refusal_of(appeals.second_look, by=town.county_dora, **looked)
    assert again == Refusal.NOT_LOOKED_AT


def test_a_second_look_may_overturn_without_an_appeal(town, drawn):
    appeals.overturn(case=drawn, text=WHY, by=town.county_dora, now=after(5))

    assert drawn.state == State.ACCEPTED
    assert drawn.due_at is not None


def test_what_was_not_drawn_is_not_looked_at(town):
    moment = MONDAY_MORNING
    case = town.file(now=moment)
    while for_a_second_look(case):
        moment += timedelta(seconds=1)
        case = town.file(now=moment)
    handling.decline(
        case=case,
        reason=DeclineReason.COURT,
        text="The court in Shushan decides on this.",
        way_on="The court.",
        by=town.anna,
        now=after(2),
    )
    looked = {"text": "The refusal is right.", "by": town.county_dora, "now": after(5)}
    assert refusal_of(appeals.second_look, case=case, **looked) == Refusal.DRAWN
