"""What a case is, and which office holds it: reclassified, transferred, raised."""

from datetime import timedelta
from typing import Any

import pytest

from complaints.models import Promise, Step
from complaints.operations import correcting, duties, handling, raising, suspecting
from complaints.operations.correcting import Corrected
from complaints.operations.handling import Disposal
from complaints.refusals import Refusal
from complaints.states import Action, Kind, Measure, Party, Stage, State, Urgency
from registry.models import User
from tests.complaints import paths
from tests.complaints.outcomes import (
    last_step,
    refusal_of,
    same_as_stored,
    templates,
    told_of,
)
from tests.complaints.paths import DONE, after

WHY = "The wires hang over the stairs of unit two."
DAY = 24


def corrected(town, kind=Kind.COMPLAINT, urgency=Urgency.URGENT, **more) -> Corrected:
    category = more.pop("category", "parking-ebike")
    return Corrected(kind, urgency, town.category(category), **more)


def promises(case) -> dict[Stage, Any]:
    rows = Promise.objects.filter(case=case, round=case.round).order_by("revision")
    return {Stage(row.stage): row.promised_at for row in rows}


def test_what_is_more_urgent_is_due_from_now_and_never_later_than_before(town):
    case = paths.accepted(town)
    before = promises(case)
    correcting.reclassify(
        case=case, to=corrected(town), text=WHY, by=town.anna, now=after(2)
    )

    assert case.urgency == Urgency.URGENT
    assert case.due_at == after(2 + 24)
    now = promises(case)
    assert all(now[stage] <= before[stage] for stage in before)
    assert templates()[-2:] == ["reclassified.txt", "firm_alarm.txt"]
    assert case.safe_by == after(2 + 2)
    assert same_as_stored(case)


def test_an_almost_late_case_does_not_win_time_by_becoming_urgent(town):
    case = paths.accepted(town)
    due = case.due_at
    correcting.reclassify(
        case=case,
        to=corrected(town),
        text=WHY,
        by=town.anna,
        now=due - timedelta(hours=1),
    )
    assert case.due_at == due


def test_who_accepted_it_lowers_nothing(town):
    case = paths.accepted(town, category="fire-charging")
    lower = {
        "case": case,
        "to": corrected(town, urgency=Urgency.ORDINARY),
        "text": WHY,
        "now": after(2),
    }
    own = refusal_of(correcting.reclassify, by=town.anna, **lower)
    assert own == Refusal.NOT_THE_ACCEPTER

    correcting.reclassify(by=town.bo, **lower)
    assert last_step(case).detail["downwards"] is True
    assert case.due_at == after(15 + 2 * DAY)


def test_who_lowered_it_before_does_not_accept_it(town):
    case = town.file(category="fire-charging")
    correcting.reclassify(
        case=case,
        to=corrected(town, urgency=Urgency.ORDINARY),
        text=WHY,
        by=town.bo,
        now=after(1),
    )
    own = refusal_of(handling.accept, case=case, by=town.bo, now=after(2))
    assert own == Refusal.NOT_THE_LOWERER


def test_a_complaint_that_is_a_question_gets_three_promises(town):
    case = town.file()
    correcting.reclassify(
        case=case,
        to=corrected(town, Kind.CONSULTATION, Urgency.URGENT),
        text=WHY,
        by=town.bo,
        now=after(1),
    )
    assert (case.kind, case.urgency) == (Kind.CONSULTATION, Urgency.ORDINARY)
    newest = Promise.objects.filter(step=last_step(case))
    assert {row.stage for row in newest} == {
        Stage.ACCEPTANCE,
        Stage.REPORT,
        Stage.VISIT,
    }


def test_the_kind_stays_once_it_was_verified(town):
    case = paths.verified(town)
    tried = refusal_of(
        correcting.reclassify,
        case=case,
        to=corrected(town, Kind.SUGGESTION),
        text=WHY,
        by=town.bo,
        now=after(3),
    )
    assert tried == Refusal.KIND_EARLY


def test_nothing_is_corrected_to_what_it_is(town):
    case = town.file()
    tried = refusal_of(
        correcting.reclassify,
        case=case,
        to=corrected(town, urgency=Urgency.ORDINARY),
        text=WHY,
        by=town.bo,
        now=after(1),
    )
    assert tried == Refusal.NEW_CLASS


def test_another_category_alone_leaves_the_dates(town):
    case = town.file()
    due = case.due_at
    correcting.reclassify(
        case=case,
        to=corrected(town, urgency=Urgency.ORDINARY, category="cleaning-pests"),
        text=WHY,
        by=town.bo,
        now=after(1),
    )
    assert (case.category.code, case.due_at) == ("cleaning-pests", due)
    assert not Promise.objects.filter(step=last_step(case)).exists()


def test_retaliation_goes_to_the_county_and_back_only_with_consent(town):
    case = town.file()
    correcting.reclassify(
        case=case,
        to=corrected(town, Kind.RETALIATION),
        text=WHY,
        by=town.anna,
        now=after(1),
    )
    assert (case.kind, case.office) == (Kind.RETALIATION, town.county)

    back = {"case": case, "text": WHY, "by": town.county_dora, "now": after(2)}
    unasked = refusal_of(
        correcting.reclassify, to=corrected(town, urgency=Urgency.ORDINARY), **back
    )
    assert unasked == Refusal.CONSENT
    correcting.reclassify(
        to=corrected(town, urgency=Urgency.ORDINARY, consent=True), **back
    )
    assert (case.kind, case.office) == (Kind.COMPLAINT, town.street)


def handed_back_under_suspicion(town) -> Any:
    """Doubted by Bo once the firm had put it right, then the other street's."""
    case = paths.rectified(town)
    suspecting.suspect(case=case, text=WHY, by=town.bo, now=after(5))
    handling.send_back(case=case, text=WHY, by=town.bo, now=after(5))
    duties.recall(case=case, text=WHY, by=town.bo, now=after(5))
    correcting.transfer(
        case=case, to=town.other_street, text=WHY, by=town.bo, now=after(5)
    )
    return case


@pytest.mark.parametrize("kind", [Kind.RETALIATION, Kind.CONSULTATION])
def test_what_is_suspected_is_decided_before_the_kind_changes(town, kind):
    case = handed_back_under_suspicion(town)
    ask = {"case": case, "text": WHY, "by": town.carl}
    to = corrected(town, kind)
    tried = refusal_of(correcting.reclassify, to=to, now=after(6), **ask)
    assert tried == Refusal.SUSPICION_DECIDED
    correcting.reclassify(to=corrected(town), now=after(6), **ask)

    suspecting.hear(case=case, text=WHY, by=town.manager, now=after(6))
    suspecting.dismiss(case=case, text=WHY, by=town.carl, now=after(6))
    correcting.reclassify(to=to, now=after(7), **ask)
    assert (case.kind, case.judge_by, case.safe_by) == (kind, None, None)


def test_another_street_takes_over_and_the_promises_stay(town):
    User.objects.filter(pk=town.carl.user.pk).update(email="carl@x.example")
    case = paths.verified(town)
    before = promises(case)
    correcting.transfer(
        case=case, to=town.other_street, text=WHY, by=town.anna, now=after(3 + DAY)
    )

    assert (case.state, case.office) == (State.FILED, town.other_street)
    assert (case.finding, case.duty) == ("", "")
    assert promises(case) == before
    assert case.due_at == after(15 + 2 * DAY)
    assert templates()[-1] == "transferred.txt"
    tried = refusal_of(handling.accept, case=case, by=town.anna, now=after(4 + DAY))
    assert tried == Refusal.OTHER_OFFICE


def test_the_next_office_has_its_own_time_to_accept(town):
    case = town.file()
    correcting.transfer(
        case=case,
        to=town.other_street,
        text=WHY,
        by=town.anna,
        now=case.due_at - timedelta(minutes=1),
    )
    assert case.due_at == after(15 + 2 * DAY)
    assert case.entered_number == last_step(case).number


def test_a_case_is_not_transferred_to_where_it_is(town):
    case = town.file()
    tried = refusal_of(
        correcting.transfer,
        case=case,
        to=town.street,
        text=WHY,
        by=town.anna,
        now=after(1),
    )
    assert tried == Refusal.TARGET


def test_the_third_transfer_raises_the_case_which_settles_it_bindingly(town):
    case = town.file()
    streets = [town.other_street, town.street, town.other_street]
    people = [town.anna, town.carl, town.anna]
    for street, by in zip(streets, people, strict=True):
        correcting.transfer(case=case, to=street, text=WHY, by=by, now=after(1))

    assert case.office == town.county
    assert last_step(case).action == Action.RAISE
    assert Step.objects.filter(case=case, action=Action.TRANSFER).count() == 3

    correcting.transfer(
        case=case, to=town.other_street, text=WHY, by=town.county_dora, now=after(2)
    )
    tried = refusal_of(
        correcting.transfer,
        case=case,
        to=town.street,
        text=WHY,
        by=town.carl,
        now=after(3),
    )
    assert tried == Refusal.BINDING


def test_retaliation_is_not_transferred_to_a_street(town):
    case = town.file(kind=Kind.RETALIATION)
    moved = {"case": case, "text": WHY, "by": town.county_dora, "now": after(1)}
    tried = refusal_of(correcting.transfer, to=town.street, **moved)
    assert tried == Refusal.STAYS_HIGH
    correcting.transfer(to=town.city, **moved)
    assert case.office == town.city


def test_a_raised_case_stays_where_it_is_when_its_community_is_found(town):
    from complaints.operations.incoming import Place  # noqa: PLC0415

    case = town.file(place=Place(region=town.street, description="behind the school"))
    raising.raise_level(case=case, text=WHY, by=town.county_dora, now=after(1))
    handling.locate(case=case, community=town.garden, by=town.county_dora, now=after(2))
    assert (case.community, case.office) == (town.garden, town.county)


def test_the_county_takes_a_case_with_its_reason(town):
    case = town.file()
    raised = {"case": case, "by": town.county_dora, "now": after(1)}
    assert refusal_of(raising.raise_level, text="now", **raised) == Refusal.TEXT
    due = case.due_at
    raising.raise_level(text=WHY, **raised)
    assert (case.office, case.due_at) == (town.county, due)


@pytest.mark.parametrize("party", [Party.OFFICE])
def test_what_is_sent_back_a_third_time_is_a_problem_case(town, party):
    case = paths.disposed(town, Disposal(Measure.REMEDY, party))
    for number in range(3):
        handling.rectify(
            case=case,
            text=DONE,
            no_photo_because="It is dark.",
            by=town.anna,
            now=after(4 + number),
        )
        handling.send_back(case=case, text=DONE, by=town.bo, now=after(4.5 + number))
        assert case.office == (town.county if number == 2 else town.street)
    assert last_step(case).action == Action.RAISE
    assert same_as_stored(case)


class TestWhoHearsOfARaise:
    @pytest.fixture(autouse=True)
    def _mailed(self, town):
        for user in User.objects.all():
            User.objects.filter(pk=user.pk).update(email=f"{user.username}@x.example")

    def test_the_office_that_took_it(self, town):
        case = town.file()
        raising.raise_level(case=case, text=WHY, by=town.county_dora, now=after(1))
        assert told_of("raised") == {"dora@x.example"}

    def test_the_office_that_a_third_transfer_gives_it_to_once(self, town):
        case = town.file()
        streets = [town.other_street, town.street, town.other_street]
        people = [town.anna, town.carl, town.anna]
        for street, by in zip(streets, people, strict=True):
            correcting.transfer(case=case, to=street, text=WHY, by=by, now=after(1))
        assert told_of("raised") == {"dora@x.example"}
        assert "dora@x.example" not in told_of("transferred")
