"""Suggested interviews: far beyond chance, for the regulator alone, and no sanction."""

import pytest
from django.urls import reverse

from ratings.models import FirmScore, Review
from ratings.states import ReviewState
from registry.models import Region, User
from registry.roles import Right, Role
from tests.complaints.desk import Desk, texts
from tests.ratings.published import a_dozen, made, publish
from tests.ratings.reviewed import regulator


def a_province():
    alike = {f"相似物业{number:02}": made(40, 28 + number % 5) for number in range(30)}
    return {**a_dozen(), **alike}


@pytest.fixture
def review(town):
    return publish(town, a_province())


def overseer(town):
    """An auditor of the province at the desk: sees reviews, and no suggestion."""
    return User.objects.create_user(
        "ou", role=Role.AUDITOR, region=town.province, is_staff=True
    )


def page_of(review):
    return reverse("admin:ratings_review_interviews", args=[review.pk])


def asked(user, review):
    return Desk(user).client.get(page_of(review), headers={"accept-language": "en"})


def test_only_the_firm_far_on_the_bad_side_is_suggested(town, review):
    lin = regulator("lin", "林", town.province)
    page = asked(lin.user, review)
    rows = [row for row in page.context["rows"] if row["indicator"] == "Solved"]
    assert {row["name"] for row in rows} == {"糟糕物业"}
    row = rows[0]
    assert row["value"] == "30.00%"
    assert float(row["limit"].strip("%")) > 30
    assert "nothing follows from it by itself" in page.content.decode()


def test_a_firm_with_few_answers_is_suggested_when_its_due_dates_say_so(town):
    """Too few answers to be rated, but forty dates and three of them kept."""
    late = made(3, 3, incidents=40)
    publish(town, {**a_province(), "拖延物业": late})
    review = Review.objects.get()
    lin = regulator("lin", "林", town.province)
    found = {
        (row["name"], row["indicator"])
        for row in asked(lin.user, review).context["rows"]
    }
    assert ("拖延物业", "Rectified on time") in found
    assert ("拖延物业", "Solved") not in found


def test_a_city_looks_at_its_own_firms(town, review):
    elsewhere = Region.objects.create(
        code="340200000", name="芜湖市", level="CITY", parent=town.province
    )
    emil = regulator("emil-r", "周", town.county)
    far = regulator("far", "吴", elsewhere)
    assert len(asked(emil.user, review).context["rows"]) > 0
    assert asked(far.user, review).context["rows"] == []


@pytest.mark.parametrize("who", ["auditor", "officer"])
def test_nobody_but_a_regulator_is_shown_them(town, review, who):
    users = {"auditor": overseer(town), "officer": town.bo.user}
    answer = asked(users[who], review)
    assert answer.status_code == 403
    assert "糟糕物业" not in answer.content.decode()


def test_what_is_not_in_force_suggests_nothing(town, review):
    lin = regulator("lin", "林", town.province)
    Review.objects.update(state=ReviewState.SUPERSEDED)
    assert asked(lin.user, review).status_code == 404


def test_the_page_of_the_review_leads_there_for_a_regulator_only(town, review):
    lin = regulator("lin", "林", town.province, Right.PUBLISH)
    change = reverse("admin:ratings_review_change", args=[review.pk])
    said = "Firms that an interview is suggested with"
    headers = {"accept-language": "en"}
    assert said in texts(Desk(lin.user).client.get(change, headers=headers))
    assert said not in texts(Desk(overseer(town)).client.get(change, headers=headers))


def test_looking_changes_nothing(town, review):
    before = list(FirmScore.objects.values())
    asked(regulator("lin", "林", town.province).user, review)
    assert list(FirmScore.objects.values()) == before
