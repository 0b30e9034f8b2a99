"""Without one case a score is what a whole new count without it gives."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from ratings import reckoning
from ratings.models import FirmScore, RuleSet
from ratings.operations import reviewing
from ratings.queries import counting, single_cases
from ratings.states import Grade
from registry.models import Firm, Region
from tests.complaints import paths
from tests.complaints.desk import Desk, texts
from tests.complaints.paths import NO, YES
from tests.ratings import ruled
from tests.ratings.long_paths import cannot, phone_of
from tests.ratings.reviewed import regulator
from tests.ratings.rows import COUNTS_FROM, PERIOD, REVIEWED_AT


@pytest.fixture
def review(town):
    """Nine cases of nine phones: solved or not, late, redone, beyond repair."""
    few: dict[str, Any] = {"rated_answers": "1", "rated_incidents": "1"}
    ruled.load(counts_from=COUNTS_FROM, **few)
    for number, given in enumerate((YES, YES, NO, NO, YES)):
        paths.closed(town, given, reporter=phone_of(number))
    for number, path in enumerate((paths.disposed, paths.rectified, cannot), 5):
        paths.prove(path(town, reporter=phone_of(number)))
    return reviewing.run(period=PERIOD, now=REVIEWED_AT)


def anew(town, review, case):
    """The whole review counted, pooled and scored again without the case."""
    counted = counting.count(
        PERIOD,
        RuleSet.objects.get(),
        version=1,
        zone=timezone.get_default_timezone(),
        left_out=[case],
    )
    return reckoning.results(counted.inputs)["firms"][town.firm.credit_code]


def test_each_equals_the_whole_review_counted_again_without_it(town, review):
    now = FirmScore.objects.get(review=review, firm=town.firm)
    found = single_cases.those_that_matter_most(review, town.firm)
    assert len(found) == 5
    for one in found:
        expected = anew(town, review, one.case)
        assert str(one.score.score) == expected["score"]
        assert str(one.score.low) == expected["low"]
        assert str(one.score.high) == expected["high"]
        assert one.score.grade.value == expected["grade"]
        assert one.difference == one.score.score - now.score


def test_they_are_the_five_that_move_the_score_most(town, review):
    now = FirmScore.objects.get(review=review, firm=town.firm)
    cases = {
        case
        for project in review.project_counts.all()
        for pairs in project.cases.values()
        for case, _step in pairs
    }
    assert len(cases) == 8
    moved = sorted(
        (abs(float(anew(town, review, case)["score"]) - float(now.score)))
        for case in cases
    )
    found = single_cases.those_that_matter_most(review, town.firm)
    differences = [abs(float(one.difference)) for one in found]
    assert differences == pytest.approx(sorted(moved, reverse=True)[:5], abs=1e-9)


def test_a_firm_that_would_have_too_few_is_not_rated_without_it(town):
    one: dict[str, Any] = {"rated_answers": "1", "rated_incidents": "1"}
    ruled.load(counts_from=COUNTS_FROM, **one)
    paths.closed(town)
    review = reviewing.run(period=PERIOD, now=REVIEWED_AT)
    (only,) = single_cases.those_that_matter_most(review, town.firm)
    assert only.score.grade is Grade.NR


def test_a_firm_outside_the_review_has_none(town, review):
    stranger = Firm.objects.create(name="别家物业", credit_code="913400000000000088")
    assert single_cases.those_that_matter_most(review, stranger) == []


def asked(user, review, code):
    address = reverse("admin:ratings_review_without", args=[review.pk])
    return Desk(user).client.get(address, {"code": code})


def test_the_desk_shows_them_and_no_firm_is_told(town, review):
    lin = regulator("lin", "林", town.province)
    page = asked(lin.user, review, town.firm.credit_code)
    found = single_cases.those_that_matter_most(review, town.firm)
    assert len(page.context["rows"]) == 5
    assert f"{found[0].score.score:.2f}" in texts(page)
    for other in (town.manager.user, town.anna.user):
        assert asked(other, review, town.firm.credit_code).status_code in (302, 403)


def test_a_case_that_this_person_may_not_open_is_not_shown(town, review):
    far = Region.objects.create(
        code="340200000", name="芜湖市", level="CITY", parent=town.province
    )
    page = asked(regulator("far", "吴", far).user, review, town.firm.credit_code)
    assert page.context["rows"] == []


def test_an_unknown_code_is_said_plainly(town, review):
    lin = regulator("lin", "林", town.province)
    assert "No such firm in this review" in texts(asked(lin.user, review, "x"))
