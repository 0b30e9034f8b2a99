"""From filing to the finding: accept, locate, decline, verify, explain."""

from datetime import UTC, datetime
from typing import Any

import pytest

from complaints.models import Case, Photo, Promise, Step
from complaints.operations import handling
from complaints.operations.filing import Place
from complaints.operations.handling import (
    MovedOn,
    Verification,
)
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    DeclineReason,
    Duty,
    Finding,
    How,
    Kind,
    Outcome,
    PhotoKind,
    State,
)
from registry.actors import Officer
from tests.complaints import paths
from tests.complaints.outcomes import last_step, refusal_of, same_as_stored, templates
from tests.complaints.paths import DONE, after, photo
from tests.town import MONDAY_MORNING


def test_an_accepted_case_waits_for_its_verification(town):
    case = paths.accepted(town)

    assert (case.state, case.version, case.steps_written) == (State.ACCEPTED, 2, 2)
    assert case.entered_at == after(1)
    assert case.entered_number == 2
    assert case.due_at == datetime(2026, 3, 5, 16, tzinfo=UTC)  # Thursday, as promised
    assert same_as_stored(case)


@pytest.mark.usefixtures("in_english")
def test_the_second_of_two_officers_is_told(town):
    case = town.file()
    stale = Case.objects.get(pk=case.pk)
    handling.accept(case=case, by=town.anna, now=after(1))

    with pytest.raises(MovedOn) as told:
        handling.accept(case=stale, by=town.bo, now=after(1))
    assert "Somebody else changed this case" in str(told.value)
    assert Step.objects.filter(case=case).count() == 2


def test_a_stale_form_is_told_even_when_the_state_is_the_same_again(town):
    case = paths.rectified(town)
    stale = Case.objects.get(pk=case.pk)
    handling.send_back(case=case, text=DONE, by=town.anna, now=after(5))
    handling.rectify(
        case=case, text=DONE, photos=[photo()], by=town.manager, now=after(6)
    )

    with pytest.raises(MovedOn):
        handling.send_back(case=stale, text=DONE, by=town.bo, now=after(7))


def test_a_refused_move_leaves_nothing_behind(town):
    case = town.file()
    before = Case.objects.values().get(pk=case.pk)

    assert (
        refusal_of(handling.accept, case=case, by=town.carl, now=after(1))
        == Refusal.OTHER_OFFICE
    )
    assert Case.objects.values().get(pk=case.pk) == before
    assert Step.objects.filter(case=case).count() == 1


def test_who_is_no_officer_moves_nothing_as_one(town):
    case = town.file()
    auditor_of_the_street = town.auditor
    auditor_of_the_street.region = town.street

    for user in (auditor_of_the_street, town.manager.user, town.fireman.user):
        assert (
            refusal_of(handling.accept, case=case, by=Officer(user), now=after(1))
            == Refusal.OTHER_OFFICE
        )


def test_an_unlocated_case_is_not_accepted_and_then_located_by_the_county(town):
    case = town.file(place=Place(region=town.street, description="Behind the mill"))
    accept: dict[str, Any] = {"case": case, "by": town.anna, "now": after(1)}
    assert refusal_of(handling.accept, **accept) == Refusal.LOCATED

    locate: dict[str, Any] = {"case": case, "community": town.garden, "now": after(2)}
    assert refusal_of(handling.locate, by=town.anna, **locate) == Refusal.NOT_COUNTY
    due = case.due_at
    handling.locate(by=town.county_dora, **locate)

    assert (case.community, case.office, case.firm) == (
        town.garden,
        town.street,
        town.firm,
    )
    assert (case.state, case.due_at, case.version) == (State.FILED, due, 2)
    assert case.entered_at == MONDAY_MORNING
    assert Promise.objects.filter(case=case).count() == 6
    assert same_as_stored(case)
    handling.accept(case=case, by=town.anna, now=after(3))


def test_locating_moves_the_case_to_the_street_of_the_community(town):
    case = town.file(place=Place(region=town.county, description="Behind the mill"))
    handling.locate(case=case, community=town.court, by=town.county_dora, now=after(1))

    assert (case.office, case.office_code) == (town.other_street, "340104008")
    assert case.firm is None
    assert last_step(case).detail == {"community": "LXY", "office": "340104008"}


def test_retaliation_keeps_its_county_when_it_is_located(town):
    case = town.file(
        kind=Kind.RETALIATION, place=Place(region=town.street, description="The gate")
    )
    handling.locate(case=case, community=town.garden, by=town.county_dora, now=after(1))

    assert case.office == town.county


def test_a_declined_case_says_why_and_where_to_go(town):
    case = town.file()
    decline: dict[str, Any] = {"case": case, "by": town.anna, "now": after(1)}
    whole: dict[str, Any] = {
        "reason": DeclineReason.COURT,
        "text": DONE,
        "way_on": " The court. ",
    }
    for name, refusal in (
        ("reason", Refusal.REASON),
        ("text", Refusal.TEXT),
        ("way_on", Refusal.WAY_ON),
    ):
        empty = None if name == "reason" else ""
        assert refusal_of(handling.decline, **decline, **{**whole, name: empty}) == (
            refusal
        )
    handling.decline(**decline, **whole)

    assert (case.state, case.due_at, case.chase_at) == (State.DECLINED, None, None)
    step = last_step(case)
    assert step.detail["reason"] == "COURT"
    assert step.detail["way_on"] == "The court."
    assert step.text.body == DONE
    assert templates() == ["filed.txt", "declined.txt"]
    assert same_as_stored(case)


def test_a_finding_is_written_down_and_history_keeps_both(town):
    case = paths.accepted(town)
    pictures = [photo()]
    handling.verify(
        case=case,
        found=paths.found(Finding.PARTLY, photos=pictures),
        by=town.anna,
        now=after(2),
    )
    assert (case.state, case.finding, case.duty) == (
        State.VERIFIED,
        Finding.PARTLY,
        Duty.FIRM,
    )
    assert Photo.objects.get(case=case, kind=PhotoKind.FINDING).file == pictures[0]

    entered, due = case.entered_at, case.due_at
    again = Verification(Finding.FOUNDED, Duty.OWNERS, How.CALL, note="Why: they said.")
    handling.verify(case=case, found=again, by=town.bo, now=after(3))
    assert (case.finding, case.duty) == (Finding.FOUNDED, Duty.OWNERS)
    assert (case.entered_at, case.due_at) == (entered, due)
    findings = [
        step.detail["finding"]
        for step in case.steps.filter(action=Action.VERIFY).order_by("number")
    ]
    assert findings == ["PARTLY", "FOUNDED"]


def test_a_hazard_is_seen_on_site(town):
    case = paths.accepted(town, category="fire-exits")
    by_phone = Verification(Finding.FOUNDED, Duty.FIRM, How.CALL)

    assert (
        refusal_of(
            handling.verify, case=case, found=by_phone, by=town.anna, now=after(2)
        )
        == Refusal.SITE_VISIT
    )


def test_the_finder_does_not_explain_her_own_finding(town):
    case = paths.verified(town, Finding.UNFOUNDED)
    explain: dict[str, Any] = {"case": case, "outcome": Outcome.UNFOUNDED, "text": DONE}

    assert (
        refusal_of(handling.explain, by=town.anna, now=after(3), **explain)
        == Refusal.NOT_THE_FINDER
    )
    handling.explain(by=town.bo, now=after(3), **explain)
    assert (case.state, case.outcome) == (State.REPORTED, Outcome.UNFOUNDED)
    assert templates() == ["filed.txt", "reported.txt"]


def test_the_county_explains_where_the_street_has_one_officer(town):
    town.bo.user.is_active = False
    town.bo.user.save()
    case = paths.verified(town, Finding.UNFOUNDED)
    explain: dict[str, Any] = {"case": case, "outcome": Outcome.UNFOUNDED, "text": DONE}

    assert (
        refusal_of(handling.explain, by=town.city_emil, now=after(3), **explain)
        == Refusal.OTHER_OFFICE
    )
    handling.explain(by=town.county_dora, now=after(3), **explain)
    assert case.state == State.REPORTED


def test_the_city_explains_where_the_county_has_nobody_either(town):
    for officer in (town.bo, town.county_dora):
        officer.user.is_active = False
        officer.user.save()
    case = paths.verified(town, Finding.UNFOUNDED)

    handling.explain(
        case=case,
        outcome=Outcome.UNFOUNDED,
        text=DONE,
        by=town.city_emil,
        now=after(3),
    )
