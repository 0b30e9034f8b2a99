"""Who travels: browsers on a running server, and the messages that were sent."""

import io

import pytest
from PIL import Image

from tests.journeys.browser import Browser, Page
from tests.messages import Messages
from tests.ratings.rows import publisher
from tests.town import PASSWORD, build_town


class Stage:
    """A running PropertyHub with the fixture town, and people in front of it."""

    def __init__(self, site: str, language: str, messages: Messages) -> None:
        self.site, self.language, self._messages = site, language, messages

    def resident(self) -> Browser:
        return Browser(self.site, self.language)

    def staff(self, username) -> Browser:
        return self._signed_in(username, "/admin/login/")

    def firm(self, username) -> Browser:
        return self._signed_in(username, "/accounts/login/")

    def messages(self) -> list[dict[str, str]]:
        """Everything that was sent so far; what waits for the morning is sent now."""
        return self._messages.all()

    def last_link(self) -> str:
        """The address in the newest message that has one."""
        return self._messages.last_link(self.site)

    def _signed_in(self, username, address) -> Browser:
        browser = Browser(self.site, self.language)
        page = browser.open(address)
        login = next(one for one in page.forms if "password" in one.choices)
        entered = browser.send(page, login, username=username, password=PASSWORD)
        assert entered.status == 200, entered.text
        assert "login" not in entered.url, entered.text
        return browser


@pytest.fixture(params=["en", "zh-hans"])
def language(request):
    return request.param


@pytest.fixture
def stage(live_server, settings, tmp_path, language):
    settings.SITE_URL = live_server.url
    settings.NOTICE_GATEWAY = "file"
    settings.NOTICE_FILE = str(tmp_path / "sent.jsonl")
    town = build_town()
    for username in ("gu", "han"):
        publisher(town, username)
    messages = Messages(tmp_path / "sent.jsonl")
    return Stage(live_server.url, language, messages)


@pytest.fixture
def photo():
    """A small real JPEG, as a phone would send it."""

    def make(colour: str) -> tuple[str, bytes]:
        content = io.BytesIO()
        Image.new("RGB", (640, 480), colour).save(content, "JPEG")
        return f"{colour}.jpg", content.getvalue()

    return make


def case_number(page: Page) -> str:
    """The number in the address of a page about one case."""
    return page.url.rstrip("/").split("/")[-1]
