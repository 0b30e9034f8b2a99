"""Rectifying, reporting and the return visit by telephone, at the desk."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.models import Answer, Commitment, Photo, Step
from complaints.operations import visiting
from complaints.operations.filing import Reporter
from complaints.operations.handling import Disposal
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    Closing,
    Kind,
    Measure,
    Outcome,
    Party,
    Privacy,
    Solved,
    State,
)
from tests.complaints import paths
from tests.complaints.desk import (
    Desk,
    actions_of,
    awaited_of,
    picture,
    refusals_of,
    state_of,
    texts,
)

pytestmark = pytest.mark.usefixtures("monday_at_five")

ENOUGH = "The stairs are free; the e-bikes stand outside."


# Rectifying, sending back, reporting


def test_an_officer_writes_the_rectification_for_the_firm(town, anna):
    case = paths.disposed(town)
    response = anna.make(
        case,
        Action.RECTIFY,
        text=ENOUGH,
        photos=picture(),
        commitment="A second roof",
        commitment_by="2026-04-01",
    )

    assert response.status_code == 302, texts(response)
    step = Step.objects.filter(case=case).latest("number")
    assert step.action == Action.RECTIFY
    roof = Commitment.objects.get(step=step)
    assert (roof.text.body, roof.due_on) == ("A second roof", date(2026, 4, 1))


def test_a_photo_that_arrived_survives_a_form_that_comes_back(town, anna):
    case = paths.disposed(town)
    refused = anna.make(case, Action.RECTIFY, text="Done.", photos=picture())

    assert refused.status_code == 200
    kept = refused.context["kept"]
    assert len(kept) == 1
    assert str(kept[0].pk) in texts(refused)

    anna.make(case, Action.RECTIFY, text=ENOUGH, kept_photos=str(kept[0].pk))
    assert Photo.objects.get(case=case).file == kept[0]


def test_nobody_carries_along_another_s_photo(town, anna, bo):
    case = paths.disposed(town)
    refused = bo.make(case, Action.RECTIFY, text="Done.", photos=picture())
    of_bo = refused.context["kept"][0]

    response = anna.make(case, Action.RECTIFY, text=ENOUGH, kept_photos=str(of_bo.pk))

    assert refusals_of(response) == [str(Refusal.EVIDENCE.label)]
    assert not Photo.objects.exists()


def test_something_that_is_no_photo_is_named(town, anna):
    case = paths.disposed(town)
    text = SimpleUploadedFile("list.jpg", b"no photo", content_type="image/jpeg")
    response = anna.make(case, Action.RECTIFY, text=ENOUGH, photos=text)

    assert response.status_code == 200
    assert response.context["form"]["photos"].errors
    assert ENOUGH in texts(response)
    assert state_of(case) == State.DISPOSED


def test_a_department_sees_and_rectifies_what_is_theirs(town):
    order = Disposal(Measure.ORDER_DEPARTMENT, Party.DEPARTMENT, department=town.fire)
    case = paths.disposed(town, order, category="fire-charging")
    fireman = Desk(town.fireman.user)

    assert awaited_of(fireman, case) == [Action.RECTIFY, Action.REFUSE]
    response = fireman.make(
        case, Action.RECTIFY, text=ENOUGH, no_photo_because="No power"
    )

    assert response.status_code == 302, texts(response)
    assert Step.objects.filter(case=case).latest("number").actor == town.fireman.user
    assert fireman.open(paths.disposed(town)).status_code == 404


def test_a_department_s_clerk_does_nothing_else(town):
    order = Disposal(Measure.ORDER_DEPARTMENT, Party.DEPARTMENT, department=town.fire)
    case = paths.disposed(town, order, category="fire-charging")
    fireman = Desk(town.fireman.user)

    assert fireman.call(case).status_code == 403
    response = fireman.make(case, Action.SEND_BACK, text=ENOUGH)
    assert response.status_code == 409
    assert state_of(case) == State.DISPOSED


def test_what_is_missing_goes_back_to_the_firm(town, anna):
    case = paths.rectified(town)
    anna.make(case, Action.SEND_BACK, text=ENOUGH)
    assert state_of(case) == State.DISPOSED


def test_the_result_is_reported_to_the_resident(town, anna):
    case = paths.rectified(town)
    anna.make(case, Action.REPORT, outcome="FIXED", text=ENOUGH)
    case.refresh_from_db()
    assert (case.state, case.outcome) == (State.REPORTED, Outcome.FIXED)


def test_after_a_reopening_another_officer_goes_on(town, anna, bo):
    case = paths.closed(town, paths.NO)
    visiting.reopen(case=case, by=town.resident, now=paths.after(7))

    page = anna.open(case)
    assert Action.DISPOSE not in [one.action for one in page.context["turns"].offers]
    assert str(Refusal.NOT_THE_REPORTER.label) in texts(page)
    refused = anna.make(case, Action.DISPOSE, measure="CHAMBER")
    assert refused.status_code == 409
    assert state_of(case) == State.VERIFIED

    bo.make(case, Action.DISPOSE, measure="CHAMBER")
    assert state_of(case) == State.DISPOSED


def test_a_question_is_answered(town, anna):
    case = paths.accepted(town, kind=Kind.CONSULTATION, category="money-committee")
    assert awaited_of(anna, case) == [Action.ANSWER]
    anna.make(case, Action.ANSWER, text=ENOUGH)
    case.refresh_from_db()
    assert (case.state, case.outcome) == (State.REPORTED, Outcome.ANSWERED)


# The return visit by telephone


def test_an_officer_who_did_not_handle_it_writes_down_the_answer(town, bo):
    case = paths.reported(town)
    bo.make(case, Action.CLOSE, solved="YES", satisfied="SATISFIED")

    case.refresh_from_db()
    assert (case.state, case.closing) == (State.CLOSED, Closing.TYPED)
    assert not Answer.objects.get(case=case).own


def test_who_handled_it_does_not_write_down_the_answer(town, anna):
    case = paths.reported(town)
    response = anna.make(case, Action.CLOSE, solved="YES", satisfied="SATISFIED")

    assert response.status_code == 409
    assert str(Refusal.NOT_A_HANDLER.label) in texts(response)
    assert state_of(case) == State.REPORTED


def test_of_an_anonymous_reporter_no_spoken_answer_is_asked_for(town, bo):
    case = paths.reported(town, reporter=Reporter(Privacy.ANONYMOUS))

    assert awaited_of(bo, case) == []
    page = texts(bo.open(case))
    assert str(Refusal.HAS_PHONE.label) in page
    response = bo.make(case, Action.CLOSE, solved="YES", satisfied="SATISFIED")
    assert response.status_code == 409
    assert state_of(case) == State.REPORTED


def test_a_spoken_no_opens_the_case_again_at_once(town, bo):
    case = paths.reported(town)
    bo.make(case, Action.CLOSE, solved="NO", satisfied="VERY_DISSATISFIED")

    case.refresh_from_db()
    assert (case.state, case.round) == (State.VERIFIED, 2)
    assert actions_of(case)[-2:] == ["CLOSE", "REOPEN"]
    assert Answer.objects.get(case=case).solved == Solved.NO


def test_half_an_answer_is_not_written_down(town, bo):
    case = paths.reported(town)
    response = bo.make(case, Action.CLOSE, solved="YES")
    assert response.status_code == 200
    assert state_of(case) == State.REPORTED
