"""An address with a null character is told so; PostgreSQL could not look it up."""

from http import HTTPStatus

import pytest
import time_machine
from django.test import Client

from tests import pages
from tests.complaints.desk import QUEUE

NULL = "%00"
# whatever a page reads of its query, and one that none reads
ASKED = (
    *("q", "page", "grade", "city", "county", "status", "since", "version", "p"),
    *("period", "span", "language", "number", "community", "draft", "firm", "code"),
    *("case", "place", "for", "taken", "like", "next", "nothing"),
)
TURNED_AWAY = {
    "en": "The page could not read what was sent",
    "zh-hans": "提交的内容未能读取",
}


@pytest.fixture
def world(town):
    world = pages.build_world(town)
    with time_machine.travel(pages.LOOKED_AT, tick=False):
        yield world


def with_arguments(address):
    """The address with a null character at the end of each of its parts."""
    parts = address.strip("/").split("/")
    for place in range(len(parts)):
        changed = [*parts[:place], f"{parts[place]}{NULL}", *parts[place + 1 :]]
        yield f"/{'/'.join(changed)}{'/' if address.endswith('/') else ''}"


def test_no_page_breaks_whatever_part_of_its_address_has_one(world):
    found = {}
    for name, (who, _most) in pages.SHOWN.items():
        client, address = world.visitor(who), world.address(name)
        client.raise_request_exception = False
        for asked in with_arguments(address):
            answer = client.get(asked)
            if answer.status_code not in (
                HTTPStatus.BAD_REQUEST,
                HTTPStatus.NOT_FOUND,
                HTTPStatus.MOVED_PERMANENTLY,
            ):
                found[asked] = answer.status_code
    assert found == {}


def test_no_page_reads_a_query_with_one(world):
    found, query = {}, "&".join(f"{field}=a{NULL}b" for field in ASKED)
    for name, (who, _most) in pages.SHOWN.items():
        client, address = world.visitor(who), world.address(name)
        client.raise_request_exception = False
        answer = client.get(f"{address}?{query}")
        if answer.status_code != HTTPStatus.BAD_REQUEST:
            found[address] = answer.status_code
    assert found == {}


@pytest.mark.parametrize("language", TURNED_AWAY)
def test_the_page_says_so_in_the_language_of_the_reader(db, language):
    answer = Client().get(
        f"/communities/?q={NULL}", headers={"Accept-Language": language}
    )
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert f'lang="{language}"' in answer.content.decode()
    assert TURNED_AWAY[language] in answer.content.decode()


def test_the_desk_reads_none_either(town):
    officer = Client(raise_request_exception=False)
    officer.force_login(town.anna.user)
    for asked in (f"{QUEUE}?q={NULL}", f"{QUEUE}1{NULL}/change/"):
        assert officer.get(asked).status_code == HTTPStatus.BAD_REQUEST


def test_a_percent_sign_and_a_nought_are_a_text_like_another(db):
    assert Client().get("/communities/?q=%2500").status_code == HTTPStatus.OK


@pytest.mark.parametrize("name", ["sessionid", "draft", "django_language", "text_size"])
def test_a_cookie_with_one_is_as_good_as_none(db, name):
    client = Client(raise_request_exception=False)
    client.cookies[name] = "\0" * 32
    for address in ("/", "/accounts/", "/file/", "/track/1/"):
        answer = client.get(address)
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
        assert answer.status_code != HTTPStatus.BAD_REQUEST


def test_the_community_that_a_form_carries_breaks_nothing(db):
    answer = Client().post("/file/", {"community": "a\0b"})
    assert answer.status_code == HTTPStatus.OK
