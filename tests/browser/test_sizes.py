"""Pages are read with large text, on narrow screens and with spaced words."""

import pytest
from playwright.sync_api import expect

from tests.browser.measuring import measure
from tests.browser.visitor import PHONE, Eyes, each_language, go

NARROW = {"width": 320, "height": 640}
# the narrowest screen on which a table is a table
JUST_A_TABLE = 848
TWICE = "document.documentElement.style.fontSize = '200%'"
# of WCAG 1.4.12
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* {
        line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important; }
        p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""
PLAIN = "document.adoptedStyleSheets = []"


@each_language
def test_the_larger_mode_is_large_enough_and_cuts_nothing(walk, language):
    found: dict[str, list[str]] = {}
    for address, page in walk(Eyes(language, large_text=True)):
        small = measure(page, "large", text=18, line=1.3, main=60, other=44)
        if told := small + _cut(page, "in the larger mode"):
            found[address] = told
    assert found == {}


@each_language
def test_every_page_can_be_read_however_large_and_narrow(walk, language):
    """It has the switch, lets itself be enlarged, cuts nothing and asks no puzzle."""
    found: dict[str, list[str]] = {}
    for address, page in walk(Eyes(language)):
        told = [f"a puzzle: {one}" for one in measure(page, "puzzles")]
        viewport = page.locator("meta[name=viewport]").get_attribute("content")
        if viewport != "width=device-width, initial-scale=1":
            told.append(f"its viewport is {viewport}")
        if page.locator("form[action='/text-size/'] button").count() != 1:
            told.append("it has no switch of the size of its text")
        if told := told + _cut(page, "as it is") + _cut_when_enlarged(page):
            found[address] = told
    assert found == {}


def _cut(page, mode):
    found = []
    for width in (320, JUST_A_TABLE):
        page.set_viewport_size({"width": width, "height": 640})
        found += [f"at {width} {mode}: {one}" for one in measure(page, "cut")]
    return found


def _cut_when_enlarged(page):
    page.set_viewport_size(NARROW)
    page.evaluate(SPACED)
    found = [f"at 320, spaced: {one}" for one in measure(page, "cut")]
    page.evaluate(PLAIN)
    page.set_viewport_size(PHONE)
    page.evaluate(TWICE)
    found += [f"at 360, twice as large: {one}" for one in measure(page, "cut")]
    return found


@pytest.mark.parametrize(
    "puzzle",
    [
        "<iframe src='about:blank' title='g'></iframe>",
        "<form><img src='/static/propertyhub/favicon.svg' alt=''></form>",
        "<form><canvas></canvas></form>",
        "<div class='g-recaptcha'></div>",
        "<input name='captcha_1'>",
        "<form><label>图形验证码</label></form>",
        "<form>I am not a robot</form>",
    ],
)
def test_a_puzzle_is_seen(look, puzzle):
    with look() as page:
        go(page, "/")
        assert measure(page, "puzzles") == []
        page.evaluate(
            "html => document.querySelector('main').insertAdjacentHTML"
            "('beforeend', html)",
            puzzle,
        )
        assert measure(page, "puzzles")


def test_the_switch_is_remembered_for_a_year(look):
    with look(Eyes("en")) as page:
        go(page, "/privacy/")
        page.get_by_role("button", name="Larger text").tap()
        expect(page.locator("html")).to_have_class("large")
        assert page.url.endswith("/privacy/")
        kept = {one["name"]: one for one in page.context.cookies()}["text_size"]
        today = page.evaluate("Date.now() / 1000")
        assert 364 < (kept["expires"] - today) / 86400 < 366
