"""A form whose sending hangs: its button says so, and can be tapped again."""

import pytest
from playwright.sync_api import expect

from complaints.models import Case
from tests.browser.accessible import assert_accessible
from tests.browser.filing import SUBMIT, Filer
from tests.browser.visitor import two_eyes

pytestmark = pytest.mark.usefixtures("town")

AGAIN = {"en": "You can tap again: it counts once.", "zh-hans": "您可以再点一次"}
# the first one that the page lets go leaves the phone, and no answer ever comes
HANGS = """(leaves) => {
    window.let_go = 0;
    window.addEventListener("submit", (event) => {
        if (event.defaultPrevented) return;
        window.let_go += 1;
        if (window.let_go > 1) return;
        event.preventDefault();
        const body = new FormData(event.target);
        if (leaves) window.arrived = fetch("", { method: "POST", body });
    });
}"""


def tap_and_wait(page, eyes):
    """Two taps at first, as an impatient thumb does; then what the page says."""
    button, said = page.locator(SUBMIT), page.locator("[data-submit-said]")
    word = button.inner_text()
    button.click()
    button.click(force=True)
    expect(button).to_have_attribute("aria-disabled", "true")
    page.clock.fast_forward(9000)
    expect(said).to_contain_text(AGAIN[eyes.language])
    expect(button).to_have_text(word)
    assert button.get_attribute("aria-disabled") is None
    assert page.evaluate("window.let_go") == 1
    assert_accessible(page)


@two_eyes
@pytest.mark.parametrize("leaves", [False, True], ids=["lost", "answer lost"])
def test_a_second_tap_gets_through_and_counts_once(look, eyes, leaves):
    with look(eyes) as page:
        Filer(page).answer()
        page.clock.install()
        page.evaluate(HANGS, leaves)
        tap_and_wait(page, eyes)
        page.evaluate("async () => { await window.arrived; }")
        assert Case.objects.count() == int(leaves)
        page.locator(SUBMIT).click()
        page.wait_for_url("**/file/done/**")
        assert Case.objects.get().number in page.url
