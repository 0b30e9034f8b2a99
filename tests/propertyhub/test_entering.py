"""Logging in: the mark of the demo, and what is said when it does not work."""

import pytest
from django.test import Client

DOORS = ("/admin/login/", "/accounts/login/")
DEMO = "Demonstration: the firms and people on this page are invented"


@pytest.fixture
def browser(db):
    return Client(headers={"accept-language": "en"})


@pytest.mark.parametrize("door", DOORS)
def test_a_wrong_password_is_said_plainly(browser, door):
    page = browser.post(door, {"username": "nobody", "password": "wrong"})
    text = page.content.decode()

    assert "User name and password do not fit together" in text
    assert "Please" not in text


@pytest.mark.parametrize("door", DOORS)
def test_a_demo_says_so_before_anybody_logs_in(browser, settings, door):
    settings.DEMO = True
    assert DEMO in browser.get(door).content.decode()


@pytest.mark.parametrize("door", DOORS)
def test_a_real_service_does_not_call_itself_a_demo(browser, settings, door):
    settings.DEMO = False
    assert DEMO not in browser.get(door).content.decode()


def test_a_firm_s_account_opens_no_desk(browser, town):
    user = town.manager.user
    user.set_password("a long enough one")
    user.save()
    typed = {"username": user.username, "password": "a long enough one"}
    page = browser.post("/admin/login/", typed)
    assert "this account has no desk" in page.content.decode()


def test_a_missing_page_speaks_to_whoever_asks(town, client):
    lost = "Cases do not get lost"
    assert lost in client.get("/nothing/").text
    client.force_login(town.manager.user)
    page = client.get("/nothing/").text
    assert "Back to your work" in page
    assert lost not in page
