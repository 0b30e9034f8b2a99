"""
The clock of a worker is set back by ten minutes, or goes ahead by two days: nothing is
done twice, nothing that was over comes back, history keeps the order of its numbers.
"""

import json
from datetime import date, timedelta

import pytest

from complaints.models import Answer, Case, PhoneCode, Step
from complaints.operations import auditing, chasing, handling, proving
from complaints.operations.proving import CodeWrong
from complaints.queries.facts import history_of
from complaints.queries.timeline import timeline_of
from complaints.states import Action, State
from complaints.tasks import forget_codes
from registry.models import Notice
from registry.sealing import unseal
from tests.complaints import paths
from tests.complaints.detours import extension_asked, paused
from tests.complaints.paths import HOUR, after
from tests.town import PHONE

BACK = timedelta(minutes=10)
AHEAD = timedelta(days=2)
MINUTE = timedelta(minutes=1)


def hazard(town):
    return town.file(category="fire-charging")


# Where a case waits for the clock, and the moments at which it does something.
WAITING = {
    "filed": paths.filed,
    "a hazard": hazard,
    "with the firm": paths.disposed,
    "paused": paused,
    "an extension asked for": extension_asked,
    "reported": paths.reported,
}


def jumps(moment):
    """What a worker reads around a moment: right, behind, ahead, and right again."""
    return (
        moment,
        moment - BACK,
        moment,
        moment + AHEAD,
        moment + MINUTE,
        moment + AHEAD - BACK,
        moment + AHEAD,
    )


def written_once(case):
    """The steps that the clock wrote, each about one waiting of one round."""
    steps = Step.objects.filter(case=case, actor_kind="SYSTEM")
    return list(steps.order_by("number").values_list("action", "about", "round"))


@pytest.mark.parametrize("name", WAITING)
def test_a_clock_that_jumps_chases_no_case_twice(town, name):
    case = WAITING[name](town)
    for _ in range(12):
        case.refresh_from_db()
        moment = min(
            filter(None, (case.chase_at, case.decide_by, case.safe_by)), default=None
        )
        if moment is None:
            break
        for now in jumps(moment):
            chasing.sweep(now=now)

    steps = written_once(case)
    assert steps
    assert len(set(steps)) == len(steps)
    assert {one.broken for one in auditing.examine()} == {None}


@pytest.mark.parametrize("name", WAITING)
def test_nobody_is_told_twice_of_one_thing(town, name):
    case = WAITING[name](town)
    for now in jumps(case.due_at):
        chasing.sweep(now=now)

    keys = Notice.objects.values_list("dedupe_key", flat=True)
    assert len(set(keys)) == len(keys)


def test_what_was_overdue_for_a_clock_that_went_ahead_is_urged_once(town):
    case = paths.disposed(town)
    due = case.due_at

    assert chasing.sweep(now=due - timedelta(days=1) + AHEAD).urged == 1
    assert not Case.objects.overdue_at(due - MINUTE).exists()
    assert chasing.sweep(now=due - MINUTE).urged == 0
    assert chasing.sweep(now=due).urged == 0
    assert Case.objects.overdue_at(due).get() == case
    assert case.steps.filter(action=Action.URGE).count() == 1


def test_a_window_that_was_closed_stays_closed(town):
    case = paths.reported(town)
    for now in jumps(case.due_at):
        chasing.sweep(now=now)

    case.refresh_from_db()
    assert case.state == State.CLOSED
    assert case.steps.filter(action=Action.CLOSE).count() == 1
    assert not Answer.objects.exists()


def test_history_keeps_the_order_of_its_numbers(town):
    case = town.file()
    handling.accept(case=case, by=town.anna, now=after(0) - BACK)
    handling.verify(case=case, found=paths.found(), by=town.bo, now=after(0) + AHEAD)
    handling.dispose(
        case=case, order=paths.order_to_firm(town), by=town.bo, now=after(1)
    )

    actions = ["FILE", "ACCEPT", "VERIFY", "DISPOSE"]
    assert [step.action for step in history_of(case)] == actions
    shown = timeline_of(case, now=after(2)).history
    assert [step.action for step in shown] == actions
    assert min(step.waited_seconds for step in shown) == 0
    assert auditing.examine_one(case.number).broken is None


def test_an_anchor_of_a_day_to_come_stands_and_the_days_before_it_have_none(town):
    case = town.file()
    today = date(2026, 3, 2)
    assert auditing.anchor(day=today)
    assert auditing.anchor(day=today + AHEAD)
    paths.accepted(town)

    assert not auditing.anchor(day=today + timedelta(days=1))
    assert auditing.anchor(day=today + timedelta(days=3))
    found, newest = auditing.examine_anchors()
    assert found == []
    assert {one.broken for one in auditing.examine(newest.heads())} == {None}
    assert case.steps.count() == 1


# Codes for phones

SENT = after(1)


def send(case, *, now=SENT):
    """The code that the phone got, if it got one."""
    proving.send_code(
        number=case.number,
        phone=PHONE,
        session="a session",
        network="a network",
        language="en",
        now=now,
    )
    newest = Notice.objects.filter(template__endswith="/code.txt").order_by("pk").last()
    return json.loads(unseal(newest.payload_sealed))["code"]


def opens(case, code, *, now):
    try:
        proving.prove(
            number=case.number, phone=PHONE, session="a session", code=code, now=now
        )
    except CodeWrong:
        return False
    return True


def test_a_code_that_was_too_old_stays_so_when_the_clock_is_set_back(town):
    case = town.file()
    code = send(case)

    assert not opens(case, code, now=SENT + 11 * MINUTE)
    assert not opens(case, code, now=SENT + 11 * MINUTE - BACK)


def test_a_code_that_nobody_typed_is_forgotten_within_a_minute(town, monkeypatch):
    case = town.file()
    code = send(case)
    monkeypatch.setattr("complaints.tasks.timezone.now", lambda: SENT + 10 * MINUTE)
    assert forget_codes() == 1

    assert not opens(case, code, now=SENT + 11 * MINUTE - BACK)
    assert not PhoneCode.objects.exists()


def test_a_used_code_and_a_tried_out_one_stay_so(town):
    case = town.file()
    code = send(case)
    assert opens(case, code, now=SENT + MINUTE)
    assert not opens(case, code, now=SENT + MINUTE - BACK)

    tried = send(case, now=SENT + 2 * MINUTE)
    for _ in range(5):
        assert not opens(case, "no code", now=SENT + 3 * MINUTE)
    assert not opens(case, tried, now=SENT + 3 * MINUTE - BACK)


def test_a_code_of_a_clock_that_went_ahead_is_good_for_no_longer(town):
    case = town.file()
    early = send(case, now=SENT + AHEAD)

    assert not opens(case, early, now=SENT)
    assert opens(case, send(case, now=SENT + MINUTE), now=SENT + 2 * MINUTE)
    assert opens(case, early, now=SENT + AHEAD + MINUTE)


def test_a_clock_that_is_set_back_leaves_a_new_code_good(town):
    case = town.file()
    code = send(case)

    assert opens(case, code, now=SENT + MINUTE - BACK)


def test_a_clock_that_went_ahead_ends_the_codes_that_it_saw(town):
    case = town.file()
    code = send(case)
    proving.forget_codes(now=SENT + AHEAD)

    assert not opens(case, code, now=SENT + MINUTE)
    assert opens(
        case, send(case, now=SENT + 2 * MINUTE), now=SENT + 2 * MINUTE + HOUR / 60
    )
