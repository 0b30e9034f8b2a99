"""Reviews at the desk: who sees them, who brings them on, and what is refused."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from ratings import policies
from ratings.models import FirmScore, Review, RuleSet
from ratings.operations import publishing
from ratings.states import ReviewState
from registry.models import User
from tests.complaints.desk import Desk, texts
from tests.ratings.reviewed import FRIDAY, LAST_DAY, MONDAY, build_reviewed
from tests.town import PASSWORD

REVIEWS = reverse("admin:ratings_review_changelist")
RULES = reverse("admin:ratings_ruleset_changelist")
INDEX = reverse("admin:index")
MOST_QUERIES = 14
WHY = "Two cases of the water company were counted."


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def reviewed(town):
    return build_reviewed(town)


def at(moment):
    return time_machine.travel(moment, tick=False)


def page_of(review, act="change"):
    return reverse(f"admin:ratings_review_{act}", args=[review.pk])


def press(officer, review, act, *, language="en", **typed):
    """Press one of the buttons of the review's page."""
    desk = Desk(officer.user).client
    return desk.post(page_of(review, act), typed, headers={"accept-language": language})


def state_of(review):
    return Review.objects.get(pk=review.pk).state


def street_regulator(town):
    return User.objects.create_user(
        "street-regulator", role="REGULATOR", region=town.street, is_staff=True
    )


class TestWhoSeesThem:
    def test_regulators_and_auditors_see_reviews_and_rules(self, reviewed):
        rules = reverse("admin:ratings_ruleset_change", args=[RuleSet.objects.get().pk])
        for user in (reviewed.gu.user, reviewed.lin.user, reviewed.overseer):
            for address in (REVIEWS, page_of(reviewed.review), RULES, rules):
                assert Desk(user).client.get(address).status_code == 200

    @pytest.mark.parametrize("username", ["anna", "dora", "emil", "fireman"])
    def test_officers_and_departments_see_none_of_it(self, reviewed, username):
        desk = Desk(User.objects.get(username=username)).client
        rules = reverse("admin:ratings_ruleset_change", args=[RuleSet.objects.get().pk])
        for address in (REVIEWS, page_of(reviewed.review), RULES, rules):
            assert desk.get(address).status_code == 403
        for act in ("preview", "publish", "correct"):
            assert desk.post(page_of(reviewed.review, act)).status_code == 403
        assert REVIEWS not in texts(desk.get(INDEX))
        assert state_of(reviewed.review) == ReviewState.SCORED

    def test_an_officer_with_the_right_sees_them(self, reviewed):
        dora = reviewed.town.county_dora.user
        dora.user_permissions.set(reviewed.gu.user.user_permissions.all())
        assert Desk(dora).client.get(page_of(reviewed.review)).status_code == 200

    def test_a_firm_does_not_enter_the_desk(self, reviewed):
        page = Desk(reviewed.town.manager.user).client.get(REVIEWS)
        assert page.status_code == 302

    def test_a_firm_with_the_right_by_mistake_publishes_nothing(self, reviewed):
        clerk = reviewed.town.manager.user
        clerk.user_permissions.set(reviewed.gu.user.user_permissions.all())
        desk = Desk(clerk).client
        assert desk.get(page_of(reviewed.review)).status_code == 302
        assert desk.post(page_of(reviewed.review, "preview")).status_code == 302
        assert not policies.may_see_reviews(User.objects.get(pk=clerk.pk))
        assert state_of(reviewed.review) == ReviewState.SCORED

    def test_strangers_log_in_first(self, reviewed):
        assert Client().get(REVIEWS).status_code == 302

    def test_nobody_adds_edits_or_deletes(self, reviewed):
        chief = User.objects.create_superuser(
            "chief", password=PASSWORD, role="REGULATOR", region=reviewed.town.province
        )
        desk = Desk(chief).client
        for model, row in (
            ("review", reviewed.review),
            ("ruleset", RuleSet.objects.get()),
        ):
            base = f"/admin/ratings/{model}/"
            for address in (f"{base}add/", f"{base}{row.pk}/delete/"):
                assert desk.post(address, {"post": "yes"}).status_code in (403, 404)
            changed = desk.post(f"{base}{row.pk}/change/", {"number": 7, "state": "X"})
            assert changed.status_code in (200, 302, 405)
        assert state_of(reviewed.review) == ReviewState.SCORED
        assert RuleSet.objects.get().number == 1

    def test_the_navigation_leads_there(self, reviewed):
        page = texts(Desk(reviewed.lin.user).client.get(INDEX))
        assert REVIEWS in page
        assert RULES in page


class TestWhatTheListSays:
    def test_a_row_says_how_far_it_is_and_how_many_are_rated(self, reviewed):
        reviewed.publish()
        page = Desk(reviewed.lin.user).client.get(REVIEWS)
        (row,) = page.context["rows"]
        assert row["title"] == "First half of March 2026"
        assert (row["firms"], row["rated"]) == (2, 1)
        assert row["preview_ends"] == "Thursday 19 March 2026"
        assert str(row["published_by"]) == "韩"
        assert row["state"].word == "Published"

    def test_it_costs_the_same_for_many_reviews(self, reviewed):
        desk = Desk(reviewed.lin.user).client
        with CaptureQueriesContext(connection) as few:
            desk.get(REVIEWS)
        rules = reviewed.review.rule_set
        for number in range(1, 7):
            Review.objects.create(
                period=f"2025-{number:02}-1", rule_set=rules, opened_at=MONDAY
            )
        with CaptureQueriesContext(connection) as many:
            page = desk.get(REVIEWS)
        assert len(page.context["rows"]) == 7
        assert len(many) == len(few) <= MOST_QUERIES

    def test_without_any_review_it_says_when_one_comes(self, town):
        user = street_regulator(town)
        assert "No review yet" in texts(Desk(user).client.get(REVIEWS))


class TestWhatThePageSays:
    def test_how_far_it_is_what_came_of_it_and_the_hashes(self, reviewed):
        reviewed.preview()
        page = texts(Desk(reviewed.lin.user).client.get(page_of(reviewed.review)))
        for told in (
            "First half of March 2026",
            "version 1",
            "In preview",
            "顾",
            "Thursday 19 March 2026",
            "in 3 working days",
            "Too few to rate",
            reviewed.review.inputs_sha256,
            reviewed.review.results_sha256,
            reviewed.review.evidence,
        ):
            assert told in page

    def test_open_objections_are_counted(self, reviewed):
        reviewed.preview()
        reviewed.object()
        page = Desk(reviewed.lin.user).client.get(page_of(reviewed.review))
        counted = {
            str(chip.word): n for chip, n, _url in page.context["page"].objections
        }
        assert counted == {"Under objection": 1, "Upheld": 0, "Rejected": 0}

    def test_it_costs_few_queries(self, reviewed, django_assert_max_num_queries):
        reviewed.preview()
        desk = Desk(reviewed.gu.user).client
        with django_assert_max_num_queries(16):
            desk.get(page_of(reviewed.review))

    def test_the_verification_says_that_everything_fits(self, reviewed):
        desk = Desk(reviewed.overseer).client
        address = page_of(reviewed.review)
        assert "Computed again" not in texts(desk.get(address))
        assert "every score fits" in texts(desk.get(address, {"verify": "1"}))

    def test_the_verification_says_what_was_tampered_with(self, reviewed):
        score = FirmScore.objects.exclude(grade="NR").get()
        FirmScore.objects.filter(pk=score.pk).update(
            entry=score.entry | {"score": "99.00"}
        )
        desk = Desk(reviewed.overseer).client
        page = texts(desk.get(page_of(reviewed.review), {"verify": "1"}))
        assert "something differs" in page
        assert "the scores are not those that were hashed" in page

    def test_the_rules_stand_there_in_words_with_their_numbers(self, reviewed):
        rules = RuleSet.objects.get()
        address = reverse("admin:ratings_ruleset_change", args=[rules.pk])
        page = Desk(reviewed.lin.user).client.get(address)
        shown = dict(
            line for _heading, lines in page.context["page"].sections for line in lines
        )
        assert shown["Own answers needed"] == "1"
        assert shown["Satisfaction"] == "20"
        assert len(rules.content) == sum(
            len(lines) for _heading, lines in page.context["page"].sections
        )


class TestBringingItOn:
    def buttons(self, officer, review):
        page = Desk(officer.user).client.get(page_of(review))
        return {name for name, is_there in page.context["offers"].items() if is_there}

    def test_the_state_decides_which_buttons_are_there(self, reviewed):
        assert self.buttons(reviewed.gu, reviewed.review) == {"preview"}
        reviewed.preview()
        assert self.buttons(reviewed.gu, reviewed.review) == {"publish", "correct"}
        publishing.publish(review=reviewed.review, by=reviewed.han, now=FRIDAY)
        assert self.buttons(reviewed.gu, reviewed.review) == {"correct"}

    def test_who_lacks_the_right_has_no_button_and_reads_why(self, reviewed):
        assert self.buttons(reviewed.lin, reviewed.review) == set()
        page = texts(Desk(reviewed.lin.user).client.get(page_of(reviewed.review)))
        assert "this needs the right to publish reviews" in page

    def test_gu_opens_the_preview_and_han_publishes(self, reviewed):
        opened = press(reviewed.gu, reviewed.review, "preview")
        assert opened.headers["Location"] == page_of(reviewed.review)
        assert state_of(reviewed.review) == ReviewState.PREVIEWED
        with at(FRIDAY):
            press(reviewed.han, reviewed.review, "publish")
        published = Review.objects.get(pk=reviewed.review.pk)
        assert published.state == ReviewState.PUBLISHED
        assert published.previewed_by == reviewed.gu.user
        assert published.published_by == reviewed.han.user

    def test_a_correction_with_its_reason_becomes_the_next_version(self, reviewed):
        reviewed.preview()
        reviewed.decide(reviewed.object())
        answer = press(reviewed.han, reviewed.review, "correct", reason=WHY)
        corrected = Review.objects.get(version=2)
        assert answer.headers["Location"] == page_of(corrected)
        assert (corrected.state, corrected.reason) == (ReviewState.SCORED, WHY)
        assert state_of(reviewed.review) == ReviewState.SUPERSEDED
        assert self.buttons(reviewed.gu, corrected) == {"preview"}
        assert self.buttons(reviewed.gu, reviewed.review) == set()
        assert WHY in texts(Desk(reviewed.lin.user).client.get(page_of(corrected)))

    def test_what_is_in_force_is_not_corrected_twice_at_once(self, reviewed):
        reviewed.publish()
        with at(FRIDAY):
            press(reviewed.han, reviewed.review, "correct", reason=WHY)
        assert state_of(reviewed.review) == ReviewState.PUBLISHED
        assert self.buttons(reviewed.gu, reviewed.review) == set()
        page = texts(Desk(reviewed.gu.user).client.get(page_of(reviewed.review)))
        assert "a newer version is worked on" in page

    def test_the_page_says_how_many_upheld_objections_wait(self, reviewed):
        reviewed.preview()
        reviewed.decide(reviewed.object())
        page = Desk(reviewed.gu.user).client.get(page_of(reviewed.review))
        assert "1 upheld objection is not left out yet" in texts(page)

    def test_the_desk_s_first_page_says_what_waits(self, reviewed):
        desk = Desk(reviewed.han.user).client
        counts = [count for _name, count, _url in desk.get(INDEX).context["reviews"]]
        assert counts == [1, 0, 0, 0]
        reviewed.preview()
        reviewed.object()
        with at(FRIDAY):
            later = desk.get(INDEX).context["reviews"]
        assert [count for _name, count, _url in later] == [0, 1, 1, 0]
        assert Desk(reviewed.lin.user).client.get(INDEX).context["reviews"] == []

    def test_nothing_is_done_by_following_a_link(self, reviewed):
        desk = Desk(reviewed.gu.user).client
        for act in ("preview", "publish", "correct"):
            assert desk.get(page_of(reviewed.review, act)).status_code == 302
        assert state_of(reviewed.review) == ReviewState.SCORED

    def test_every_button_needs_the_token_against_forgery(self, reviewed):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(reviewed.gu.user)
        for act in ("preview", "publish", "correct"):
            answer = browser.post(page_of(reviewed.review, act), {"reason": WHY})
            assert answer.status_code == 403
        assert state_of(reviewed.review) == ReviewState.SCORED


@pytest.mark.parametrize("language", ["en", "zh-hans"])
class TestWhatIsRefused:
    """Each refusal as its own plain sentence, in the language of the desk."""

    def refused(self, answer, refusal, language, status=409):
        with translation.override(language):
            sentence = str(refusal)
        assert answer.status_code == status
        assert answer.context["refusal"] == sentence
        return texts(answer)

    def test_without_the_right(self, reviewed, language):
        for act in ("preview", "publish", "correct"):
            answer = press(
                reviewed.lin, reviewed.review, act, language=language, reason=WHY
            )
            self.refused(answer, publishing.MayNotPublish(), language, 403)
        assert state_of(reviewed.review) == ReviewState.SCORED

    def test_out_of_turn(self, reviewed, language):
        answer = press(reviewed.gu, reviewed.review, "publish", language=language)
        self.refused(answer, publishing.ReviewNotReady(), language)
        reviewed.preview()
        again = press(reviewed.han, reviewed.review, "preview", language=language)
        self.refused(again, publishing.ReviewNotReady(), language)

    def test_by_the_person_who_opened_the_preview(self, reviewed, language):
        reviewed.preview()
        with at(FRIDAY):
            answer = press(reviewed.gu, reviewed.review, "publish", language=language)
        self.refused(answer, publishing.NotASecondPerson(), language)
        assert state_of(reviewed.review) == ReviewState.PREVIEWED

    def test_before_the_preview_is_over(self, reviewed, language):
        ends_at = reviewed.preview().preview_ends_at
        with at(LAST_DAY):
            answer = press(reviewed.han, reviewed.review, "publish", language=language)
        self.refused(answer, publishing.PreviewNotOver(ends_at), language)
        last_day = {"en": "19 March", "zh-hans": "3月19日"}[language]
        assert last_day in answer.context["refusal"]

    def test_a_correction_of_what_nobody_saw_keeps_its_reason(self, reviewed, language):
        answer = press(
            reviewed.gu, reviewed.review, "correct", language=language, reason=WHY
        )
        assert WHY in self.refused(answer, publishing.ReviewNotReady(), language)
        assert not Review.objects.filter(version=2).exists()

    def test_a_correction_without_a_reason(self, reviewed, language):
        reviewed.preview()
        answer = press(
            reviewed.gu, reviewed.review, "correct", language=language, reason=" "
        )
        assert "reason" in answer.context["form"].errors
        assert not Review.objects.filter(version=2).exists()
