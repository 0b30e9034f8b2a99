"""Inspections in a review: the newest of each project, by households, as of the end."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ratings.canonical import sha256_of
from ratings.queries import counting, documents
from registry.models import Community, Tenure
from tests.ratings import inspected, ruled
from tests.ratings.enforced import MONDAY, at
from tests.ratings.rows import COUNTS_FROM, PERIOD, ReviewRows

LAST_DAY = date(2026, 3, 15)
NEXT_DAY = date(2026, 3, 16)


@pytest.fixture
def rule_set(db):
    return ruled.load(counts_from=COUNTS_FROM)


def count(rule_set):
    zone = timezone.get_default_timezone()
    return counting.count(PERIOD, rule_set, version=1, zone=zone)


def inspection(town, rule_set):
    found = count(rule_set).inputs["firms"][town.firm.credit_code]
    return found["window"]["inspection"]


@pytest.fixture
def court(town):
    """The firm's second project, with a quarter of the garden's households."""
    Community.objects.filter(pk=town.court.pk).update(households=400)
    return Tenure.objects.create(
        community=town.court, firm=town.firm, starts_on=date(2024, 1, 1)
    )


def test_a_firm_that_was_not_inspected_has_none(town, rule_set):
    assert inspection(town, rule_set) is None


def test_of_each_project_the_newest_visit_counts(town, rule_set):
    inspected.inspected(town, "0", "0", "0")
    inspected.inspected(town, "4", "4", "0", on=MONDAY + timedelta(2), now=at(LAST_DAY))
    inspected.inspected(town, on=MONDAY - timedelta(2))
    assert inspection(town, rule_set) == "80"


def test_projects_weigh_by_their_households(town, rule_set, court):
    inspected.inspected(town)
    inspected.inspected(town, "0", "4", "0", tenure=court, by=town.carl)
    assert inspection(town, rule_set) == "82.5"


def test_a_project_without_an_inspection_says_nothing(town, rule_set, court):
    inspected.inspected(town, "0", "4", "0", tenure=court, by=town.carl)
    assert inspection(town, rule_set) == "30"


def test_a_project_that_was_left_counts_no_more(town, rule_set, court):
    inspected.inspected(town)
    inspected.inspected(town, "0", "4", "0", tenure=court, by=town.carl)
    Tenure.objects.filter(pk=court.pk).update(ends_on=LAST_DAY)
    assert inspection(town, rule_set) == "100"


@pytest.mark.parametrize(("age", "counts"), [(180, "100"), (181, None)])
def test_an_inspection_is_good_for_180_days(town, rule_set, age, counts):
    day = LAST_DAY - timedelta(days=age)
    inspected.checklist(town, on=date(2025, 1, 1))
    inspected.inspected(
        town, on=day, checklist=inspected.checklist(town, on=date(2025, 1, 1))
    )
    assert inspection(town, rule_set) == counts


def test_a_correction_counts_in_place_of_what_it_corrects(town, rule_set):
    row = inspected.inspected(town)
    inspected.corrected(town, row, "0", "4", "0", now=at(LAST_DAY))
    assert inspection(town, rule_set) == "30"


def test_what_is_signed_after_the_window_changes_the_next_review_only(town, rule_set):
    row = inspected.inspected(town)
    inspected.corrected(town, row, "0", "4", "0", now=at(NEXT_DAY, 0))
    assert inspection(town, rule_set) == "100"


def test_a_review_with_an_inspection_verifies_and_stays(town):
    rows = ReviewRows()
    rows.town = town
    first = inspected.inspected(town, "4", "4", "2")
    review = rows.scored_review()
    counts = review.firm_counts.get().entry
    assert counts["window"]["inspection"] == "90"
    assert counts["half_month"]["inspection"] is None
    assert review.project_counts.get().entry["inspection"] == "90"
    results = documents.results(review)["firms"][town.firm.credit_code]
    assert results["lines"]["inspection"]["points_of_100"] == "90"
    inspected.corrected(town, first, "0", "0", "0", now=at(NEXT_DAY))
    assert list(documents.problems(review)) == []
    assert sha256_of(count(review.rule_set).inputs) == review.inputs_sha256
