"""From the order to the result: dispose, rectify, send back, report, answer."""

from datetime import date, timedelta
from typing import Any

import pytest

from complaints.models import Commitment, Photo
from complaints.operations import handling
from complaints.operations.handling import (
    Disposal,
    NewCommitment,
)
from complaints.refusals import Refusal
from complaints.states import (
    Kind,
    Measure,
    Outcome,
    Party,
    PhotoKind,
    State,
)
from registry.actors import Clerk
from registry.models import User
from tests.complaints import paths
from tests.complaints.outcomes import last_step, refusal_of, same_as_stored, templates
from tests.complaints.paths import DONE, after, photo


def test_an_order_names_who_has_to_act_and_tells_the_firm(town):
    case = paths.disposed(town)

    assert (case.state, case.party) == (State.DISPOSED, Party.FIRM)
    assert (case.acting_firm, case.acting_department) == (town.firm, None)
    assert last_step(case).detail["firm"] == town.firm.credit_code
    assert templates() == ["filed.txt", "firm_disposed.txt"]
    assert same_as_stored(case)


def test_an_order_without_its_firm_is_no_order(town):
    case = paths.verified(town)
    for order in (
        Disposal(Measure.ORDER_FIRM, Party.FIRM),
        Disposal(Measure.ORDER_DEPARTMENT, Party.DEPARTMENT, firm=town.firm),
        Disposal(Measure.ORDER_FIRM, Party.OFFICE),
    ):
        assert (
            refusal_of(
                handling.dispose, case=case, order=order, by=town.anna, now=after(3)
            )
            == Refusal.MEASURE
        )


def test_only_the_party_of_the_order_gets_the_case(town):
    both = Disposal(
        Measure.ORDER_DEPARTMENT, Party.DEPARTMENT, firm=town.firm, department=town.fire
    )
    case = paths.disposed(town, both)

    assert (case.acting_firm, case.acting_department) == (None, town.fire)


def test_a_department_is_told_what_is_handed_to_it_and_sent_back(town):
    User.objects.filter(pk=town.fireman.user.pk).update(
        email="fire@propertyhub.example"
    )
    order = Disposal(Measure.ORDER_DEPARTMENT, Party.DEPARTMENT, department=town.fire)

    case = paths.disposed(town, order)
    assert templates()[-1] == "disposed.txt"
    handling.rectify(
        case=case,
        text=DONE,
        no_photo_because="It is dark.",
        by=town.fireman,
        now=after(4),
    )
    handling.send_back(case=case, text=DONE, by=town.anna, now=after(5))
    assert templates()[-1] == "sent_back.txt"


def test_a_department_rectifies_what_was_ordered_from_it(town):
    order = Disposal(Measure.ORDER_DEPARTMENT, Party.DEPARTMENT, department=town.fire)
    case = paths.disposed(town, order)
    done: dict[str, Any] = {
        "case": case,
        "text": DONE,
        "no_photo_because": "It is dark.",
        "now": after(4),
    }

    for stranger in (town.manager, Clerk(town.anna.user)):
        assert refusal_of(handling.rectify, by=stranger, **done) == Refusal.NOT_YOURS
    handling.rectify(by=town.fireman, **done)
    assert last_step(case).actor_name == "蜀山区消防救援大队"


def test_the_office_rectifies_for_parties_without_an_account(town):
    case = paths.disposed(town, Disposal(Measure.CHAMBER, Party.OFFICE))
    handling.rectify(
        case=case, text=DONE, no_photo_because="Agreed.", by=town.bo, now=after(4)
    )

    assert case.state == State.RECTIFIED
    assert templates() == ["filed.txt"]


def test_a_rectification_needs_a_photo_or_says_why_there_is_none(town):
    case = paths.disposed(town)
    done: dict[str, Any] = {
        "case": case,
        "text": DONE,
        "by": town.manager,
        "now": after(4),
    }
    assert refusal_of(handling.rectify, **done) == Refusal.EVIDENCE

    picture = photo()
    roof = NewCommitment("A roof over all of them", date(2026, 4, 1))
    handling.rectify(photos=[picture], commitments=[roof], **done)
    assert Photo.objects.get(case=case, kind=PhotoKind.AFTER).file == picture
    step = last_step(case)
    assert step.actor == town.manager.user
    assert step.detail["photos"] == [picture.sha256]
    roof_row = Commitment.objects.get(case=case)
    assert (roof_row.text.body, roof_row.due_on) == (roof.text, roof.due_on)


def test_another_firm_does_not_answer(town):
    case = paths.disposed(town)

    assert (
        refusal_of(
            handling.rectify,
            case=case,
            text=DONE,
            no_photo_because="None.",
            by=town.rival_manager,
            now=after(4),
        )
        == Refusal.NOT_YOURS
    )


def test_a_result_is_told_to_the_resident(town):
    case = paths.rectified(town)
    handling.report(
        case=case, outcome=Outcome.PARTLY, text=DONE, by=town.anna, now=after(5)
    )

    assert (case.state, case.outcome) == (State.REPORTED, Outcome.PARTLY)
    assert case.chase_at == after(5) + timedelta(days=2)
    assert last_step(case).text.body == DONE
    assert templates()[-1] == "reported.txt"


@pytest.mark.parametrize("kind", [Kind.CONSULTATION, Kind.SUGGESTION])
def test_a_question_is_answered(town, kind):
    case = paths.answered(town, kind)

    assert (case.state, case.outcome) == (State.REPORTED, Outcome.ANSWERED)


def test_a_report_of_retaliation_is_answered_by_the_county(town):
    case = paths.accepted(town, kind=Kind.RETALIATION)
    answer: dict[str, Any] = {"case": case, "text": DONE, "now": after(2)}

    assert refusal_of(handling.answer, by=town.anna, **answer) == Refusal.OTHER_OFFICE
    handling.answer(by=town.county_dora, **answer)


def test_three_steps_of_one_screen_are_three_steps(town):
    case = town.file()
    handling.accept(case=case, by=town.anna, now=after(1))
    handling.verify(case=case, found=paths.found(), by=town.anna, now=after(1))
    handling.dispose(
        case=case, order=paths.order_to_firm(town), by=town.anna, now=after(1)
    )

    steps = case.steps.order_by("number").values_list("number", "action")
    assert list(steps) == [
        (1, "FILE"),
        (2, "ACCEPT"),
        (3, "VERIFY"),
        (4, "DISPOSE"),
    ]
    assert case.version == 4
