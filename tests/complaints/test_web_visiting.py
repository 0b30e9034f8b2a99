from datetime import timedelta

import pytest
import time_machine

from complaints import codes
from complaints.models import Answer, Step
from complaints.operations import handling, raising, visiting
from complaints.operations.filing import Reporter
from complaints.states import (
    Action,
    Channel,
    Kind,
    Outcome,
    Privacy,
    Satisfied,
    Solved,
    State,
)
from registry.models import IdempotencyKey
from tests.complaints import paths
from tests.complaints.browsing import errors_of, form_with, main_form, read
from tests.complaints.paths import after

NO = {"solved": "NO", "satisfied": "VERY_DISSATISFIED"}
YES = {"solved": "YES", "satisfied": "SATISFIED"}


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(7), tick=False):
        yield


@pytest.fixture
def case(town):
    return paths.reported(town)


def link_of(case, round_number=1):
    token = codes.visit_token(case_id=case.pk, round_number=round_number)
    return f"/v/{token}/"


def answer(client, address, **given):
    return client.post(address, main_form(client.get(address)).filled(**given))


def tap(client, page, **typed):
    """The one tap on a page, with what its form holds."""
    form = form_with(page, "reason")
    return client.post(form.action, form.filled(**typed))


def prove(client, case):
    form = main_form(client.get("/track/"))
    receipt = codes.receipt_for(case.number)
    client.post("/track/", form.filled(number=case.number, receipt=receipt))


class TestTheLink:
    def test_opening_it_changes_nothing(self, client, case):
        before = list(Step.objects.values_list("pk"))
        for _ in range(2):
            assert client.get(link_of(case)).status_code == 200
            assert client.head(link_of(case)).status_code == 200
            assert type(client)().get(link_of(case)).status_code == 200
        case.refresh_from_db()
        assert case.state == State.REPORTED
        assert list(Step.objects.values_list("pk")) == before
        assert not IdempotencyKey.objects.exists()

    def test_it_asks_two_questions_each_with_a_neutral_answer(self, client, case):
        text = client.get(link_of(case)).content.decode()
        assert "How satisfied are you with the property firm?" in text
        assert text.count('value="CANNOT_SAY"') == 3
        assert paths.DONE in text
        assert "You can answer until" in text

    def test_the_answer_is_the_resident_s_own(self, client, case):
        assert answer(client, link_of(case), **YES).status_code == 302
        kept = Answer.objects.get()
        assert (kept.own, kept.channel) == (True, Channel.LINK)
        assert (kept.solved, kept.satisfied) == (Solved.YES, Satisfied.SATISFIED)
        assert kept.satisfied_with_street == ""
        case.refresh_from_db()
        assert case.state == State.CLOSED

    def test_the_street_is_asked_apart(self, client, case):
        answer(client, link_of(case), **YES, satisfied_street="FAIRLY")
        assert Answer.objects.get().satisfied_with_street == Satisfied.FAIRLY

    def test_a_question_is_asked_about_its_answer(self, client, town):
        link = link_of(paths.answered(town))
        text = client.get(link).content.decode()
        assert "Was your question answered?" in text
        assert "How satisfied are you with the answer?" in text
        assert "property firm" not in text
        page = client.get(answer(client, link, **YES).headers["Location"])
        assert "Yes, it was answered" in page.content.decode()
        assert Answer.objects.get().satisfied_with_street == Satisfied.SATISFIED

    def test_both_questions_want_an_answer(self, client, case):
        page = answer(client, link_of(case), satisfied="FAIRLY")
        assert "Say whether it is solved." in errors_of(page)
        assert main_form(page).values["satisfied"] == ["FAIRLY"]
        assert not Answer.objects.exists()

    def test_yes_is_thanked_for(self, client, case):
        page = client.get(answer(client, link_of(case), **YES).headers["Location"])
        assert "closed as solved, because you say so" in page.content.decode()
        assert "Yes, it is solved" in page.content.decode()
        assert "Satisfied" in page.content.decode()
        assert "reason" not in page.content.decode()

    @pytest.mark.parametrize("solved", ["NO", "PARTLY"])
    def test_no_or_partly_offers_one_tap(self, client, case, solved):
        answer(client, link_of(case), solved=solved, satisfied="CANNOT_SAY")
        page = client.get(link_of(case))
        assert tap(client, page).headers["Location"] == link_of(case)
        case.refresh_from_db()
        assert (case.state, case.round) == (State.VERIFIED, 2)
        assert "It is worked on again." in client.get(link_of(case)).content.decode()

    def test_the_reason_is_kept_when_one_is_given(self, client, case):
        answer(client, link_of(case), **NO)
        tap(client, client.get(link_of(case)), reason="The roof leaks.")
        reopening = Step.objects.select_related("text").get(action=Action.REOPEN)
        assert str(reopening.text) == "The roof leaks."

    def test_the_photos_of_the_result_come_with_it(self, client, town):
        case = paths.reported(town, photos=[paths.photo()])
        page = client.get(link_of(case))
        shown = [one for one in read(page).sources if one.startswith("/photos/")]
        assert len(shown) == 2
        assert all(client.get(one).status_code == 200 for one in shown)
        assert client.get(shown[0].partition("?")[0]).status_code == 404
        answer(client, link_of(case), **YES)
        assert client.get(shown[0]).status_code == 404

    def test_it_opens_no_other_page(self, client, case):
        answer(client, link_of(case), **YES)
        assert client.get(f"/track/{case.number}/").status_code == 302

    def test_pages_are_not_kept_by_browsers(self, client, case):
        assert "no-store" in client.get(link_of(case)).headers["Cache-Control"]


class TestALinkThatIsTooLate:
    def test_of_an_earlier_round_it_explains(self, client, case, town):
        visiting.reopen(case=case, by=town.resident, now=after(6))
        page = client.get(link_of(case))
        assert page.status_code == 200
        assert "This link asked about an earlier result." in page.content.decode()
        assert f"/track/{case.number}/" in read(page).links

    def test_it_never_answers_for_another_round(self, client, case, town):
        form = main_form(client.get(link_of(case)))
        visiting.reopen(case=case, by=town.resident, now=after(6))
        reported_again(town, case)
        sent = form.filled(**YES, version=case.version)
        page = client.post(link_of(case), sent)
        assert page.status_code == 409
        assert "Somebody else changed this case" in errors_of(page)
        assert not Answer.objects.exists()

    def test_of_a_case_closed_in_silence_it_leads_to_tracking(self, client, case):
        visiting.close_unanswered(
            case=case, by=raising.RAISING, now=case.due_at + timedelta(hours=1)
        )
        page = client.get(link_of(case))
        assert "This case is closed already." in page.content.decode()
        assert f"/track/{case.number}/" in read(page).links

    @pytest.mark.parametrize("token", ["x", "WzEsMV0:1abc:def", "%E7%89%A9"])
    def test_a_broken_one_gets_a_plain_page(self, client, case, token):
        for send in (client.get, client.head, client.post):
            assert send(f"/v/{token}/").status_code == 404
        assert client.post(f"/v/{token}/reopen/").status_code == 404
        text = client.get(f"/v/{token}/").content.decode()
        assert "This link is not complete" in text

    def test_one_of_no_case_is_broken_too(self, client, db):
        token = codes.visit_token(case_id=1, round_number=1)
        assert client.get(f"/v/{token}/").status_code == 404


class TestFromTheCase:
    def address(self, case):
        return f"/track/{case.number}/answer/"

    def test_by_receipt_it_is_shown_and_not_the_own_one(self, client, case):
        prove(client, case)
        answer(client, self.address(case), **YES)
        kept = Answer.objects.get()
        assert (kept.own, kept.channel) == (False, Channel.RECEIPT)

    def test_the_page_of_the_case_leads_there(self, client, case):
        prove(client, case)
        page = client.get(f"/track/{case.number}/")
        assert self.address(case) in read(page).links

    def test_an_anonymous_reporter_answers_by_receipt(self, client, town):
        case = paths.reported(town, reporter=Reporter(privacy=Privacy.ANONYMOUS))
        prove(client, case)
        answer(client, self.address(case), **NO)
        assert Answer.objects.get().channel == Channel.RECEIPT

    def test_before_there_is_a_result_there_is_nothing_to_answer(self, client, town):
        case = paths.disposed(town)
        prove(client, case)
        page = client.get(self.address(case))
        assert "solved" not in main_form(page).values

    def test_a_no_offers_reopening_there_as_well(self, client, case):
        prove(client, case)
        answer(client, self.address(case), **NO)
        page = client.get(self.address(case))
        assert tap(client, page).headers["Location"] == f"/track/{case.number}/"
        case.refresh_from_db()
        assert case.round == 2


class TestReopening:
    def test_it_is_offered_while_it_is_allowed(self, client, town):
        case = paths.closed(town)
        prove(client, case)
        assert has_tap(client.get(f"/track/{case.number}/"))
        with time_machine.travel(after(6) + timedelta(days=30)):
            prove(client, case)
            assert not has_tap(client.get(f"/track/{case.number}/"))

    def test_too_late_is_told_and_the_reason_is_still_there(self, client, town):
        case = paths.closed(town)
        prove(client, case)
        page = client.get(f"/track/{case.number}/")
        form = form_with(page, "reason")
        with time_machine.travel(after(6) + timedelta(days=31)):
            prove(client, case)
            refused = client.post(form.action, form.filled(reason="It leaks again."))
        assert refused.status_code == 409
        assert "The time for reopening is over." in errors_of(refused)

    def test_of_two_the_second_is_told_and_keeps_what_it_typed(self, client, case):
        prove(client, case)
        page = client.get(f"/track/{case.number}/")
        stale = form_with(page, "reason")
        answer(client, f"/track/{case.number}/answer/", **NO)
        refused = client.post(stale.action, stale.filled(reason="It leaks again."))
        assert refused.status_code == 409
        assert "Somebody else changed this case" in errors_of(refused)
        kept = form_with(refused, "reason").values
        assert kept["reason"] == ["It leaks again."]
        assert kept["version"] != stale.values["version"]

    def test_a_consultation_is_reopened_to_be_answered_again(self, client, town):
        case = paths.answered(town)
        assert case.kind == Kind.CONSULTATION
        prove(client, case)
        tap(client, client.get(f"/track/{case.number}/"))
        case.refresh_from_db()
        assert (case.state, case.round) == (State.ACCEPTED, 2)

    def test_twice_the_same_tap_is_one_round(self, client, case):
        prove(client, case)
        form = form_with(client.get(f"/track/{case.number}/"), "reason")
        answers = [client.post(form.action, form.filled()) for _ in range(2)]
        assert {one.status_code for one in answers} == {302}
        case.refresh_from_db()
        assert case.round == 2

    def test_a_form_without_its_version_is_refused(self, client, case):
        prove(client, case)
        refused = client.post(f"/track/{case.number}/reopen/", {})
        assert refused.context["form"].errors
        case.refresh_from_db()
        assert case.round == 1


class TestAStaleAnswer:
    def test_of_a_case_that_was_closed_meanwhile_is_told(self, client, case, town):
        form = main_form(client.get(link_of(case)))
        visiting.close(
            case=case,
            given=paths.NO,
            channel=Channel.LINK,
            by=town.resident,
            now=after(6),
        )
        page = client.post(link_of(case), form.filled(**YES))
        assert page.status_code == 409
        text = page.content.decode()
        assert "You have answered already: No, it is not solved" in text
        assert "still here" not in text
        assert "<title>Error" not in text
        assert Answer.objects.get().solved == Solved.NO

    def test_sent_twice_is_one_answer_and_the_same_page(self, client, case):
        form = main_form(client.get(link_of(case))).filled(**YES)
        answers = [client.post(link_of(case), form) for _ in range(2)]
        assert {one.headers["Location"] for one in answers} == {link_of(case)}
        assert Answer.objects.count() == 1

    def test_with_another_answer_and_the_same_key_it_is_told(self, client, case):
        form = main_form(client.get(link_of(case)))
        client.post(link_of(case), form.filled(**YES))
        page = client.post(link_of(case), form.filled(**NO))
        assert page.status_code == 409
        text = page.content.decode()
        assert "You have answered already: Yes, it is solved" in text
        assert "<title>Error" not in text
        assert Answer.objects.get().solved == Solved.YES


def has_tap(page):
    return any("reason" in form.values for form in read(page).forms)


def reported_again(town, case):
    """Round two, up to its result, by other officers than round one."""
    order = paths.order_to_firm(town)
    handling.dispose(case=case, order=order, by=town.bo, now=after(6))
    handling.rectify(
        case=case,
        text=paths.DONE,
        photos=[paths.photo()],
        by=town.manager,
        now=after(6),
    )
    handling.report(
        case=case, outcome=Outcome.FIXED, text=paths.DONE, by=town.bo, now=after(6)
    )
