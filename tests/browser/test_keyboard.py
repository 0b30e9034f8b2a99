"""Whoever uses a keyboard alone gets through, and always sees where they are."""

import pytest
import time_machine
from django.urls import reverse

from complaints import codes
from complaints.models import Answer, Case
from complaints.operations.filing import Reporter
from complaints.states import Privacy, State
from tests.browser import keyboard
from tests.browser.filing import PHONE_TYPED, SUBMIT, TEXT
from tests.browser.measuring import measure
from tests.browser.visitor import (
    DESKTOP,
    PHONE,
    Eyes,
    each_eye,
    each_language,
    go,
    two_eyes,
)
from tests.complaints import paths
from tests.town import PASSWORD

# more rows than fit on a screen
MANY = 8


@pytest.fixture
def _monday():
    with time_machine.travel(paths.after(8)):
        yield


@pytest.mark.parametrize("large_text", [False, True], ids=["normal", "elderly"])
def test_the_focus_is_always_seen(walk, large_text):
    found: dict[str, list[str]] = {}
    for address, page in walk(Eyes(large_text=large_text)):
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            page.keyboard.press("Tab")
            if unseen := measure(page, "focus"):
                found[f"{address} at {size['width']}"] = unseen
    assert found == {}


@each_language
def test_a_state_is_told_by_a_word_and_a_picture(walk, language):
    found: dict[str, list[str]] = {}
    for address, page in walk(Eyes(language)):
        if untold := measure(page, "tones"):
            found[address] = untold
    assert found == {}


@each_eye
def test_filing_needs_no_mouse(town, look, eyes):
    with look(eyes) as page:
        go(page, "/")
        keyboard.follow(page, "a[href='/file/']")
        keyboard.write(page, "#q", "dqhy")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        keyboard.follow(page, "button.door")
        keyboard.choose(page, "[name=kind][value=COMPLAINT]")
        keyboard.follow(page, SUBMIT)
        _open_group_of(page, "parking-ebike")
        keyboard.choose(page, "[name=category][value=parking-ebike]")
        keyboard.follow(page, SUBMIT)
        keyboard.write(page, "textarea", TEXT)
        keyboard.follow(page, SUBMIT)
        keyboard.choose(page, "[name=privacy][value=HIDDEN]")
        keyboard.write(page, "[type=tel]", PHONE_TYPED)
        keyboard.follow(page, SUBMIT)
        keyboard.follow(page, SUBMIT)
        assert "/file/done/" in page.url
    case = Case.objects.get()
    assert (case.category.code, case.text.body) == ("parking-ebike", TEXT)


def _open_group_of(page, category):
    """The groups of categories stand closed, each behind a line that opens it."""
    box = page.locator(f"[name=category][value={category}]")
    group = page.locator("details.group", has=box)
    group.evaluate("group => group.querySelector('summary').id = 'wanted'")
    keyboard.tab_to(page, "#wanted")
    keyboard.press(page, "Enter")
    assert group.get_attribute("open") is not None


@pytest.mark.usefixtures("_monday")
class TestWithACase:
    @pytest.fixture
    def case(self, town):
        reporter = Reporter(Privacy.HIDDEN, "+8613800138000")
        return paths.reported(town, reporter=reporter)

    @each_eye
    def test_tracking_and_rating_need_no_mouse(self, case, look, eyes):
        with look(eyes) as page:
            go(page, "/")
            keyboard.follow(page, "a[href$='/track/']")
            keyboard.write(page, "[name=number]", case.number)
            keyboard.write(page, "[name=receipt]", codes.receipt_for(case.number))
            with page.expect_navigation():
                page.keyboard.press("Enter")
            keyboard.follow(page, f"a[href='/track/{case.number}/answer/']")
            keyboard.choose(page, "[name=solved][value=YES]")
            keyboard.choose(page, "[name=satisfied][value=VERY_DISSATISFIED]")
            keyboard.follow(page, SUBMIT)
        answer = Answer.objects.get(case=case)
        assert (answer.solved, answer.satisfied) == ("YES", "VERY_DISSATISFIED")

    @each_language
    def test_a_code_is_asked_for_and_typed_without_a_mouse(
        self, case, look, messages, language
    ):
        with look(Eyes(language)) as page:
            go(page, "/track/")
            keyboard.write(page, "[name=number]", case.number)
            keyboard.write(page, "[name=phone]", PHONE_TYPED)
            keyboard.follow(page, SUBMIT)
            keyboard.write(page, "[name=code]", messages.last_code())
            keyboard.follow(page, SUBMIT)
            assert page.url.endswith(f"/track/{case.number}/")


@pytest.mark.usefixtures("_monday")
class TestAtTheDesk:
    @two_eyes
    def test_an_officer_logs_in_takes_a_case_on_and_hands_it_over(
        self, town, look, eyes
    ):
        case = town.file()
        with look(eyes) as page:
            go(page, "/admin/login/")
            _log_in(page, "anna")
            _open(page, case)
            keyboard.choose(page, "[name=upto][value=DISPOSE]")
            keyboard.choose(page, "[name=finding][value=FOUNDED]")
            keyboard.choose(page, "[name=duty][value=FIRM]")
            keyboard.choose(page, "[name=how][value=VISIT]")
            keyboard.write(page, "[name=note]", "Seen on site.")
            keyboard.choose(page, "[name=measure][value=ORDER_FIRM]")
            keyboard.write(page, "[name=instructions]", "Put a roof over them.")
            keyboard.follow(page, ".move-accept [data-submit]")
        case.refresh_from_db()
        assert (case.state, case.firm) == (State.DISPOSED, town.firm)

    @two_eyes
    def test_an_officer_decides_that_it_is_put_right(self, town, look, eyes):
        case = paths.rectified(town)
        with look(eyes) as page:
            go(page, "/admin/login/")
            _log_in(page, "anna")
            _open(page, case)
            keyboard.choose(page, "[name=outcome][value=FIXED]")
            keyboard.write(page, ".move-report [name=text]", paths.DONE)
            keyboard.follow(page, ".move-report [data-submit]")
        case.refresh_from_db()
        assert case.state == State.REPORTED

    @two_eyes
    def test_no_row_of_the_queue_lies_under_the_bar_of_the_chosen(
        self, town, look, client, eyes
    ):
        for _each in range(MANY):
            town.file()
        client.force_login(town.anna.user)
        with look(eyes, client) as page:
            go(page, reverse("admin:complaints_case_changelist"))
            keyboard.tab_to(page, ".action-select")
            keyboard.press(page, "Space")
            assert page.locator(".bulk").is_visible()
            keyboard.tab_to(page, "[value=accept_selected]")
            keyboard.tab_to(page, ".search button", key="Shift+Tab")
            keyboard.follow(page, "[value=accept_selected]")
        assert Case.objects.filter(state=State.ACCEPTED).count() == 1


def _log_in(page, username):
    keyboard.write(page, "[name=username]", username)
    keyboard.write(page, "[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _open(page, case):
    """From the desk's first page by the queue."""
    keyboard.follow(page, "a.door[href*=queue]")
    keyboard.follow(page, f"a[href='{page_of(case)}']")


def page_of(case):
    return reverse("admin:complaints_case_change", args=[case.pk])
