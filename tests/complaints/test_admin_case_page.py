"""The page of a case at the desk: who sees it, stale forms, calls, its cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.models import Case
from complaints.operations import handling
from complaints.operations.filing import Reporter
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    Kind,
    Outcome,
    Privacy,
    State,
)
from tests.complaints import paths
from tests.complaints.desk import (
    Desk,
    actions_of,
    awaited_of,
    move_of,
    page_of,
    state_of,
    texts,
)

pytestmark = pytest.mark.usefixtures("monday_at_five")

ENOUGH = "The stairs are free; the e-bikes stand outside."


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

    assert awaited_of(dora, case) == [Action.CLOSE]
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
