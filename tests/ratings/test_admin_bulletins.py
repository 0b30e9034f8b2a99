"""Bulletins at the desk: who sees them, who brings them out, what is refused."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from ratings.models import Bulletin
from ratings.operations import bulletins
from ratings.states import BulletinState
from registry.models import User
from tests.complaints.desk import Desk, texts
from tests.ratings.bulletined import INTRODUCTION, OUT_AT, REMARKS, build_bulletined

BULLETINS = reverse("admin:ratings_bulletin_changelist")
INDEX = reverse("admin:index")
ACTS = ("edit", "sign", "publish")
MOST_QUERIES = 14


@pytest.fixture(autouse=True)
def _friday_afternoon():
    with time_machine.travel(OUT_AT, tick=False):
        yield


@pytest.fixture
def bulletined(town):
    return build_bulletined(town)


def page_of(bulletin, act="change"):
    return reverse(f"admin:ratings_bulletin_{act}", args=[bulletin.pk])


def press(officer, bulletin, act, *, language="en", **typed):
    desk = Desk(officer.user).client
    sent = {"revision": Bulletin.objects.get(pk=bulletin.pk).revision, **typed}
    headers = {"accept-language": language}
    return desk.post(page_of(bulletin, act), sent, headers=headers)


def state_of(bulletin):
    return Bulletin.objects.get(pk=bulletin.pk).state


def buttons(officer, bulletin):
    page = Desk(officer.user).client.get(page_of(bulletin))
    return {name for name, is_there in page.context["offers"].items() if is_there}


class TestWhoSeesThem:
    def test_regulators_and_auditors_read_list_and_page(self, bulletined):
        reviewed = bulletined.reviewed
        for user in (reviewed.gu.user, reviewed.lin.user, reviewed.overseer):
            for address in (BULLETINS, page_of(bulletined.bulletin)):
                assert Desk(user).client.get(address).status_code == 200

    @pytest.mark.parametrize("username", ["anna", "dora", "emil", "fireman"])
    def test_officers_and_departments_see_none_of_it(self, bulletined, username):
        desk = Desk(User.objects.get(username=username)).client
        for address in (BULLETINS, page_of(bulletined.bulletin)):
            assert desk.get(address).status_code == 403
        for act in ACTS:
            assert desk.post(page_of(bulletined.bulletin, act)).status_code == 403
        assert state_of(bulletined.bulletin) == BulletinState.DRAFT

    def test_a_firm_is_sent_to_log_in(self, bulletined, town):
        browser = Client()
        browser.force_login(town.manager.user)
        assert browser.get(page_of(bulletined.bulletin)).status_code == 302

    def test_the_page_tells_the_figures_and_what_proves_them(self, bulletined):
        desk = Desk(bulletined.gu.user).client
        page = texts(desk.get(page_of(bulletined.bulletin)))
        assert bulletined.bulletin.number in page
        assert bulletined.bulletin.figures_sha256 in page
        assert "Offices accepted 3 cases and settled 2" in page

    def test_neither_page_asks_for_more_with_more_bulletins(self, bulletined):
        desk = Desk(bulletined.gu.user).client
        for address in (BULLETINS, page_of(bulletined.bulletin)):
            desk.get(address)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                desk.get(address)
            assert len(asked) <= MOST_QUERIES

    def test_the_desk_s_first_page_says_what_waits(self, bulletined):
        desk = Desk(bulletined.gu.user).client
        assert self.waiting(desk) == 1
        bulletined.bring_out()
        assert self.waiting(desk) == 0

    def waiting(self, desk):
        told = desk.get(INDEX).context["reviews"]
        counts = {name: count for name, count, _url in told}
        return counts["Bulletins to edit, sign or publish"]


class TestBringingItOut:
    def test_the_state_decides_which_forms_are_there(self, bulletined):
        assert buttons(bulletined.gu, bulletined.bulletin) == {"edit"}
        bulletined.edit()
        assert buttons(bulletined.gu, bulletined.bulletin) == {"edit", "sign"}
        bulletined.sign()
        assert buttons(bulletined.gu, bulletined.bulletin) == {"edit", "publish"}
        bulletined.publish()
        assert buttons(bulletined.gu, bulletined.bulletin) == set()

    def test_who_lacks_the_right_has_no_form_and_reads_why(self, bulletined):
        lin = bulletined.reviewed.lin
        assert buttons(lin, bulletined.bulletin) == set()
        page = texts(Desk(lin.user).client.get(page_of(bulletined.bulletin)))
        assert "this needs the right to publish reviews and bulletins" in page

    def test_gu_edits_han_signs_and_publishes(self, bulletined):
        bulletin = bulletined.bulletin
        answer = press(
            bulletined.gu, bulletin, "edit", introduction=INTRODUCTION, remarks=REMARKS
        )
        assert answer.headers["Location"] == page_of(bulletin)
        press(bulletined.han, bulletin, "sign")
        press(bulletined.han, bulletin, "publish")
        out = Bulletin.objects.get()
        assert out.state == BulletinState.PUBLISHED
        assert (out.introduction, out.remarks) == (INTRODUCTION, REMARKS)
        assert (out.edited_by, out.signed_by) == (
            bulletined.gu.user,
            bulletined.han.user,
        )

    def test_words_that_tell_of_a_person_come_back_as_they_were_typed(self, bulletined):
        said = "Ask Mrs Chen on 13800138000."
        answer = press(bulletined.gu, bulletined.bulletin, "edit", introduction=said)
        assert answer.status_code == 409
        page = texts(answer)
        assert "name the hotline 12345" in page
        assert said in page
        assert state_of(bulletined.bulletin) == BulletinState.DRAFT

    def test_no_form_reaches_a_figure(self, bulletined):
        before = Bulletin.objects.get()
        press(
            bulletined.gu,
            bulletined.bulletin,
            "edit",
            introduction=INTRODUCTION,
            figures="{}",
            figures_sha256="0" * 64,
            number="皖物诉通报〔2026〕99号",
        )
        after = Bulletin.objects.get()
        assert after.introduction == INTRODUCTION
        assert (after.figures, after.figures_sha256, after.number) == (
            before.figures,
            before.figures_sha256,
            before.number,
        )

    def test_nothing_is_done_by_following_a_link(self, bulletined):
        desk = Desk(bulletined.gu.user).client
        for act in ACTS:
            assert desk.get(page_of(bulletined.bulletin, act)).status_code == 302
        assert state_of(bulletined.bulletin) == BulletinState.DRAFT

    def test_every_button_needs_the_token_against_forgery(self, bulletined):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(bulletined.gu.user)
        for act in ACTS:
            answer = browser.post(page_of(bulletined.bulletin, act), {"revision": 1})
            assert answer.status_code == 403
        assert state_of(bulletined.bulletin) == BulletinState.DRAFT


@pytest.mark.parametrize("language", ["en", "zh-hans"])
class TestWhatIsRefused:
    """Each refusal as its own plain sentence, in the language of the desk."""

    def refused(self, answer, refusal, language, status=409):
        with translation.override(language):
            sentence = str(refusal)
        assert answer.status_code == status
        assert answer.context["refusal"] == sentence
        return texts(answer)

    def test_without_the_right(self, bulletined, language):
        lin = bulletined.reviewed.lin
        for act in ACTS:
            answer = press(lin, bulletined.bulletin, act, language=language)
            self.refused(answer, bulletins.MayNotPublish(), language, 403)
        assert state_of(bulletined.bulletin) == BulletinState.DRAFT

    def test_out_of_turn(self, bulletined, language):
        for act in ("sign", "publish"):
            answer = press(bulletined.gu, bulletined.bulletin, act, language=language)
            self.refused(answer, bulletins.BulletinNotReady(), language)

    def test_signed_by_who_edited_it_last(self, bulletined, language):
        bulletined.edit()
        answer = press(bulletined.gu, bulletined.bulletin, "sign", language=language)
        self.refused(answer, bulletins.SignedByItsEditor(), language)
        assert state_of(bulletined.bulletin) == BulletinState.EDITED

    def test_words_over_those_of_somebody_else_are_kept_on_the_page(
        self, bulletined, language
    ):
        bulletined.edit(by=bulletined.han, introduction="What Han wrote.")
        answer = press(
            bulletined.gu,
            bulletined.bulletin,
            "edit",
            language=language,
            revision=1,
            introduction="What Gu wrote.",
        )
        page = self.refused(answer, bulletins.WordsChanged(), language)
        assert "What Gu wrote." in page
        assert "What Han wrote." in page
        assert Bulletin.objects.get().introduction == "What Han wrote."

    def test_changed_figures(self, bulletined, language):
        bulletined.edit()
        Bulletin.objects.update(figures_sha256="0" * 64)
        answer = press(bulletined.han, bulletined.bulletin, "sign", language=language)
        self.refused(answer, bulletins.FiguresChanged(), language)

    def test_too_many_words(self, bulletined, language):
        long = "字" * 4001
        answer = press(
            bulletined.gu,
            bulletined.bulletin,
            "edit",
            language=language,
            introduction=long,
        )
        assert "introduction" in answer.context["form"].errors
        assert long in texts(answer)
        assert state_of(bulletined.bulletin) == BulletinState.DRAFT
