"""A firm's own reviews: what it reads, what it objects to, and what it never learns."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from complaints.models import Contact
from ratings.models import Objection, Review
from ratings.operations import objecting, publishing
from ratings.states import ObjectionState
from registry.models import User
from tests.complaints import paths
from tests.complaints.browsing import form_with, read
from tests.complaints.desk import texts
from tests.ratings.reviewed import (
    FRIDAY,
    LAST_DAY,
    MONDAY,
    REASONS,
    WHY,
    build_reviewed,
)

LIST = "/firm/reviews/"
PAGE = "/firm/reviews/2026-03-1/"
MOST_QUERIES = 14


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def reviewed(town):
    return build_reviewed(town)


@pytest.fixture
def previewed(reviewed):
    reviewed.preview()
    return reviewed


def browser_of(user, language="en"):
    browser = Client()
    browser.force_login(user)
    browser.cookies["django_language"] = language
    return browser


@pytest.fixture
def manager(town):
    """The browser of the firm's manager."""
    return browser_of(town.manager.user)


@pytest.fixture
def rival(town):
    return browser_of(town.rival_manager.user)


def objection_to(case):
    return f"{PAGE}{case.number}/object/"


def object_to(browser, case, **typed):
    """Open the form, fill it, send it."""
    form = form_with(browser.get(objection_to(case)), "text")
    said = {"ground": "WRONG_DUTY", "text": WHY} | typed
    return browser.post(objection_to(case), form.filled(**said))


def counted(page):
    return {case["number"]: case for case in page.context["cases"]}


def words_of(chips):
    return [chip["word"] for chip in chips]


class TestWhoComesIn:
    def addresses(self, reviewed):
        return (LIST, PAGE, objection_to(reviewed.cases[0]))

    def test_strangers_log_in_first(self, client, previewed):
        for address in self.addresses(previewed):
            page = client.get(address)
            assert page.headers["Location"].startswith("/accounts/login/")

    @pytest.mark.parametrize("username", ["anna", "dora", "fireman", "gu", "ou"])
    def test_people_of_other_places_find_no_such_review(self, previewed, username):
        browser = browser_of(User.objects.get(username=username))
        listed, *others = self.addresses(previewed)
        assert browser.get(listed).status_code == 403
        for address in others:
            assert browser.get(address).status_code == 404
            assert browser.post(address).status_code in (404, 405)

    def test_another_firm_s_clerk_finds_no_such_case(self, previewed, rival):
        address = objection_to(previewed.cases[0])
        assert rival.get(address).status_code == 404
        said = {"ground": "WRONG_DUTY", "text": WHY}
        assert rival.post(address, said).status_code == 404
        assert not Objection.objects.exists()

    def test_another_firm_s_clerk_reads_the_own_counts_only(self, previewed, rival):
        previewed.object()
        page = rival.get(PAGE)
        assert counted(page) == {}
        assert page.context["objections"] == []
        for case in previewed.cases:
            assert case.number not in texts(page)
        assert WHY not in texts(page)

    def test_a_firm_that_the_review_does_not_count_gets_404(self, town, previewed):
        previewed.review.firm_scores.filter(firm=town.rival).delete()
        assert browser_of(town.rival_manager.user).get(PAGE).status_code == 404

    def test_before_the_preview_there_is_nothing_to_see(self, reviewed, manager):
        assert "No review yet" in texts(manager.get(LIST))
        for address in (PAGE, objection_to(reviewed.cases[0])):
            assert manager.get(address).status_code == 404

    @pytest.mark.parametrize(
        "wrong",
        [
            "2026-03-2/",
            "2026-03/",
            "x/",
            "2026-03-1/?version=2",
            "2026-03-1/?version=x",
            "2026-03-1/?version=²",
        ],
    )
    def test_an_address_that_names_no_review_is_not_found(
        self, previewed, manager, wrong
    ):
        assert manager.get(f"{LIST}{wrong}").status_code == 404


class TestWhatAFirmReads:
    def test_the_list_says_how_far_and_until_when(self, previewed, manager):
        (row,) = manager.get(LIST).context["reviews"]
        assert row["title"] == "First half of March 2026"
        assert row["state"].word == "In preview"
        assert row["deadline"]["words"] == ("Due Thursday 19 March, in 3 working days")
        assert "Preliminary grade: C" in texts(manager.get(LIST))

    def test_a_preliminary_score_is_marked_and_has_its_interval(
        self, previewed, manager
    ):
        page = manager.get(PAGE)
        card = page.context["card"]
        low, high = re.findall(r"\d+\.\d\d", card["interval"])
        assert float(low) < float(card["score"]) < float(high)
        assert "Preliminary score" in texts(page)
        assert card["score"] in texts(page)

    def test_a_published_score_is_not_called_preliminary(self, reviewed, manager):
        reviewed.publish()
        page = texts(manager.get(PAGE))
        assert "Preliminary" not in page
        assert "Published" in page

    def test_a_firm_with_too_few_reads_what_it_lacks(self, previewed, rival):
        page = rival.get(PAGE)
        assert page.context["card"]["rated"] is False
        assert "score" not in page.context["card"]
        assert "Incidents: 0, needed 1" in texts(page)

    def test_every_count_says_what_it_means(self, previewed, manager):
        counts = {one["name"]: one for one in manager.get(PAGE).context["counts"]}
        assert all(one["means"] for one in counts.values())
        assert counts["Incidents"]["window"] == "3"
        assert counts["Rectifications due"]["window"] == "2"
        assert counts["of them on time"]["window"] == "1"
        assert counts["“Solved”"]["window"] == "1"
        assert counts["“Not solved”"]["window"] == "1"

    def test_no_count_of_the_frozen_ones_is_left_out(self, previewed, manager):
        entry = previewed.review.firm_counts.get(firm=previewed.town.firm).entry
        shown = manager.get(PAGE).context["counts"]
        on_top = {"credits", "deductions"}
        assert len(shown) == len(entry["window"].keys() - on_top)

    def test_each_case_says_what_it_counted_for(self, previewed, manager):
        first, second, third = (case.number for case in previewed.cases)
        cases = counted(manager.get(PAGE))
        assert words_of(cases[first]["marks"]) == ["counted", "on time"]
        assert words_of(cases[second]["marks"]) == ["counted"]
        assert words_of(cases[third]["marks"]) == ["counted", "late"]
        assert cases[first]["filed"] == "Monday 2 March 2026"

    def test_a_case_leads_to_its_page_while_the_firm_may_open_it(
        self, previewed, manager
    ):
        mine, handed_on, _third = previewed.cases
        type(handed_on).objects.filter(pk=handed_on.pk).update(
            acting_firm=previewed.town.rival
        )
        cases = counted(manager.get(PAGE))
        address = reverse("complaints:firm_case", args=[mine.number])
        assert cases[mine.number]["url"] == address
        assert manager.get(address).status_code == 200
        assert cases[handed_on.number]["url"] == ""

    def test_its_objections_stand_there_with_state_and_reasons(
        self, previewed, manager
    ):
        previewed.decide(previewed.object())
        page = manager.get(PAGE)
        (objection,) = page.context["objections"]
        assert objection["state"].word == "Upheld"
        assert REASONS in texts(page)
        assert WHY in texts(page)
        (case,) = [one for one in page.context["cases"] if one["objection"]]
        assert case["number"] == previewed.cases[0].number

    def test_a_corrected_version_stands_first_and_tells_the_old_answers(
        self, previewed, manager
    ):
        previewed.decide(previewed.object())
        corrected = publishing.correct(
            review=previewed.review, reason=WHY, by=previewed.gu, now=MONDAY
        )
        publishing.open_preview(review=corrected, by=previewed.gu, now=MONDAY)
        page = manager.get(PAGE)
        assert page.context["review"]["version"] == 2
        assert previewed.cases[0].number not in counted(page)
        assert page.context["objections"][0]["version"] == 1
        assert REASONS in texts(page)

    def test_the_version_in_force_stays_readable_beside_its_correction(
        self, reviewed, manager
    ):
        reviewed.publish()
        with time_machine.travel(FRIDAY, tick=False):
            corrected = publishing.correct(
                review=reviewed.review, reason=WHY, by=reviewed.gu, now=FRIDAY
            )
            publishing.open_preview(review=corrected, by=reviewed.gu, now=FRIDAY)
            rows = manager.get(LIST).context["reviews"]
            assert [row["version"] for row in rows] == [2, 1]
            shown = [manager.get(row["url"]).context["review"] for row in rows]
        assert [one["version"] for one in shown] == [2, 1]

    def test_the_page_costs_the_same_for_many_cases(self, previewed, manager):
        with CaptureQueriesContext(connection) as three:
            manager.get(PAGE)
        previewed.object()
        with CaptureQueriesContext(connection) as objected:
            manager.get(PAGE)
        assert len(objected) == len(three) <= MOST_QUERIES


class TestWhatAFirmNeverLearns:
    MARKS = ("+86138", "13800138", "e-bikes stand in the rain", "very dissatisfied")

    def test_nothing_of_a_resident_stands_on_its_pages(self, previewed, manager):
        pages = (LIST, PAGE, objection_to(previewed.cases[1]))
        for address in pages:
            page = texts(manager.get(address)).lower()
            for mark in self.MARKS:
                assert mark.lower() not in page

    def test_a_case_looks_the_same_whatever_was_answered(self, previewed, manager):
        """Yes and no of the first two cases reach the firm as sums only."""
        cases = counted(manager.get(PAGE))
        told = {"number", "filed", "marks", "url", "object_url", "objection"}
        assert all(case.keys() == told for case in cases.values())
        words = {word for case in cases.values() for word in words_of(case["marks"])}
        assert words == {"counted", "on time", "late"}

    def test_an_unproved_case_is_a_sum_and_no_line(self, town, manager):
        anonymous = paths.verified(town)
        Contact.objects.filter(case=anonymous).update(phone_proved_at=None)
        build_reviewed(town).preview()
        page = manager.get(PAGE)
        counts = {one["name"]: one["window"] for one in page.context["counts"]}
        assert counts["Filed without a proved phone"] == "1"
        assert anonymous.number not in counted(page)
        assert manager.get(objection_to(anonymous)).status_code == 404


class TestObjecting:
    def test_the_manager_objects_and_reads_it_on_the_page(self, previewed, manager):
        case = previewed.cases[0]
        links = read(manager.get(PAGE)).links
        assert f"{objection_to(case)}?version=1" in links
        answer = object_to(manager, case)
        page = manager.get(answer.headers["Location"])
        assert "Your objection has arrived" in texts(page)
        objection = Objection.objects.get()
        assert (objection.case_id, objection.text) == (case.pk, WHY)
        assert objection.by == previewed.town.manager.user
        assert objection.state == ObjectionState.OPEN
        assert page.context["objections"][0]["number"] == case.number
        assert f"{objection_to(case)}?version=1" not in read(page).links

    def test_after_the_preview_no_case_offers_it(self, previewed, manager):
        with time_machine.travel(FRIDAY, tick=False):
            page = manager.get(PAGE)
            form = manager.get(objection_to(previewed.cases[0]))
        assert all(case["object_url"] == "" for case in page.context["cases"])
        assert "The preview is over" in texts(form)

    def test_it_needs_the_token_against_forgery(self, previewed):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(previewed.town.manager.user)
        said = {"ground": "WRONG_DUTY", "text": WHY}
        answer = browser.post(objection_to(previewed.cases[0]), said)
        assert answer.status_code == 403
        assert not Objection.objects.exists()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
class TestWhatIsRefused:
    def refused(self, answer, refusal, language):
        with translation.override(language):
            sentence = str(refusal)
        assert sentence in texts(answer)
        assert answer.context["form"].errors

    def sent(self, reviewed, language, **typed):
        browser = browser_of(reviewed.town.manager.user, language)
        said = {"ground": "WRONG_DUTY", "text": WHY} | typed
        return browser.post(objection_to(reviewed.cases[0]), said)

    def test_a_text_too_short_is_told_and_kept(self, previewed, language):
        answer = self.sent(previewed, language, text="Not us.")
        self.refused(answer, objecting.TextMissing(), language)
        assert form_with(answer, "text").values["text"] == ["Not us."]
        assert form_with(answer, "ground").values["ground"] == ["WRONG_DUTY"]
        assert not Objection.objects.exists()

    @pytest.mark.parametrize("ground", ["", "OTHER"])
    def test_one_of_the_three_reasons_is_chosen(self, previewed, language, ground):
        answer = self.sent(previewed, language, ground=ground)
        assert answer.status_code == 200
        assert "ground" in answer.context["form"].errors
        assert form_with(answer, "text").values["text"] == [WHY]

    def test_nothing_is_taken_after_the_preview(self, previewed, language):
        with time_machine.travel(FRIDAY, tick=False):
            answer = self.sent(previewed, language)
        self.refused(answer, objecting.PreviewOver(), language)
        assert answer.status_code == 409
        assert form_with(answer, "text").values["text"] == [WHY]

    def test_a_case_is_objected_to_once(self, previewed, language):
        previewed.object()
        answer = self.sent(previewed, language)
        self.refused(answer, objecting.AlreadyObjected(), language)
        assert answer.status_code == 409
        assert Objection.objects.count() == 1


class TestTheWayThere:
    def test_the_firm_s_list_of_cases_leads_there(self, reviewed, manager):
        assert LIST in read(manager.get("/firm/")).links

    def test_while_a_preview_runs_the_list_says_until_when(self, previewed, manager):
        page = texts(manager.get("/firm/"))
        assert "In preview: First half of March 2026" in page
        assert "Due Thursday 19 March, in 3 working days" in page
        with time_machine.travel(LAST_DAY, tick=False):
            assert "Due today, Thursday 19 March" in texts(manager.get("/firm/"))

    def test_without_a_preview_it_says_nothing(self, reviewed, manager):
        assert "In preview" not in texts(manager.get("/firm/"))
        reviewed.publish()
        assert "In preview" not in texts(manager.get("/firm/"))

    def test_after_the_preview_it_says_nothing(self, previewed, manager):
        with time_machine.travel(FRIDAY, tick=False):
            assert "In preview" not in texts(manager.get("/firm/"))
        assert Review.objects.get().state == "PREVIEWED"

    def test_no_other_page_asks_for_it(self, previewed, manager):
        case = previewed.cases[0]
        with CaptureQueriesContext(connection) as asked:
            manager.get(reverse("complaints:firm_case", args=[case.number]))
        assert not [one for one in asked if "ratings_review" in one["sql"]]
