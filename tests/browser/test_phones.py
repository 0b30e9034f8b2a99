"""A phone is taken however people type it, wherever it is asked for."""

import pytest
import time_machine

from complaints.models import Case, Contact, Draft, Follower
from complaints.operations.filing import Reporter
from complaints.queries.drafts import answers_of
from complaints.states import Privacy
from registry.sealing import unseal
from tests.browser.filing import SUBMIT, Filer
from tests.browser.visitor import Eyes, go, two_eyes
from tests.complaints import flow, paths

STORED = "+8613800138000"
TYPED = ("138 0013 8000", "+86-13800138000", flow.full_width("13800138000"))
# each way of typing, by somebody else
TYPISTS = pytest.mark.parametrize(
    ("typed", "eyes"),
    [
        (TYPED[0], Eyes("zh-hans", "phone")),
        (TYPED[1], Eyes("en", "desktop")),
        (TYPED[2], Eyes("en", "phone")),
    ],
    ids=["spaces", "country code", "full width"],
)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(paths.after(8)):
        yield


def type_phone(page, typed):
    """Into a field that brings up the keyboard of digits, and offers one's own."""
    field = page.locator("[name=phone]")
    kinds = [
        field.get_attribute(name) for name in ("type", "inputmode", "autocomplete")
    ]
    assert kinds == ["tel", "tel", "tel"]
    field.fill(typed)


@two_eyes
def test_who_files_types_it_in_any_way_and_reads_it_as_it_was_typed(town, look, eyes):
    with look(eyes) as page:
        filer = Filer(page)
        filer.answer(until="contact")
        for typed in TYPED:
            go(page, "/file/contact/")
            type_phone(page, typed)
            filer.go_on()
            assert page.url.endswith("/file/check/")
            assert typed in page.locator(".answers").inner_text()
            assert answers_of(Draft.objects.get()).phone == STORED
        filer.go_on()
        assert "/file/done/" in page.url
    assert unseal(Contact.objects.get().phone_sealed) == STORED


@TYPISTS
def test_who_joins_types_it_in_any_way(town, look, typed, eyes):
    other = Reporter(Privacy.HIDDEN, paths.NEIGHBOUR)
    town.file(reporter=other, now=paths.after(8))
    with look(eyes) as page:
        filer = Filer(page)
        filer.answer(until="details")
        filer.details()
        page.click("a[href*='/same/join/']")
        type_phone(page, typed)
        page.click(SUBMIT)
        page.wait_for_url("**/file/same/joined/?joined=*")
        assert "8000" in page.locator("main").inner_text()
    assert unseal(Follower.objects.get().phone_sealed) == STORED


@TYPISTS
def test_who_tracks_types_it_in_any_way(town, look, messages, typed, eyes):
    case = town.file(reporter=Reporter(Privacy.HIDDEN, STORED))
    with look(eyes) as page:
        go(page, "/track/")
        page.fill("[name=number]", case.number[-6:])
        type_phone(page, typed)
        page.click(SUBMIT)
        page.fill("[name=code]", messages.last_code())
        page.click("form[method=post] [data-submit]")
        page.wait_for_url(f"**/track/{case.number}/")
        assert STORED not in page.content()
    assert Case.objects.count() == 1
