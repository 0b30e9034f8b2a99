"""Every named constraint refuses, by its name, what no operation would ever write."""

from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from complaints.models import Text
from tests.ratings import ruled
from tests.refused import complaints, documents, listings, registry, results, rules
from tests.refused.rules import CONSULTED, FIVE_YEARS_ON, ISSUED, ONE_DAY, REVIEWED
from tests.rows import Rows

BY_TOPIC = (complaints, documents, listings, registry, results, rules)
UPDATES = [one for topic in BY_TOPIC for one in topic.UPDATES]
SECONDS = [one for topic in BY_TOPIC for one in topic.SECONDS]
ONLY_ON_POSTGRESQL = {"tenures_of_a_community_do_not_overlap"}
BY_HAND = {"one_red_entry_per_firm"}


def named_constraints():
    return {
        constraint.name: (model, constraint)
        for label in ("registry", "complaints", "ratings")
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    }


@contextmanager
def refused_by(name):
    """By its name; SQLite tells of a broken uniqueness by its columns only."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        yield
    if connection.vendor == "postgresql":
        cause: Any = refused.value.__cause__
        assert cause.diag.constraint_name == name
        return
    model, constraint = named_constraints()[name]
    told = str(refused.value)
    if not isinstance(constraint, models.UniqueConstraint) or constraint.expressions:
        assert name in told
        return
    table = model._meta.db_table
    columns = [model._meta.get_field(one).column for one in constraint.fields]
    by_columns = ", ".join(f"{table}.{column}" for column in columns)
    assert told in (f"UNIQUE constraint failed: {by_columns}", f"index '{name}'")


@pytest.fixture
def rows(town):
    return Rows(town)


@pytest.mark.parametrize(("name", "row", "values"), UPDATES)
def test_the_database_refuses_an_update(rows, name, row, values):
    stored = getattr(rows, row)()

    with refused_by(name):
        type(stored).objects.filter(pk=stored.pk).update(**values)


@pytest.mark.parametrize(("name", "row", "differs"), SECONDS)
def test_the_database_refuses_another_row(rows, name, row, differs):
    second = getattr(rows, row)()
    second.pk = None
    if hasattr(second, "text_id"):
        second.text = None
    if differs.get("step") == "another":
        differs = {"step": second.case.steps.get(number=1)}
    if differs.get("text") == "another":
        differs = {"text": second.case.text}
    if differs.get("review") == "another":
        differs = {**differs, "review": rows.next_open_review()}
    for field, value in differs.items():
        setattr(second, field, value)
    if row == "open_tenure" and connection.vendor == "postgresql":
        # Two open tenures overlap, too; PostgreSQL tells of one of both.
        with pytest.raises(IntegrityError, match="tenure"), transaction.atomic():
            second.save(force_insert=True)
        return

    with refused_by(name):
        second.save(force_insert=True)


@pytest.mark.postgres
def test_tenures_of_a_community_do_not_overlap(town):
    tenure = town.garden.tenures.get()
    tenure.pk = None
    tenure.starts_on, tenure.ends_on = date(2025, 1, 1), date(2025, 2, 1)

    with refused_by("tenures_of_a_community_do_not_overlap"):
        tenure.save(force_insert=True)
    tenure.starts_on, tenure.ends_on = date(2023, 1, 1), date(2024, 1, 1)
    tenure.save(force_insert=True)


def test_one_red_entry_per_firm(rows):
    second = rows.red_entry()
    second.pk, second.number = None, "L-2026-999999"
    second.subject, second.grounds = rows.text(), Text.objects.create(digest="0" * 64)

    with refused_by("one_red_entry_per_firm"):
        second.save(force_insert=True)


def test_every_named_constraint_was_tried():
    tried = {case[0] for case in (*UPDATES, *SECONDS)} | ONLY_ON_POSTGRESQL | BY_HAND
    assert tried == named_constraints().keys()


def test_each_constraint_has_a_name_of_its_own():
    names = [
        constraint.name
        for label in ("registry", "complaints", "ratings")
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    ]
    assert len(set(names)) == len(names)


def test_the_whole_way_of_a_rule_set_is_allowed(rows):
    """So that what is refused above is refused for the one thing that differs."""
    rule_set = type(rows.draft_of_rules()).objects
    ruled.person(ruled.LAWYER)
    for change in (CONSULTED, REVIEWED, {**ISSUED, "valid_until": FIVE_YEARS_ON}):
        assert rule_set.update(**change) == 1


def test_the_29th_of_february_has_no_day_five_years_on(rows):
    leap_day, last = date(2028, 2, 29), date(2033, 2, 28)
    terms = {**ISSUED, "effective_from": leap_day}
    rule_set = type(rows.reviewed_rules()).objects
    with refused_by("rules_are_valid_for_five_years_at_most"):
        rule_set.update(**{**terms, "valid_until": last + ONE_DAY})
    assert rule_set.update(**{**terms, "valid_until": last}) == 1
