"""The page of a case at the desk: every move and every refusal, over HTTP."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.models import Answer, Case, Photo, Step
from complaints.operations import handling, visiting
from complaints.operations.filing import Place, Reporter
from complaints.operations.handling import Disposal
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    Closing,
    Finding,
    Kind,
    Measure,
    Outcome,
    Party,
    Privacy,
    Solved,
    State,
)
from tests.complaints import paths
from tests.complaints.desk import Desk, actions_of, move_of, page_of, state_of, texts
from tests.registry.ledger import photos as uploads

ENOUGH = "The stairs are free; the e-bikes stand outside."
FOUND = {"finding": "FOUNDED", "duty": "FIRM", "how": "VISIT"}


@pytest.fixture(autouse=True)
def _monday_at_five():
    """Eight hours after the residents filed: nothing else of the day comes later."""
    with time_machine.travel(paths.after(8), tick=False):
        yield


@pytest.fixture
def anna(town):
    return Desk(town.anna.user)


@pytest.fixture
def bo(town):
    return Desk(town.bo.user)


def picture():
    return SimpleUploadedFile("after.jpg", uploads.jpeg(), content_type="image/jpeg")


def refusals_of(response):
    errors = response.context["form"].errors
    return [str(error) for listed in errors.values() for error in listed]


def offered_to(desk, case):
    return [offer.action for offer in desk.open(case).context["turns"].offers]


# Who sees what


def test_an_officer_needs_no_superuser(town, anna):
    assert not town.anna.user.is_superuser
    assert anna.open(town.file()).status_code == 200


def test_another_street_s_officer_finds_nothing(town):
    case = town.file()
    carl = Desk(town.carl.user)

    assert carl.open(case).status_code == 404
    assert carl.make(case, Action.ACCEPT, upto="ACCEPT").status_code == 404
    assert carl.call(case).status_code == 404
    assert actions_of(case) == ["FILE"]


def test_a_firm_never_enters_the_desk(town):
    case = paths.disposed(town)
    response = Desk(town.manager.user).open(case)
    assert response.status_code == 302
    assert "/admin/login/" in response.headers["Location"]


def test_a_report_of_retaliation_is_not_found_by_the_street(town, anna):
    case = town.file(kind=Kind.RETALIATION)
    assert anna.open(case).status_code == 404
    assert Desk(town.county_dora.user).open(case).status_code == 200


def test_an_auditor_reads_and_does_nothing(town):
    town.auditor.is_staff = True
    town.auditor.save()
    case = town.file()
    auditor = Desk(town.auditor)

    page = auditor.open(case)

    assert page.status_code == 200
    assert page.context["turns"].offers == ()
    assert auditor.make(case, Action.ACCEPT, upto="ACCEPT").status_code == 403
    assert auditor.call(case).status_code == 403
    assert actions_of(case) == ["FILE"]


def test_the_page_tells_facts_text_dates_and_history(town, anna):
    case = paths.rectified(town)
    page = texts(anna.open(case))

    for told in (
        case.number,
        "The e-bikes stand in the rain and block the stairs.",
        "丹青花园",
        "长青物业服务有限公司",
        "Founded",
        paths.DONE,
        "Rectified",
        "Quick report",
    ):
        assert told in page


def test_what_was_typed_is_shown_as_text(town, anna):
    case = town.file(text="<script>alert('the stairs')</script>")
    page = texts(anna.open(case))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


# Taking on


def test_accepting_alone_writes_one_step(town, anna):
    case = town.file()
    response = anna.make(case, Action.ACCEPT, upto="ACCEPT")

    assert response.status_code == 302
    assert response.headers["Location"] == page_of(case)
    assert actions_of(case) == ["FILE", "ACCEPT"]


def test_one_screen_writes_three_steps(town, anna):
    case = town.file()
    response = anna.make(
        case,
        Action.ACCEPT,
        upto="DISPOSE",
        **FOUND,
        note="Seen on site.",
        measure="ORDER_FIRM",
        firm=town.firm.pk,
        instructions="Put up a roof.",
    )

    assert response.status_code == 302, texts(response)
    assert actions_of(case) == ["FILE", "ACCEPT", "VERIFY", "DISPOSE"]
    case.refresh_from_db()
    assert (case.acting_firm, case.measure) == (town.firm, Measure.ORDER_FIRM)


def test_what_is_not_reached_is_not_asked_for(town, anna):
    """The browser sends every field of the screen, also those it has put away."""
    case = town.file()
    anna.make(case, Action.ACCEPT, upto="ACCEPT", measure="ORDER_FIRM", firm="")
    assert actions_of(case) == ["FILE", "ACCEPT"]


def test_a_screen_that_comes_back_asks_as_at_first(town, anna):
    case = town.file()
    anna.make(case, Action.DECLINE, reason="COURT", text=ENOUGH, way_on="The court.")
    form = anna.make(case, Action.ACCEPT, version=1, upto="ACCEPT").context["form"]
    assert form.fields["finding"].required


def test_one_screen_may_stop_at_the_finding(town, anna):
    case = town.file()
    anna.make(case, Action.ACCEPT, upto="VERIFY", **FOUND)
    assert actions_of(case) == ["FILE", "ACCEPT", "VERIFY"]


def test_what_is_asked_for_only_later_is_not_missed_earlier(town, anna):
    case = town.file()
    response = anna.make(case, Action.ACCEPT, upto="DISPOSE", measure="CHAMBER")

    assert response.status_code == 200
    assert refusals_of(response) == [
        "Say what was found.",
        "Say whose duty it is.",
        "Say how it was found out.",
    ]
    assert actions_of(case) == ["FILE"]


def test_when_one_of_three_steps_is_refused_none_is_written(town, anna):
    case = town.file()
    response = anna.make(
        case,
        Action.ACCEPT,
        upto="DISPOSE",
        finding="UNFOUNDED",
        duty="FIRM",
        how="CALL",
        measure="ORDER_FIRM",
        firm=town.firm.pk,
    )

    assert response.status_code == 409
    assert refusals_of(response) == [str(Refusal.SITE_VISIT.label)]
    assert actions_of(case) == ["FILE"]
    assert state_of(case) == State.FILED


def test_a_photo_of_the_finding_becomes_evidence(town, anna):
    case = town.file()
    anna.make(case, Action.ACCEPT, upto="VERIFY", **FOUND, photos=picture())
    assert Photo.objects.get(case=case).step.action == Action.VERIFY


def test_the_department_that_answers_for_the_category_is_chosen_already(town, anna):
    case = town.file(category="fire-charging")
    form = anna.open(case).context["turns"].offers[0].form
    assert form["department"].value() == str(town.fire.pk)


def test_the_answerable_firm_is_chosen_already(town, anna):
    form = anna.open(town.file()).context["turns"].offers[0].form
    assert (form["measure"].value(), form["firm"].value()) == (
        Measure.ORDER_FIRM,
        str(town.firm.pk),
    )


def test_a_community_without_a_firm_is_not_ordered_to_one(town):
    case = town.file(place=Place(community=town.court))
    form = Desk(town.carl.user).open(case).context["turns"].offers[0].form
    assert Measure.ORDER_FIRM not in dict(form.fields["measure"].choices)


def test_declining_carries_reason_text_and_a_way_on(town, anna):
    case = town.file()
    anna.make(
        case,
        Action.DECLINE,
        reason="COURT",
        text="The court in Shushan hears this already.",
        way_on="Ask the court's office.",
    )
    assert state_of(case) == State.DECLINED


def test_a_short_explanation_is_sent_back_with_what_was_typed(town, anna):
    case = town.file()
    response = anna.make(
        case, Action.DECLINE, reason="COURT", text="No.", way_on="Ask the court."
    )

    assert response.status_code == 409
    assert refusals_of(response) == [str(Refusal.TEXT.label)]
    assert response.context["form"]["text"].errors
    assert "Ask the court." in texts(response)
    assert state_of(case) == State.FILED


# Locating


@pytest.fixture
def unlisted(town):
    place = Place(region=town.county, description="Behind the old market")
    return town.file(place=place)


def test_the_county_locates_and_the_street_takes_over(town, unlisted):
    response = Desk(town.county_dora.user).make(
        unlisted, Action.LOCATE, community="DQHY"
    )

    assert response.status_code == 302
    unlisted.refresh_from_db()
    assert (unlisted.community, unlisted.office) == (town.garden, town.street)


def test_a_part_of_a_name_shows_what_fits_and_moves_nothing(town, unlisted):
    response = Desk(town.county_dora.user).make(
        unlisted, Action.LOCATE, community="丹青"
    )

    assert response.status_code == 200
    assert refusals_of(response) == ["Choose one of the communities found."]
    assert 'value="DQHY"' in texts(response)
    assert actions_of(unlisted) == ["FILE"]


def test_a_name_that_nobody_has_says_how_to_search(town, unlisted):
    response = Desk(town.county_dora.user).make(
        unlisted, Action.LOCATE, community="Nowhere Court"
    )
    assert "Try part of the name" in refusals_of(response)[0]


def test_communities_are_found_while_typing(town):
    dora = Desk(town.county_dora.user)
    found = dora.client.get("/admin/complaints/case/communities/", {"community": "lxy"})
    assert "柳巷苑" in texts(found)
    assert "丹青花园" not in texts(found)


def test_nothing_is_accepted_before_it_is_located(town, unlisted):
    dora = Desk(town.county_dora.user)

    assert offered_to(dora, unlisted)[0] == Action.LOCATE
    response = dora.make(unlisted, Action.ACCEPT, upto="ACCEPT")

    assert response.status_code == 409
    assert str(Refusal.LOCATED.label) in texts(response)
    assert actions_of(unlisted) == ["FILE"]


# Verifying, disposing, explaining


def test_a_finding_is_written_and_written_again_with_its_reason(town, anna):
    case = paths.accepted(town)
    anna.make(case, Action.VERIFY, **FOUND)
    response = anna.make(case, Action.VERIFY, **FOUND)
    assert refusals_of(response) == [str(Refusal.WHY_AGAIN.label)]

    anna.make(case, Action.VERIFY, **{**FOUND, "finding": "PARTLY"}, note=ENOUGH)

    case.refresh_from_db()
    assert case.finding == Finding.PARTLY
    assert actions_of(case)[-2:] == ["VERIFY", "VERIFY"]


def test_a_case_is_handed_to_a_department(town, anna):
    case = paths.verified(town, category="fire-charging")
    anna.make(case, Action.DISPOSE, measure="ORDER_DEPARTMENT", department=town.fire.pk)
    case.refresh_from_db()
    assert (case.party, case.acting_department) == (Party.DEPARTMENT, town.fire)


def test_the_office_itself_acts_for_parties_without_an_account(town, anna):
    case = paths.verified(town)
    anna.make(case, Action.DISPOSE, measure="CHAMBER")
    case.refresh_from_db()
    assert (case.party, case.acting_firm) == (Party.OFFICE, None)


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("ORDER_FIRM", "Choose the firm that has to act."),
        ("ORDER_DEPARTMENT", "Choose the department that has to act."),
    ],
)
def test_an_order_names_who_has_to_act(town, anna, measure, said):
    case = paths.verified(town)
    response = anna.make(case, Action.DISPOSE, measure=measure)
    assert refusals_of(response) == [said]
    assert state_of(case) == State.VERIFIED


def test_a_firm_of_somewhere_else_is_no_choice(town, anna):
    case = paths.verified(town)
    response = anna.make(case, Action.DISPOSE, measure="ORDER_FIRM", firm=town.rival.pk)
    assert response.status_code == 200
    assert state_of(case) == State.VERIFIED


def test_who_found_it_unfounded_does_not_explain_it(town, anna, bo):
    case = paths.verified(town, Finding.UNFOUNDED)

    refused = anna.make(case, Action.EXPLAIN, text=ENOUGH)
    assert str(Refusal.NOT_THE_FINDER.label) in texts(refused)
    assert Action.EXPLAIN not in offered_to(anna, case)
    assert state_of(case) == State.VERIFIED

    bo.make(case, Action.EXPLAIN, text=ENOUGH)
    case.refresh_from_db()
    assert (case.state, case.outcome) == (State.REPORTED, Outcome.UNFOUNDED)


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
    assert step.detail["commitments"] == [
        {"text": "A second roof", "due_on": "2026-04-01"}
    ]


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

    assert offered_to(fireman, case) == [Action.RECTIFY]
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
    assert offered_to(anna, case) == [Action.ANSWER]
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


# Calling


def test_the_phone_is_shown_once_and_each_look_is_a_step(town, anna):
    case = town.file()
    assert "13800138000" not in texts(anna.open(case))

    shown = anna.call(case)

    assert "+8613800138000" in texts(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    assert "13800138000" not in texts(anna.open(case))
    anna.call(case)
    assert actions_of(case) == ["FILE", "LOOK", "LOOK"]


def test_a_look_makes_no_open_form_stale(town, anna, bo):
    case = town.file()
    anna.call(case)
    response = bo.make(case, Action.ACCEPT, version=1, upto="ACCEPT")
    assert response.status_code == 302


def test_the_office_above_does_not_call(town):
    case = town.file()
    dora = Desk(town.county_dora.user)

    assert dora.open(case).context["calling"] is None
    refused = dora.call(case)

    assert refused.status_code == 409
    assert str(Refusal.OTHER_OFFICE.label) in texts(refused)
    assert actions_of(case) == ["FILE"]


def test_who_stands_in_for_the_return_visit_calls(town):
    """Everybody of the street handled the case, so the county asks the resident."""
    case = paths.reported(town)
    town.bo.user.is_active = False
    town.bo.user.save()
    dora = Desk(town.county_dora.user)

    assert offered_to(dora, case) == [Action.CLOSE]
    assert "+8613800138000" in texts(dora.call(case))
    dora.make(case, Action.CLOSE, solved="YES", satisfied="SATISFIED")
    assert state_of(case) == State.CLOSED


def test_an_anonymous_reporter_cannot_be_called(town, anna):
    case = town.file(reporter=Reporter(privacy=Privacy.ANONYMOUS))
    assert "there is no phone to call" in texts(anna.open(case))


def test_looking_at_the_phone_takes_a_post(town, anna):
    case = town.file()
    address = page_of(case).replace("change", "call")
    assert anna.client.get(address).status_code == 405
    assert actions_of(case) == ["FILE"]


# Stale forms, double submits, moves that are not there


def test_a_stale_form_is_told_and_keeps_what_was_typed(town, anna):
    case = paths.rectified(town)
    old = case.version
    handling.send_back(case=case, text=ENOUGH, by=town.bo, now=paths.after(5))
    handling.rectify(
        case=case,
        text=ENOUGH,
        no_photo_because="Dark",
        by=town.manager,
        now=paths.after(6),
    )

    response = anna.make(
        case, Action.REPORT, version=old, outcome="FIXED", text="All of it is done."
    )

    assert response.status_code == 409
    assert "Somebody else changed this case" in texts(response)
    assert "All of it is done." in texts(response)
    assert state_of(case) == State.RECTIFIED
    again = response.context["turns"].offers[0]
    assert (again.action, again.version) == (Action.REPORT, case.version)


def test_a_stale_form_of_a_move_that_is_gone_still_shows_what_was_typed(town, anna):
    case = paths.rectified(town)
    old = case.version
    handling.report(
        case=case, outcome=Outcome.FIXED, text=ENOUGH, by=town.bo, now=paths.after(5)
    )

    response = anna.make(
        case, Action.SEND_BACK, version=old, text="The roof leaks at the left end."
    )

    assert response.status_code == 409
    assert "What you typed" in texts(response)
    assert "The roof leaks at the left end." in texts(response)
    assert state_of(case) == State.REPORTED


def test_a_form_that_was_only_incomplete_keeps_its_own_version(town, anna):
    case = paths.rectified(town)
    old = case.version
    Case.objects.filter(pk=case.pk).update(version=old + 1)

    response = anna.make(case, Action.REPORT, version=old, outcome="FIXED", text="")

    assert response.status_code == 200
    assert str(response.context["turns"].offers[0].version) == str(old)


def test_a_double_submit_is_carried_out_once(town, anna):
    case = paths.rectified(town)
    sent = {
        "version": case.version,
        "key": "one tap too many",
        "outcome": "FIXED",
        "text": ENOUGH,
    }
    answers = [anna.client.post(move_of(case, "report"), sent) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert actions_of(case).count("REPORT") == 1


def test_a_form_sent_again_with_other_words_is_told(town, anna):
    case = paths.rectified(town)
    sent = {"version": case.version, "key": "once", "text": ENOUGH}
    anna.client.post(move_of(case, "send_back"), sent)
    response = anna.client.post(
        move_of(case, "send_back"), {**sent, "text": "Something else altogether."}
    )
    assert response.status_code == 409
    assert "was sent before with other answers" in texts(response)


def test_a_move_out_of_turn_says_so_and_changes_nothing(town, anna):
    case = town.file()
    response = anna.make(case, Action.REPORT, outcome="FIXED", text=ENOUGH)

    assert response.status_code == 409
    assert str(Refusal.OUT_OF_TURN.label) in texts(response)
    assert ENOUGH in texts(response)
    assert actions_of(case) == ["FILE"]


def test_a_move_that_has_no_operation_yet_says_so(town, anna):
    case = town.file()
    response = anna.make(case, Action.TRANSFER)
    assert response.status_code == 409
    assert str(Refusal.NOT_YET_BUILT.label) in texts(response)


def test_a_move_that_nobody_has_heard_of_is_not_found(town, anna):
    case = town.file()
    sent = anna.client.post(move_of(case, "abolish"), {"version": 1})
    assert sent.status_code == 404


def test_the_address_of_a_move_leads_back_to_the_page(town, anna):
    case = town.file()
    response = anna.client.get(move_of(case, "accept"))
    assert response.headers["Location"] == page_of(case)


def test_the_office_above_reads_why_it_does_not_act(town):
    case = town.file()
    page = Desk(town.county_dora.user).open(case)
    assert Action.ACCEPT not in [one.action for one in page.context["turns"].offers]
    assert str(Refusal.OTHER_OFFICE.label) in texts(page)


def test_there_is_no_way_to_delete_or_rewrite_a_case(town, anna):
    case = town.file()
    base = page_of(case).removesuffix("change/")
    for ending in ("delete/", "history/"):
        assert anna.client.get(f"{base}{ending}").status_code == 404
    anna.client.post(page_of(case), {"state": "CLOSED", "urgency": "EMERGENCY"})
    case.refresh_from_db()
    assert (case.state, case.urgency) == (State.FILED, "ORDINARY")


def test_the_page_costs_the_same_after_many_steps(
    town, anna, django_assert_num_queries
):
    short, long = town.file(), town.file()
    for _look in range(20):
        anna.call(long)
    with CaptureQueriesContext(connection) as found:
        anna.open(short)
    assert len(found) <= 25
    with django_assert_num_queries(len(found)):
        anna.open(long)
