"""The page about cookies lists exactly those that a walk through everything sets."""

import pytest
import time_machine
from django.test import Client

from complaints import codes
from complaints.models import Case
from propertyhub.cookies import all_cookies, kept_in_words
from tests.complaints import flow, paths
from tests.complaints.browsing import main_form, read
from tests.complaints.test_web_isolation import every_address, reached_by
from tests.ratings.published import a_dozen, publish, tables
from tests.town import PASSWORD

ENGLISH = {"Accept-Language": "en"}
READ = (
    "/",
    "/search/?q=丹青",
    "/communities/DQHY/",
    "/firms/",
    "/rankings/",
    "/statistics/",
    "/lists/black/",
    "/bulletins/",
    "/answers/",
    "/privacy/",
    "/cookies/",
)


@pytest.fixture(autouse=True)
def _tuesday():
    with time_machine.travel(paths.after(25), tick=False):
        yield


class Browser(Client):
    """Writes down the name of every cookie that it is given."""

    def __init__(self, **options):
        super().__init__(headers=ENGLISH, **options)
        self.given = set()

    def request(self, **request):
        answer = super().request(**request)
        self.given |= set(answer.cookies)
        return answer


def walk(browser, addresses):
    for address in addresses:
        browser.get(address)


def file_and_track(browser):
    assert flow.file(browser).status_code == 302
    number = Case.objects.latest("pk").number
    form = main_form(browser.get("/track/"))
    browser.post(
        "/track/", form.filled(number=number, receipt=codes.receipt_for(number))
    )


def use_the_switches(browser):
    browser.post("/text-size/", {"size": "large", "next": "/"})
    browser.post("/i18n/setlang/", {"language": "en", "next": "/"})


def log_in(browser, username, address):
    form = main_form(browser.get(address))
    sent = form.filled(username=username, password=PASSWORD)
    browser.post(address, sent)


def reopen_by_link(browser, town):
    """What is said afterwards, on the next page, lies in no cookie of its own."""
    case = paths.closed(town, paths.NO)
    token = codes.visit_token(case_id=case.pk, round_number=1)
    page = browser.get(f"/v/{token}/")
    form = next(form for form in read(page).forms if form.action.endswith("/reopen/"))
    answer = browser.post(form.action, form.values)
    assert answer.status_code == 302


def test_exactly_the_listed_cookies_are_set_anywhere(town):
    publish(town, a_dozen())
    case = paths.closed(town)
    resident, clerk, officer = Browser(), Browser(), Browser()
    use_the_switches(resident)
    file_and_track(resident)
    reopen_by_link(resident, town)
    log_in(clerk, "manager", "/accounts/login/")
    log_in(officer, "anna", "/admin/login/")
    named = list(every_address([case]))
    linked = [address for address, _page in reached_by(Client(), ["/"])]
    walk(resident, [*named, *linked])
    walk(clerk, named)
    walk(officer, named)
    given = resident.given | clerk.given | officer.given
    page = Client(headers=ENGLISH).get("/cookies/")
    listed = {row[0] for row in tables(page)[0][1:]}
    assert given == listed == {each.name for each in all_cookies()}


def test_who_only_reads_is_given_one_that_holds_forms_together(town):
    publish(town, a_dozen())
    reader = Browser()
    for address in READ:
        assert reader.get(address).status_code == 200
    assert reader.given == {"csrftoken"}


def test_a_browser_keeps_each_as_long_as_the_page_says(client, db):
    answer = client.post("/text-size/", {"size": "large"})
    told = {each.name: each.kept for each in all_cookies()}
    given = answer.cookies["text_size"]["max-age"]
    assert given == told["text_size"].total_seconds()
    assert kept_in_words(told["text_size"]) == "a year"
    language = client.post("/i18n/setlang/", {"language": "en"}).cookies
    assert language["django_language"]["max-age"] == ""
    assert told["django_language"] is None
