"""Bulletins: drafted once with their review, edited, signed by another, published."""

from datetime import timedelta

import pytest
from django.db import connection

from ratings import tasks
from ratings.canonical import sha256_of
from ratings.models import Bulletin, Review
from ratings.operations import drafting, publishing
from ratings.operations.bulletins import (
    BulletinNotReady,
    FiguresChanged,
    MayNotPublish,
    SignedByItsEditor,
    WordsChanged,
)
from ratings.queries import bulletin as figures
from ratings.states import BulletinState, ReviewState
from tests.ratings.bulletined import (
    EDITED_AT,
    INTRODUCTION,
    OUT_AT,
    REMARKS,
    build_bulletined,
)
from tests.ratings.reviewed import FRIDAY, build_reviewed
from tests.threads import at_once

WHY = "Two cases of the water company were counted."
WEEK = timedelta(days=7)


@pytest.fixture
def bulletined(town):
    return build_bulletined(town)


def corrected(bulletined):
    """The review is corrected; the new version is published a week later."""
    reviewed = bulletined.reviewed
    review = publishing.correct(
        review=reviewed.review, reason=WHY, by=reviewed.gu, now=FRIDAY
    )
    publishing.open_preview(review=review, by=reviewed.gu, now=FRIDAY)
    publishing.publish(review=review, by=reviewed.han, now=FRIDAY + WEEK)
    return Bulletin.objects.get(review=review)


class TestDrafting:
    def test_the_publication_of_a_review_drafts_its_bulletin(self, bulletined):
        bulletin, review = bulletined.bulletin, bulletined.reviewed.review
        assert bulletin.review_id == review.pk
        assert bulletin.state == BulletinState.DRAFT
        assert bulletin.number == "皖物诉通报〔2026〕5号"
        assert bulletin.drafted_at == review.published_at
        assert bulletin.figures_sha256 == sha256_of(bulletin.figures)

    def test_nothing_is_drafted_before(self, town):
        reviewed = build_reviewed(town)
        reviewed.preview()
        assert not Bulletin.objects.exists()

    def test_drafting_again_and_the_nightly_job_find_it_there(self, bulletined):
        before = Bulletin.objects.values().get()
        review = bulletined.reviewed.review
        again = drafting.draft(review, now=FRIDAY + WEEK)
        assert again.pk == bulletined.bulletin.pk
        assert drafting.draft_missing(now=FRIDAY + WEEK) == []
        assert Bulletin.objects.values().get() == before

    def test_the_nightly_job_drafts_what_was_published_before(self, bulletined):
        document = bulletined.bulletin.figures
        Bulletin.objects.all().delete()
        tasks.run_due_reviews()
        assert Bulletin.objects.get().figures == document

    def test_a_publication_that_fails_leaves_no_bulletin(self, town, monkeypatch):
        reviewed = build_reviewed(town)
        reviewed.preview()
        monkeypatch.setattr(figures, "_delayed", _broken)
        with pytest.raises(ZeroDivisionError):
            publishing.publish(review=reviewed.review, by=reviewed.han, now=FRIDAY)
        assert Review.objects.get().state == ReviewState.PREVIEWED
        assert not Bulletin.objects.exists()

    def test_a_later_reading_gives_the_same_figures(self, bulletined, town):
        town.file(now=FRIDAY)
        review = Review.objects.select_related("rule_set").get()
        assert figures.figures_of(review) == bulletined.bulletin.figures


def _broken(_span):
    raise ZeroDivisionError


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_three_who_draft_at_once_draft_one(town):
    reviewed = build_reviewed(town)
    reviewed.publish()
    Bulletin.objects.all().delete()
    drafted = at_once(3, lambda _n: drafting.draft(reviewed.review, now=FRIDAY).pk)
    assert set(drafted) == {Bulletin.objects.get().pk}
    assert connection.vendor in ("sqlite", "postgresql")


class TestTwoPersons:
    def test_gu_edits_han_signs_and_gu_publishes(self, bulletined):
        bulletin = bulletined.bring_out()
        assert bulletin.state == BulletinState.PUBLISHED
        assert (bulletin.introduction, bulletin.remarks) == (INTRODUCTION, REMARKS)
        assert bulletin.edited_by == bulletined.gu.user
        assert bulletin.signed_by == bulletined.han.user
        assert bulletin.published_by == bulletined.gu.user
        assert bulletin.published_at == OUT_AT

    def test_who_edited_last_cannot_sign(self, bulletined):
        bulletined.edit(by=bulletined.han)
        bulletined.edit(by=bulletined.gu)
        with pytest.raises(SignedByItsEditor):
            bulletined.sign(by=bulletined.gu)
        bulletined.sign(by=bulletined.han)

    def test_nobody_signs_what_nobody_edited(self, bulletined):
        with pytest.raises(BulletinNotReady):
            bulletined.sign()

    def test_nobody_publishes_what_nobody_signed(self, bulletined):
        with pytest.raises(BulletinNotReady):
            bulletined.publish()
        bulletined.edit()
        with pytest.raises(BulletinNotReady):
            bulletined.publish()

    def test_a_word_changed_after_the_signature_is_signed_anew(self, bulletined):
        bulletined.edit()
        bulletined.sign()
        bulletined.edit(by=bulletined.han)
        bulletin = bulletined.again()
        assert bulletin.state == BulletinState.EDITED
        assert (bulletin.signed_by, bulletin.signed_at) == (None, None)
        with pytest.raises(BulletinNotReady):
            bulletined.publish()
        with pytest.raises(SignedByItsEditor):
            bulletined.sign(by=bulletined.han)

    def test_what_is_published_is_not_edited(self, bulletined):
        bulletined.bring_out()
        with pytest.raises(BulletinNotReady):
            bulletined.edit()

    def test_only_the_right_to_publish_opens_any_of_it(self, bulletined):
        lin = bulletined.reviewed.lin
        for act in (bulletined.edit, bulletined.sign, bulletined.publish):
            with pytest.raises(MayNotPublish):
                act(by=lin)

    def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(self, bulletined):
        read = bulletined.bulletin.revision
        bulletined.edit(by=bulletined.han)
        with pytest.raises(WordsChanged):
            bulletined.edit(introduction="Mine.", revision=read)
        assert bulletined.again().introduction == INTRODUCTION

    def test_nobody_signs_words_that_they_did_not_read(self, bulletined):
        bulletined.edit()
        read = bulletined.bulletin.revision
        bulletined.edit(introduction="Another introduction.")
        with pytest.raises(WordsChanged):
            bulletined.sign(revision=read)

    def test_editing_leaves_the_figures_as_they_are(self, bulletined):
        before = (bulletined.bulletin.figures, bulletined.bulletin.figures_sha256)
        bulletin = bulletined.bring_out()
        assert (bulletin.figures, bulletin.figures_sha256) == before

    def test_changed_figures_are_neither_signed_nor_published(self, bulletined):
        bulletined.edit()
        row = Bulletin.objects.filter(pk=bulletined.bulletin.pk)
        told = bulletined.bulletin.figures
        row.update(figures={**told, "province": {**told["province"], "settled": "99"}})
        with pytest.raises(FiguresChanged):
            bulletined.sign()
        row.update(figures=told)
        bulletined.sign()
        row.update(figures={**told, "period": "2026-03-2"})
        with pytest.raises(FiguresChanged):
            bulletined.publish()


class TestCorrections:
    def test_a_corrected_review_drafts_a_new_bulletin_that_says_what_changed(
        self, bulletined
    ):
        first = bulletined.bring_out()
        second = corrected(bulletined)
        assert second.number == "皖物诉通报〔2026〕5号（更正1）"
        assert second.state == BulletinState.DRAFT
        first.refresh_from_db()
        assert first.state == BulletinState.PUBLISHED

    def test_the_old_one_steps_back_when_the_new_one_is_published(self, bulletined):
        first = bulletined.bring_out()
        bulletined.bulletin = corrected(bulletined)
        second = bulletined.bring_out()
        first.refresh_from_db()
        assert (first.state, second.state) == (
            BulletinState.SUPERSEDED,
            BulletinState.PUBLISHED,
        )
        assert first.published_at is not None
        assert list(Bulletin.objects.in_force()) == [second]

    def test_a_draft_that_was_never_published_gives_way_with_its_number(
        self, bulletined
    ):
        bulletined.edit()
        second = corrected(bulletined)
        first = bulletined.again()
        assert first.state == BulletinState.SUPERSEDED
        assert first.published_at is None
        assert second.number == first.number
        assert second.changes == []
        with pytest.raises(BulletinNotReady):
            bulletined.sign()


def test_the_moments_stand_in_their_order(bulletined):
    bulletin = bulletined.bring_out()
    assert bulletin.drafted_at < EDITED_AT == bulletin.edited_at
    assert bulletin.edited_at < bulletin.signed_at < bulletin.published_at
