"""
Somebody in front of a real browser, and what their browser may never meet.

Every page that a visitor opens is watched: the test fails when another host was asked,
a script broke, the content policy refused something or a part of a page did not load.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    WebError,
)

from propertyhub.context import TEXT_SIZE_COOKIE

PHONE = {"width": 360, "height": 640}
DESKTOP = {"width": 1280, "height": 900}
# as the developer tools of browsers call it: milliseconds, and bytes a second
SLOW_3G = {
    "offline": False,
    "latency": 2000,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
LOCALES = {"zh-hans": "zh-CN", "en": "en-GB"}
# of no host: what a page made itself
OWN_SCHEMES = ("data", "blob", "about")
# Chromium says so of every answer of 400 and more; `_answered` tells which matter
ALREADY_KNOWN = "Failed to load resource"

Language = Literal["zh-hans", "en"]
Screen = Literal["phone", "desktop"]


@dataclass(frozen=True)
class Eyes:
    """How somebody looks at the site."""

    language: Language = "zh-hans"
    screen: Screen = "phone"
    large_text: bool = False
    scheme: Literal["light", "dark"] = "light"
    scripts: bool = True
    slow: bool = False
    # nothing was chosen before: the browser says which language it would like
    fresh: bool = False

    def context(self, site: str) -> dict[str, Any]:
        """What Playwright is told."""
        phone = self.screen == "phone"
        return {
            "base_url": site,
            "viewport": PHONE if phone else DESKTOP,
            "is_mobile": phone,
            "has_touch": phone,
            "locale": LOCALES[self.language],
            "timezone_id": "Asia/Shanghai",
            "color_scheme": self.scheme,
            "java_script_enabled": self.scripts,
        }

    def cookies(self) -> dict[str, str]:
        if self.fresh:
            return {}
        return {
            settings.LANGUAGE_COOKIE_NAME: self.language,
            TEXT_SIZE_COOKIE: "large" if self.large_text else "normal",
        }


# the larger text meets each language and each screen once
EVERY_EYES = [
    *[
        Eyes(language, screen)
        for language in get_args(Language)
        for screen in get_args(Screen)
    ],
    Eyes("zh-hans", "phone", large_text=True),
    Eyes("en", "desktop", large_text=True),
]
ON_A_SLOW_LINE = [Eyes(language, slow=True) for language in get_args(Language)]


def names_of(eyes: Eyes) -> str:
    elderly = " elderly" if eyes.large_text else ""
    slow = " slow line" if eyes.slow else ""
    return f"{eyes.language} {eyes.screen}{elderly}{slow}"


each_eye = pytest.mark.parametrize("eyes", EVERY_EYES, ids=names_of)
each_eye_and_line = pytest.mark.parametrize(
    "eyes", [*EVERY_EYES, *ON_A_SLOW_LINE], ids=names_of
)
# each language and each screen once: for what takes long
two_eyes = pytest.mark.parametrize(
    "eyes", [Eyes("zh-hans", "phone"), Eyes("en", "desktop")], ids=names_of
)
each_language = pytest.mark.parametrize("language", get_args(Language))


@dataclass
class Watch:
    """What went wrong behind the pages of one visitor."""

    site: str
    seen: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", self._broke)

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        ours = urlsplit(self.site).netloc
        if address.scheme not in OWN_SCHEMES and address.netloc != ours:
            self.seen.append(f"another host was asked: {request.url}")

    def _answered(self, response: Response) -> None:
        page = response.request.is_navigation_request()
        # a script is told no, and says so on its page; of nothing else it may be told
        by_script = response.request.resource_type in ("xhr", "fetch")
        refused = HTTPStatus.BAD_REQUEST
        worst = HTTPStatus.INTERNAL_SERVER_ERROR if by_script else refused
        if not page and response.status >= worst:
            self.seen.append(f"{response.status} for a part of a page: {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(ALREADY_KNOWN):
            self.seen.append(f"the console said: {message.text}")

    def _broke(self, error: WebError) -> None:
        self.seen.append(f"a script broke: {error.error}")


@contextmanager
def looking(
    browser: Browser, site: str, eyes: Eyes, client: Client | None = None
) -> Iterator[Page]:
    """
    A page of a browser that remembers what this client remembers, or nothing.

    :raises AssertionError: at the end, if something went wrong behind its pages
    """
    context = browser.new_context(**eyes.context(site))
    watch = Watch(site)
    watch.over(context)
    kept = client.cookies if client else {}
    cookies = {name: morsel.value for name, morsel in kept.items()} | eyes.cookies()
    for name, value in cookies.items():
        context.add_cookies([{"name": name, "value": value, "url": site}])
    try:
        page = context.new_page()
        if eyes.slow:
            line = context.new_cdp_session(page)
            line.send("Network.emulateNetworkConditions", SLOW_3G)
        yield page
    finally:
        context.close()
    if watch.seen:
        raise AssertionError("\n".join(watch.seen))


def go(page: Page, address: str) -> Response:
    answer = page.goto(address)
    assert answer is not None, f"{address} is a part of the page that is open"
    return answer
