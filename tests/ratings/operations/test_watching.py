"""Alerts of fallen filings: found in frozen counts, written once, told upwards only."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from ratings import tasks
from ratings.models import FilingAlert, RegionCounts, Review
from ratings.operations import watching
from ratings.policies import filing_alerts_visible_to
from ratings.states import ReviewState
from registry.models import Notice
from registry.sealing import unseal
from tests.complaints.desk import Desk, texts
from tests.ratings import inspected, ruled
from tests.ratings.counted import region_counts
from tests.ratings.published import LATER, made, publish
from tests.ratings.reviewed import regulator

BEFORE = "2025-12-1"  # six half-months before LATER
NEXT = "2026-03-2"
NIGHT = datetime(2026, 3, 20, 20, 30, tzinfo=UTC)
ALERTS = reverse("admin:ratings_filingalert_changelist")


def reviewed(town, period, filings):
    """A review that froze so many own filings and hotline cases of these regions."""
    ruled.load(counts_from=date(2024, 1, 1))
    regions = [town.province, town.city, town.county, town.street]
    review = publish(
        town,
        {"甲": made(12, 9)},
        regions={region.code: region_counts() for region in regions[:3]},
        period=period,
        shape=3,
    )
    street = RegionCounts.objects.get(review=review, region=town.county)
    street.pk, street.region = None, town.street
    street.save(force_insert=True)
    for row in RegionCounts.objects.filter(review=review):
        own, hotline = filings.get(row.region, (0, 0))
        span = {"second_visits": "0", "second_agreed": "0", "hotline": str(hotline)}
        row.entry["beside"] = {"last_six": span}
        row.entry["last_six"] |= {"cases": str(own + hotline)}
        row.save()
    return review


@pytest.fixture
def fallen(town):
    """The county's filings fell, and those of its city fell a little with them."""
    reviewed(town, BEFORE, {town.county: (200, 40), town.city: (900, 160)})
    return reviewed(town, LATER, {town.county: (90, 42), town.city: (790, 162)})


def test_only_the_region_whose_filings_fell_is_found(town, fallen):
    assert watching.watch_filings(now=NIGHT) == 1
    alert = FilingAlert.objects.get()
    assert (alert.region, alert.period) == (town.county, LATER)
    assert (alert.review, alert.earlier.period) == (fallen, BEFORE)
    assert alert.figures == {
        "before": 200,
        "now": 90,
        "hotline_before": 40,
        "hotline_now": 42,
        "days_before": 91,
        "days_now": 90,
        "visits_before": 0,
        "points_before": None,
        "visits_now": 0,
        "points_now": None,
    }


def inspect_often(town, *, by, first, marks):
    """Five visits to the garden, on five days from the first."""
    on = [first + timedelta(days=day) for day in range(5)]
    return [
        inspected.inspected(
            town,
            *marks,
            by=by,
            on=day,
            now=inspected.at(day),
            checklist=inspected.checklist(town, on=date(2024, 1, 1)),
        )
        for day in on
    ]


EARLIER_VISITS, LATER_VISITS = date(2025, 11, 3), date(2026, 3, 2)
LAST = date(2026, 3, 12)


@pytest.fixture
def street_fallen(town):
    reviewed(town, BEFORE, {town.street: (200, 40)})
    return reviewed(town, LATER, {town.street: (90, 42)})


@pytest.mark.parametrize(("who", "alerts"), [("county_dora", 0), ("anna", 1)])
def test_a_better_place_explains_the_fall_if_the_county_saw_it(
    town, street_fallen, who, alerts
):
    by = getattr(town, who)
    inspect_often(town, by=by, first=EARLIER_VISITS, marks="222")
    inspect_often(town, by=by, first=LATER_VISITS, marks="444")
    assert watching.watch_filings(now=NIGHT) == alerts


def test_a_place_that_is_as_it_was_explains_nothing(town, street_fallen):
    inspect_often(town, by=town.county_dora, first=EARLIER_VISITS, marks="222")
    inspect_often(town, by=town.county_dora, first=LATER_VISITS, marks="222")
    assert watching.watch_filings(now=NIGHT) == 1
    figures = FilingAlert.objects.get().figures
    assert (figures["visits_now"], figures["points_now"]) == (5, "50.0")
    page = texts(Desk(town.city_emil.user).client.get(ALERTS))
    assert "50.0 points on average of 5 visits, then 50.0 of 5" in page


def test_what_was_corrected_by_then_is_read_as_corrected(town, street_fallen):
    inspect_often(town, by=town.county_dora, first=EARLIER_VISITS, marks="222")
    for row in inspect_often(
        town, by=town.county_dora, first=LATER_VISITS, marks="222"
    ):
        inspected.corrected(
            town, row, "4", "4", "4", by=town.county_dora, now=inspected.at(LAST)
        )
    assert watching.watch_filings(now=NIGHT) == 0


def test_a_second_run_writes_nothing(town, fallen):
    watching.watch_filings(now=NIGHT)
    assert tasks.watch_filings() == 0
    assert FilingAlert.objects.get().found_at == NIGHT


def test_the_same_fall_is_not_told_by_the_next_review_too(town, fallen):
    watching.watch_filings(now=NIGHT)
    reviewed(town, "2025-12-2", {town.county: (200, 40)})
    reviewed(town, NEXT, {town.county: (80, 41)})
    assert watching.watch_filings(now=NIGHT) == 0


def test_without_a_review_six_half_months_before_nothing_is_compared(town):
    reviewed(town, LATER, {town.county: (90, 42)})
    assert watching.watch_filings(now=NIGHT) == 0


def test_reviews_that_did_not_freeze_the_hotline_are_not_compared(town, fallen):
    Review.objects.filter(period=BEFORE).update(shape=1)
    assert watching.watch_filings(now=NIGHT) == 0


def test_of_several_versions_the_newest_is_compared(town, fallen):
    Review.objects.filter(pk=fallen.pk).update(state=ReviewState.SUPERSEDED)
    second = Review.objects.get(pk=fallen.pk)
    second.pk, second.version, second.reason = None, 2, "a wrong county"
    second.state = ReviewState.PUBLISHED
    second.save(force_insert=True)
    for row in RegionCounts.objects.filter(review=fallen):
        row.pk, row.review = None, second
        if row.region == town.county:
            row.entry["last_six"]["cases"] = "240"
        row.save(force_insert=True)
    assert watching.watch_filings(now=NIGHT) == 0


def test_seven_questions_however_many_regions(town, fallen, django_assert_num_queries):
    watching.watch_filings(now=NIGHT)
    with django_assert_num_queries(7):
        watching.watch_filings(now=NIGHT)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("city", 1), ("province", 1), ("county", 0), ("street", 0)],
)
def test_the_offices_above_are_told_and_the_region_is_not(town, fallen, who, sees):
    watching.watch_filings(now=NIGHT)
    office = regulator("lin", "林", getattr(town, who))
    assert filing_alerts_visible_to(office.user).count() == sees


def test_the_office_above_gets_one_e_mail(town, fallen):
    for person in (town.city_emil.user, town.county_dora.user, town.anna.user):
        person.email = f"{person.username}@office.example"
        person.save()

    watching.watch_filings(now=NIGHT)
    watching.watch_filings(now=NIGHT)

    told = Notice.objects.get()
    assert unseal(told.address_sealed) == town.city_emil.user.email
    assert told.template.endswith("/filings_fell.txt")


def test_the_desk_says_what_fell_in_numbers(town, fallen):
    watching.watch_filings(now=NIGHT)
    page = texts(Desk(town.city_emil.user).client.get(ALERTS))
    assert "Filings fell from 200 in 91 days to 90 in 90 days" in page
    assert "12345 hotline: 40, then 42" in page
    assert "Alerts of fallen filings" in texts(Desk(town.city_emil.user).queue())
    for stranger in (town.anna.user, town.fireman.user, town.manager.user):
        assert Desk(stranger).client.get(ALERTS).status_code in (302, 403)
