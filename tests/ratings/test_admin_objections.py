"""Objections at the desk: who reads them, who decides, and what is refused."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from ratings.models import Objection
from ratings.operations import objecting
from ratings.states import ObjectionGround, ObjectionState
from registry.models import Region, User
from registry.roles import Right
from tests.complaints.desk import Desk, texts
from tests.complaints.desk import page_of as case_page
from tests.ratings.reviewed import (
    LAST_DAY,
    REASONS,
    WHY,
    build_reviewed,
    regulator,
)

LIST = reverse("admin:ratings_objection_changelist")
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _thursday():
    with time_machine.travel(LAST_DAY, tick=False):
        yield


@pytest.fixture
def reviewed(town):
    found = build_reviewed(town)
    found.preview()
    return found


@pytest.fixture
def objection(reviewed):
    return reviewed.object()


def page_of(objection, act="change"):
    return reverse(f"admin:ratings_objection_{act}", args=[objection.pk])


def decide(officer, objection, *, language="en", **typed):
    said = {"decision": "UPHELD", "reasons": REASONS, **typed}
    headers = {"accept-language": language}
    desk = Desk(officer.user).client
    return desk.post(page_of(objection, "decide"), said, headers=headers)


def state_of(objection):
    return Objection.objects.get(pk=objection.pk).state


def in_language(language, refusal):
    with translation.override(language):
        return str(refusal)


class TestWhoReadsThem:
    def test_regulators_and_auditors_read(self, reviewed, objection):
        for user in (reviewed.gu.user, reviewed.lin.user, reviewed.overseer):
            desk = Desk(user).client
            assert objection.case.number in texts(desk.get(LIST))
            assert WHY in texts(desk.get(page_of(objection)))

    @pytest.mark.parametrize("username", ["anna", "dora", "emil", "fireman"])
    def test_officers_and_departments_see_none_of_it(self, objection, username):
        desk = Desk(User.objects.get(username=username)).client
        for address in (LIST, page_of(objection)):
            assert desk.get(address).status_code == 403
        assert desk.post(page_of(objection, "decide")).status_code == 403

    def test_a_firm_does_not_enter_the_desk(self, reviewed, objection):
        desk = Desk(reviewed.town.manager.user).client
        assert desk.get(page_of(objection)).status_code == 302
        assert desk.post(page_of(objection, "decide")).status_code == 302
        assert state_of(objection) == ObjectionState.OPEN

    def test_a_regulator_of_elsewhere_finds_no_such_objection(
        self, reviewed, objection
    ):
        wuhu = Region.objects.create(
            code="340200000",
            name="芜湖市",
            level="CITY",
            parent=reviewed.town.province,
        )
        desk = Desk(regulator("wei", "魏", wuhu).user).client
        assert objection.case.number not in texts(desk.get(LIST))
        assert desk.get(page_of(objection)).status_code == 404

    def test_who_decides_reads_those_of_everywhere(self, reviewed, objection):
        wuhu = Region.objects.create(
            code="340200000",
            name="芜湖市",
            level="CITY",
            parent=reviewed.town.province,
        )
        wei = regulator("wei", "魏", wuhu, Right.PUBLISH)
        page = texts(Desk(wei.user).client.get(page_of(objection)))
        assert WHY in page
        assert case_page(objection.case) not in page

    def test_the_case_number_leads_to_the_case(self, reviewed, objection):
        page = texts(Desk(reviewed.lin.user).client.get(page_of(objection)))
        assert case_page(objection.case) in page

    def test_nobody_adds_or_deletes(self, reviewed, objection):
        chief = User.objects.create_superuser(
            "chief", role="REGULATOR", region=reviewed.town.province
        )
        desk = Desk(chief).client
        for address in (f"{LIST}add/", f"{LIST}{objection.pk}/delete/"):
            assert desk.post(address, {"post": "yes"}).status_code == 404
        desk.post(page_of(objection), {"text": "Another text altogether."})
        assert Objection.objects.get().text == WHY


class TestTheList:
    def test_each_stands_under_its_state(self, reviewed, objection):
        other = reviewed.object(
            case=reviewed.cases[1], ground=ObjectionGround.DUPLICATE
        )
        reviewed.decide(other, upheld=False)
        desk = Desk(reviewed.lin.user).client

        def numbers(**query):
            return [row["number"] for row in desk.get(LIST, query).context["rows"]]

        assert set(numbers()) == {objection.case.number, other.case.number}
        assert numbers(state__exact="OPEN") == [objection.case.number]
        assert numbers(state__exact="REJECTED") == [other.case.number]
        assert numbers(state__exact="UPHELD") == []

    def test_an_empty_part_says_what_would_be_here(self, reviewed):
        assert "No objection here" in texts(Desk(reviewed.lin.user).client.get(LIST))

    def test_it_costs_the_same_for_many(self, reviewed, objection):
        desk = Desk(reviewed.lin.user).client
        with CaptureQueriesContext(connection) as few:
            desk.get(LIST)
        for case in reviewed.cases[1:]:
            reviewed.object(case=case)
        with CaptureQueriesContext(connection) as many:
            page = desk.get(LIST)
        assert len(page.context["rows"]) == 3
        assert len(many) == len(few) <= MOST_QUERIES


class TestDeciding:
    def test_han_upholds_with_reasons(self, reviewed, objection):
        answer = decide(reviewed.han, objection)
        assert answer.headers["Location"] == LIST
        decided = Objection.objects.get()
        assert (decided.state, decided.reasons) == (ObjectionState.UPHELD, REASONS)
        assert (decided.decided_by, decided.decided_at) == (
            reviewed.han.user,
            LAST_DAY,
        )

    def test_han_rejects_with_reasons(self, reviewed, objection):
        decide(reviewed.han, objection, decision="REJECTED")
        page = texts(Desk(reviewed.lin.user).client.get(page_of(objection)))
        assert state_of(objection) == ObjectionState.REJECTED
        assert REASONS in page
        assert "韩" in page

    def test_only_who_has_the_right_is_offered_the_form(self, reviewed, objection):
        for user, offered in ((reviewed.han.user, True), (reviewed.lin.user, False)):
            page = texts(Desk(user).client.get(page_of(objection)))
            assert (page_of(objection, "decide") in page) == offered

    def test_nothing_is_decided_by_following_a_link(self, reviewed, objection):
        desk = Desk(reviewed.han.user).client
        assert desk.get(page_of(objection, "decide")).status_code == 302
        assert state_of(objection) == ObjectionState.OPEN

    def test_the_decision_needs_the_token_against_forgery(self, reviewed, objection):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(reviewed.han.user)
        said = {"decision": "UPHELD", "reasons": REASONS}
        assert browser.post(page_of(objection, "decide"), said).status_code == 403
        assert state_of(objection) == ObjectionState.OPEN


@pytest.mark.parametrize("language", ["en", "zh-hans"])
class TestWhatIsRefused:
    def test_without_the_right(self, reviewed, objection, language):
        answer = decide(reviewed.lin, objection, language=language)
        assert answer.status_code == 403
        assert in_language(language, objecting.MayNotPublish()) in texts(answer)
        assert REASONS in texts(answer)
        assert state_of(objection) == ObjectionState.OPEN

    def test_reasons_too_short(self, reviewed, objection, language):
        answer = decide(reviewed.han, objection, language=language, reasons="No.")
        assert in_language(language, objecting.TextMissing()) in texts(answer)
        assert "No." in texts(answer)
        assert answer.context["form"]["decision"].value() == "UPHELD"
        assert state_of(objection) == ObjectionState.OPEN

    def test_nothing_chosen(self, reviewed, objection, language):
        answer = decide(reviewed.han, objection, language=language, decision="")
        assert "decision" in answer.context["form"].errors
        assert REASONS in texts(answer)

    def test_a_second_decision(self, reviewed, objection, language):
        decide(reviewed.gu, objection, decision="REJECTED")
        answer = decide(reviewed.han, objection, language=language)
        assert answer.status_code == 409
        assert answer.context["form"].non_field_errors()
        assert state_of(objection) == ObjectionState.REJECTED
