"""
Every form that a resident can fill in tells what is wrong, where it is wrong, and keeps
what was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
import time_machine

from complaints import codes
from complaints.operations.filing import Reporter
from complaints.states import Privacy
from tests.browser.filing import PHONE_TYPED, SUBMIT, TEXT, Filer
from tests.browser.keyboard import focused
from tests.browser.visitor import go, two_eyes
from tests.complaints import paths

ERROR = {"zh-hans": "错误：", "en": "Error: "}
RIGHT_NOW = paths.after(8)
KEPT = """([selector, kind]) => {
    const control = document.querySelector(selector);
    return kind === "radio" ? control.checked : control.value;
}"""


@dataclass(frozen=True)
class Wrong:
    """
    A form that is not filled in as it has to be: the way to it, what is typed into its
    fields and chosen of its buttons, and how many messages that earns.
    """

    come: Callable[..., None]
    messages: int
    typed: dict[str, str] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    submit: str = SUBMIT


def at(address):
    def come(page, case):
        go(page, address)

    return come


def filing(until):
    def come(page, case):
        Filer(page).answer(until=until)

    return come


def of_the_case(address):
    """A page of whoever came back with number and receipt."""

    def come(page, case):
        go(page, "/track/")
        page.fill("[name=number]", case.number)
        page.fill("[name=receipt]", codes.receipt_for(case.number))
        page.click(SUBMIT)
        page.wait_for_url(f"**/track/{case.number}/")
        go(page, address.format(number=case.number))

    return come


def to_contact(page, case):
    """By another category than the case's, so that nobody asks whether it is that."""
    filer = Filer(page)
    filer.answer(until="category")
    filer.category("money-committee")
    filer.details()


def of_others(page, case):
    to_contact(page, case)
    page.click("label[for=id_filed_for_1]")
    page.click("details.group summary")


def joining(page, case):
    filing("details")(page, case)
    page.fill("textarea", TEXT)
    page.click(SUBMIT)
    page.click("a[href*='/same/join/']")


def the_code(page, case):
    go(page, "/track/")
    page.fill("[name=number]", case.number)
    page.fill("[name=phone]", PHONE_TYPED)
    page.click(SUBMIT)
    page.wait_for_url("**/track/code/")


def adding(page, case):
    of_the_case("/track/{number}/")(page, case)
    page.locator("details.act", has=page.locator("[action$='/note/']")).click()


def by_link(page, case):
    go(page, f"/v/{codes.visit_token(case_id=case.pk, round_number=1)}/")


NAME = {"[name=name]": "王芳"}
FORMS = {
    "where": Wrong(at("/file/unlisted/"), 1, {"[name=place]": "Willow Lane 7"}),
    "where, nothing": Wrong(at("/file/unlisted/"), 2),
    "kind": Wrong(filing("kind"), 1),
    "category": Wrong(filing("category"), 1),
    "details": Wrong(filing("details"), 1, {"[name=text]": "  "}),
    "contact": Wrong(to_contact, 1, {"[name=phone]": "12345", **NAME}),
    "contact, nothing": Wrong(to_contact, 1, NAME),
    "contact, of others": Wrong(
        of_others,
        3,
        {
            "[name=phone]": "138 0013 8000",
            "[name=concerned_phone]": "12",
            "[name=households]": "1",
            "[name=representatives]": "12",
        },
    ),
    "feedback, nothing": Wrong(at("/feedback/"), 2, {"[name=comment]": "Small."}),
    "me too": Wrong(joining, 1, {"[name=phone]": "12345"}),
    "track, nothing": Wrong(at("/track/"), 2),
    "track": Wrong(
        at("/track/"), 2, {"[name=number]": "34-2603-000001-9", "[name=phone]": "1 2"}
    ),
    "track by receipt": Wrong(
        at("/track/"), 1, {"[name=number]": "00001", "[name=receipt]": "ABCD EFGH"}
    ),
    "code, nothing": Wrong(the_code, 1),
    "code": Wrong(the_code, 1, {"[name=code]": "12 34"}),
    "answer": Wrong(
        of_the_case("/track/{number}/answer/"),
        1,
        chosen=("[name=satisfied][value=DISSATISFIED]",),
    ),
    "answer by link": Wrong(by_link, 1, chosen=("[name=solved][value=PARTLY]",)),
    "answer, nothing": Wrong(by_link, 2),
    "add": Wrong(
        adding, 1, {"#note_text": "  "}, submit="[action$='/note/'] [data-submit]"
    ),
    "board": Wrong(
        at("/board/write/"), 2, {"[name=text]": "Hello", "[name=phone]": "12345"}
    ),
    "board, nothing": Wrong(at("/board/write/"), 2),
}


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(RIGHT_NOW):
        yield


@pytest.fixture
def reported(town):
    return paths.reported(town, reporter=Reporter(Privacy.HIDDEN, "+8613800138000"))


def fill_in(page, wrong):
    for selector, text in wrong.typed.items():
        page.fill(selector, text)
    for selector in wrong.chosen:
        page.locator(selector).check(force=True)
    with page.expect_navigation():
        page.click(wrong.submit)


def messages_at(place, language):
    """The sentences beside a field, as they stand there."""
    return [
        " ".join(one.text_content().split()).removeprefix(ERROR[language]).strip()
        for one in place.locator(".wrong").all()
    ]


def assert_told(page, wrong, language):
    assert page.title().startswith(ERROR[language])
    summary = page.locator("[data-error-summary]")
    assert summary.evaluate("one => one === document.activeElement")
    links = summary.locator("a").all()
    said = [" ".join(link.text_content().split()) for link in links]
    assert len(said) == wrong.messages
    assert said == messages_at(page.locator("main"), language)
    for link, words in zip(links, said, strict=True):
        link.click()
        control = focused(page)
        assert link.get_attribute("href") == f"#{control}"
        place = page.locator(".field-wrong", has=page.locator(f"#{control}"))
        assert messages_at(place.last, language) == [words]
        assert page.locator(f"#{control}").is_visible()
        assert page.locator(f"#{control}").get_attribute("aria-invalid") == "true"


def assert_kept(page, wrong):
    for selector, text in wrong.typed.items():
        assert page.locator(selector).input_value() == text
    for selector in wrong.chosen:
        assert page.locator(selector).is_checked()


@two_eyes
@pytest.mark.parametrize("wrong", FORMS.values(), ids=FORMS)
def test_what_is_wrong_is_told_where_it_is_and_what_was_typed_stays(
    reported, look, messages, eyes, wrong
):
    with look(eyes) as page:
        wrong.come(page, reported)
        fill_in(page, wrong)
        assert_told(page, wrong, eyes.language)
        assert_kept(page, wrong)
