"""Each history of ratings is anchored, so one made anew as a whole is found."""

from datetime import date

import pytest
from django.db import connection

from complaints.operations import auditing
from propertyhub import histories
from ratings.operations import histories as ratings
from ratings.operations import trail
from ratings.queries import rule_history
from ratings.triggers import all_triggers
from registry.ledger import chain, triggers
from tests.ratings import enforced, ruled
from tests.town import MONDAY_MORNING

TODAY = date(2026, 3, 12)


def rewritten(steps, fields, **change):
    """The whole chain anew around a change, so that every link fits."""
    previous = chain.START
    for step in steps.order_by("number"):
        for name, value in change.items():
            setattr(step, name, value)
        step.digest = previous = chain.link(previous, fields(step))
        step.save()


def rewrite_document(document):
    rewritten(document.steps, trail.chained_fields, acting_for="nobody")


def rewrite_rules(rule_set):
    rewritten(rule_set.steps, rule_history.chained_fields, reason="another")


SORTS = {
    "credits": (ratings.CREDITS, enforced.credit, rewrite_document),
    "enforcement": (ratings.ENFORCEMENT, enforced.order, rewrite_document),
    "rule sets": (
        ratings.RULE_SETS,
        lambda town: ruled.drafted(MONDAY_MORNING, counts_from=date(2026, 1, 1)),
        rewrite_rules,
    ),
}


def anchored():
    problems, newest = auditing.examine_anchors()
    assert problems == []
    return newest.heads()


@pytest.mark.parametrize("sort", SORTS)
class TestEachSort:
    def test_a_history_made_anew_fits_itself_and_not_its_anchor(self, town, sort):
        kind, written, rewrite = SORTS[sort]
        row = written(town)
        histories.anchor(day=TODAY)
        triggers.lift(connection, all_triggers())
        assert [one.broken for one in kind.examine(anchored())] == [None]

        rewrite(row)

        assert [one.broken for one in kind.examine()] == [None]
        assert [one.broken for one in kind.examine(anchored())] == [1]

    def test_a_row_that_is_gone_with_its_steps_is_missed(self, town, sort):
        kind, written, _rewrite = SORTS[sort]
        row = written(town)
        histories.anchor(day=TODAY)
        triggers.lift(connection, all_triggers())

        row.steps.all().delete()
        row.delete()

        found = [(one.steps, one.broken) for one in kind.examine(anchored())]
        assert found == [(0, 1)]


def test_an_anchor_has_the_heads_of_all_sorts_in_the_order_of_their_names(town):
    town.file()
    for _kind, written, _rewrite in SORTS.values():
        written(town)

    assert histories.anchor(day=TODAY)

    names = [name for name, _head in anchored()]
    assert names == sorted(names)
    assert [name[:2] for name in names] == ["34", "C-", "E-", "R-"]
