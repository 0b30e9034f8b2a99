import pytest
import time_machine
from django.test import Client

from complaints import codes
from complaints.models import Photo
from complaints.operations import handling
from complaints.states import PhotoKind
from registry.models import User
from tests.complaints import paths
from tests.complaints.browsing import main_form
from tests.complaints.paths import after


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(7), tick=False):
        yield


@pytest.fixture
def case(town):
    """Rectified by the garden's firm: one photo of the complaint, one from after."""
    return paths.rectified(town, photos=[paths.photo()])


def address_of(case, kind=PhotoKind.COMPLAINT):
    return f"/photos/{Photo.objects.get(case=case, kind=kind).file_id}/"


def logged_in(username):
    browser = Client()
    browser.force_login(User.objects.get(username=username))
    return browser


def the_resident(case):
    browser = Client()
    form = main_form(browser.get("/track/"))
    receipt = codes.receipt_for(case.number)
    browser.post("/track/", form.filled(number=case.number, receipt=receipt))
    return browser


def test_its_headers_let_nothing_else_be_made_of_it(case):
    page = the_resident(case).get(address_of(case))
    assert page.headers["Content-Type"] == "image/jpeg"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Content-Disposition"] == 'inline; filename="photo.jpg"'
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("username", ["manager", "anna", "dora", "emil"])
def test_whoever_may_open_the_case_sees_it(case, username):
    assert logged_in(username).get(address_of(case)).status_code == 200


@pytest.mark.parametrize("username", ["rival", "carl", "fireman"])
def test_people_of_other_places_do_not(case, username):
    assert logged_in(username).get(address_of(case)).status_code == 404


def test_strangers_do_not(client, case):
    assert client.get(address_of(case)).status_code == 404
    assert client.head(address_of(case)).status_code == 404


def test_the_resident_of_another_case_does_not(town, case):
    neighbour = the_resident(town.file())
    assert neighbour.get(address_of(case)).status_code == 404


def test_nobody_does_after_logging_out(case):
    browser = logged_in("manager")
    address = address_of(case)
    assert browser.get(address).status_code == 200
    browser.logout()
    assert browser.get(address).status_code == 404


def test_the_firm_sees_its_own_and_not_what_the_office_took(town):
    case = town.file()
    handling.accept(case=case, by=town.anna, now=after(1))
    handling.verify(
        case=case,
        found=paths.found(photos=[paths.photo()]),
        by=town.anna,
        now=after(2),
    )
    order = paths.order_to_firm(town)
    handling.dispose(case=case, order=order, by=town.anna, now=after(3))
    of_the_office = address_of(case, PhotoKind.FINDING)
    assert logged_in("manager").get(of_the_office).status_code == 404
    assert logged_in("anna").get(of_the_office).status_code == 200
    assert the_resident(case).get(of_the_office).status_code == 404


def test_there_is_none_by_a_made_up_name(client, db):
    nobody = "00000000-0000-4000-8000-000000000000"
    assert client.get(f"/photos/{nobody}/").status_code == 404
