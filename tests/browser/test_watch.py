"""What goes wrong behind a page fails the test that looks at it."""

import pytest

from tests.browser.accessible import assert_accessible
from tests.browser.visitor import go

# nobody listens there
ELSEWHERE = "http://127.0.0.2:9/counted.png"

STYLE = "document.head.append(document.createElement('style'))"
STYLED = "document.querySelector('style').append('h1 { color: red }')"
BROKEN = "setTimeout(() => { throw new Error('planted') })"
MISSING = "new Image().src = '/static/none.png'"

NO_LANGUAGE = "document.documentElement.removeAttribute('lang')"
NO_WORDS = "document.querySelector('main').append(new Image())"
PALE = "document.querySelector('h1').style.color = '#ccc'"
TINY = """for (const word of 'ab') {
    const button = document.createElement('button');
    button.style.cssText = 'all: unset; font-size: 8px';
    button.append(word);
    document.querySelector('main').append(button);
}"""


def test_another_host_is_seen(look):
    with pytest.raises(AssertionError, match="another host was asked"), look() as page:
        page.set_content(f"<img alt='' src='{ELSEWHERE}'>")


@pytest.mark.parametrize(
    ("seen", "event", "fault"),
    [
        ("Content Security Policy", "console", f"{STYLE}; {STYLED}"),
        ("a script broke", "pageerror", BROKEN),
        ("404 for a part of a page", "response", MISSING),
    ],
)
def test_what_goes_wrong_on_a_page_is_seen(look, seen, event, fault):
    with pytest.raises(AssertionError, match=seen), look() as page:
        _go_wrong(page, event, fault)


def test_a_page_that_is_as_it_should_be_is_let_pass(look):
    with look() as page:
        go(page, "/")
        assert_accessible(page)


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("html-has-lang", NO_LANGUAGE),
        ("image-alt", NO_WORDS),
        ("color-contrast", PALE),
        ("target-size", TINY),
    ],
)
def test_a_rule_that_is_broken_is_seen(look, rule, fault):
    with look() as page:
        go(page, "/")
        page.evaluate(fault)
        with pytest.raises(AssertionError, match=rule):
            assert_accessible(page)


def _go_wrong(page, event, fault):
    page.goto("/")
    page.wait_for_load_state("networkidle")
    with page.expect_event(event):
        page.evaluate(fault)
