"""A photo that belongs to no case yet is seen by who sent it, and nobody else."""

import pytest
import time_machine
from django.test import Client

from complaints.models import Case, Photo
from registry.models import StoredFile
from tests.complaints import flow, paths
from tests.complaints.desk import QUEUE, Desk, picture
from tests.complaints.paths import after
from tests.complaints.test_admin_filing import TYPED
from tests.registry.ledger import photos as uploads

FOR_SOMEBODY = f"{QUEUE}add/"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(7), tick=False):
        yield


def logged_in(somebody):
    browser = Client()
    browser.force_login(somebody.user)
    return browser


def wang_files(town):
    """Her browser, as far as the page that takes photos."""
    browser = Client()
    flow.answer(browser, until=flow.DETAILS)
    return browser


def the_manager_answers(town):
    """His browser, and the page of a case that his firm works on."""
    return logged_in(town.manager), f"/firm/{paths.disposed(town).number}/"


def sent_from(browser, page=flow.DETAILS):
    """The address of a photo that has just arrived, as its sender is told it."""
    photo = {"photo": uploads.upload(uploads.jpeg())}
    reply = browser.post(flow.photos_go_to(browser, page), photo)
    return reply.json()["url"]


def seen(browser, address):
    return browser.get(address).status_code


class TestOfAResident:
    def test_her_own_browser_shows_it(self, town):
        wang = wang_files(town)
        address = sent_from(wang)

        assert seen(wang, address) == 200
        assert seen(wang, flow.path_of(address)) == 404

    def test_another_resident_s_does_not(self, town):
        address = sent_from(wang_files(town))
        zhao = wang_files(town)

        assert seen(zhao, address) == 404
        assert zhao.head(address).status_code == 404

    def test_the_token_of_an_own_photo_opens_no_other(self, town):
        hers, zhao = sent_from(wang_files(town)), wang_files(town)
        token = sent_from(zhao).partition("?")[2]

        assert seen(zhao, f"{flow.path_of(hers)}?{token}") == 404

    @pytest.mark.parametrize("who", ["anna", "bo", "county_dora", "manager"])
    def test_staff_do_not_see_what_was_never_filed(self, town, who):
        address = sent_from(wang_files(town))

        assert seen(logged_in(getattr(town, who)), address) == 404
        assert seen(logged_in(getattr(town, who)), flow.path_of(address)) == 404

    def test_once_the_cookies_are_gone_nobody_does(self, town):
        wang = wang_files(town)
        address = sent_from(wang)
        wang.cookies.clear()

        assert seen(wang, address) == 404


class TestOfAFirm:
    def test_nobody_does_after_logging_out(self, town):
        manager, page = the_manager_answers(town)
        address = sent_from(manager, page)
        assert seen(manager, address) == 200

        manager.logout()
        assert seen(manager, address) == 404
        manager.force_login(town.manager.user)
        assert seen(manager, address) == 404

    @pytest.mark.parametrize("who", ["manager", "rival_manager", "anna", "bo"])
    def test_no_other_browser_shows_it_not_even_of_the_same_account(self, town, who):
        address = sent_from(*the_manager_answers(town))

        assert seen(logged_in(getattr(town, who)), address) == 404


class TestOfTheDesk:
    """What an officer sent with a form that came back is named there, and not shown."""

    @pytest.fixture
    def kept(self, town):
        Desk(town.anna.user).client.post(
            FOR_SOMEBODY, {**TYPED, "text": "", "photos": picture()}
        )
        return StoredFile.objects.get()

    @pytest.mark.parametrize("who", ["anna", "bo", "carl", "county_dora", "manager"])
    def test_nobody_sees_it(self, town, kept, who):
        assert seen(logged_in(getattr(town, who)), f"/photos/{kept.pk}/") == 404
        assert seen(Client(), f"/photos/{kept.pk}/") == 404

    def test_the_token_of_an_own_photo_does_not_open_it(self, town, kept):
        manager, page = the_manager_answers(town)
        token = sent_from(manager, page).partition("?")[2]

        assert seen(manager, f"/photos/{kept.pk}/?{token}") == 404

    def test_another_officer_cannot_file_it(self, town, kept):
        sent = {**TYPED, "kept_photos": str(kept.pk)}
        bo = Desk(town.bo.user).client
        assert bo.post(FOR_SOMEBODY, sent).status_code == 302

        assert Case.objects.count() == 1
        assert not Photo.objects.exists()
