"""Whoever opens the first page reaches each public page by following links."""

from urllib.parse import urljoin, urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import Resolver404, resolve

from tests import pages
from tests.complaints.browsing import read

HOME = "/"
# as many pages of one sort are opened, to find those that hang on it
OPENED = 3
# machines ask for them, a message or a form leads there, or the desk has its own door
NOT_FOLLOWED = {
    "healthz",
    "readyz",
    "desk",
    "desk_login",
    "complaints:visit",
    "complaints:file_joined",
    "complaints:board_written",
    "complaints:feedback_sent",
}


@pytest.fixture
def world(town):
    world = pages.build_world(town)
    with time_machine.travel(pages.LOOKED_AT):
        yield world


def test_each_public_page_is_reached_from_the_first_one(world):
    client = Client()
    reached = followed(client)
    public = {name for name, (who, _most) in pages.SHOWN.items() if who == "anybody"}
    hidden = public - NOT_FOLLOWED - reached
    assert {one for one in hidden if is_page(client.get(world.address(one)))} == set()
    assert len(reached) > 60


def is_page(answer):
    """Files are told beside the pages that they belong to."""
    return answer["Content-Type"].startswith("text/html")


def followed(client):
    """The names of all addresses that links lead to, from the first page on."""
    opened: dict[str, set[str]] = {}
    waiting = [HOME]
    while waiting:
        address = waiting.pop(0)
        name = name_of(address)
        before = opened.setdefault(name, set())
        if not name or address in before or len(before) >= OPENED:
            continue
        before.add(address)
        answer = client.get(address, follow=True)
        if is_page(answer):
            page = read(answer)
            asked = [form.action for form in page.forms if form.method == "get"]
            links = page.links + page.sources + asked
            waiting += [urljoin(address, one) for one in links]
    return set(opened)


def name_of(address):
    parts = urlsplit(address)
    if parts.scheme or not parts.path.startswith("/"):
        return ""
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return ""
