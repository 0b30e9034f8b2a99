"""What people do with a scored review: the preview, the publication, corrections."""

from datetime import timedelta

import pytest

from ratings.models import FirmCounts, Review
from ratings.operations import objecting, publishing, reviewing
from ratings.operations.publishing import (
    CorrectionDue,
    MayNotPublish,
    NotASecondPerson,
    PreviewNotOver,
    ReviewNotReady,
)
from ratings.queries import documents, public
from ratings.states import ReviewState
from registry.actors import Officer
from registry.models import User
from registry.roles import Role
from tests.ratings.rows import (
    PERIOD,
    PREVIEW_ENDS_AT,
    PREVIEWED_AT,
    REVIEWED_AT,
    ReviewRows,
    publisher,
)

NEXT = PERIOD.next()
NEXT_AT = REVIEWED_AT + timedelta(days=17)


@pytest.fixture
def rows(town):
    rows = ReviewRows()
    rows.town = town
    return rows


def counted(review, town, span="window"):
    return FirmCounts.objects.get(review=review, firm=town.firm).entry[span]


def test_the_preview_lasts_three_working_days(rows):
    review = rows.previewed_review()
    assert review.preview_ends_at == PREVIEW_ENDS_AT
    assert review.previewed_at == PREVIEWED_AT


def test_a_second_person_publishes_after_the_preview(town, rows):
    review = rows.previewed_review()
    gu, han = publisher(town, "gu"), publisher(town, "han")
    early = PREVIEW_ENDS_AT - timedelta(seconds=1)

    with pytest.raises(NotASecondPerson):
        publishing.publish(review=review, by=gu, now=PREVIEW_ENDS_AT)
    with pytest.raises(PreviewNotOver, match="Thursday 19 March"):
        publishing.publish(review=review, by=han, now=early)
    publishing.publish(review=review, by=han, now=PREVIEW_ENDS_AT)
    assert review.state == ReviewState.PUBLISHED
    assert review.published_by == han.user
    assert list(Review.objects.published()) == [review]


def test_nobody_publishes_without_the_right(town, rows):
    review = rows.previewed_review()
    for officer in (town.anna, town.city_emil):
        with pytest.raises(MayNotPublish):
            publishing.publish(review=review, by=officer, now=PREVIEW_ENDS_AT)
        with pytest.raises(MayNotPublish):
            publishing.open_preview(review=review, by=officer, now=PREVIEW_ENDS_AT)
        with pytest.raises(MayNotPublish):
            publishing.correct(
                review=review, reason="why not", by=officer, now=PREVIEW_ENDS_AT
            )


def test_no_stage_is_skipped_or_repeated(town, rows):
    review = rows.scored_review()
    gu, han = publisher(town, "gu"), publisher(town, "han")
    with pytest.raises(ReviewNotReady):
        publishing.publish(review=review, by=han, now=PREVIEW_ENDS_AT)
    publishing.open_preview(review=review, by=gu, now=PREVIEWED_AT)
    with pytest.raises(ReviewNotReady):
        publishing.open_preview(review=review, by=han, now=PREVIEWED_AT)
    with pytest.raises(ReviewNotReady):
        publishing.correct(review=review, reason="  ", by=gu, now=PREVIEWED_AT)


def test_a_correction_is_a_new_version_without_the_cases_that_were_upheld(town, rows):
    first = rows.decided_objection().review
    gu, han = publisher(town, "gu"), publisher(town, "han")
    later = PREVIEW_ENDS_AT + timedelta(days=1)
    with pytest.raises(CorrectionDue):
        publishing.publish(review=first, by=han, now=later)

    second = publishing.correct(
        review=first, reason="The lamp is the street's.", by=gu, now=later
    )
    assert (second.version, second.state) == (2, ReviewState.SCORED)
    assert counted(first, town)["incidents"] == "1"
    assert counted(second, town)["incidents"] == "0"
    first.refresh_from_db()
    assert first.state == ReviewState.SUPERSEDED

    publishing.open_preview(review=second, by=gu, now=later)
    publishing.publish(review=second, by=han, now=second.preview_ends_at)
    assert list(documents.problems(first)) == list(documents.problems(second)) == []
    following = reviewing.run(period=NEXT, now=NEXT_AT)
    assert counted(following, town)["incidents"] == "0"
    assert list(documents.problems(following)) == []


def test_what_is_published_stays_until_its_correction_is_published(town, rows):
    first = rows.published_review()
    gu, han = publisher(town, "gu"), publisher(town, "han")
    later = PREVIEW_ENDS_AT + timedelta(days=1)
    second = publishing.correct(
        review=first, reason="The households were wrong.", by=gu, now=later
    )
    with pytest.raises(ReviewNotReady):
        publishing.correct(review=first, reason="Once more, please.", by=gu, now=later)
    assert list(Review.objects.published()) == [first]
    publishing.open_preview(review=second, by=gu, now=later)
    publishing.publish(review=second, by=han, now=second.preview_ends_at)
    assert list(Review.objects.published()) == [second]


def test_an_objection_stays_with_its_period_whatever_the_version(town, rows):
    objection = rows.objection()
    first, gu = objection.review, publisher(town, "gu")
    second = publishing.correct(
        review=first, reason="The households were wrong.", by=gu, now=PREVIEW_ENDS_AT
    )
    assert list(public.open_objections(second)) == [objection]
    objecting.decide(
        objection=objection,
        upheld=True,
        reasons="The lamp is the street's.",
        by=gu,
        now=PREVIEW_ENDS_AT,
    )
    assert list(public.open_objections(second)) == [objection]
    publishing.open_preview(review=second, by=gu, now=PREVIEW_ENDS_AT)
    third = publishing.correct(
        review=second, reason="An objection was upheld.", by=gu, now=PREVIEW_ENDS_AT
    )
    assert list(public.open_objections(third)) == []


def test_a_superuser_is_one_person_too(town, rows):
    review = rows.scored_review()
    root = User.objects.create_superuser(
        "root", role=Role.REGULATOR, region=town.province
    )
    by = Officer(root)
    publishing.open_preview(review=review, by=by, now=PREVIEWED_AT)
    with pytest.raises(NotASecondPerson):
        publishing.publish(review=review, by=by, now=PREVIEW_ENDS_AT)
