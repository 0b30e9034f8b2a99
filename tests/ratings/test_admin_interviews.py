"""Suggested interviews: far beyond chance, for the regulator alone, and no sanction."""

from datetime import date

import pytest
from django.urls import reverse

from ratings.models import Enforcement, FirmScore, Review
from ratings.operations.enforcing import NotRecorded
from ratings.refusals import Refusal
from ratings.states import ReviewState
from registry.models import Firm, Region, Tenure, User
from registry.roles import Right, Role
from tests.complaints.desk import Desk, texts
from tests.ratings import enforced
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


def served(town, name, year):
    """For a year the firm served the court, which lies in the town's county."""
    firm, first = Firm.objects.get(name=name), date(year, 1, 1)
    Tenure.objects.create(
        community=town.court,
        firm=firm,
        starts_on=first,
        ends_on=first.replace(year=year + 1),
    )
    return firm


class TestRecording:
    """The firm has too few answers to be rated: the funnels alone suggest it."""

    @pytest.fixture
    def late(self, town):
        review = publish(town, {**a_province(), "拖延物业": made(3, 3, incidents=40)})
        return served(town, "拖延物业", 2024), review

    def row_of(self, firm, user, review):
        rows = asked(user, review).context["rows"]
        return next(row for row in rows if row["code"] == firm.credit_code)

    def test_a_suggestion_leads_to_a_recorded_interview(self, town, late):
        firm, review = late
        lin = regulator("lin", "林", town.province)
        way = self.row_of(firm, lin.user, review)["record"]
        form = Desk(lin.user).client.get(way).context["form"]
        assert form["suggested_by"].initial == str(review.pk)
        typed = {
            "number": "皖住建约〔2026〕1号",
            "body": "安徽省住房和城乡建设厅",
            "officers": "王芳",
            "facts": "The firm comes too late three times out of four.",
            "issued_on": date(2026, 3, 20).isoformat(),
            "suggested_by": form["suggested_by"].initial,
        }
        answer = Desk(lin.user).client.post(way, typed)
        row = Enforcement.objects.get()
        assert answer.headers["Location"].endswith(f"/{row.pk}/change/")
        assert (row.firm, row.suggested_by) == (firm, review)

    def test_a_review_that_does_not_suggest_it_is_still_refused(self, town, late):
        firm, review = late
        lin = regulator("lin", "林", town.province)
        like_others = served(town, "相似物业01", 2023)
        assert enforced.interview(town, firm=firm, suggested_by=review, by=lin)
        with pytest.raises(NotRecorded) as refused:
            enforced.interview(
                town, firm=like_others, suggested_by=review, by=lin, number="2号"
            )
        assert refused.value.refusals == (Refusal.NOT_SUGGESTED,)

    def test_whoever_is_not_shown_suggestions_learns_none_by_trying(self, town, late):
        firm, review = late
        with pytest.raises(NotRecorded) as refused:
            enforced.interview(town, firm=firm, suggested_by=review)
        assert town.county_dora.user.role == Role.OFFICER
        assert refused.value.refusals == (Refusal.NOT_SUGGESTED,)
        add = reverse("admin:ratings_enforcement_add")
        way = f"{add}?firm={firm.credit_code}&measure=INTERVIEW&review={review.pk}"
        form = Desk(town.county_dora.user).client.get(way).context["form"]
        offered = [key for key, _label in form.fields["suggested_by"].choices]
        assert offered == [""]

    def test_a_superseded_review_suggests_nothing_any_more(self, town, late):
        firm, review = late
        Review.objects.update(state=ReviewState.SUPERSEDED)
        with pytest.raises(NotRecorded) as refused:
            enforced.interview(
                town,
                firm=firm,
                suggested_by=Review.objects.get(pk=review.pk),
                by=regulator("lin", "林", town.province),
            )
        assert refused.value.refusals == (Refusal.NOT_SUGGESTED,)

    def test_who_cannot_record_it_reads_why(self, town, review):
        """The bad firm serves nobody; and no street issues documents."""
        firm = Firm.objects.get(name="糟糕物业")
        lin = regulator("lin", "林", town.province)
        there = self.row_of(firm, lin.user, review)
        assert (there["record"], there["why_not"]) == (
            "",
            "The firm served no community of your region.",
        )
        street = regulator("su", "苏", town.street)
        assert self.row_of(firm, street.user, review)["record"] == ""
        assert "An authority of the county" in asked(street.user, review).text


def test_looking_changes_nothing(town, review):
    before = list(FirmScore.objects.values())
    asked(regulator("lin", "林", town.province).user, review)
    assert list(FirmScore.objects.values()) == before
