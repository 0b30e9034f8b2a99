import re
from urllib.parse import urlsplit

import pytest


def test_the_text_size_is_kept_for_a_year(client):
    answer = client.post("/text-size/", {"size": "large", "next": "/healthz"})
    assert answer.headers["Location"] == "/healthz"
    cookie = answer.cookies["text_size"]
    assert (cookie.value, cookie["max-age"]) == ("large", 365 * 24 * 3600)


def test_the_text_size_goes_back_to_normal(client):
    client.cookies["text_size"] = "large"
    assert client.post("/text-size/").cookies["text_size"].value == "normal"


def test_a_switch_leads_to_no_strange_site(client):
    answer = client.post("/text-size/", {"next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("slashes", ["//", "///", "/\\", "/\\/", "/%09/", "/\t/"])
def test_the_page_to_return_to_names_no_other_host(client, slashes):
    wanted = f"http://testserver{slashes}elsewhere.example/x?y=1"
    answer = client.post("/text-size/", {"next": wanted})
    target = urlsplit(answer.headers["Location"])
    assert target.netloc == ""
    assert target.path.endswith("elsewhere.example/x")
    assert re.match(r"/[^/\\\s]", answer.headers["Location"])
    assert target.query == "y=1"


def test_larger_text_is_what_a_page_is_told(client, db):
    client.cookies["text_size"] = "large"
    assert client.get("/nowhere/").context["large_text"]


def test_the_desk_is_one_word_away(client):
    assert client.get("/desk/").headers["Location"] == "/admin/"


def test_a_stranger_is_asked_to_log_in(client, db):
    answer = client.get("/accounts/")
    assert answer.headers["Location"] == "/accounts/login/?next=/accounts/"


def test_an_officer_works_at_the_desk(client, town):
    client.force_login(town.anna.user)
    assert client.get("/accounts/").headers["Location"] == "/admin/"


def test_a_clerk_works_on_the_firm_s_cases(client, town):
    client.force_login(town.manager.user)
    assert client.get("/accounts/").headers["Location"] == "/firm/"


@pytest.mark.parametrize("path", ["/", "/privacy/", "/accessibility/"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_pages_of_the_house_answer_in_both_languages(client, db, path, language):
    page = client.get(path, headers={"Accept-Language": language})
    assert page.status_code == 200
    assert page.headers["Content-Language"] == language


@pytest.mark.parametrize("path", ["/admin/", "/admin/complaints/case/"])
def test_a_clerk_at_the_desk_is_told_the_way(client, town, path):
    client.force_login(town.manager.user)
    page = client.get(path, headers={"Accept-Language": "en"}, follow=True)
    assert page.status_code == 403
    assert "This place is for offices." in page.content.decode()
    assert 'href="/accounts/"' in page.content.decode()


def test_a_stranger_at_the_desk_logs_in(client, db):
    page = client.get("/admin/", follow=True)
    assert page.status_code == 200
    assert "unsafe-eval" in page.headers["Content-Security-Policy"]
    assert 'name="password"' in page.content.decode()


def test_where_there_is_no_page_only_who_is_logged_in_is_led_back_to_work(client, town):
    assert 'href="/accounts/"' not in client.get("/nowhere/").content.decode()
    client.force_login(town.manager.user)
    assert 'href="/accounts/"' in client.get("/nowhere/").content.decode()


@pytest.mark.parametrize(("path", "current"), [("", "page"), ("unlisted/", "true")])
def test_who_files_sees_which_way_that_is_on_each_page(client, db, path, current):
    page = client.get(f"/file/{path}").content.decode()
    assert re.findall(r'href="([^"]+)" aria-current="(\w+)"', page) == [
        ("/file/", current)
    ]
