"""Whoever works at the desk or for a firm: no page breaks a rule of WCAG 2.2 AA."""

from http import HTTPStatus

import pytest
import time_machine

from tests import desk_pages, pages
from tests.browser.accessible import violations
from tests.browser.drawn import elements
from tests.browser.visitor import DESKTOP, PHONE, Eyes, each_language, go
from tests.desk_world import build_desk

# of an office, folded up until it is asked for
UNFOLD = """document.querySelectorAll("details").forEach((one) => {
    one.removeAttribute("name");
    one.open = true;
})"""


# all of a page at once: what a bar covers while it is scrolled is no barrier
TALL = {"width": 1280, "height": 4000}
OFFICES = ("street", "county", "city", "department")
OVERSEERS = ("province", "regulator", "administrator")


@pytest.fixture
def desk(town):
    desk = build_desk(town)
    with time_machine.travel(pages.LOOKED_AT):
        yield desk


@each_language
@pytest.mark.parametrize("roles", [OFFICES, OVERSEERS], ids=["offices", "overseers"])
def test_no_page_of_the_desk_breaks_a_rule(desk, look, roles, language):
    """
    Each page of the URLconf for each role, with every form that is folded up in it.

    A page is left out where all that it draws was looked at before, on other pages.
    """
    assert {*OFFICES, *OVERSEERS} == set(desk.people)
    found: dict[str, list[str]] = {}
    known: set[object] = set()
    for role in roles:
        new = []
        for page in desk_pages.shown(desk, role, accept_language=language):
            drawn = elements(page.answer.content.decode())
            new += [] if drawn <= known else [page.address]
            known |= drawn
        with look(Eyes(language, screen="desktop"), desk.visitor(role)) as window:
            window.set_viewport_size(TALL)
            for address in new:
                assert go(window, address).status == HTTPStatus.OK
                window.evaluate(UNFOLD)
                if broken := violations(window):
                    found[f"{address} for {role}"] = broken
    assert found == {}


@each_language
def test_no_page_of_a_firm_breaks_a_rule(walk, language):
    found: dict[str, list[str]] = {}
    for address, page in walk(Eyes(language), ("manager",)):
        page.evaluate(UNFOLD)
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            if broken := violations(page):
                found[f"{address} at {size['width']}"] = broken
    assert found == {}
