"""Who travels: browsers on a running server, and the messages that were sent."""

import io
import json
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from tests.journeys.browser import Browser, Page
from tests.ratings.rows import publisher
from tests.town import PASSWORD, build_town

QUIET_HOURS = timedelta(hours=11)


class Stage:
    """A running PropertyHub with the fixture town, and people in front of it."""

    def __init__(self, site, language, outbox):
        self.site, self.language, self._outbox = site, language, outbox

    def resident(self) -> Browser:
        return Browser(self.site, self.language)

    def staff(self, username) -> Browser:
        return self._signed_in(username, "/admin/login/")

    def firm(self, username) -> Browser:
        return self._signed_in(username, "/accounts/login/")

    def messages(self) -> list[dict[str, str]]:
        """Everything that was sent so far; what waits for the morning is sent now."""
        with time_machine.travel(timezone.now() + QUIET_HOURS, tick=False):
            call_command("deliver_notices")
        if not self._outbox.exists():
            return []
        lines = self._outbox.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def last_link(self) -> str:
        """The address in the newest message that has one."""
        with_links = [
            one["text"] for one in self.messages() if self.site in one["text"]
        ]
        links = [word for word in with_links[-1].split() if word.startswith(self.site)]
        return links[0].rstrip(".。，")

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
    return Stage(live_server.url, language, tmp_path / "sent.jsonl")


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
