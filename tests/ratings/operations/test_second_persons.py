"""Where two persons are asked for, who stands in for the first is none of them."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ratings.models import Review
from ratings.operations import campaigning, crediting, publishing
from ratings.operations.bulletins import SignedByItsEditor
from ratings.operations.campaigning import PublishedByItsAuthor
from ratings.operations.crediting import NotRecorded
from ratings.operations.publishing import NotASecondPerson
from ratings.refusals import Refusal
from ratings.rule_refusals import SamePerson
from registry.models import Delegation
from registry.queries import is_second_person
from registry.roles import Right
from tests.complaints import paths
from tests.ratings import enforced, rule_acts, ruled
from tests.ratings.bulletined import build_bulletined
from tests.ratings.campaigned import WRITTEN_AT, a_draft
from tests.ratings.reviewed import FRIDAY, MONDAY, WHY, build_reviewed, regulator

ONE_DAY = timedelta(days=1)
FIRST_OF_ALL, LAST_OF_ALL = date(2026, 1, 1), date(2026, 12, 31)


def stands_in(stand_in, absent, *, starts_on=FIRST_OF_ALL, ends_on=LAST_OF_ALL):
    Delegation.objects.create(
        absent=absent, stand_in=stand_in, starts_on=starts_on, ends_on=ends_on
    )


@pytest.fixture
def third(town):
    return regulator("third", "冯", town.province).user


@pytest.fixture(params=["the second", "the first", "both for a third"])
def one_for_another(request, third):
    """How the second person is no other than the first."""

    def linked(first, second):
        if request.param == "the second":
            stands_in(second, first)
        elif request.param == "the first":
            stands_in(first, second)
        else:
            stands_in(first, third)
            stands_in(second, third)

    return linked


class TestTheDelegate:
    def test_publishes_no_review(self, town, one_for_another):
        reviewed = build_reviewed(town)
        reviewed.preview()
        one_for_another(reviewed.gu.user, reviewed.han.user)
        with pytest.raises(NotASecondPerson):
            publishing.publish(review=reviewed.review, by=reviewed.han, now=FRIDAY)

    def test_publishes_no_correction_that_the_other_ordered(
        self, town, one_for_another
    ):
        reviewed = build_reviewed(town)
        reviewed.preview()
        review = publishing.correct(
            review=reviewed.review, reason=WHY, by=reviewed.gu, now=MONDAY
        )
        opener = regulator("wei", "魏", town.province, Right.PUBLISH)
        publishing.open_preview(review=review, by=opener, now=MONDAY)
        one_for_another(reviewed.gu.user, reviewed.han.user)
        with pytest.raises(NotASecondPerson):
            publishing.publish(review=review, by=reviewed.han, now=FRIDAY)

    def test_signs_no_bulletin(self, town, one_for_another):
        bulletined = build_bulletined(town)
        bulletined.edit()
        one_for_another(bulletined.gu.user, bulletined.han.user)
        with pytest.raises(SignedByItsEditor):
            bulletined.sign()

    def test_publishes_no_campaign(self, town, one_for_another):
        campaign = a_draft(town)
        han = regulator("han", "韩", town.province, Right.PUBLISH)
        one_for_another(campaign.made_by, han.user)
        with pytest.raises(PublishedByItsAuthor):
            campaigning.publish(
                campaign=campaign, revision=campaign.revision, by=han, now=WRITTEN_AT
            )

    def test_confirms_no_credit(self, town, one_for_another):
        row = enforced.credit(town)
        one_for_another(town.county_dora.user, town.city_emil.user)
        with pytest.raises(NotRecorded) as refused:
            crediting.confirm(credit=row, by=town.city_emil, now=paths.after(9))
        assert refused.value.refusals == (Refusal.SECOND_PERSON,)

    def test_neither_reviews_nor_issues_nor_withdraws_rules(
        self, town, one_for_another
    ):
        drafter, lawyer, issuer = (
            ruled.person(name) for name in (ruled.DRAFTER, ruled.LAWYER, ruled.ISSUER)
        )
        tao = ruled.person("tao", Right.PUBLISH)
        rule_set = rule_acts.draft()
        rule_acts.consult(rule_set)
        one_for_another(drafter.user, lawyer.user)
        with pytest.raises(SamePerson, match="review the law"):
            rule_acts.review(rule_set)
        Delegation.objects.all().delete()
        rule_acts.review(rule_set)
        one_for_another(drafter.user, issuer.user)
        with pytest.raises(SamePerson, match="issue"):
            rule_acts.issue(rule_set)
        Delegation.objects.all().delete()
        rule_acts.issue(rule_set)
        one_for_another(issuer.user, tao.user)
        with pytest.raises(SamePerson, match="withdraw"):
            rule_acts.withdraw(rule_set)


def test_a_delegation_binds_on_its_days_only(town):
    reviewed = build_reviewed(town)
    reviewed.preview()
    friday = timezone.localtime(FRIDAY).date()
    gu, han = reviewed.gu.user, reviewed.han.user
    # each is over, or not begun, on the day on which the stand-in acts
    stands_in(han, gu, ends_on=friday)
    stands_in(gu, han, starts_on=timezone.localtime(MONDAY).date() + ONE_DAY)
    publishing.publish(review=reviewed.review, by=reviewed.han, now=FRIDAY)
    assert reviewed.review.published_by == han


def test_who_ordered_a_correction_does_not_publish_it_either(town):
    reviewed = build_reviewed(town)
    reviewed.preview()
    review = publishing.correct(
        review=reviewed.review, reason=WHY, by=reviewed.gu, now=MONDAY
    )
    assert review.ordered_by == reviewed.gu.user
    opener = regulator("wei", "魏", town.province, Right.PUBLISH)
    publishing.open_preview(review=review, by=opener, now=MONDAY)
    for nobody in (reviewed.gu, opener):
        with pytest.raises(NotASecondPerson):
            publishing.publish(review=review, by=nobody, now=FRIDAY)
    publishing.publish(review=review, by=reviewed.han, now=FRIDAY)
    assert review.published_by == reviewed.han.user


def test_what_nobody_did_is_passed_over(town):
    assert is_second_person(town.anna.user, MONDAY, (None, None))
    assert not is_second_person(town.anna.user, MONDAY, (town.anna.user.pk, None))


# four people, and the eleven days up to the publication
persons = st.integers(0, 3)
START = FRIDAY - timedelta(days=10)
days = st.integers(0, 6)
links = st.lists(
    st.tuples(persons, persons, st.integers(0, 10), st.integers(1, 11)).filter(
        lambda link: link[0] != link[1]
    ),
    max_size=4,
)
LONG = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def corrected(town):
    """A correction in preview, and four people with the right to publish."""
    reviewed = build_reviewed(town)
    reviewed.preview()
    review = publishing.correct(
        review=reviewed.review, reason=WHY, by=reviewed.gu, now=MONDAY
    )
    publishing.open_preview(review=review, by=reviewed.gu, now=MONDAY)
    people = [reviewed.gu, reviewed.han]
    for name in ("wei", "xie"):
        people.append(regulator(name, name, town.province, Right.PUBLISH))
    return review, people


def behind(person, at, links):
    """Counted from the days of the links, not asked of the rows."""
    day = timezone.localtime(at).date()
    return {person} | {
        absent
        for stand_in, absent, starts_on, ends_on in links
        if stand_in == person and starts_on <= day < ends_on
    }


@LONG
@given(orders=persons, opens=persons, publishes=persons, ordered=days, drawn=links)
def test_no_two_acts_of_a_correction_are_one_person_s(
    corrected, orders, opens, publishes, ordered, drawn
):
    review, people = corrected
    ordered_at = START + ordered * ONE_DAY
    begins = timezone.localtime(START).date()
    links = [
        (stand_in, absent, begins + first * ONE_DAY, begins + (first + many) * ONE_DAY)
        for stand_in, absent, first, many in drawn
    ]
    second = behind(publishes, FRIDAY, links)
    first = behind(orders, ordered_at, links) | behind(opens, MONDAY, links)
    with transaction.atomic():
        for stand_in, absent, starts_on, ends_on in links:
            stands_in(
                people[stand_in].user,
                people[absent].user,
                starts_on=starts_on,
                ends_on=ends_on,
            )
        Review.objects.filter(pk=review.pk).update(
            ordered_by=people[orders].user,
            opened_at=ordered_at,
            previewed_by=people[opens].user,
        )
        fresh = Review.objects.get(pk=review.pk)
        try:
            publishing.publish(review=fresh, by=people[publishes], now=FRIDAY)
            published = True
        except NotASecondPerson:
            published = False
        transaction.set_rollback(True)
    assert published == (not second & first)
