"""What is written of a rule set stands: changes are refused, a chain shows them."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from ratings.models import RuleSet, RuleSetStep
from ratings.queries import rule_history
from ratings.states import RuleSetAction
from ratings.triggers import all_triggers
from registry.ledger import triggers
from tests.ratings.rule_acts import (
    EARLIEST,
    MARCH,
    ONE_DAY,
    OVER,
    consult,
    draft,
    issued,
)


class TestWhatTheDatabaseRefuses:
    @pytest.mark.parametrize(
        ("stage", "change"),
        [
            (draft, {"state": "ISSUED", "version": 9}),
            (draft, {"state": "CONSULTED"}),
            (issued, {"state": "DRAFT", "version": 9}),
        ],
    )
    def test_other_moves(self, town, stage, change):
        with refused():
            self.update(stage(), change)

    @pytest.mark.parametrize(
        "change",
        [
            {"content": {"grade_aaa": "1"}},
            {"title": "another"},
            {"counts_from": MARCH},
            {"consulted_to": MARCH + timedelta(days=60)},
            {"drafted_by": None},
        ],
    )
    def test_another_text_than_was_consulted_on(self, town, change):
        rule_set = draft()
        consult(rule_set)
        with refused():
            self.update(rule_set, change)

    @pytest.mark.parametrize(
        "change",
        [
            {"effective_from": EARLIEST + ONE_DAY},
            {"valid_until": EARLIEST + ONE_DAY},
            {"document_number": "another"},
            {"issued_by": None},
            {"published_on": OVER - ONE_DAY},
            {"opinion_number": "another"},
        ],
    )
    def test_a_change_of_what_was_issued(self, town, change):
        with refused():
            self.update(issued(), change)

    def test_rules_and_their_steps_are_never_deleted(self, town):
        rule_set = draft()
        for statement in (
            "DELETE FROM ratings_rulesetstep",
            "UPDATE ratings_rulesetstep SET reason = 'x'",
            "DELETE FROM ratings_ruleset",
        ):
            with refused(), connection.cursor() as cursor:
                cursor.execute(statement)
        assert RuleSet.objects.get() == rule_set

    def update(self, rule_set, change):
        RuleSet.objects.filter(pk=rule_set.pk).update(**change)


@contextmanager
def refused():
    """By the database, whose state stays as it was."""
    with pytest.raises(IntegrityError), transaction.atomic():
        yield


class TestTheHistory:
    @pytest.mark.parametrize(
        ("change", "broken"),
        [
            ({"content": {}}, 1),
            ({"opinion_number": "another"}, 3),
            ({"reviewed_by": F("issued_by")}, 3),
            ({"version": 5}, 5),
        ],
    )
    def test_a_row_that_says_something_else_is_found(self, town, change, broken):
        issued()
        with behind_the_triggers():
            RuleSet.objects.update(**change)
        assert rule_history.first_broken(RuleSet.objects.get()) == broken

    @pytest.mark.parametrize(
        ("number", "change"), [(2, {"reason": "forged"}), (4, {"action": "REVISE"})]
    )
    def test_a_step_that_says_something_else_is_found(self, town, number, change):
        rule_set = issued()
        with behind_the_triggers():
            RuleSetStep.objects.filter(number=number).update(**change)
        assert rule_history.first_broken(rule_set) == number

    def test_a_step_that_is_gone_is_found(self, town):
        rule_set = issued()
        with behind_the_triggers():
            RuleSetStep.objects.filter(action=RuleSetAction.REVIEW).delete()
        assert rule_history.first_broken(rule_set) == 3

    def test_the_command_names_the_first_bad_step(self, town, capsys):
        rule_set = issued()
        call_command("verify_audit")
        assert "1 rule sets, 4 steps" in capsys.readouterr().out
        with behind_the_triggers():
            RuleSet.objects.update(title="another")
        with pytest.raises(CommandError, match=f"R-0+{rule_set.pk}: step 1 is not"):
            call_command("verify_audit")


@contextmanager
def behind_the_triggers():
    triggers.lift(connection, all_triggers())
    yield
    triggers.install(connection, all_triggers())
