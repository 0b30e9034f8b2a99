"""
A running PropertyHub, one browser for each process of tests, and who looks through it.

Needs Chromium and a Chinese font; without them nothing runs, and a sentence says why.
"""

from http import HTTPStatus

import pytest
import time_machine

from tests import pages
from tests.browser import chromium
from tests.browser.visitor import Eyes, go, looking
from tests.messages import Messages


def pytest_configure():
    try:
        chromium.look_for_it()
    except chromium.BrowserMissing as missing:
        raise pytest.UsageError(str(missing)) from missing


@pytest.fixture(scope="session", autouse=True)
def _database_beside_a_browser():
    # Playwright keeps an event loop in the thread of the tests, and Django takes
    # every query beside a loop for one that would block it
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="session")
def browser():
    with chromium.started() as browser:
        yield browser


@pytest.fixture
def site(live_server, settings):
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def messages(settings, tmp_path):
    settings.NOTICE_GATEWAY = "file"
    settings.NOTICE_FILE = str(tmp_path / "sent.jsonl")
    return Messages(tmp_path / "sent.jsonl")


@pytest.fixture
def look(browser, site):
    """
    `with look(Eyes("en")) as page:` opens a browser of its own, by default a phone.

    With a test client, the browser of whom this client has logged in.
    """

    def through(eyes=None, client=None):
        return looking(browser, site, eyes or Eyes(), client)

    return through


PUBLIC = ("anybody", "filer", "asker", "tracker")
# the door of the desk is drawn as the desk is
NOT_OURS = ("desk", "desk_login")


@pytest.fixture
def world(town):
    world = pages.build_world(town)
    with time_machine.travel(pages.LOOKED_AT):
        yield world


@pytest.fixture
def pages_of(world):
    """The addresses that this visitor looks at; files are left out."""

    def through(who, visitor=None):
        return _pages_of(who, world, visitor or world.visitor(who))

    return through


@pytest.fixture
def walk(world, look, pages_of):
    """
    `for address, page in walk(Eyes("en")):` opens each page of the public.

    Of others it does for who is named.
    """

    def through(eyes, people=PUBLIC):
        for who in people:
            visitor = world.visitor(who)
            addresses = pages_of(who, visitor)
            with look(eyes, visitor) as page:
                for address in addresses:
                    assert go(page, address).status == HTTPStatus.OK
                    yield address, page

    return through


def _pages_of(who, world, visitor):
    mine = {name for name, (whose, _most) in pages.SHOWN.items() if whose == who}
    addresses = [world.address(name) for name in sorted(mine.difference(NOT_OURS))]
    return [one for one in addresses if _is_page(visitor.get(one, follow=True))]


def _is_page(answer):
    return answer["Content-Type"].startswith("text/html")
