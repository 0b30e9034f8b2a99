"""The Chromium of this machine: where it is, how it is started, what is missing."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

USUAL_PLACE = "/usr/bin/chromium"
# nothing but the pages under test may use the network or the graphics card
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-gpu",
    "--no-first-run",
]


class BrowserMissing(Exception):
    """The machine lacks something that the tests look through."""


def program() -> str:
    """CHROMIUM of the environment, else where Debian puts it."""
    return os.environ.get("CHROMIUM", USUAL_PLACE)


def look_for_it() -> None:
    """:raises BrowserMissing: if there is no Chromium, or no Chinese font for it"""
    if not shutil.which(program()):
        raise BrowserMissing(
            f"There is no Chromium at {program()}. Install it "
            "(Debian: apt-get install chromium) or name yours with CHROMIUM=..."
        )
    if not _has_a_chinese_font():
        raise BrowserMissing(
            "There is no Chinese font. Install one "
            "(Debian: apt-get install fontconfig fonts-noto-cjk)."
        )


def _has_a_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(
        ["fc-list", ":lang=zh"], capture_output=True, text=True, check=True
    )
    return bool(listed.stdout.strip())


@contextmanager
def started() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=QUIET)
        yield browser
        browser.close()
