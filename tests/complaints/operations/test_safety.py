"""The clock beside the due moments: until when a hazard has to be made safe."""

from datetime import timedelta
from typing import Any

import pytest

from complaints.models import Step
from complaints.operations import appeals, correcting, handling, merging, noting
from complaints.operations.chasing import sweep
from complaints.operations.correcting import Corrected
from complaints.operations.filing import Reporter
from complaints.operations.visiting import reopen
from complaints.refusals import Refusal
from complaints.states import Action, DeclineReason, Kind, Outcome, Privacy, Urgency
from registry.models import Notice
from tests.complaints import paths
from tests.complaints.outcomes import last_step, refusal_of, same_as_stored, templates
from tests.complaints.paths import after

WHY = "The wires hang over the stairs of unit two."
URGENT = "fire-charging"
# Until when what is filed, or becomes a hazard, has to be made safe.
IN_TIME = timedelta(hours=2)


def corrected(case, town, kind, urgency=Urgency.ORDINARY, **more) -> Any:
    """By who neither accepted nor holds it back: Bo, and of retaliation the county."""
    to = Corrected(kind, urgency, case.category, consent=True)
    by = town.county_dora if case.kind == Kind.RETALIATION else town.bo
    return correcting.reclassify(
        case=case, to=to, text=WHY, by=more.get("by", by), now=more["now"]
    )


def made_safe(case, town, now) -> None:
    noting.make_safe(case=case, text="The wires are down now.", by=town.anna, now=now)
    case.refresh_from_db()


def declined(town) -> Any:
    case = town.file(category=URGENT)
    handling.decline(
        case=case,
        reason=DeclineReason.COURT,
        text=WHY,
        way_on="The court.",
        by=town.anna,
        now=after(1),
    )
    return case


def alarms() -> int:
    return Step.objects.filter(action=Action.ALARM).count()


@pytest.mark.parametrize("kind", [Kind.RETALIATION, Kind.CONSULTATION, Kind.SUGGESTION])
def test_what_is_no_hazard_any_more_rings_no_firm(town, kind):
    case = town.file(category=URGENT)
    told = Notice.objects.count()
    corrected(case, town, kind, now=after(1))
    assert case.safe_by is None
    assert same_as_stored(case)

    assert sweep(now=after(2)).alarmed == 0
    assert (templates()[told:], alarms()) == (["reclassified.txt"], 0)


@pytest.mark.parametrize("kind", [Kind.CONSULTATION, Kind.RETALIATION])
def test_what_turns_out_to_be_a_hazard_is_told_to_the_desks_at_once(town, kind):
    case = town.file(kind=kind)
    corrected(case, town, Kind.COMPLAINT, Urgency.EMERGENCY, now=after(3))

    assert templates()[-2:] == ["reclassified.txt", "firm_alarm.txt"]
    assert case.safe_by == after(3) + IN_TIME
    assert sweep(now=after(5)).alarmed == 1


def test_a_question_that_is_an_ordinary_complaint_alarms_nobody(town):
    case = town.file(kind=Kind.CONSULTATION)
    corrected(case, town, Kind.COMPLAINT, now=after(3))
    assert (case.safe_by, templates()[-1]) == (None, "reclassified.txt")


def test_a_smaller_hazard_is_still_to_be_made_safe_in_its_time(town):
    case = town.file(category="lifts-trapped")
    until = case.safe_by
    corrected(case, town, Kind.COMPLAINT, Urgency.URGENT, now=after(1))
    assert case.safe_by == until
    corrected(case, town, Kind.COMPLAINT, now=after(1.5))
    assert case.safe_by is None


def test_a_greater_hazard_is_not_given_more_time(town):
    case = town.file(category=URGENT)
    until = case.safe_by
    corrected(case, town, Kind.COMPLAINT, Urgency.EMERGENCY, now=after(1))
    assert case.safe_by == until


def test_a_greater_hazard_than_the_one_made_safe_is_made_safe_anew(town):
    case = town.file(category=URGENT)
    made_safe(case, town, after(1))
    again = {"case": case, "text": WHY, "by": town.anna, "now": after(1.5)}
    assert refusal_of(noting.make_safe, **again) == Refusal.NOT_SAFE_YET

    corrected(case, town, Kind.COMPLAINT, Urgency.EMERGENCY, now=after(3))
    assert case.safe_by == after(3) + IN_TIME
    made_safe(case, town, after(4))
    assert (case.safe_by, sweep(now=after(6)).alarmed) == (None, 0)


def test_a_hazard_that_was_taken_for_a_question_is_made_safe_anew(town):
    case = town.file(category=URGENT)
    made_safe(case, town, after(1))
    corrected(case, town, Kind.CONSULTATION, now=after(2))
    corrected(case, town, Kind.COMPLAINT, Urgency.URGENT, now=after(3))
    assert case.safe_by == after(3) + IN_TIME
    made_safe(case, town, after(4))
    assert case.safe_by is None


class TestWhatIsOpenAgain:
    def test_a_declined_hazard_has_its_clock_from_the_appeal_on(self, town):
        case = declined(town)
        assert case.safe_by is None
        appeals.appeal(case=case, by=town.resident, now=after(3))
        assert case.safe_by == after(3) + IN_TIME
        appeals.overturn(case=case, text=WHY, by=town.county_dora, now=after(4))

        assert case.safe_by == after(3) + IN_TIME
        assert same_as_stored(case)
        assert sweep(now=after(5)).alarmed == 1

    def test_an_appeal_that_is_lost_ends_it_again(self, town):
        case = declined(town)
        appeals.appeal(case=case, by=town.resident, now=after(3))
        appeals.uphold(case=case, text=WHY, by=town.county_dora, now=after(4))
        assert case.safe_by is None

    def test_what_was_made_safe_before_stays_so(self, town):
        case = town.file(category=URGENT)
        made_safe(case, town, after(0.5))
        handling.decline(
            case=case,
            reason=DeclineReason.COURT,
            text=WHY,
            way_on="The court.",
            by=town.anna,
            now=after(1),
        )
        appeals.appeal(case=case, by=town.resident, now=after(3))
        assert case.safe_by is None

    def test_a_new_round_is_made_safe_anew(self, town):
        case = paths.disposed(town, category=URGENT)
        made_safe(case, town, after(3.5))
        handling.rectify(
            case=case,
            text=WHY,
            no_photo_because="It is dark.",
            by=town.manager,
            now=after(4),
        )
        handling.report(
            case=case, outcome=Outcome.FIXED, text=WHY, by=town.anna, now=after(5)
        )
        reopen(case=case, by=town.resident, now=after(6))
        assert case.safe_by == after(6) + IN_TIME

        made_safe(case, town, after(7))
        assert (case.safe_by, sweep(now=after(8)).alarmed) == (None, 0)

    def test_a_new_round_of_what_is_no_hazard_has_no_such_clock(self, town):
        case = paths.reported(town)
        reopen(case=case, by=town.resident, now=after(6))
        assert case.safe_by is None


class TestWhatIsMerged:
    def merged(self, town, *, safe: bool = False) -> Any:
        target = paths.accepted(town, category=URGENT)
        other = Reporter(privacy=Privacy.HIDDEN, phone=paths.NEIGHBOUR)
        case = town.file(category=URGENT, reporter=other, now=after(1))
        if safe:
            made_safe(case, town, after(1.2))
        merging.merge(case=case, target=target, by=town.anna, now=after(1.5))
        assert case.safe_by is None
        return case

    def parted(self, case, town) -> None:
        merging.unmerge(case=case, text=WHY, by=town.bo, now=after(11.5))

    def test_its_clock_stood_still_as_the_others_did(self, town):
        case = self.merged(town)
        self.parted(case, town)

        assert case.safe_by == after(1) + IN_TIME + timedelta(hours=10)
        assert same_as_stored(case)

    def test_what_was_made_safe_before_stays_so(self, town):
        case = self.merged(town, safe=True)
        self.parted(case, town)
        assert case.safe_by is None
        assert last_step(case).action == Action.UNMERGE
