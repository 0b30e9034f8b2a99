"""No page of the public breaks a rule of WCAG 2.2 AA, however it is looked at."""

import pytest

from tests.browser.accessible import assert_accessible, violations
from tests.browser.visitor import DESKTOP, PHONE, Eyes, go


@pytest.mark.parametrize(
    "eyes",
    [
        Eyes("zh-hans"),
        Eyes("zh-hans", large_text=True),
        Eyes("zh-hans", scheme="dark"),
        Eyes("en"),
        Eyes("en", large_text=True),
    ],
    ids=["chinese", "chinese-large", "chinese-dark", "english", "english-large"],
)
def test_no_page_of_the_public_breaks_a_rule(walk, eyes):
    found: dict[str, list[str]] = {}
    for address, page in walk(eyes):
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            if broken := violations(page):
                found[f"{address} at {size['width']}"] = broken
    assert found == {}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_door_of_the_desk_breaks_no_rule(look, language):
    with look(Eyes(language, screen="desktop")) as page:
        go(page, "/admin/login/")
        assert_accessible(page)
