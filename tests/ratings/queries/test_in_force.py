"""Credits and deductions in a review: as of the end of its window."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from ratings.canonical import sha256_of
from ratings.operations import crediting, enforcing
from ratings.queries import counting, documents
from tests.complaints import paths
from tests.ratings import enforced, ruled
from tests.ratings.enforced import MONDAY, at
from tests.ratings.rows import COUNTS_FROM, PERIOD, ReviewRows

LAST_DAY = date(2026, 3, 15)
NEXT_DAY = date(2026, 3, 16)
WHY = "The decision was set aside by the court."


@pytest.fixture
def rule_set(db):
    return ruled.load(counts_from=COUNTS_FROM)


def counted(town, rule_set):
    zone = timezone.get_default_timezone()
    found = counting.count(PERIOD, rule_set, version=1, zone=zone)
    return found.inputs["firms"][town.firm.credit_code]["window"]


def test_nothing_is_put_on_top_without_a_document(town, rule_set):
    assert counted(town, rule_set)["credits"] == "0"
    assert counted(town, rule_set)["deductions"] == "0"


def test_deductions_of_documents_in_force_are_summed(town, rule_set):
    enforced.deducted(town, "3")
    enforced.deducted(town, "2.5", number="2号")
    enforced.penalty(town, number="3号")
    assert counted(town, rule_set)["deductions"] == "5.5"


def test_each_deduction_is_cut_to_what_the_rules_of_the_review_allow(town, rule_set):
    enforced.deducted(town, "5")
    rule_set.content = {**rule_set.content, "deduction_most": "4"}
    assert counted(town, rule_set)["deductions"] == "4"


def test_what_is_recorded_after_the_window_changes_the_next_review_only(town, rule_set):
    enforced.deducted(town, "3", now=at(LAST_DAY, 23))
    late = enforced.penalty(town, number="2号", now=at(LAST_DAY))
    enforced.deducted(town, "1", row=late, now=at(NEXT_DAY, 0))
    assert counted(town, rule_set)["deductions"] == "3"


@pytest.mark.parametrize(
    ("day", "points"), [(LAST_DAY, "0"), (NEXT_DAY, "3")], ids=["within", "after"]
)
def test_a_revocation_and_a_compliance_count_from_when_they_are_known(
    town, rule_set, day, points
):
    row = enforced.deducted(town, "3")
    enforcing.revoke(
        enforcement=row, on=MONDAY, because=WHY, by=town.county_dora, now=at(day)
    )
    assert counted(town, rule_set)["deductions"] == points
    other = enforced.deducted(town, "2", number="2号")
    enforcing.comply(
        enforcement=other, on=MONDAY, evidence=WHY, by=town.county_dora, now=at(day)
    )
    both = Decimal(points) + (2 if points == "3" else 0)
    assert counted(town, rule_set)["deductions"] == str(both)


def test_a_credit_counts_once_it_is_confirmed_and_until_it_ends(town, rule_set):
    enforced.credit(town, number="unconfirmed")
    enforced.confirmed(town, number="1号", ends_on=NEXT_DAY)
    enforced.confirmed(town, number="2号", ends_on=LAST_DAY, points=Decimal("0.5"))
    late = enforced.credit(town, number="3号", points=Decimal(1))
    crediting.confirm(credit=late, by=town.city_emil, now=at(NEXT_DAY))
    assert counted(town, rule_set)["credits"] == "1.5"


def test_a_revoked_credit_counts_until_that_is_known(town, rule_set):
    row = enforced.confirmed(town)
    words = {"credit": row, "on": MONDAY, "because": WHY, "by": town.county_dora}
    crediting.revoke(**words, now=at(NEXT_DAY))
    assert counted(town, rule_set)["credits"] == "1.5"
    other = enforced.confirmed(town, number="2号")
    crediting.revoke(**{**words, "credit": other}, now=at(LAST_DAY))
    assert counted(town, rule_set)["credits"] == "1.5"


def test_a_scored_review_verifies_and_stays_when_the_document_is_revoked(town):
    rows = ReviewRows()
    rows.town = town
    row = enforced.deducted(town, "3", now=paths.after(9))
    review = rows.scored_review()
    score = documents.results(review)["firms"][town.firm.credit_code]
    assert score["deductions"] == "3"
    enforcing.revoke(
        enforcement=row,
        on=MONDAY,
        because=WHY,
        by=town.county_dora,
        now=at(NEXT_DAY) + timedelta(days=1),
    )
    assert list(documents.problems(review)) == []
    again = counting.count(
        PERIOD, review.rule_set, version=1, zone=timezone.get_default_timezone()
    )
    assert sha256_of(again.inputs) == review.inputs_sha256


def test_signals_beside_the_window_have_nothing_on_top(town, rule_set):
    enforced.deducted(town, "3")
    zone = timezone.get_default_timezone()
    found = counting.count(PERIOD, rule_set, version=1, zone=zone)
    beside = found.inputs["firms"][town.firm.credit_code]["half_month"]
    assert beside["deductions"] == "0"
