"""Each change writes the steps that it promises, and everything of it or nothing."""

import pytest
from django.contrib import admin
from django.db import connection
from django.urls import reverse

from complaints import urls
from complaints.admin.moves import DESK_MOVES
from complaints.models import Case
from complaints.operations import auditing
from complaints.views.acts import ACTS
from complaints.views.firm_acts import FIRM_ACTS
from registry.ledger import triggers
from tests.complaints.changes import (
    CHANGES,
    COUNTS_TRIES,
    FIRMS,
    OF_ACTS,
    RESIDENTS,
    WRITES_NO_CASE,
)
from tests.complaints.changing import everything, last_step, steps_after
from tests.complaints.desk import Desk
from tests.complaints.desk_changes import DESK
from tests.complaints.detours import drawn_for_a_second_visit, told_on_friday
from tests.complaints.page_changes import PAGES

pytestmark = pytest.mark.usefixtures("monday_at_five")

# What reads, and searches.
READ_AT_THE_DESK = {
    "complaints_case_calls",
    "complaints_case_change",
    "complaints_case_communities",
    "complaints_case_second_visits",
    "complaints_texts",
}


def plant(table, event):
    """From now on the database fails at this, as a full disk would."""
    connection.check_constraints()  # PostgreSQL first does what it has put off
    broken = triggers._refusal(name="planted_failure", table=table, event=event)
    triggers.install(connection, [broken])


@pytest.fixture(params=CHANGES)
def sent(request, town):
    """One change, ready to be sent."""
    change = CHANGES[request.param]
    case = change.reach(town)
    browser = change.browser(town, case)
    return lambda: change.send(browser, town, case)


@pytest.fixture
def change(request, sent):
    return CHANGES[request.node.callspec.params["sent"]]


def test_a_change_writes_the_steps_that_it_promises(sent, change):
    before = last_step()

    response = sent()

    assert response.status_code in (200, 201, 302)
    assert steps_after(before) == change.writes
    assert {one.broken for one in auditing.examine()} <= {None}


def test_a_failure_at_the_last_write_takes_back_all_of_it(sent, change):
    before = everything()
    plant(*change.last)

    response = sent()

    assert response.status_code == 500
    assert everything() == before


def test_every_act_of_the_desk_the_residents_and_the_firms_is_here():
    assert set(DESK) == set(DESK_MOVES)
    assert set(RESIDENTS) == set(ACTS)
    assert set(FIRMS) == set(FIRM_ACTS)


def desk_of_cases():
    return admin.site.get_model_admin(Case)


def test_every_address_is_here_or_only_reads(client, town):
    known = set(PAGES) | OF_ACTS | COUNTS_TRIES | WRITES_NO_CASE
    pages = {pattern.name: pattern for pattern in urls.urlpatterns}
    reading = set(pages) - known
    for name in reading:
        view = pages[name].callback
        values = dict.fromkeys(pages[name].pattern.converters, "x")
        request = client.post("/").wsgi_request
        request.user = town.manager.user
        assert view(request, **values).status_code == 405, name

    at_desk = {pattern.name for pattern in desk_of_cases().get_urls()}
    assert at_desk - known == READ_AT_THE_DESK
    assert known <= set(pages) | at_desk


@pytest.mark.parametrize("page", sorted(READ_AT_THE_DESK))
@pytest.mark.parametrize("who", ["bo", "county_dora"])
def test_what_only_reads_at_the_desk_changes_nothing(town, who, page):
    case = town.file()
    told_on_friday(town)
    drawn_for_a_second_visit(town)
    one = [case.pk] if page == "complaints_case_change" else []
    desk, before = Desk(getattr(town, who).user), everything()

    typed = {"action": "accept", "call": "NO_ANSWER", "q": "dqhy"}
    response = desk.client.post(reverse(f"admin:{page}", args=one), typed)
    assert response.status_code in (200, 405)
    assert everything() == before


def test_the_queue_has_no_other_action(rf):
    assert desk_of_cases().actions == ("accept_selected",)
