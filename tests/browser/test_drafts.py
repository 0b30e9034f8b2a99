"""A tab that dies costs no answer: the draft is offered, and everything is in it."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from complaints import tasks
from complaints.models import Draft
from registry.models import StoredFile
from tests.browser.filing import PAGES, PHONE_TYPED, TEXT, Filer, a_photo
from tests.browser.visitor import go, two_eyes
from tests.registry.ledger import photos as uploads

ANSWERED = {
    "kind": {"kind": "COMPLAINT"},
    "category": {"category": "buildings-leak"},
    "details": {"text": TEXT},
    "contact": {
        "privacy": "FIRM_MAY_PHONE",
        "phone": PHONE_TYPED,
        "name": "王芳",
        "unit": "3-501",
        # what is asked only of who files for others, or together
        "filed_for": "MYSELF",
        "calls": "MYSELF",
        "concerned_name": "",
        "concerned_phone": "",
        "households": "",
        "representatives": "",
    },
}
GO_ON = "section[aria-labelledby=unfinished] .btn-primary"
# what a page asks, by the name of the field, as it stands there
FILLED_IN = """() => Object.fromEntries(
    [...document.querySelectorAll("main form[method=post] :is(input, textarea)")]
        .filter(({ type }) => !["hidden", "file", "checkbox"].includes(type))
        .filter(({ type, checked }) => type !== "radio" || checked)
        .map(({ name, value }) => [name, value]))"""
PHOTOS = """async () => {
    const found = [];
    for (const image of document.querySelectorAll("[data-photo-list] img")) {
        const bytes = await (await fetch(image.src)).arrayBuffer();
        const digest = await crypto.subtle.digest("SHA-256", bytes);
        found.push([...new Uint8Array(digest)]
            .map((byte) => byte.toString(16).padStart(2, "0")).join(""));
    }
    return found;
}"""

pytestmark = pytest.mark.usefixtures("town")


def begin(page):
    """At a place that was searched for: the first answer of the draft."""
    go(page, "/file/")
    page.fill("#q", "dqhy")
    page.press("#q", "Enter")
    page.click("button.door")
    page.wait_for_url("**/file/kind/")


def answer(page, name):
    """Fill one page in and go on."""
    filer = Filer(page)
    match name:
        case "category":
            filer.category(ANSWERED[name]["category"])
        case "details":
            add_photos(page)
            filer.details()
        case "contact":
            page.locator("[value=FIRM_MAY_PHONE]").check(force=True)
            page.fill("[name=name]", ANSWERED[name]["name"])
            page.fill("[name=unit]", ANSWERED[name]["unit"])
            filer.contact()
        case _:
            filer.kind()


def add_photos(page):
    page.set_input_files("[type=file]", [a_photo(), a_photo(uploads.png(), "b.png")])
    page.locator("[data-photo-list] input:checked").nth(1).wait_for()


def kill(page):
    """And open the site anew in the same browser."""
    again = page.context.new_page()
    page.close()
    go(again, "/")
    again.click(GO_ON)
    again.wait_for_url("**/file/**")
    return again


def stored_photos():
    return sorted(StoredFile.objects.values_list("sha256", flat=True))


@two_eyes
@pytest.mark.parametrize("until", PAGES)
def test_a_tab_that_is_killed_after_a_page_costs_no_answer(look, eyes, until):
    answered = PAGES[: PAGES.index(until)]
    with look(eyes) as page:
        begin(page)
        for name in answered:
            answer(page, name)
        again = kill(page)
        assert again.url.endswith(f"/file/{until}/")
        go(again, "/file/kind/")
        assert "丹青花园" in again.locator("main .at").inner_text()
        for name in answered:
            go(again, f"/file/{name}/")
            assert again.evaluate(FILLED_IN) == ANSWERED[name]
        go(again, "/file/details/")
        assert sorted(again.evaluate(PHOTOS)) == stored_photos()
        assert len(stored_photos()) == 2 * ("details" in answered)


def test_photos_that_arrived_are_there_though_their_page_was_never_sent(look):
    with look() as page:
        begin(page)
        for name in ("kind", "category"):
            answer(page, name)
        add_photos(page)
        again = kill(page)
        assert again.url.endswith("/file/details/")
        assert sorted(again.evaluate(PHOTOS)) == stored_photos()
        assert len(stored_photos()) == 2


def test_after_seven_days_nothing_is_offered_nor_kept(look, settings):
    with look() as page:
        begin(page)
        for name in ("kind", "category", "details"):
            answer(page, name)
        with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
            go(page, "/")
            assert page.locator(GO_ON).count() == 0
            assert tasks.forget_drafts() == 1
    assert not StoredFile.objects.exists()
    assert not Draft.objects.exists()
    files = Path(settings.MEDIA_ROOT).rglob("*")
    assert [one for one in files if one.is_file()] == []
