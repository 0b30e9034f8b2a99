"""Somebody comes back to a case in Chromium: by code, by receipt, by keyboard alone."""

import re

import pytest
import time_machine

from complaints import codes, numbers
from complaints.operations.filing import Reporter
from complaints.states import Privacy
from tests.browser.accessible import violations
from tests.browser.visitor import each_eye, go, two_eyes
from tests.complaints import paths
from tests.registry.ledger.photos import jpeg

NOBODY_S = numbers.compose(province="34", year=2026, month=3, counter=999_999)
# the words that the pages have for it, in each language
RINGS = {"zh-hans": "语音电话告知您验证码", "en": "your telephone rings"}


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(paths.after(8)):
        yield


@pytest.fixture
def case(town):
    return paths.reported(town, reporter=Reporter(Privacy.HIDDEN, "+8613800138000"))


def ask(page, number, phone):
    go(page, "/track/")
    page.fill("[name=number]", number)
    page.fill("[name=phone]", phone)
    page.click("form[method=post] [data-submit]")
    page.wait_for_url("**/track/code/")


def fits(page):
    """Nothing is cut off at the side."""
    width = page.evaluate("document.documentElement.scrollWidth")
    return width <= page.viewport_size["width"]


@each_eye
def test_number_phone_and_code_lead_to_the_case(case, look, messages, eyes):
    with look(eyes) as page:
        ask(page, case.number, "138 0013 8000")
        assert fits(page)
        assert violations(page) == []
        code = messages.last_code()
        page.locator("[name=code]").press_sequentially(f"{code[:3]} {code[3:]}")
        page.click("form[method=post] [data-submit]")
        page.wait_for_url(f"**/track/{case.number}/")
        assert page.locator("h1").inner_text().endswith(case.number)
        assert fits(page)
        assert violations(page) == []


@each_eye
def test_right_and_wrong_pairs_read_the_same(case, look, eyes):
    said = set()
    for number, phone in (
        (case.number, "13800138000"),
        (case.number, "13900139000"),
        (NOBODY_S, "13800138000"),
        (NOBODY_S, "0551-62631234"),
        (case.number[-6:], "13900139000"),
    ):
        with look(eyes) as page:
            ask(page, number, phone)
            page.fill("[name=code]", "000000x")
            with page.expect_navigation() as answered:
                page.click("form[method=post] [data-submit]")
            text = page.locator("body").inner_text()
            said.add((answered.value.status, page.title(), text))
    assert len(said) == 1


@two_eyes
def test_a_message_is_pasted_whole(case, look, messages, eyes):
    with look(eyes) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        ask(page, case.number, "13800138000")
        field = page.locator("[name=code]")
        assert field.get_attribute("autocomplete") == "one-time-code"
        assert field.get_attribute("inputmode") == "numeric"
        message = f"[{case.number[-6:]}] Your code: {messages.last_code()}"
        page.evaluate("text => navigator.clipboard.writeText(text)", message)
        field.focus()
        page.keyboard.press("Control+V")
        assert field.input_value() == message
        page.click("form[method=post] [data-submit]")
        page.wait_for_url(f"**/track/{case.number}/")


@each_eye
def test_who_got_no_code_has_it_read_to_them(case, look, messages, eyes):
    with look(eyes) as page:
        ask(page, case.number, "13800138000")
        with time_machine.travel(paths.after(8.1)):
            with page.expect_navigation():
                page.click("[name=aloud]")
            assert page.locator("[role=status]", has_text=RINGS[eyes.language]).count()
            messages.last_code()  # sent now: by tomorrow it is good for nothing
            spoken = [one for one in messages.all() if one["channel"] == "VOICE"]
            read = [re.search(r"(\d ){5}\d", one["text"]) for one in spoken]
            page.fill("[name=code]", next(filter(None, read))[0])
            page.click("form[method=post] [data-submit]")
            page.wait_for_url(f"**/track/{case.number}/")


@each_eye
def test_who_joined_sees_a_page_of_their_own(case, town, look, messages, eyes):
    paths.follow(town, case)
    with look(eyes) as page:
        ask(page, case.number, paths.NEIGHBOUR)
        page.fill("[name=code]", messages.last_code())
        page.click("form[method=post] [data-submit]")
        page.wait_for_url(f"**/track/{case.number}/")
        assert "e-bikes stand in the rain" not in page.locator("body").inner_text()
        assert page.locator("form[action*='/act/']").count() == 0
        assert fits(page)
        assert violations(page) == []


@each_eye
def test_a_photo_is_added_to_the_case(case, look, eyes, tmp_path):
    picture = tmp_path / "stairs.jpg"
    picture.write_bytes(jpeg())
    with look(eyes) as page:
        go(page, "/track/")
        page.fill("[name=number]", case.number)
        page.fill("[name=receipt]", codes.receipt_for(case.number))
        page.click("form[method=post] [data-submit]")
        page.wait_for_url(f"**/track/{case.number}/")
        form = page.locator("form[action$='/act/note/']")
        page.locator("details.act", has=form).locator("summary").click()
        form.locator("[type=file]").set_input_files(picture)
        form.locator("[name=kept_photos]:checked").wait_for()
        assert violations(page) == []
        form.locator("[data-submit]").click()
        page.wait_for_load_state()
        page.locator(".event + .shots img").wait_for()
        assert fits(page)
    assert case.photos.filter(kind="ADDED").count() == 1
