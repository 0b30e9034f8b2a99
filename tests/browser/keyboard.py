"""Whoever has a keyboard and nothing else: where they are, and how they get on."""

import time

from playwright.sync_api import Page

from tests.browser.measuring import measure

# the page scrolls by itself, and takes its time
SETTLES_WITHIN = 3.0
FAR = 80


def focused(page: Page) -> str:
    """The id of what has the focus."""
    return str(page.evaluate("document.activeElement.id"))


def is_on(page: Page, wanted: str) -> bool:
    return bool(
        page.evaluate("wanted => document.activeElement.matches(wanted)", wanted)
    )


def press(page: Page, key: str) -> None:
    """
    Press a key, and see where one is afterwards.

    :raises AssertionError: if the focus is not seen, or lies under something
    """
    page.keyboard.press(key)
    _assert_seen(page)


def tab_to(page: Page, wanted: str, key: str = "Tab") -> None:
    """
    Walk with the Tab key until `wanted` has the focus, which is seen all the way.

    :raises AssertionError: if it is not reached, or the focus is not seen on the way
    """
    for _ in range(FAR):
        press(page, key)
        if is_on(page, wanted):
            return
    raise AssertionError(f"the {key} key does not reach {wanted}")


def follow(page: Page, wanted: str, key: str = "Enter") -> None:
    """Walk to a link or a button, and go where it leads."""
    tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press(key)


def choose(page: Page, wanted: str) -> None:
    """Walk to the radio buttons of `wanted` and, with the arrows, to it."""
    name = page.locator(wanted).first.get_attribute("name")
    tab_to(page, f"[name={name}]")
    page.keyboard.press("Space")
    for _ in range(FAR):
        if is_on(page, wanted):
            assert page.evaluate("document.activeElement.checked")
            return
        press(page, "ArrowDown")
    raise AssertionError(f"the arrows do not reach {wanted}")


def write(page: Page, wanted: str, text: str) -> None:
    """Walk to a field and type into it."""
    tab_to(page, wanted)
    page.keyboard.type(text)


def _assert_seen(page: Page) -> None:
    until = time.monotonic() + SETTLES_WITHIN
    wrong = measure(page, "here")
    while wrong and time.monotonic() < until:
        page.wait_for_timeout(50)
        wrong = measure(page, "here")
    if wrong:
        raise AssertionError("\n".join([page.url, *wrong]))
