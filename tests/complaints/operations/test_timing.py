"""Time that is asked for, stands still, or is planned for long works."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from complaints.models import Promise, Step
from complaints.operations import chasing, handling, timing
from complaints.operations.filing import Origin
from complaints.operations.handling import Disposal, NewCommitment
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    Channel,
    Kind,
    Measure,
    Party,
    PauseReason,
    Stage,
    State,
)
from registry.actors import System
from registry.models import Notice, User
from tests.complaints import paths
from tests.complaints.outcomes import (
    last_step,
    refusal_of,
    same_as_stored,
    templates,
    told_of,
)
from tests.complaints.paths import DONE, after
from tests.town import PHONE

WHY = "A lift part was ordered and comes late."
DAY = 24
# Handed over on Monday 2 March 2026, promised until Tuesday 17 March, 24:00.
DUE = after(15 + 15 * DAY)
SWEEP = System("sweep")


def asked(town, until=date(2026, 3, 24), **filing) -> Any:
    case = paths.disposed(town, **filing)
    timing.ask_extension(
        case=case, until=until, text=WHY, by=town.manager, now=after(4)
    )
    return case


def promised(case, stage) -> Any:
    return Promise.objects.filter(case=case, stage=stage).order_by("revision").last()


def pause_of(case, **more) -> dict[str, Any]:
    return {
        "case": case,
        "reason": PauseReason.EXPERT,
        "document": "Order of an expertise, no. 7",
        "until": date(2026, 3, 11),
        "text": "The expert looks at the roof.",
        "now": after(2 * DAY + 4),
    } | more


def test_a_firm_asks_for_time_and_the_form_of_the_office_stays_fresh(town):
    User.objects.filter(pk=town.bo.user.pk).update(email="bo@x.example")
    case = paths.disposed(town)
    version = case.version
    timing.ask_extension(
        case=case, until=date(2026, 3, 24), text=WHY, by=town.manager, now=after(4)
    )

    assert (case.version, case.due_at) == (version, DUE)
    assert last_step(case).detail["days"] == 5
    assert last_step(case).detail["decide_by"] == "2026-03-04T00:00:00+08:00"
    assert templates()[-1] == "extension_asked.txt"


def test_a_granted_extension_moves_due_moment_and_promises_with_its_reason(town):
    case = asked(town)
    before = promised(case, Stage.VISIT).promised_at
    timing.extend(case=case, text=WHY, by=town.anna, now=after(5))

    assert case.due_at == DUE + timedelta(days=7)
    assert promised(case, Stage.RECTIFICATION).promised_at == case.due_at
    assert promised(case, Stage.RECTIFICATION).step == last_step(case)
    assert promised(case, Stage.VISIT).promised_at > before
    assert templates()[-2:] == ["extended.txt", "firm_extension_granted.txt"]
    assert same_as_stored(case)


def test_the_firm_stays_measured_on_its_first_due_moment(town):
    case = asked(town)
    timing.extend(case=case, text=WHY, by=town.anna, now=after(5))
    handling.rectify(
        case=case,
        text=DONE,
        no_photo_because="It is dark.",
        by=town.manager,
        now=DUE + timedelta(hours=1),
    )
    assert last_step(case).spare_seconds == -3600


def test_an_extended_case_is_reminded_and_urged_again(town):
    case = paths.disposed(town)
    chasing.sweep(now=DUE - timedelta(hours=1))
    case.refresh_from_db()
    timing.ask_extension(
        case=case,
        until=date(2026, 3, 24),
        text=WHY,
        by=town.manager,
        now=DUE - timedelta(minutes=30),
    )
    timing.extend(case=case, text=WHY, by=town.anna, now=DUE - timedelta(minutes=9))
    for days in range(12):
        chasing.sweep(now=DUE + timedelta(days=days))

    chased = Step.objects.filter(case=case, action__in=[Action.REMIND, Action.URGE])
    assert [step.action for step in chased.order_by("number")][:3] == [
        "REMIND",
        "REMIND",
        "URGE",
    ]


@pytest.mark.parametrize(
    ("until", "now", "refusal"),
    [
        (date(2026, 3, 17), after(4), Refusal.NEW_DATE),
        (date(2026, 4, 1), after(4), Refusal.NEW_DATE),
        (date(2026, 3, 24), DUE, Refusal.IN_TIME),
    ],
    ids=["no later", "eleven working days", "too late"],
)
def test_what_cannot_be_asked_for(town, until, now, refusal):
    case = paths.disposed(town)
    tried = refusal_of(
        timing.ask_extension,
        case=case,
        until=until,
        text=WHY,
        by=town.manager,
        now=now,
    )
    assert tried == refusal


def test_ten_working_days_in_all_and_three_times(town):
    case = paths.disposed(town)
    wanted = {"case": case, "text": WHY, "by": town.manager}
    for day in (24, 26, 31):  # 5 + 2 + 3 working days
        timing.ask_extension(until=date(2026, 3, day), now=after(4), **wanted)
        timing.extend(case=case, text=WHY, by=town.anna, now=after(5))
    tried = refusal_of(
        timing.ask_extension, until=date(2026, 4, 1), now=after(6), **wanted
    )
    assert tried == Refusal.EXTENSIONS_LEFT


def test_nobody_asks_twice_at_a_time(town):
    case = asked(town)
    tried = refusal_of(
        timing.ask_extension,
        case=case,
        until=date(2026, 3, 25),
        text=WHY,
        by=town.manager,
        now=after(5),
    )
    assert tried == Refusal.ASKED_ALREADY


def test_a_refused_extension_changes_nothing_and_tells_the_firm(town):
    case = asked(town)
    said = {"case": case, "by": town.bo, "now": after(5)}
    assert refusal_of(timing.deny_extension, text="no", **said) == Refusal.TEXT
    timing.deny_extension(text="The part is on the shelf.", **said)

    assert case.due_at == DUE
    assert templates()[-1] == "firm_extension_denied.txt"
    tried = refusal_of(timing.extend, text=WHY, **said)
    assert tried == Refusal.NOTHING_ASKED


@pytest.fixture
def mailed(town):
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@x.example")
    return town


def test_the_firm_that_asked_is_told_that_it_was_granted(town):
    timing.extend(case=asked(town), text=WHY, by=town.bo, now=after(5))
    assert told_of("extended") == {PHONE}
    assert told_of("firm_extension_granted") == {town.firm.duty_phone}


@pytest.mark.parametrize("path", [paths.verified, paths.disposed])
@pytest.mark.parametrize("granted", [True, False])
def test_the_office_that_asked_is_told_and_not_the_firm_in_hand(mailed, path, granted):
    case = path(mailed)
    timing.ask_extension(
        case=case,
        until=(case.due_at + timedelta(days=3)).date(),
        text=WHY,
        by=mailed.anna,
        now=after(4),
    )
    Notice.objects.all().delete()
    decide = timing.extend if granted else timing.deny_extension
    decide(case=case, text=WHY, by=mailed.county_dora, now=after(5))

    word = "extension_granted" if granted else "extension_denied"
    assert told_of(word) == {"anna@x.example", "bo@x.example"}
    assert not told_of(f"firm_{word}")


def test_silence_refuses_an_extension_and_not_before_its_time(town):
    case = asked(town)
    lapse = after(15 + DAY)
    early = lapse - timedelta(seconds=1)
    tried = refusal_of(timing.let_lapse, case=case, by=SWEEP, now=early)
    assert tried == Refusal.DECISION_RUNNING

    timing.let_lapse(case=case, by=SWEEP, now=lapse)
    assert last_step(case).action == Action.DENY_EXTENSION
    assert case.due_at == DUE


def test_an_office_asks_the_one_above_for_its_own_time(town):
    case = paths.verified(town)
    timing.ask_extension(
        case=case, until=date(2026, 3, 12), text=WHY, by=town.anna, now=after(3)
    )
    own = refusal_of(timing.extend, case=case, text=WHY, by=town.bo, now=after(4))
    assert own == Refusal.NOT_ONE_UP
    timing.extend(case=case, text=WHY, by=town.county_dora, now=after(4))

    assert case.due_at == after(15 + 10 * DAY)
    assert promised(case, Stage.DISPOSAL).promised_at == case.due_at


def test_a_paused_clock_stands_still_as_planned(town):
    case = paths.disposed(town)
    timing.pause(by=town.anna, **pause_of(case))

    # from Wednesday to Wednesday: five working days
    assert last_step(case).detail["days"] == 5
    assert case.due_at == DUE + timedelta(days=7)
    assert promised(case, Stage.RECTIFICATION).promised_at == case.due_at
    assert last_step(case).measured_due_at == case.due_at
    assert case.chase_at == case.paused_until
    assert templates()[-1] == "paused.txt"
    assert same_as_stored(case)


def test_it_runs_again_by_itself_when_the_pause_is_over(town):
    case = paths.disposed(town)
    timing.pause(by=town.anna, **pause_of(case))
    due = case.due_at
    chasing.sweep(now=case.paused_until - timedelta(seconds=1))
    chasing.sweep(now=case.paused_until)
    case.refresh_from_db()

    assert (case.paused_until, case.due_at) == (None, due)
    assert last_step(case).action == Action.RESUME
    assert templates()[-1] == "resumed.txt"


def test_who_lets_it_run_earlier_gets_no_more_than_the_time_it_stood(town):
    case = paths.disposed(town)
    timing.pause(by=town.anna, **pause_of(case))
    timing.resume(case=case, by=town.bo, now=after(4 * DAY + 4))  # on Friday

    assert last_step(case).detail["days"] == 2
    assert case.due_at == DUE + timedelta(days=2)
    assert promised(case, Stage.RECTIFICATION).promised_at == case.due_at
    assert last_step(case).measured_due_at == case.due_at
    assert case.chase_at is not None
    assert same_as_stored(case)


def reminders(case) -> int:
    return Step.objects.filter(case=case, action=Action.REMIND).count()


def test_a_holder_is_reminded_at_three_quarters_of_the_time_that_the_clock_ran(town):
    case = paths.disposed(town)
    begun, stood = case.entered_at, timedelta(days=2)
    timing.pause(by=town.anna, **pause_of(case))
    timing.resume(case=case, by=town.bo, now=after(4 * DAY + 4))
    assert case.due_at == DUE + stood
    assert case.chase_at == begun + stood + (DUE - begun) * 0.75

    chasing.sweep(now=case.chase_at - timedelta(seconds=1))
    assert reminders(case) == 0
    chasing.sweep(now=case.chase_at)
    case.refresh_from_db()
    assert (reminders(case), case.chase_at) == (1, case.due_at)


def test_the_time_of_every_pause_is_left_out(town):
    case = paths.disposed(town)
    begun = case.entered_at
    timing.pause(by=town.anna, **pause_of(case))
    timing.resume(case=case, by=town.bo, now=after(3 * DAY + 4))
    timing.pause(by=town.anna, **pause_of(case, now=after(3 * DAY + 5)))
    timing.resume(case=case, by=town.bo, now=after(4 * DAY + 5))
    assert case.due_at == DUE + timedelta(days=2)
    assert case.chase_at == begun + timedelta(days=2) + (DUE - begun) * 0.75


def test_who_was_reminded_before_a_pause_is_not_after_it(town):
    case = paths.disposed(town)
    chasing.sweep(now=DUE - timedelta(days=2))
    case.refresh_from_db()
    paused = {"now": DUE - timedelta(hours=12), "until": date(2026, 3, 24)}
    timing.pause(by=town.anna, **pause_of(case, **paused))
    timing.resume(case=case, by=town.bo, now=DUE + timedelta(days=2, hours=12))
    assert case.due_at == DUE + timedelta(days=3)
    assert (reminders(case), case.chase_at) == (1, case.due_at)


def test_a_reminder_is_not_due_before_the_clock_runs_again(town):
    """Two days of a week-end stood still, and no working day did: time runs short."""
    case = paths.disposed(town)
    friday = after(11 * DAY + 4)
    paused = {"now": friday, "until": date(2026, 3, 16)}
    timing.pause(by=town.anna, **pause_of(case, **paused))
    sunday = friday + timedelta(days=2)
    timing.resume(case=case, by=town.bo, now=sunday)
    assert case.due_at == DUE
    assert sunday <= case.chase_at < case.due_at


def test_a_move_lets_the_clock_run_again_first(town):
    case = paths.disposed(town)
    timing.pause(by=town.anna, **pause_of(case))
    handling.rectify(
        case=case,
        text=DONE,
        no_photo_because="It is dark.",
        by=town.manager,
        now=after(4 * DAY + 4),
    )
    actions = Step.objects.filter(case=case).order_by("number").values_list("action")
    assert [action for (action,) in actions][-3:] == ["PAUSE", "RESUME", "RECTIFY"]
    assert (case.state, case.paused_until) == (State.RECTIFIED, None)
    assert last_step(case).spare_seconds == int(
        (DUE + timedelta(days=2) - after(4 * DAY + 4)).total_seconds()
    )


def test_a_refused_move_leaves_the_clock_still(town):
    case = paths.disposed(town)
    timing.pause(by=town.anna, **pause_of(case))
    refused = refusal_of(
        handling.rectify, case=case, text=DONE, by=town.manager, now=after(3 * DAY)
    )
    assert refused == Refusal.EVIDENCE
    assert last_step(case).action == Action.PAUSE
    assert same_as_stored(case)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"reason": None}, Refusal.PAUSE_REASON),
        ({"document": " "}, Refusal.PAUSE_REASON),
        ({"text": "wait"}, Refusal.TEXT),
        ({"until": date(2026, 3, 4)}, Refusal.PAUSE_LENGTH),
        ({"until": date(2026, 4, 3)}, Refusal.PAUSE_LENGTH),
    ],
    ids=["reason", "document", "text", "today", "21 working days"],
)
def test_what_a_pause_asks_for(town, more, refusal):
    case = paths.disposed(town)
    tried = refusal_of(timing.pause, by=town.anna, **pause_of(case, **more))
    assert tried == refusal


def test_a_question_is_paused_while_it_is_answered_and_not_before(town):
    case = town.file(kind=Kind.CONSULTATION)
    tried = refusal_of(timing.pause, by=town.anna, **pause_of(case))
    assert tried == Refusal.OUT_OF_TURN

    asked_of = paths.accepted(town, kind=Kind.CONSULTATION)
    timing.pause(by=town.anna, **pause_of(asked_of))
    assert asked_of.paused_until is not None


def test_the_hours_of_an_emergency_are_shifted_by_hours(town):
    case = paths.disposed(town, category="lifts-trapped")
    due = case.due_at
    paused = pause_of(case, now=after(4), until=date(2026, 3, 3))
    timing.pause(by=town.anna, **paused)
    timing.resume(case=case, by=town.anna, now=after(10))

    assert case.due_at == due + timedelta(hours=6)


def test_the_pauses_of_one_case_last_up_to_sixty_working_days(town):
    case = paths.disposed(town)
    starts = after(4)
    for until in (date(2026, 3, 30), date(2026, 4, 28), date(2026, 5, 29)):
        timing.pause(by=town.anna, **pause_of(case, now=starts, until=until))
        chasing.sweep(now=case.paused_until)
        case.refresh_from_db()
        starts = last_step(case).at + timedelta(hours=9)
    stood = Step.objects.filter(case=case, action=Action.RESUME).order_by("number")
    assert [step.detail["days"] for step in stood] == [20, 19, 20]

    two_days, one_day = date(2026, 6, 2), date(2026, 6, 1)
    paused = pause_of(case, now=starts)
    tried = refusal_of(timing.pause, by=town.anna, **paused | {"until": two_days})
    assert tried == Refusal.PAUSE_LENGTH
    timing.pause(by=town.anna, **paused | {"until": one_day})


def test_long_works_are_planned_by_the_county_with_dates(town):
    case = paths.disposed(town, Disposal(Measure.REMEDY, Party.OFFICE))
    milestones = [
        NewCommitment("The owners have voted.", date(2026, 5, 8)),
        NewCommitment("The new roof stands.", date(2026, 8, 31)),
    ]
    planned = {"case": case, "milestones": milestones, "text": WHY, "now": after(9)}
    assert refusal_of(timing.plan, by=town.anna, **planned) == Refusal.NOT_COUNTY
    timing.plan(by=town.county_dora, **planned)

    assert case.state == State.DISPOSED
    assert case.due_at.isoformat() == "2026-05-09T00:00:00+08:00"
    assert promised(case, Stage.RECTIFICATION).promised_at == case.due_at
    assert last_step(case).detail["commitments"][1]["due_on"] == "2026-08-31"
    answer = promised(case, Stage.REPORT).promised_at
    assert timezone.localtime(answer).isoformat() == "2026-09-02T00:00:00+08:00"
    assert templates()[-1] == "planned.txt"


def test_a_plan_has_milestones_that_lie_ahead(town):
    case = paths.disposed(town)
    gone = [NewCommitment("Done long ago.", date(2026, 3, 1))]
    tried = refusal_of(
        timing.plan,
        case=case,
        milestones=gone,
        text=WHY,
        by=town.county_dora,
        now=after(9),
    )
    assert tried == Refusal.MILESTONES


def test_the_hotline_s_deadline_does_not_stand_still(town):
    deadline = DUE + timedelta(days=2)
    case = paths.disposed(town, origin=Origin(Channel.HOTLINE, "HF1", deadline))
    timing.pause(by=town.anna, **pause_of(case))

    assert case.due_at == deadline
    assert promised(case, Stage.REPORT).promised_at == deadline
