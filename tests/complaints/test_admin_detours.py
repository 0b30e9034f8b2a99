"""The desk off the straight way: each form, its refusal at its field, a stale form."""

import pytest
import time_machine

from complaints.models import Case, Step
from complaints.operations import (
    appeals,
    chasing,
    handling,
)
from complaints.operations.filing import Place
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    DeclineReason,
    Kind,
    State,
)
from tests.complaints import paths
from tests.complaints.desk import Desk, actions_of, offered_to, refusals_of, texts
from tests.complaints.detours import (
    FINAL,
    WHY,
    appealed,
    extension_asked,
    number_of_the_other,
    paused,
    refused_twice,
    reopened_twice,
    to_department,
    with_a_target,
)
from tests.complaints.paths import after

pytestmark = pytest.mark.usefixtures("monday_at_five")


@pytest.fixture
def dora(town):
    return Desk(town.county_dora.user)


@pytest.fixture
def fireman(town):
    return Desk(town.fireman.user)


TEXT = {"text": WHY}

# Who makes which move from where, what is typed, and where the case is then.
MADE = {
    "OVERTURN": ("dora", appealed, TEXT, State.ACCEPTED),
    "UPHOLD": ("dora", appealed, TEXT, State.DECLINED),
    "CONFIRM_DUTY": ("dora", refused_twice, TEXT, State.DISPOSED),
    "RELEASE": ("dora", refused_twice, TEXT | {"duty": "DEVELOPER"}, State.VERIFIED),
    "RECALL": ("anna", paths.disposed, TEXT, State.VERIFIED),
    "REFUSE": ("fireman", to_department, TEXT, State.VERIFIED),
    "RECLASSIFY": (
        "bo",
        paths.accepted,
        TEXT | {"kind": "COMPLAINT", "urgency": "URGENT", "category": "fire-charging"},
        State.ACCEPTED,
    ),
    "TRANSFER": ("anna", paths.verified, TEXT | {"target": "340104008"}, State.FILED),
    "RAISE": ("dora", paths.disposed, TEXT, State.DISPOSED),
    "ASK_EXTENSION": (
        "anna",
        paths.verified,
        TEXT | {"until": "2026-03-09"},
        State.VERIFIED,
    ),
    "EXTEND": ("anna", extension_asked, {"text": ""}, State.DISPOSED),
    "DENY_EXTENSION": ("bo", extension_asked, TEXT, State.DISPOSED),
    "PAUSE": (
        "anna",
        paths.disposed,
        TEXT | {"reason": "EXPERT", "document": "Order no. 7", "until": "2026-03-09"},
        State.DISPOSED,
    ),
    "RESUME": ("bo", paused, {}, State.DISPOSED),
    "PLAN": (
        "dora",
        paths.disposed,
        TEXT | {"milestone_1": "The owners vote.", "by_1": "2026-05-08"},
        State.DISPOSED,
    ),
    "NOTE": ("bo", paths.disposed, TEXT, State.DISPOSED),
    "SUPERVISE": ("dora", paths.disposed, TEXT, State.DISPOSED),
}


@pytest.mark.parametrize("name", MADE)
def test_each_move_is_offered_made_and_told(town, request, name):
    who, reach, typed, state = MADE[name]
    desk = request.getfixturevalue(who)
    case = reach(town)
    assert name in offered_to(desk, case)

    response = desk.make(case, Action(name), **typed)

    assert response.status_code == 302, refusals_of(response)
    case.refresh_from_db()
    assert (case.state, name in actions_of(case)) == (state, True)
    assert desk.open(case).status_code in (200, 404)


# What is left out, and the field that says so.
MISSING = {
    "OVERTURN": ("text", ""),
    "UPHOLD": ("text", "short"),
    "CONFIRM_DUTY": ("text", ""),
    "RELEASE": ("duty", ""),
    "RECALL": ("text", "short"),
    "REFUSE": ("text", "short"),
    "RECLASSIFY": ("text", "short"),
    "TRANSFER": ("target", ""),
    "RAISE": ("text", "short"),
    "ASK_EXTENSION": ("until", "2026-04-20"),
    "DENY_EXTENSION": ("text", "short"),
    "PAUSE": ("document", ""),
    "PLAN": ("by_1", ""),
    "NOTE": ("text", ""),
    "SUPERVISE": ("text", "short"),
}


@pytest.mark.parametrize("name", MISSING)
def test_what_is_missing_is_told_at_its_field_and_the_rest_is_kept(town, request, name):
    who, reach, typed, _state = MADE[name]
    desk = request.getfixturevalue(who)
    case = reach(town)
    steps = Step.objects.filter(case=case).count()
    field, value = MISSING[name]

    response = desk.make(case, Action(name), **typed | {field: value})

    form = response.context["form"]
    assert field in form.errors
    kept = {key: form[key].value() for key in typed if key != field}
    assert kept == {key: value for key, value in typed.items() if key != field}
    assert Step.objects.filter(case=case).count() == steps


# A step beside the moves that dates nothing asks for no version.
FRESH = {"NOTE", "SUPERVISE", "DENY_EXTENSION", "ASK_EXTENSION"}
STALE = [name for name in MADE if name not in FRESH]


@pytest.mark.parametrize("name", STALE)
def test_a_form_that_is_older_than_the_case_is_refused_with_what_was_typed(
    town, request, name
):
    who, reach, typed, _state = MADE[name]
    desk = request.getfixturevalue(who)
    case = reach(town)
    before = Case.objects.filter(pk=case.pk).values().get()
    steps = Step.objects.filter(case=case).count()

    response = desk.make(case, Action(name), version=case.version - 1, **typed)

    assert response.status_code == 409
    assert "Somebody else changed this case" in texts(response)
    assert all(str(value) in texts(response) for value in typed.values())
    assert Case.objects.filter(pk=case.pk).values().get() == before
    assert Step.objects.filter(case=case).count() == steps


def test_a_report_is_merged_and_parted_at_the_desk(town, anna):
    case = with_a_target(town)
    page = anna.open(case)
    assert "Merge into another case" in texts(page)
    anna.make(case, Action.MERGE, **number_of_the_other(case))
    case.refresh_from_db()
    assert case.state == State.MERGED

    anna.make(case, Action.UNMERGE, text=WHY)
    case.refresh_from_db()
    assert case.state == State.FILED


def test_a_case_without_another_of_its_kind_is_merged_into_nothing(town, anna):
    case = town.file()
    response = anna.make(case, Action.MERGE, target="34-2603-000001-0")
    assert response.status_code == 200
    assert "No other case of this community" in texts(response)


def test_the_county_ends_a_case_that_was_reopened_twice(town, dora):
    case = reopened_twice(town)
    short = dora.make(case, Action.FINAL, **FINAL | {"remains": "short"})
    assert str(Refusal.FINAL_REVIEW.label) in refusals_of(short)

    assert dora.make(case, Action.FINAL, **FINAL).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.closing) == (State.CLOSED, "FINAL")


def test_what_waits_for_a_decision_stands_under_its_tab_and_leaves_it(town, dora, anna):
    cases = [appealed(town), refused_twice(town)]
    asked = extension_asked(town)

    found = dora.queue(queue="decide").context["rows"]
    assert {row.pk for row in found} == {case.pk for case in cases}
    mine = anna.queue(queue="decide").context["rows"]
    assert [row.pk for row in mine] == [asked.pk]

    dora.make(cases[0], Action.UPHOLD, text=WHY)
    dora.make(cases[1], Action.CONFIRM_DUTY, text=WHY)
    anna.make(asked, Action.EXTEND, text="")
    assert dora.queue(queue="decide").context["rows"] == []
    assert anna.queue(queue="decide").context["rows"] == []


def test_a_clock_that_stands_still_and_a_problem_case_are_seen_at_once(town, dora):
    case = paused(town)
    assert "Clock stands still until" in texts(dora.open(case))
    dora.make(case, Action.RAISE, text=WHY)
    page = texts(dora.open(case))
    assert "Problem case" in page
    assert "Order no. 7" in page


def test_a_county_keeps_secret_what_is_a_report_of_retaliation(town, dora):
    case = town.file(kind=Kind.RETALIATION)
    page = texts(dora.open(case))
    assert "Bijiashan Street" not in page
    assert "Hefei City" in page


def test_an_appeal_may_be_located_before_it_is_overturned(town, dora):
    case = town.file(place=Place(region=town.street, description="behind the school"))
    handling.decline(
        case=case,
        reason=DeclineReason.UNCLEAR,
        text="It is not said where it is.",
        way_on="Say where it is.",
        by=town.anna,
        now=after(1),
    )
    appeals.appeal(case=case, by=town.resident, now=after(2))
    refused = dora.make(case, Action.OVERTURN, text=WHY)
    assert str(Refusal.LOCATED.label) in texts(refused)
    dora.make(case, Action.LOCATE, community="DQHY")
    assert dora.make(case, Action.OVERTURN, text=WHY).status_code == 302


def test_a_pause_ends_by_itself_on_its_day(town, anna):
    case = paused(town)
    with time_machine.travel(case.paused_until, tick=False):
        chasing.sweep(now=case.paused_until)
        assert "Clock stands still until" not in texts(anna.open(case))
