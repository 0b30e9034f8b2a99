import re
from datetime import timedelta

import pytest
import time_machine

from complaints import codes
from complaints.operations import handling, looking, visiting
from complaints.operations.filing import Reporter
from complaints.queries.timeline import Pace, timeline_of
from complaints.states import DeclineReason, Kind, Outcome, Privacy, Stage, State
from tests.complaints import offices, paths
from tests.complaints.browsing import errors_of, form_with, main_form, read
from tests.complaints.paths import after
from tests.complaints.tracking import (
    UNKNOWN,
    by_receipt,
    newest_code,
    sent_codes,
    track,
    words_of,
)

NO_PAIR = "No case fits this number and receipt. Look at both once more."
MISTYPED = "One digit of the number is wrong: compare it with your receipt."
STRANGE_RECEIPT = "7KQM-4D2P-XR9T"
# Every open state that an operation leads to so far.
MADE = {
    State.FILED: lambda town: town.file(),
    State.ACCEPTED: paths.accepted,
    State.VERIFIED: paths.verified,
    State.DISPOSED: paths.disposed,
    State.RECTIFIED: paths.rectified,
    State.REPORTED: paths.reported,
}


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(7), tick=False):
        yield


class TestByReceipt:
    def test_number_and_receipt_open_the_case(self, client, town):
        case = town.file()
        page = by_receipt(client, case)
        assert page.status_code == 200
        assert "The e-bikes stand in the rain" in page.content.decode()

    def test_they_may_be_typed_as_people_type(self, client, town):
        case = town.file()
        receipt = codes.receipt_for(case.number).lower().replace("-", " ")
        answer = track(client, case.number.replace("-", " "), receipt=receipt)
        assert answer.headers["Location"] == f"/track/{case.number}/"

    def test_every_wrong_pair_gets_the_same_words_and_status(self, client, town):
        number = town.file().number
        right = codes.receipt_for(number)
        pairs = [
            (number, STRANGE_RECEIPT),
            (UNKNOWN, right),
            (UNKNOWN, codes.receipt_for(UNKNOWN)),
        ]
        answers = [track(client, pair[0], receipt=pair[1]) for pair in pairs]
        assert {errors_of(page) for page in answers} == {NO_PAIR}
        assert {page.status_code for page in answers} == {200}

    @pytest.mark.parametrize("typed", ["34-2603-000001-9", "hello", "34-2603"])
    def test_a_mistyped_number_is_told_at_once(self, client, db, typed):
        page = track(client, typed, receipt=STRANGE_RECEIPT)
        assert errors_of(page) == MISTYPED
        assert main_form(page).values["number"] == [typed]

    def test_what_was_typed_is_still_there(self, client, town):
        page = track(client, UNKNOWN, receipt=STRANGE_RECEIPT)
        assert main_form(page).values["receipt"] == [STRANGE_RECEIPT]

    def test_a_new_session_begins_with_the_proof(self, client, town):
        client.get("/track/")
        before = client.session.session_key
        by_receipt(client, town.file())
        assert client.session.session_key != before


class TestByPhone:
    def test_a_code_leads_to_the_case(self, client, town):
        case = town.file()
        asked = track(client, case.number, phone="138 0013 8000")
        assert asked.headers["Location"] == "/track/code/"
        answer = client.post("/track/code/", {"code": newest_code()})
        assert answer.headers["Location"] == f"/track/{case.number}/"
        assert client.get(f"/track/{case.number}/").status_code == 200

    @pytest.mark.parametrize(
        "pair",
        [
            ("right", "139 0013 9000"),
            (UNKNOWN, "138 0013 8000"),
            (UNKNOWN, "0551-62631234"),
        ],
    )
    def test_whether_it_fits_is_told_to_nobody(self, client, town, pair):
        number = town.file().number
        right = track(client, number, phone="138 0013 8000")
        right_page = words_of(client.get("/track/code/"))
        number = number if pair[0] == "right" else pair[0]
        other = type(client)()
        other.cookies["django_language"] = "en"
        wrong = track(other, number, phone=pair[1])
        assert (wrong.status_code, wrong.headers["Location"]) == (
            right.status_code,
            right.headers["Location"],
        )
        assert words_of(other.get("/track/code/")) == right_page
        assert sent_codes() == 1

    def test_a_wrong_code_is_told_and_stays_typed(self, client, town):
        track(client, town.file().number, phone="138 0013 8000")
        page = client.post("/track/code/", {"code": "000 00x"})
        assert "That code does not fit." in errors_of(page)
        assert form_with(page, "code").values["code"] == ["000 00x"]

    def test_spaces_in_a_code_do_not_matter(self, client, town):
        case = town.file()
        track(client, case.number, phone="138 0013 8000")
        code = newest_code()
        answer = client.post("/track/code/", {"code": f" {code[:3]} {code[3:]}"})
        assert answer.headers["Location"] == f"/track/{case.number}/"

    def test_a_code_is_one_browser_s(self, client, town):
        case = town.file()
        track(client, case.number, phone="138 0013 8000")
        code, other = newest_code(), type(client)()
        track(other, case.number, phone="138 0013 8000")
        page = other.post("/track/code/", {"code": code})
        assert page.status_code == 200
        assert page.context["form"].errors

    def test_a_new_one_is_sent_at_most_once_a_minute(self, client, town):
        case = town.file()
        track(client, case.number, phone="138 0013 8000")
        client.post("/track/code/", {"again": "yes"})
        assert sent_codes() == 1
        with time_machine.travel(after(7) + timedelta(minutes=2)):
            page = client.post("/track/code/", {"again": "yes"}, follow=True)
        assert sent_codes() == 2
        assert "If it fits, a code is on its way" in page.content.decode()

    @pytest.mark.parametrize("phone", ["138 0013 8000", "139 0013 9000"])
    def test_within_a_minute_everybody_is_told_how_long_to_wait(
        self, client, town, phone
    ):
        number = town.file().number
        track(client, number, phone=phone)
        with time_machine.travel(after(7) + timedelta(seconds=18), tick=False):
            again = client.post("/track/code/", {"again": "yes"}, follow=True)
            asked = track(client, number, phone=phone)
            same = client.get(asked.headers["Location"])
        for page in (again, same):
            assert "ask again in 42 seconds" in page.content.decode()

    def test_the_phone_lies_sealed_in_the_session(self, client, town):
        track(client, town.file().number, phone="138 0013 8000")
        assert "13800138000" not in str(dict(client.session.items()))

    def test_without_a_number_and_phone_there_is_no_code_to_enter(self, client, db):
        assert client.get("/track/code/").headers["Location"] == "/track/"


def test_both_or_neither_is_told(client, db):
    page = track(client, "")
    assert "Give the number of your case." in errors_of(page)
    assert "Give the phone you filed with, or the receipt." in errors_of(page)


class TestProofs:
    def test_without_one_a_case_leads_to_tracking(self, client, town):
        number = town.file().number
        for address in (f"/track/{number}/", f"/track/{UNKNOWN}/"):
            answer = client.get(address)
            assert answer.headers["Location"].startswith("/track/?number=")

    def test_one_opens_no_other_case(self, client, town):
        mine, yours = town.file(), town.file()
        by_receipt(client, mine)
        assert client.get(f"/track/{yours.number}/").status_code == 302
        assert client.post(f"/track/{yours.number}/reopen/").status_code == 302
        assert client.get(f"/track/{yours.number}/answer/").status_code == 302

    def test_it_ends_after_two_hours(self, client, town):
        case = town.file()
        by_receipt(client, case)
        with time_machine.travel(after(8.9)):
            assert client.get(f"/track/{case.number}/").status_code == 200
        with time_machine.travel(after(9.1)):
            assert client.get(f"/track/{case.number}/").status_code == 302

    def test_a_receipt_does_not_weaken_a_proved_phone(self, client, town):
        case = paths.reported(town)
        track(client, case.number, phone="138 0013 8000")
        client.post("/track/code/", {"code": newest_code()})
        by_receipt(client, case)
        answer_yes(client, case)
        assert case.answers.get().own

    def test_pages_are_not_kept_by_browsers(self, client, town):
        case = town.file()
        for page in (by_receipt(client, case), client.get("/track/")):
            assert "no-store" in page.headers["Cache-Control"]


def answer_yes(client, case, **more):
    address = f"/track/{case.number}/answer/"
    form = main_form(client.get(address))
    given = {"solved": "YES", "satisfied": "SATISFIED", **more}
    return client.post(address, form.filled(**given))


def line_of(case, stage):
    told = timeline_of(case, now=after(7))
    return next(line for line in told.lines if line.stage == stage)


class TestThePage:
    def test_the_office_that_holds_it_has_telephone_and_hours(self, client, town):
        offices.open_all(town)
        page = by_receipt(client, paths.verified(town))
        assert {f"tel:{offices.STREET}", "tel:12345"} <= set(read(page).links)
        assert offices.HOURS in page.content.decode()

    def test_one_date_stands_first(self, client, town):
        text = by_receipt(client, paths.verified(town)).content.decode()
        assert text.index("You have an answer by") < text.index("Step by step")
        assert "Wednesday 18 March" in text
        assert "Now Heyedi Street says who must act, by" in text

    def test_it_says_what_was_found_and_who_has_it_in_hand(self, client, town):
        page = by_receipt(client, paths.disposed(town)).content.decode()
        # parts of it say that they are Chinese
        text = re.sub(r"</?span[^>]*>", "", page)
        assert "Founded. How it was found out: Visit on site." in text
        assert "Order to the property firm: 长青物业服务有限公司" in text
        assert "In the hands of 长青物业服务有限公司" in text

    def test_the_last_step_waits_for_the_resident(self, client, town):
        text = by_receipt(client, paths.reported(town)).content.decode()
        assert "Waiting for your answer" in text

    def test_a_result_shows_the_text_and_both_photos(self, client, town):
        case = paths.disposed(town, photos=[paths.photo()])
        handling.rectify(
            case=case,
            text=paths.DONE,
            photos=[paths.photo()],
            by=town.manager,
            now=after(4),
        )
        handling.report(
            case=case,
            outcome=Outcome.FIXED,
            text="We looked: it is so.",
            by=town.anna,
            now=after(5),
        )
        page = by_receipt(client, case)
        assert "Result: Fixed" in page.content.decode()
        assert "We looked: it is so." in page.content.decode()
        shown = [one for one in read(page).sources if one.startswith("/photos/")]
        assert len(set(shown)) == 2
        assert all(client.get(one).status_code == 200 for one in shown)

    def test_what_the_firm_wrote_waits_for_the_office(self, client, town):
        case = paths.rectified(town)
        page = by_receipt(client, case)
        assert paths.DONE not in page.content.decode()
        after_photo = case.photos.get()
        assert client.get(f"/photos/{after_photo.file_id}/").status_code == 404
        assert "checks the work and tells you the result" in page.content.decode()

    def test_what_the_firm_wrote_is_scrubbed(self, client, town):
        case = paths.disposed(town)
        text = "We telephoned 13900139000 and it is repaired."
        handling.rectify(
            case=case,
            text=text,
            no_photo_because="Ask 13900139000",
            by=town.manager,
            now=after(4),
        )
        handling.report(
            case=case,
            outcome=Outcome.PARTLY,
            text="It is partly done.",
            by=town.anna,
            now=after(5),
        )
        text = by_receipt(client, case).content.decode()
        assert "it is repaired." in text
        assert "13900139000" not in text

    def test_sent_back_means_now_again_with_the_reason(self, client, town):
        case = paths.rectified(town)
        handling.send_back(
            case=case, text="The lamp is still dark.", by=town.anna, now=after(5)
        )
        assert line_of(case, Stage.RECTIFICATION).pace == Pace.NOW
        text = by_receipt(client, case).content.decode()
        assert "The lamp is still dark." in text

    def test_a_refusal_says_why_and_where_to_go(self, client, town):
        case = town.file()
        handling.decline(
            case=case,
            reason=DeclineReason.COURT,
            text="The court has had it since October.",
            way_on="Ask the court for interim measures.",
            by=town.anna,
            now=after(1),
        )
        text = by_receipt(client, case).content.decode()
        assert "Not accepted: Before a court or an arbitrator" in text
        assert "The court has had it since October." in text
        assert "Ask the court for interim measures." in text

    def test_an_explained_complaint_skips_what_was_not_needed(self, client, town):
        case = paths.explained(town)
        paces = [line.pace for line in timeline_of(case, now=after(7)).lines]
        assert paces == ["done", "done", "none", "none", "done", "now"]
        assert "Result: Not founded" in by_receipt(client, case).content.decode()

    def test_an_overdue_step_says_how_late(self, client, town):
        case = paths.disposed(town)
        with time_machine.travel(after(24 * 18)):
            text = by_receipt(client, case).content.decode()
        assert "working days overdue" in text

    def test_a_date_that_moved_says_why(self, client, town):
        case = town.file()
        late = after(24 * 4)
        handling.accept(case=case, by=town.anna, now=late)
        with time_machine.travel(late):
            text = by_receipt(client, case).content.decode()
        assert "First promised by" in text
        told = "1 working day overdue, new date Tuesday 10 March: We take it on"
        assert told in text

    def test_pressure_is_reported_from_the_looks(self, client, town):
        begins = f"/c/{town.garden.code}/"
        assert begins in read(by_receipt(client, town.file())).links
        report = town.file(kind=Kind.RETALIATION)
        assert begins not in read(by_receipt(client, report)).links

    def test_looks_are_shown_with_who_when_and_why(self, client, town):
        phone = Reporter(privacy=Privacy.FIRM_MAY_PHONE, phone="+8613800138000")
        case = paths.disposed(town, reporter=phone)
        looking.firm_phone(case=case, by=town.manager, now=after(4))
        text = by_receipt(client, case).content.decode()
        told = "长青物业服务有限公司 (Clerk of a firm or department), Monday 2 March"
        assert told in " ".join(text.split())
        assert "To telephone with you" in text

    def test_after_a_reopening_the_earlier_result_stays_readable(self, client, town):
        case = paths.closed(town, paths.NO)
        visiting.reopen(case=case, by=town.resident, now=after(6.5))
        paces = [line.pace for line in timeline_of(case, now=after(7)).lines]
        assert paces == ["done", "done", "now", "ahead", "ahead", "ahead"]
        text = by_receipt(client, case).content.decode()
        assert paths.DONE in text
        assert "You have an answer by" in text

    @pytest.mark.parametrize("state", MADE)
    def test_every_open_state_has_a_sentence_a_date_and_a_current_step(
        self, client, town, state
    ):
        page = by_receipt(client, MADE[state](town))
        assert page.context["first"]["day"]
        assert page.context["now"]
        tones = [step["tone"] for step in page.context["steps"]]
        assert tones.count("now") == 1
        assert len(tones) == 6
