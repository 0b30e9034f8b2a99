"""A rule set is made at the desk: drafted, put up, reviewed, issued, simulated."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ratings.models import RuleSet, RuleSetStep, RuleSimulation
from ratings.rules import RULES_1
from ratings.states import RuleSetState
from ratings.tasks import simulate_rules
from registry.models import User
from registry.roles import Right
from tests.complaints.desk import Desk, texts
from tests.ratings import ruled
from tests.ratings.published import a_dozen, publish
from tests.ratings.ruled import DRAFTER, ISSUER, LAWYER, at

IN_FORCE_SINCE = date(2026, 3, 1)
TODAY = date(2026, 4, 1)
ONE_DAY = timedelta(days=1)
LIST = reverse("admin:ratings_ruleset_changelist")
DRAFT = reverse("admin:ratings_ruleset_draft")
TITLE = "物业服务评价规则（第2版）"
MOST_QUERIES = 16


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at(TODAY), tick=False):
        yield


@pytest.fixture
def in_force(town):
    return ruled.issued(IN_FORCE_SINCE, counts_from=IN_FORCE_SINCE)


def desk(username, *rights, language="en"):
    client = Client(headers={"accept-language": language})
    client.force_login(ruled.person(username, *rights).user)
    return client


def page_of(rule_set, act="change"):
    return reverse(f"admin:ratings_ruleset_{act}", args=[rule_set.pk])


def typed(**numbers):
    return {
        "title": TITLE,
        "counts_from": IN_FORCE_SINCE.isoformat(),
        **RULES_1.as_document(),
        **numbers,
    }


def press(username, rule_set, act, *, language="en", **said):
    version = RuleSet.objects.get(pk=rule_set.pk).version
    sent = {"version": version, **said}
    return desk(username, language=language).post(page_of(rule_set, act), sent)


def dates(**days):
    return {name: day.isoformat() for name, day in days.items()}


def newest():
    return RuleSet.objects.order_by("-number").first()


class TestDrafting:
    def test_the_form_begins_with_the_numbers_in_force(self, in_force):
        page = desk(DRAFTER).get(DRAFT)
        numbers = [one for _title, them in page.context["sections"] for one in them]
        assert {one.field.name: one.field.value() for one in numbers} == (
            RULES_1.as_document()
        )
        assert not any(one.is_changed for one in numbers)
        assert texts(page).count("In force: ") == len(numbers)

    def test_without_any_rules_it_begins_with_those_of_the_specification(self, town):
        page = desk(DRAFTER).get(DRAFT)
        assert page.context["form"]["weight_solved"].value() == "25"
        assert "In force: " not in texts(page)

    def test_what_is_typed_becomes_a_draft_that_says_what_differs(self, in_force):
        sent = typed(weight_solved="30", weight_satisfied="15.0")
        answer = desk(DRAFTER).post(DRAFT, sent)
        made = newest()
        assert answer.headers["Location"] == page_of(made)
        assert (made.state, made.number, made.title) == ("DRAFT", 2, TITLE)
        assert made.content["weight_satisfied"] == "15"
        page = desk(DRAFTER).get(page_of(made))
        changed = [
            (one.name, one.old, one.new)
            for _heading, numbers in page.context["page"].changes
            for one in numbers
        ]
        assert changed == [
            ("weight_satisfied", "20", "15"),
            ("weight_solved", "25", "30"),
        ]

    @pytest.mark.parametrize(
        ("language", "sentence"),
        [
            ("en", "The weights of a firm's score sum to 99, not to 100."),
            ("zh-hans", "企业得分各项权重之和为99，应为100。"),
        ],
    )
    def test_weights_that_do_not_sum_are_refused_at_the_weights(
        self, in_force, language, sentence
    ):
        answer = desk(DRAFTER, language=language).post(DRAFT, typed(weight_solved="24"))
        form = answer.context["form"]
        assert form.errors == {"weight_satisfied": [sentence]}
        assert form["weight_solved"].value() == "24"
        (changed,) = [
            one.field.name
            for _title, them in answer.context["sections"]
            for one in them
            if one.is_changed
        ]
        assert changed == "weight_solved"
        assert RuleSet.objects.count() == 1

    @pytest.mark.parametrize(
        ("numbers", "field", "sentence"),
        [
            ({"grade_a": "many"}, "grade_a", "“A from” is not a number."),
            ({"grade_a": ""}, "grade_a", "“A from” is missing."),
            ({"grade_a": "81"}, "grade_b", "These numbers rise in this order"),
            ({"floor_on_time": "2"}, "floor_on_time", "lies between 0 and 1."),
            ({"rated_answers": "9.5"}, "rated_answers", "is a whole number."),
        ],
    )
    def test_each_problem_stands_at_its_number(
        self, in_force, numbers, field, sentence
    ):
        errors = desk(DRAFTER).post(DRAFT, typed(**numbers)).context["form"].errors
        assert sentence in errors[field][0]
        assert RuleSet.objects.count() == 1

    def test_a_file_stands_in_for_the_numbers(self, in_force):
        numbers = {**RULES_1.as_document(), "grade_aaa": 90, "number": 7}
        file = SimpleUploadedFile("rules.json", json.dumps(numbers).encode())
        desk(DRAFTER).post(DRAFT, {**typed(grade_b=""), "file": file})
        assert newest().content["grade_aaa"] == "90"

    @pytest.mark.parametrize(
        ("content", "sentences"),
        [
            (b"\xff", ["The file is no JSON object with the numbers of the rules."]),
            (
                json.dumps(RULES_1.as_document() | {"charm": "1", "grade_b": "x"}),
                ["There is no rule “charm”.", "“B from; C below” is not a number."],
            ),
            (b"{}" + b" " * 100_000, ["This file is too large for a rule set."]),
        ],
    )
    def test_a_wrong_file_is_refused_with_all_that_is_wrong(
        self, in_force, content, sentences
    ):
        content = content.encode() if isinstance(content, str) else content
        file = SimpleUploadedFile("rules.json", content)
        answer = desk(DRAFTER).post(DRAFT, {**typed(), "file": file})
        assert answer.context["form"].errors == {"file": sentences}
        assert RuleSet.objects.count() == 1

    def test_the_drafter_changes_it_and_an_old_page_does_not(self, in_force):
        desk(DRAFTER).post(DRAFT, typed())
        draft = newest()
        answer = desk(DRAFTER).post(
            page_of(draft, "edit"), typed(grade_aaa="91", version="1")
        )
        assert answer.status_code == 302
        assert newest().content["grade_aaa"] == "91"
        stale = desk(DRAFTER).post(
            page_of(draft, "edit"), typed(grade_aaa="92", version="1")
        )
        assert stale.status_code == 409
        assert stale.context["form"]["grade_aaa"].value() == "92"
        assert newest().content["grade_aaa"] == "91"
        other = desk(ISSUER).post(
            page_of(draft, "edit"), typed(grade_aaa="93", version="2")
        )
        assert other.status_code == 403
        assert "Only who drafted these rules" in texts(other)


class TestTheWay:
    def test_from_the_draft_to_the_day_on_which_it_holds(self, in_force):
        desk(DRAFTER).post(DRAFT, typed(grade_aaa="90"))
        made = newest()
        opened = press(
            DRAFTER, made, "consult", opinions_to="opinions@example.org",
            **dates(first_day=TODAY, last_day=TODAY + 29 * ONE_DAY),
        )  # fmt: skip
        assert opened.headers["Location"] == page_of(made)
        over = TODAY + 30 * ONE_DAY
        with time_machine.travel(at(over), tick=False):
            press(
                LAWYER, made, "review", opinion_number="皖法审2号",
                **dates(opinion_date=over),
            )  # fmt: skip
            effect = over + 30 * ONE_DAY
            press(
                ISSUER, made, "issue", document_number="皖建物2号",
                issuing_body="省厅", opinions_answered="采纳3条。",
                **dates(
                    effective_from=effect,
                    valid_until=effect.replace(year=effect.year + 5),
                ),
            )  # fmt: skip
            page = desk(LAWYER).get(page_of(made), {"verify": "1"})
            assert "Issued, not in force yet" in texts(page)
            assert "The chain of the history is whole" in texts(page)
        made.refresh_from_db()
        assert made.state == RuleSetState.ISSUED
        assert made.issuing_body == "省厅"
        with time_machine.travel(at(effect), tick=False):
            chips = {
                row["number"]: row["state"].word
                for row in desk(LAWYER).get(LIST).context["rows"]
            }
        assert chips == {2: "In force", 1: "No longer in force"}

    def test_each_post_writes_exactly_one_step(self, in_force):
        before = RuleSetStep.objects.count()
        desk(DRAFTER).post(DRAFT, typed())
        press(
            DRAFTER, newest(), "consult", opinions_to="x",
            **dates(first_day=TODAY, last_day=TODAY + 29 * ONE_DAY),
        )  # fmt: skip
        press(DRAFTER, newest(), "withdraw", reason="Another way was found.")
        actions = RuleSetStep.objects.filter(rule_set=newest()).order_by("number")
        assert list(actions.values_list("action", flat=True)) == [
            "DRAFT",
            "CONSULT",
            "WITHDRAW",
        ]
        assert RuleSetStep.objects.count() == before + 3

    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_too_short_a_consultation_comes_back_with_what_was_typed(
        self, in_force, language
    ):
        desk(DRAFTER).post(DRAFT, typed())
        answer = press(
            DRAFTER, newest(), "consult", language=language, opinions_to="x@y.example",
            **dates(first_day=TODAY, last_day=TODAY + 28 * ONE_DAY),
        )  # fmt: skip
        (offer, _withdrawal) = answer.context["offers"]
        (sentence,) = offer.form.errors["last_day"]
        assert {"en": "at least 30 days", "zh-hans": "不得少于30日"}[
            language
        ] in sentence
        assert offer.form["opinions_to"].value() == "x@y.example"
        assert newest().state == RuleSetState.DRAFT

    def test_who_drafted_is_told_that_a_second_person_is_needed(self, in_force):
        everything = (Right.DECIDE, Right.LEGAL_REVIEW, Right.PUBLISH)
        ruled.person("wu", *everything)
        desk("wu").post(DRAFT, typed())
        made = newest()
        press(
            "wu", made, "consult", opinions_to="x",
            **dates(first_day=TODAY, last_day=TODAY + 29 * ONE_DAY),
        )  # fmt: skip
        with time_machine.travel(at(TODAY + 30 * ONE_DAY), tick=False):
            answer = press(
                "wu", made, "review", opinion_number="1", **dates(opinion_date=TODAY)
            )
        assert answer.status_code == 409
        assert "A second person has to review the law" in texts(answer)

    def test_a_page_that_is_over_keeps_what_was_typed(self, in_force):
        answer = press(
            DRAFTER, in_force, "consult", opinions_to="What I wrote at length",
            **dates(first_day=TODAY, last_day=TODAY + 29 * ONE_DAY),
        )  # fmt: skip
        assert answer.status_code == 409
        assert "What I wrote at length" in texts(answer)

    def test_nothing_is_done_by_following_a_link(self, in_force):
        for act in ("consult", "review", "issue", "withdraw"):
            assert desk(ISSUER).get(page_of(in_force, act)).status_code == 302

    def test_every_button_needs_the_token_against_forgery(self, in_force):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(ruled.person(ISSUER).user)
        acts = ("consult", "review", "issue", "withdraw", "simulation", "edit")
        for address in (DRAFT, *(page_of(in_force, act) for act in acts)):
            assert browser.post(address, {"reason": "x"}).status_code == 403


class TestWhoSeesThem:
    @pytest.mark.parametrize("username", ["anna", "dora", "emil", "fireman"])
    def test_officers_and_departments_see_none_of_it(self, in_force, username):
        client = Desk(User.objects.get(username=username)).client
        acts = ("change", "edit", "consult", "review", "issue", "withdraw")
        addresses = [page_of(in_force, act) for act in (*acts, "simulation")]
        for address in (LIST, DRAFT, page_of(in_force, "simulation_csv"), *addresses):
            assert client.get(address).status_code == 403
            assert client.post(address, {"version": 4}).status_code == 403
        assert newest().version == 4

    def test_an_officer_with_the_right_to_review_the_law_sees_them(self, in_force):
        dora = User.objects.get(username="dora")
        dora.user_permissions.set(ruled.person(LAWYER).user.user_permissions.all())
        assert Desk(dora).client.get(page_of(in_force)).status_code == 200
        assert Desk(dora).client.get(DRAFT).status_code == 403

    def test_an_auditor_reads_and_has_no_button(self, in_force, town):
        User.objects.filter(pk=town.auditor.pk).update(is_staff=True)
        client = Desk(town.auditor).client
        page = client.get(page_of(in_force))
        assert (page.status_code, page.context["offers"]) == (200, [])
        assert client.post(page_of(in_force, "withdraw"), {}).status_code == 200
        assert client.get(LIST).context["may_draft"] is False
        assert client.post(page_of(in_force, "simulation")).status_code == 403

    def test_a_firm_with_the_right_by_mistake_does_nothing(self, in_force, town):
        clerk = town.manager.user
        clerk.user_permissions.set(ruled.person(ISSUER).user.user_permissions.all())
        assert Desk(clerk).client.get(page_of(in_force)).status_code in (302, 403)

    def test_the_list_costs_the_same_for_many(self, in_force):
        client = desk(DRAFTER)
        with CaptureQueriesContext(connection) as few:
            client.get(LIST)
        for _each in range(5):
            ruled.drafted(at(TODAY), counts_from=TODAY)
        with CaptureQueriesContext(connection) as many:
            client.get(LIST)
        assert len(many) == len(few) <= MOST_QUERIES


class TestTheSimulation:
    @pytest.fixture
    def draft(self, in_force, town):
        publish(town, a_dozen(), period="2026-03-1")
        return ruled.drafted(
            at(TODAY), counts_from=IN_FORCE_SINCE, rated_answers="14",
            inspection_days="90",
        )  # fmt: skip

    def test_it_is_asked_for_waited_for_and_read(self, draft):
        client, address = desk(LAWYER), page_of(draft, "simulation")
        csv = page_of(draft, "simulation_csv")
        assert "Simulate the rules" in texts(client.get(address))
        assert client.get(csv).status_code == 404
        assert client.post(address).status_code == 302
        waiting = texts(client.get(address))
        assert "A worker computes it" in waiting
        assert simulate_rules.apply().get() == 1
        page = client.get(address)
        (row,) = page.context["rows"]
        figures = dict(row["figures"])
        assert figures["Rated"] == "8 → 2"
        assert figures["No longer rated"] == "6"
        assert {move["new"] for move in page.context["chosen"]["moves"]} == {
            "Too few to rate"
        }
        assert page.context["uncounted"] == ["Days that an inspection counts"]
        lines = client.get(csv).content.decode("utf-8-sig").splitlines()
        assert lines[0] == "period,topic,code,name,old,new"
        assert len(lines) == 7
        assert lines[1].startswith("2026-03-1,grade,")
        assert lines[1].endswith(",NR")

    def test_no_request_computes_anything(self, draft, monkeypatch):
        def told_off(*args, **options):
            raise AssertionError("a request computed a review")

        monkeypatch.setattr("ratings.reckoning.results", told_off)
        desk(LAWYER).post(page_of(draft, "simulation"))
        desk(LAWYER).get(page_of(draft, "simulation"))
        assert RuleSimulation.objects.get().result is None

    def test_a_name_that_begins_a_formula_is_text(self, draft, town):
        desk(LAWYER).post(page_of(draft, "simulation"))
        simulate_rules.apply().get()
        kept = RuleSimulation.objects.get()
        kept.result[0]["moves"][0][3] = "=1+1"
        kept.save()
        csv = desk(LAWYER).get(page_of(draft, "simulation_csv")).content.decode()
        assert ",'=1+1," in csv
