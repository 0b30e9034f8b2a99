"""
The page about cookies lists exactly those that a browser was given on its way through
everything, by answers and by scripts; each is given for something that somebody did.
"""

import pytest

from complaints import codes
from complaints.models import Case
from propertyhub.cookies import all_cookies
from tests.browser.filing import SUBMIT, Filer
from tests.browser.visitor import Eyes, go
from tests.complaints.desk import QUEUE, page_of
from tests.town import PASSWORD

BY_SCRIPT = """
const note = (name) => window.noteCookie(String(name).split("=")[0].trim());
const { get, set } = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
Object.defineProperty(Document.prototype, "cookie", {
    get,
    set(text) {
        note(text);
        set.call(this, text);
    },
});
const bySet = CookieStore.prototype.set;
CookieStore.prototype.set = function (what, ...rest) {
    note(what.name ?? what);
    return bySet.call(this, what, ...rest);
};
"""
# where something begins that has to be remembered
BEGINNINGS = ("/track/", "/file/", "/v/", "/board/write/", "/accounts/", "/admin/")


class Jar:
    """Writes down the name of every cookie that this page's browser is given."""

    def __init__(self, page):
        self.page = page
        self.by_answer: set[str] = set()
        self.by_script: set[str] = set()
        page.context.expose_function("noteCookie", self._written)
        page.add_init_script(BY_SCRIPT)
        wire = page.context.new_cdp_session(page)
        wire.on("Network.responseReceivedExtraInfo", self._answered)
        wire.send("Network.enable")

    def _written(self, name):
        self.by_script.add(name)

    def _answered(self, told):
        for name, value in told["headers"].items():
            if name.lower() == "set-cookie":
                self.by_answer |= {one.partition("=")[0] for one in value.split("\n")}

    @property
    def given(self):
        """What is in the browser has come in some way, even if none was seen."""
        kept = {one["name"] for one in self.page.context.cookies()}
        return kept | self.by_answer | self.by_script


@pytest.fixture
def begun(look):
    with look(Eyes("zh-hans", fresh=True)) as page:
        yield page, Jar(page)


def walk_through(page, addresses):
    for address in addresses:
        go(page, address)


def enlarge(page):
    page.click("form[action='/text-size/'] button")
    page.wait_for_selector("html.large")


def track(page, case):
    go(page, "/track/")
    page.fill("[name=number]", case.number)
    page.fill("[name=receipt]", codes.receipt_for(case.number))
    page.click(SUBMIT)
    page.wait_for_url(f"**/track/{case.number}/")


def log_in(page, username, address):
    go(page, address)
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("[name=password]", "Enter")


def walk_the_desk(page, case):
    log_in(page, "anna", "/admin/login/")
    links = page.locator("a[href^='/admin/']").evaluate_all(
        "links => [...new Set(links.map((link) => link.getAttribute('href')))]"
    )
    assert len(links) > 3
    walk_through(page, [*links, QUEUE, page_of(case)])


def listed(page):
    go(page, "/cookies/")
    rows = page.locator("main tbody tr").all()
    assert all(row.locator("td").first.inner_text().strip() for row in rows)
    return {row.locator("th").inner_text() for row in rows}


def test_exactly_the_listed_cookies_are_set_anywhere(world, pages_of, begun):
    page, jar = begun
    by_anybody = pages_of("anybody")
    walk_through(page, by_anybody)
    walk_through(page, pages_of("filer"))
    enlarge(page)
    page.click("form[action='/i18n/setlang/'] button")
    filer = Filer(page)
    filer.answer(until="contact")
    walk_through(page, pages_of("filer"))
    go(page, "/file/contact/")
    filer.contact()
    filer.go_on()
    assert "/file/done/" in page.url
    track(page, world.case)
    walk_through(page, pages_of("tracker"))
    log_in(page, "manager", "/accounts/login/")
    walk_through(page, pages_of("manager"))
    page.context.clear_cookies(name="sessionid")
    walk_the_desk(page, world.case)

    assert jar.by_script == set()
    assert jar.given == listed(page) == {each.name for each in all_cookies()}
    hosts = {one["domain"] for one in page.context.cookies()}
    assert hosts == {"localhost"}


def test_each_comes_with_what_it_is_for_and_not_before(world, pages_of, begun):
    page, jar = begun
    reading = [one for one in pages_of("anybody") if not one.startswith(BEGINNINGS)]
    assert len(reading) > 30
    walk_through(page, reading)
    read = {"csrftoken"}
    assert jar.given == read
    enlarge(page)
    assert jar.given == read | {"text_size"}
    page.click("form[action='/i18n/setlang/'] button")
    chosen = read | {"text_size", "django_language"}
    assert jar.given == chosen
    filer = Filer(page)
    filer.come()
    assert jar.given == chosen
    filer.kind()
    assert jar.given - {"sessionid"} == chosen | {"draft"}
    go(page, "/track/")
    assert jar.given == chosen | {"draft", "sessionid"}
    assert Case.objects.exists()


@pytest.mark.parametrize(
    "script",
    [
        "document.cookie = 'planted=1'",
        "document.cookie = 'planted=; max-age=0'",
        "cookieStore.set('planted', '1')",
        "cookieStore.set({ name: 'planted', value: '1' })",
    ],
)
def test_a_cookie_of_a_script_is_seen(town, begun, script):
    page, jar = begun
    go(page, "/privacy/")
    page.evaluate(script)
    go(page, "/privacy/")
    assert jar.by_script == {"planted"}
