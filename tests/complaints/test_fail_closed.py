"""
When something that decides breaks, the answer is no: nothing is written, and the log
has one line about it, by which the request is found.
"""

import inspect
import logging
from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse

from complaints import codes, guards, policies
from complaints.admin import articles, board
from complaints.models import Case
from complaints.operations import chasing
from complaints.refusals import Refusal
from complaints.views import cases, photos, proofs
from complaints.workflow import TABLE
from registry.admin import access
from registry.admin.access import Register
from registry.models import Firm, User
from tests.complaints import paths
from tests.complaints.boarded import moderator
from tests.complaints.changes import CHANGES
from tests.complaints.changing import (
    FOUND,
    TEXT,
    at_desk,
    everything,
    of_the_case,
    of_the_firm,
)
from tests.complaints.desk import QUEUE, Desk
from tests.complaints.desk_changes import DESK
from tests.complaints.detours import WHY, extension_asked

pytestmark = pytest.mark.usefixtures("monday_at_five")

LATE = {
    "desk RECLASSIFY late": at_desk(
        "RECLASSIFY", "bo", paths.verified, DESK["RECLASSIFY"].typed
    ),
    "desk VERIFY again": at_desk(
        "VERIFY", "anna", paths.verified, {**FOUND, "note": WHY}
    ),
}
# What only the clock does: how a case gets there.
SWEPT = {
    Refusal.WINDOW_OVER: paths.reported,
    Refusal.DECISION_RUNNING: extension_asked,
}


class Broken(Exception):
    """Planted in place of a decision."""


class Planted:
    """Raises whatever it is asked, and remembers that it was."""

    def __init__(self):
        self.asked = 0

    def __call__(self, *_args, **_kwargs):
        self.asked += 1
        raise Broken


def errors_in(caplog):
    return [line for line in caplog.records if line.levelno >= logging.ERROR]


def is_closed(planted, caplog, send, *what):
    """Whether what is broken decided the request; then its line is all that it left."""
    before, asked = everything(), planted.asked
    caplog.clear()
    response = send(*what)
    if planted.asked == asked:
        return False
    assert response.status_code == 500
    assert everything() == before
    (line,) = errors_in(caplog)
    assert line.msg["event"] == "request_failed"
    assert line.msg["request_id"]
    assert "Broken" in line.msg["exception"]
    return True


def asking(guard):
    """The changes whose moves ask for this guard, in some state or other."""
    actions = {row.action for row in TABLE if guard in row.guards}
    return [
        change
        for change in (CHANGES | LATE).values()
        if actions & set(change.writes.split())
    ]


GUARDS = {**guards.PREDICATES, **guards.EXCLUSIONS}


def break_guard(monkeypatch, guard):
    planted = Planted()
    asked = guards.PREDICATES if guard in guards.PREDICATES else guards.EXCLUSIONS
    monkeypatch.setitem(asked, guard, planted)
    return planted


@pytest.mark.parametrize("guard", sorted(set(GUARDS) - set(SWEPT)))
def test_a_guard_that_breaks_lets_no_move_pass(town, monkeypatch, caplog, guard):
    """Asked of each change until one comes past the guard."""
    for change in asking(guard):
        case = change.reach(town)
        browser = change.browser(town, case)
        with monkeypatch.context() as patched:
            planted = break_guard(patched, guard)
            if is_closed(planted, caplog, change.send, browser, town, case):
                return
    pytest.fail(f"no change comes past {guard}")


@pytest.mark.parametrize("guard", SWEPT)
def test_a_guard_that_breaks_stops_the_clock_for_its_case_alone(
    town, monkeypatch, caplog, guard
):
    case = SWEPT[guard](town)
    moment = max(case.due_at, case.chase_at, case.decide_by or case.due_at)
    moment += timedelta(days=1)
    planted = break_guard(monkeypatch, guard)
    steps = case.steps.count()

    chasing.sweep(now=moment)

    assert planted.asked == 1
    (line,) = errors_in(caplog)
    assert line.getMessage() == f"complaints.Case {case.pk} could not be chased"
    written = case.steps.filter(number__gt=steps).values_list("action", flat=True)
    assert not set(written) & {"CLOSE", "DENY_EXTENSION"}
    assert Case.objects.get(pk=case.pk).state == case.state


# Whoever may see or do something is asked here: the module, the name, and a change that
# goes through it.
ASKED = {
    (policies, "visible_to"): "firm_case",
    (policies, "resident_may"): "case_answer",
    (policies, "resident_acts"): "resident NOTE",
    (policies, "firm_acts"): "firm REFUSE",
    (policies, "may_call"): "desk VISIT_TRY",
    (policies, "is_above_streets"): "desk SUPERVISE",
    (cases, "proof_for"): "case_answer",
    (photos, "session_of"): "photo_upload",
    (proofs, "_standing"): "resident WITHDRAW",
    (codes, "read_visit_token"): "visit",
}
# Asked where a page is shown, and not where it is sent to.
SHOWN = {
    "resident_may": of_the_case(""),
    "resident_acts": of_the_case(""),
    "firm_acts": of_the_firm(""),
    "may_call": lambda _case: reverse("admin:complaints_case_calls"),
    "is_above_streets": lambda _case: reverse(
        "admin:complaints_answeralert_changelist"
    ),
}


@pytest.mark.parametrize(
    ("module", "name"), [one for one in ASKED if one[1] not in SHOWN]
)
def test_a_policy_that_breaks_lets_nobody_change(
    town, monkeypatch, caplog, module, name
):
    change = CHANGES[ASKED[module, name]]
    case = change.reach(town)
    browser = change.browser(town, case)
    planted = Planted()
    monkeypatch.setattr(module, name, planted)

    assert is_closed(planted, caplog, change.send, browser, town, case)


@pytest.mark.parametrize(("module", "name"), [one for one in ASKED if one[1] in SHOWN])
def test_a_policy_that_breaks_lets_nobody_look(town, monkeypatch, caplog, module, name):
    change = CHANGES[ASKED[module, name]]
    case = change.reach(town)
    browser = change.browser(town, case)
    planted = Planted()
    monkeypatch.setattr(module, name, planted)

    assert is_closed(planted, caplog, browser.get, SHOWN[name](case))


# What is asked at the desk beside the cases: by which module, on which page.
BESIDE = {
    "messages_moderated_by": (board, "/admin/complaints/message/"),
    "may_write_articles": (articles, "/admin/complaints/article/"),
    "may_read_feedback": (policies, "/admin/complaints/feedback/"),
}


@pytest.mark.parametrize("name", BESIDE)
def test_a_policy_beside_the_cases_that_breaks_shows_nothing(
    town, monkeypatch, caplog, name
):
    module, address = BESIDE[name]
    planted = Planted()
    monkeypatch.setattr(module, name, planted)

    desk = Desk(moderator(town.anna).user)
    desk.client.raise_request_exception = False

    assert is_closed(planted, caplog, desk.client.get, address)


def test_every_policy_is_asked():
    own = {
        name
        for name, member in inspect.getmembers(policies, inspect.isfunction)
        if member.__module__ == policies.__name__ and not name.startswith("_")
    }
    asked = {name for module, name in ASKED if module is policies}
    assert own == asked | set(BESIDE)


def permissions_of(model_admin):
    """The names of what it is asked before something is shown or done."""
    own = vars(type(model_admin)) | vars(Register)
    return sorted(name for name in own if name.startswith("has_"))


CASES = admin.site.get_model_admin(Case)
FIRMS = admin.site.get_model_admin(Firm)


@pytest.mark.parametrize("name", permissions_of(CASES))
def test_a_permission_for_cases_that_breaks_is_a_refusal(
    town, monkeypatch, caplog, anna, name
):
    case = town.file()
    anna.client.raise_request_exception = False
    planted = Planted()
    monkeypatch.setattr(CASES, name, planted)
    accept = {"action": "accept_selected", "_selected_action": [case.pk]}

    asked = [
        is_closed(planted, caplog, anna.client.post, QUEUE, accept),
        is_closed(planted, caplog, anna.client.get, QUEUE),
        is_closed(planted, caplog, anna.client.get, "/admin/"),
    ]
    assert any(asked) or name in never_asked_of(CASES)


def never_asked_of(model_admin):
    """What cannot be done at all is not asked for."""
    return {
        name
        for name in ("has_change_permission", "has_delete_permission")
        if name in vars(type(model_admin))
    }


@pytest.mark.parametrize("name", permissions_of(FIRMS))
def test_a_permission_for_a_register_that_breaks_is_a_refusal(
    town, monkeypatch, caplog, name
):
    User.objects.filter(pk=town.anna.user.pk).update(is_superuser=True)
    client = Desk(User.objects.get(pk=town.anna.user.pk)).client
    client.raise_request_exception = False
    planted = Planted()
    monkeypatch.setattr(FIRMS, name, planted)
    address = f"/admin/registry/firm/{town.firm.pk}/change/"

    assert any(
        is_closed(planted, caplog, client.post, where, TEXT)
        for where in (address, "/admin/registry/firm/add/", "/admin/")
    )


@pytest.mark.parametrize("name", ["is_staff", "is_administrator", "person"])
def test_whoever_cannot_be_told_apart_is_let_in_nowhere(
    town, monkeypatch, caplog, anna, name
):
    anna.client.raise_request_exception = False
    planted = Planted()
    monkeypatch.setattr(access, name, planted)

    assert any(
        is_closed(planted, caplog, anna.client.post, where, TEXT)
        for where in ("/admin/registry/firm/add/", "/admin/registry/firm/")
    )
