"""What a firm objects to, until when, and what a decision does."""

from datetime import timedelta

import pytest
from django.utils import translation

from ratings.models import Objection
from ratings.operations import objecting, publishing
from ratings.operations.objecting import (
    AlreadyDecided,
    AlreadyObjected,
    MayNotPublish,
    NotCounted,
    PreviewOver,
    TextMissing,
)
from ratings.queries import documents
from ratings.states import ObjectionGround, ObjectionState, ReviewState
from tests.complaints import paths
from tests.ratings.reviewed import (
    FRIDAY,
    LAST_DAY,
    MONDAY,
    REASONS,
    WHY,
    build_reviewed,
)

SECOND = timedelta(seconds=1)


@pytest.fixture
def reviewed(town):
    found = build_reviewed(town)
    found.preview()
    return found


def incidents_of(review, firm):
    counted = documents.inputs(review)["firms"][firm.credit_code]
    return counted["window"]["incidents"]


class TestObjecting:
    def test_the_manager_objects_to_a_counted_case(self, reviewed):
        objection = reviewed.object()
        assert objection.state == ObjectionState.OPEN
        assert (objection.firm, objection.by) == (
            reviewed.town.firm,
            reviewed.town.manager.user,
        )
        assert (objection.ground, objection.text) == (ObjectionGround.WRONG_DUTY, WHY)

    def test_spaces_around_the_text_are_not_kept(self, reviewed):
        assert reviewed.object(text=f"  {WHY}\n").text == WHY

    def test_until_the_last_second_of_the_preview(self, reviewed):
        ends_at = reviewed.review.preview_ends_at
        assert reviewed.object(now=ends_at - SECOND)
        with pytest.raises(PreviewOver):
            reviewed.object(case=reviewed.cases[1], now=ends_at)

    def test_not_before_the_preview_opens(self, town):
        scored = build_reviewed(town)
        with pytest.raises(PreviewOver):
            scored.object()

    def test_not_after_publication(self, reviewed):
        publishing.publish(review=reviewed.review, by=reviewed.han, now=FRIDAY)
        with pytest.raises(PreviewOver):
            reviewed.object(now=MONDAY)

    def test_a_stale_review_does_not_let_it_through(self, reviewed):
        stale = reviewed.review
        fresh = type(stale).objects.get(pk=stale.pk)
        publishing.publish(review=fresh, by=reviewed.han, now=FRIDAY)
        assert stale.state == ReviewState.PREVIEWED
        with pytest.raises(PreviewOver):
            reviewed.object(review=stale, now=LAST_DAY)

    def test_the_rival_cannot_object_to_the_garden_s_case(self, reviewed):
        with pytest.raises(NotCounted):
            reviewed.object(by=reviewed.town.rival_manager)

    def test_a_case_that_was_not_counted_is_nobody_s(self, reviewed):
        later = paths.filed(reviewed.town)
        with pytest.raises(NotCounted):
            reviewed.object(case=later)

    def test_a_department_s_person_is_no_firm(self, reviewed):
        with pytest.raises(NotCounted):
            reviewed.object(by=reviewed.town.fireman)

    @pytest.mark.parametrize("text", ["", "Not ours.", "  Not ours. \n"])
    def test_it_says_why_in_ten_characters(self, reviewed, text):
        with pytest.raises(TextMissing):
            reviewed.object(text=text)
        assert not Objection.objects.exists()

    def test_once_for_a_case(self, reviewed):
        reviewed.object()
        with pytest.raises(AlreadyObjected):
            reviewed.object(ground=ObjectionGround.DUPLICATE)
        assert Objection.objects.count() == 1


class TestDeciding:
    def test_it_is_decided_with_reasons_by_whom_and_when(self, reviewed):
        objection = reviewed.object()
        reviewed.decide(objection, upheld=False)
        assert (objection.state, objection.reasons) == (
            ObjectionState.REJECTED,
            REASONS,
        )
        assert (objection.decided_by, objection.decided_at) == (
            reviewed.han.user,
            LAST_DAY,
        )

    def test_without_the_right_nobody_decides(self, reviewed):
        objection = reviewed.object()
        with pytest.raises(MayNotPublish):
            reviewed.decide(objection, by=reviewed.lin)

    def test_without_reasons_nothing_is_decided(self, reviewed):
        objection = reviewed.object()
        with pytest.raises(TextMissing):
            reviewed.decide(objection, reasons=" too short ")
        assert Objection.objects.get().state == ObjectionState.OPEN

    def test_the_second_of_two_deciders_is_told(self, reviewed):
        objection = reviewed.object()
        stale = Objection.objects.get()
        reviewed.decide(objection, upheld=False)
        with pytest.raises(AlreadyDecided):
            reviewed.decide(stale, by=reviewed.gu)
        assert Objection.objects.get().state == ObjectionState.REJECTED

    def test_an_upheld_case_is_left_out_of_the_corrected_version(self, reviewed):
        reviewed.decide(reviewed.object())
        reviewed.decide(reviewed.object(case=reviewed.cases[1]), upheld=False)
        corrected = publishing.correct(
            review=reviewed.review, reason=WHY, by=reviewed.gu, now=LAST_DAY
        )
        firm = reviewed.town.firm
        assert incidents_of(reviewed.review, firm) == "3"
        assert incidents_of(corrected, firm) == "2"
        assert list(documents.problems(corrected)) == []

    def test_in_the_corrected_version_the_case_is_no_longer_objected_to(self, reviewed):
        reviewed.decide(reviewed.object())
        corrected = publishing.correct(
            review=reviewed.review, reason=WHY, by=reviewed.gu, now=LAST_DAY
        )
        publishing.open_preview(review=corrected, by=reviewed.gu, now=LAST_DAY)
        with pytest.raises(NotCounted):
            reviewed.object(review=corrected, now=LAST_DAY)
        assert reviewed.object(review=corrected, case=reviewed.cases[1], now=LAST_DAY)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "refusal", [AlreadyObjected, MayNotPublish, NotCounted, PreviewOver, TextMissing]
)
def test_every_refusal_is_a_sentence(refusal, language):
    with translation.override(language):
        assert len(str(refusal())) > 8


def test_the_module_names_every_refusal():
    assert {"AlreadyObjected", "NotCounted", "PreviewOver", "TextMissing"} <= set(
        objecting.__all__
    )
