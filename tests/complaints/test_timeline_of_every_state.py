"""The timeline in every state of a case: who, by when, done when, what next."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from complaints.operations import (
    appeals,
    correcting,
    handling,
    merging,
    timing,
    visiting,
)
from complaints.operations.filing import Reporter
from complaints.states import (
    OPEN_STATES,
    Channel,
    DeclineReason,
    Kind,
    Privacy,
    State,
)
from complaints.workflow import open_pairs
from tests.complaints import paths
from tests.complaints.paths import DONE, after
from tests.complaints.tracking import by_receipt, text_of

WHY = "A lift part was ordered in Shanghai."
NEIGHBOUR = "+8613900139000"
COUNTY = {Kind.RETALIATION}
CLOSED = [state for state in State if state not in OPEN_STATES]


@pytest.fixture(autouse=True)
def _english_on_monday(client):
    client.cookies["django_language"] = "en"
    with time_machine.travel(after(7), tick=False):
        yield


def declined(town, kind) -> Any:
    case = town.file(kind=kind)
    handling.decline(
        case=case,
        reason=DeclineReason.OTHER_BODY,
        text=WHY,
        way_on="The lighting office",
        by=town.county_dora if kind in COUNTY else town.anna,
        now=after(2),
    )
    return case


def appealed(town, kind) -> Any:
    case = declined(town, kind)
    appeals.appeal(case=case, by=town.resident, now=after(3))
    return case


def reported(town, kind) -> Any:
    if kind == Kind.COMPLAINT:
        return paths.reported(town)
    case = paths.accepted(town, kind=kind)
    by = town.county_dora if kind in COUNTY else town.anna
    handling.answer(case=case, text=DONE, by=by, now=after(5))
    return case


def closed(town, kind) -> Any:
    case = reported(town, kind)
    visiting.close(
        case=case, given=paths.YES, channel=Channel.LINK, by=town.resident, now=after(6)
    )
    return case


def withdrawn(town, kind) -> Any:
    case = paths.accepted(town, kind=kind)
    merging.withdraw(case=case, by=town.resident, now=after(3))
    return case


def merged(town, _kind) -> Any:
    target = paths.accepted(town)
    case = town.file(reporter=Reporter(Privacy.HIDDEN, phone=NEIGHBOUR))
    merging.merge(case=case, target=target, by=town.anna, now=after(3), text=WHY)
    return case


MADE: dict[State, Callable[..., Any]] = {
    State.FILED: lambda town, kind: town.file(kind=kind),
    State.ACCEPTED: lambda town, kind: paths.accepted(town, kind=kind),
    State.DECLINED: declined,
    State.APPEALED: appealed,
    State.VERIFIED: lambda town, _kind: paths.verified(town),
    State.DISPOSED: lambda town, _kind: paths.disposed(town),
    State.RECTIFIED: lambda town, _kind: paths.rectified(town),
    State.REPORTED: reported,
    State.CLOSED: closed,
    State.WITHDRAWN: withdrawn,
    State.MERGED: merged,
}
OPEN = sorted(open_pairs())
OVER = [
    (kind, state)
    for state in CLOSED
    for kind in Kind
    if state != State.MERGED or kind == Kind.COMPLAINT
]


def check_done(step) -> None:
    assert step["actual"], step
    assert step["promised"], step
    assert step.get("holder") or step.get("note"), step


@pytest.mark.parametrize(("kind", "state"), OPEN)
def test_an_open_case_says_who_by_when_and_what_comes_next(client, town, kind, state):
    case = MADE[state](town, kind)
    assert (case.kind, case.state) == (kind, state)
    page = by_receipt(client, case)
    steps = page.context["steps"]

    (current,) = [step for step in steps if step["tone"] in ("now", "late")]
    assert current["promised"]
    assert current["next"].startswith("Then")
    assert current.get("holder") or current["word"] == "Waiting for your answer"
    assert page.context["now"]
    for step in steps[: steps.index(current)]:
        if step["tone"] == "done":
            check_done(step)
    for step in steps[steps.index(current) + 1 :]:
        assert (step["tone"], bool(step["promised"])) == ("ahead", True)
    text = text_of(page)
    assert current["next"] in text
    assert current["promised"] in text


@pytest.mark.parametrize(("kind", "state"), OPEN)
def test_an_overdue_step_says_by_how_many_days_in_words(client, town, kind, state):
    case = MADE[state](town, kind)
    due = case.due_at
    with time_machine.travel(due + timedelta(days=4), tick=False):
        page = by_receipt(client, case)
    (late,) = [step for step in page.context["steps"] if step["tone"] == "late"]
    assert "overdue" in late["late"].lower()
    assert any(letter.isdigit() for letter in late["late"])
    assert late["late"] in text_of(page)


@pytest.mark.parametrize(("kind", "state"), OVER)
def test_a_case_that_is_over_says_what_was_done_and_what_can_follow(
    client, town, kind, state
):
    case = MADE[state](town, kind)
    assert (case.kind, case.state) == (kind, state)
    page = by_receipt(client, case)
    steps = page.context["steps"]
    assert {step["tone"] for step in steps} <= {"done", "none"}
    for step in steps:
        if step["tone"] == "done":
            check_done(step)
    assert page.context["now"]
    buttons = {str(one["title"]) for one in page.context["acts"]}
    declined = state == State.DECLINED
    assert ("Ask for a review" in buttons) == declined
    until = "You can ask for it until Tuesday 17 March, 11:00."
    assert (until in text_of(page)) == declined
    assert (page.context["reopen"] is not None) == (state == State.CLOSED)


def extended(town) -> Any:
    """Promised for 17 March, extended to the 24th."""
    case = paths.disposed(town)
    timing.ask_extension(
        case=case,
        until=after(22 * 24).date(),
        text=WHY,
        by=town.manager,
        now=case.due_at - timedelta(hours=2),
    )
    timing.extend(
        case=case, text=WHY, by=town.anna, now=case.due_at - timedelta(hours=1)
    )
    return case


def test_a_step_whose_new_date_has_passed_too_tells_both(client, town):
    case = extended(town)
    with time_machine.travel(after(24 * 24), tick=False):
        page = by_receipt(client, case)
    (late,) = [step for step in page.context["steps"] if step["tone"] == "late"]
    assert late["late"] == "2 working days overdue"
    assert late["promised"] == "Tuesday 24 March"
    text = text_of(page)
    assert "First promised by Tuesday 17 March." in text
    assert WHY in text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_both_languages_tell_the_next_step(client, town, language):
    client.cookies["django_language"] = language
    page = text_of(by_receipt(client, paths.verified(town)))
    told = {
        "en": "Then: It is put right, by Tuesday 17 March.",
        "zh-hans": "下一步：",
    }
    assert told[language] in page


def test_a_case_handed_on_goes_on_with_the_other_office(client, town):
    case = paths.accepted(town)
    correcting.transfer(
        case=case, to=town.other_street, text=WHY, by=town.anna, now=after(3)
    )
    page = by_receipt(client, case)
    (current,) = [step for step in page.context["steps"] if step["tone"] == "now"]
    assert current["holder"] == town.other_street.label
