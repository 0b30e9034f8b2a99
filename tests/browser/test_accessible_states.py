"""
One address shows many things: a case in each of its states, a link that is used, over
or broken, a page about trouble. Each can be used by everybody, and nothing is cut off.
"""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from complaints import codes
from complaints.operations import merging
from complaints.operations.filing import Reporter
from complaints.states import Kind, Privacy
from tests.browser.accessible import violations
from tests.browser.measuring import measure
from tests.browser.visitor import PHONE, Eyes, go
from tests.complaints import detours, paths
from tests.complaints.tracking import by_receipt
from tests.propertyhub import test_breakdowns as breakdowns

NOW = paths.after(8)
LATER = paths.after(24 * 31)
UNFOLD = "document.querySelectorAll('details').forEach((one) => (one.open = true))"
NARROW = {"width": 320, "height": 640}
EYES = [Eyes("zh-hans", large_text=True), Eyes("en")]


def withdrawn(town):
    case = paths.accepted(town)
    merging.withdraw(case=case, by=town.resident, now=paths.after(3))
    return case


def merged(town):
    target = paths.accepted(town)
    case = town.file(reporter=Reporter(Privacy.HIDDEN, phone=paths.NEIGHBOUR))
    merging.merge(
        case=case, target=target, text=detours.WHY, by=town.anna, now=paths.after(3)
    )
    return case


STATES: dict[str, Callable[..., Any]] = {
    "submitted": paths.filed,
    "accepted": paths.accepted,
    "verified": paths.verified,
    "disposed": paths.disposed,
    "rectified": paths.rectified,
    "reported": paths.reported,
    "a question is answered": paths.answered,
    "a suggestion is answered": lambda town: paths.answered(town, Kind.SUGGESTION),
    "closed": paths.closed,
    "declined": detours.declined,
    "appealed": detours.appealed,
    "refused twice": detours.refused_twice,
    "paused": detours.paused,
    "reopened twice": detours.reopened_twice,
    "promising": detours.promising,
    "suspected": detours.suspected,
    "withdrawn": withdrawn,
    "merged": merged,
}


def broken(page) -> list[str]:
    """What stands in anybody's way, on a phone and on a narrower one."""
    page.set_viewport_size(PHONE)
    found = violations(page)
    page.set_viewport_size(NARROW)
    return found + measure(page, "cut")


@pytest.fixture(params=EYES, ids=["chinese-large", "english"])
def eyes(request):
    return request.param


def test_a_case_is_read_in_each_of_its_states(look, town, eyes):
    cases = {state: bring(town) for state, bring in STATES.items()}
    resident = Client()
    found: dict[str, list[str]] = {}
    with time_machine.travel(NOW):
        for case in cases.values():
            assert by_receipt(resident, case).status_code == 200
        with look(eyes, resident) as page:
            for state, case in cases.items():
                go(page, f"/track/{case.number}/")
                assert case.number in page.locator("h1").inner_text()
                page.evaluate(UNFOLD)
                if told := broken(page):
                    found[state] = told
    assert found == {}


def visit(case):
    return f"/v/{codes.visit_token(case_id=case.pk, round_number=case.round)}/"


LINKS: dict[str, Callable[..., Any]] = {
    "used": lambda town: visit(paths.closed(town)),
    "over": lambda town: visit(withdrawn(town)),
    "broken": lambda town: "/v/made-up/",
    "filed long ago": lambda town: f"/file/done/{paths.filed(town).number}/",
    "of no page": lambda town: "/nowhere/",
}


def test_a_link_that_leads_to_no_question_any_more_is_read(look, town, eyes):
    addresses = {link: address_of(town) for link, address_of in LINKS.items()}
    found: dict[str, list[str]] = {}
    with time_machine.travel(LATER), look(eyes) as page:
        for link, address in addresses.items():
            go(page, address)
            assert page.locator("h1").count() == 1
            if told := broken(page):
                found[link] = told
    assert found == {}


def test_a_page_about_trouble_is_read(look, eyes):
    with translation.override(eyes.language):
        answers = breakdowns.pages()
    found: dict[object, list[str]] = {}
    with look(eyes) as page:
        for trouble, answer in answers.items():
            # as the site sends it, at an address of its own
            page.route("**/trouble/", fulfilled_by(answer))
            assert go(page, "/trouble/").status == answer.status_code
            if told := broken(page):
                found[trouble] = told
            page.unroute("**/trouble/")
    assert found == {}


def fulfilled_by(answer):
    def fulfil(route):
        route.fulfill(
            status=answer.status_code,
            body=answer.content,
            headers={"Content-Type": "text/html; charset=utf-8"},
        )

    return fulfil
