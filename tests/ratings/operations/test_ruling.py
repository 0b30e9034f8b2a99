"""A rule set comes into force by its due process and by two persons, not otherwise."""

from datetime import date, timedelta
from typing import Any

import pytest

from ratings import rule_refusals
from ratings.models import RuleSet, RuleSetStep
from ratings.operations import ruling
from ratings.queries import rule_history
from ratings.rule_refusals import MayNotRule, OutOfTurn, SamePerson
from ratings.rules import RULES_1, WrongRules
from ratings.states import RuleSetState
from registry.ledger import chain
from registry.roles import Right
from tests.ratings import ruled
from tests.ratings.rule_acts import (
    EARLIEST,
    FIRST,
    LAST,
    MARCH,
    ONE_DAY,
    OVER,
    consult,
    draft,
    issue,
    issued,
    refused_at,
    review,
    reviewed,
    withdraw,
)
from tests.ratings.ruled import DRAFTER, ISSUER, LAWYER, at


class TestTheWay:
    def test_each_act_writes_one_step_and_nothing_holds_before_its_day(self, town):
        rule_set = draft(weight_solved="24", weight_satisfied="21")
        consult(rule_set)
        review(rule_set)
        issue(rule_set)
        steps = rule_history.steps_of(rule_set)
        assert [(step.number, step.action, step.actor.username) for step in steps] == [
            (1, "DRAFT", DRAFTER),
            (2, "CONSULT", DRAFTER),
            (3, "REVIEW", LAWYER),
            (4, "ISSUE", ISSUER),
        ]
        assert rule_history.first_broken(rule_set) is None
        rule_set.refresh_from_db()
        assert rule_set.state == RuleSetState.ISSUED
        assert rule_set.content["weight_solved"] == "24"
        with pytest.raises(ruling.NoRulesInForce):
            ruling.in_force_on(EARLIEST - ONE_DAY)
        assert ruling.in_force_on(EARLIEST) == rule_set

    def test_a_newer_one_supersedes_by_its_day_not_by_its_number(self, town):
        late = issued()
        early = ruled.issued(EARLIEST - timedelta(days=20), counts_from=FIRST)
        assert late.number < early.number
        assert ruling.in_force_on(EARLIEST - ONE_DAY) == early
        assert ruling.in_force_on(EARLIEST) == late
        with pytest.raises(ruling.NoRulesInForce):
            ruling.in_force_on(EARLIEST.replace(year=2031))

    def test_a_draft_is_changed_by_who_drafted_it_only(self, town):
        rule_set = draft()
        numbers = RULES_1.as_document() | {"grade_aaa": "90"}
        said: dict[str, Any] = {
            "title": "新规则",
            "counts_from": FIRST,
            "content": numbers,
        }
        with pytest.raises(MayNotRule):
            ruling.revise(
                rule_set=rule_set, by=ruled.person(ISSUER), now=at(MARCH), **said
            )
        ruling.revise(
            rule_set=rule_set, by=ruled.person(DRAFTER), now=at(MARCH), **said
        )
        assert (rule_set.title, rule_set.content["grade_aaa"]) == ("新规则", "90")
        assert rule_history.first_broken(rule_set) is None
        consult(rule_set)
        with pytest.raises(OutOfTurn):
            ruling.revise(
                rule_set=rule_set, by=ruled.person(DRAFTER), now=at(MARCH), **said
            )

    def test_numbers_count_up(self, town):
        assert [draft().number, draft().number] == [1, 2]

    def test_of_two_at_once_one_goes_on(self, town):
        rule_set = draft()
        stale = RuleSet.objects.get()
        consult(rule_set)
        with pytest.raises(OutOfTurn):
            consult(stale)
        assert RuleSetStep.objects.count() == 2

    @pytest.mark.parametrize("act", [review, issue])
    def test_no_stage_is_left_out(self, town, act):
        with pytest.raises(OutOfTurn):
            act(draft())

    @pytest.mark.parametrize(
        "act", [draft, lambda: consult(DRAFTED[0]), lambda: withdraw(DRAFTED[0])]
    )
    def test_an_act_without_its_step_is_no_act(self, town, monkeypatch, act):
        """What happens to the step happens to the row: one transaction."""
        DRAFTED[:] = [ruled.drafted(at(MARCH), counts_from=FIRST)]
        ruled.person("tao", Right.PUBLISH)
        before = list(RuleSet.objects.values())

        def break_off(previous, fields):
            raise OSError("the power went out")

        monkeypatch.setattr(chain, "link", break_off)
        with pytest.raises(OSError, match="power"):
            act()
        assert list(RuleSet.objects.values()) == before
        assert RuleSetStep.objects.count() == 1


DRAFTED: list[RuleSet] = []


class TestWhoMay:
    def test_each_act_needs_its_right(self, town):
        nobody = ruled.person("nobody", Right.MODERATE)
        rule_set = draft()
        with pytest.raises(MayNotRule):
            ruling.draft(
                title="x",
                counts_from=FIRST,
                content=RULES_1.as_document(),
                by=nobody,
                now=at(MARCH),
            )
        with pytest.raises(MayNotRule):
            consult(rule_set, by=nobody)
        with pytest.raises(MayNotRule):
            withdraw(rule_set, by=nobody)
        consult(rule_set)
        with pytest.raises(MayNotRule):
            review(rule_set, by=ruled.person(ISSUER))
        review(rule_set)
        with pytest.raises(MayNotRule):
            issue(rule_set, by=ruled.person(LAWYER))
        issue(rule_set)
        with pytest.raises(MayNotRule):
            withdraw(rule_set, by=ruled.person(DRAFTER))

    def test_who_drafts_neither_reviews_nor_issues(self, town):
        everything = (Right.DECIDE, Right.LEGAL_REVIEW, Right.PUBLISH)
        wu = ruled.person("wu", *everything)
        rule_set = ruling.draft(
            title="规则",
            counts_from=FIRST,
            content=RULES_1.as_document(),
            by=wu,
            now=at(MARCH),
        )
        consult(rule_set)
        with pytest.raises(SamePerson, match="review the law"):
            review(rule_set, by=wu)
        review(rule_set)
        with pytest.raises(SamePerson, match="issue"):
            issue(rule_set, by=wu)
        assert RuleSet.objects.get().state == RuleSetState.REVIEWED

    def test_who_issued_does_not_withdraw_alone(self, town):
        with pytest.raises(SamePerson, match="withdraw"):
            withdraw(issued(), by=ruled.person(ISSUER))


class TestWhatIsRefused:
    def test_weights_that_do_not_sum(self, town):
        with pytest.raises(WrongRules, match="sum to 100"):
            draft(weight_solved="24")
        assert not RuleSet.objects.exists()

    def test_fewer_than_thirty_days_of_consultation(self, town):
        rule_set = draft()
        told = refused_at("last_day", consult, rule_set, last_day=LAST - ONE_DAY)
        assert any("Tuesday 31 March 2026" in one for one in told)
        consult(rule_set, last_day=LAST)

    def test_a_consultation_that_opened_yesterday(self, town):
        refused_at("first_day", consult, draft(), first_day=MARCH - ONE_DAY)

    def test_a_consultation_without_an_address(self, town):
        refused_at("opinions_to", consult, draft(), opinions_to=" ")

    def test_a_review_before_the_end_of_the_consultation(self, town):
        rule_set = draft()
        consult(rule_set)
        refused_at("", review, rule_set, now=at(LAST), opinion_date=MARCH)

    def test_a_legal_opinion_of_tomorrow(self, town):
        rule_set = draft()
        consult(rule_set)
        refused_at("opinion_date", review, rule_set, opinion_date=OVER + ONE_DAY)

    @pytest.mark.parametrize("day", [OVER, OVER - ONE_DAY, date(2020, 1, 1)])
    def test_an_effect_in_the_past(self, town, day):
        told = refused_at("effective_from", issue, reviewed(), effective_from=day)
        assert any("in the past" in one for one in told)

    def test_an_effect_less_than_thirty_days_after_publication(self, town):
        rule_set = reviewed()
        early = EARLIEST - ONE_DAY
        told = refused_at("effective_from", issue, rule_set, effective_from=early)
        assert any("Friday 1 May 2026" in one for one in told)
        issue(rule_set)

    def test_rules_for_longer_than_five_years(self, town):
        rule_set = reviewed()
        a_day_more = EARLIEST.replace(year=2031) + ONE_DAY
        refused_at("valid_until", issue, rule_set, valid_until=a_day_more)
        refused_at("valid_until", issue, rule_set, valid_until=EARLIEST)
        issue(rule_set)

    @pytest.mark.parametrize(
        "field", ["document_number", "issuing_body", "opinions_answered"]
    )
    def test_an_issue_without_its_document(self, town, field):
        refused_at(field, issue, reviewed(), **{field: ""})

    def test_issued_rules_are_not_ended_for_a_half_month_that_has_begun(self, town):
        rule_set = issued()
        refused_at("from_day", withdraw, rule_set, from_day=OVER)
        refused_at("from_day", withdraw, rule_set, from_day=rule_set.valid_until)
        refused_at("reason", withdraw, rule_set, reason="")

    def test_every_refusal_is_told(self):
        assert issubclass(rule_refusals.OutOfTurn, rule_refusals.RulesRefused)
        assert "Look at it again" in str(OutOfTurn())


class TestWithdrawing:
    def test_a_draft_is_given_up_and_stays_readable(self, town):
        rule_set = draft()
        withdraw(rule_set)
        assert (rule_set.state, rule_set.withdrawn_from) == ("WITHDRAWN", OVER)
        assert rule_history.steps_of(rule_set)[-1].reason == "The numbers were wrong."
        with pytest.raises(OutOfTurn):
            withdraw(rule_set)

    def test_rules_in_force_end_with_the_day_before(self, town):
        rule_set = issued()
        end = EARLIEST + timedelta(days=20)
        withdraw(rule_set, from_day=end, now=at(EARLIEST + ONE_DAY))
        assert ruling.in_force_on(end - ONE_DAY) == rule_set
        with pytest.raises(ruling.NoRulesInForce):
            ruling.in_force_on(end)
