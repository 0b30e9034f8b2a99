"""Promises and due moments, on the days that people argue about."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from complaints import clocks
from complaints.clocks import Clock, Limit
from complaints.operations.catalogue import first_limits
from complaints.states import Kind, LimitUnit, Stage, Track, Urgency
from registry.official_days import official_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICIAL = official_calendar(2024, 2030)
CLOCK = Clock(
    calendar=OFFICIAL,
    zone=SHANGHAI,
    limits={
        (Stage(row.stage), Track(row.track), row.later_rounds): Limit(
            LimitUnit(row.unit), row.amount
        )
        for row in first_limits()
    },
)
THE_EXAMPLE = datetime(2026, 11, 20, 10, 30, tzinfo=SHANGHAI)


def promises(filed_at, track=Track.ORDINARY, **more):
    return clocks.promises_from(
        filed_at,
        **{
            "first": Stage.ACCEPTANCE,
            "track": track,
            "round_number": 1,
            "clock": CLOCK,
            **more,
        },
    )


def days_that_end(moments):
    return [clocks.day_that_ends(moment, SHANGHAI) for moment in moments]


def local(month, day, hour=0, minute=0, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def test_the_six_days_of_the_specification_s_example():
    assert days_that_end(promises(THE_EXAMPLE).values()) == [
        date(2026, 11, 23),
        date(2026, 11, 25),
        date(2026, 11, 26),
        date(2026, 12, 7),
        date(2026, 12, 8),
        date(2026, 12, 17),
    ]


def test_the_resident_of_the_example_is_answered_by_the_eighth_of_december():
    answer = promises(THE_EXAMPLE)[Stage.REPORT]

    assert answer == local(12, 9)
    assert days_that_end([answer]) == [date(2026, 12, 8)]


@pytest.mark.parametrize(
    ("track", "days"),
    [
        (Track.CONSULTATION, [(11, 23), (11, 26), (12, 7)]),
        (Track.SUGGESTION, [(11, 23), (12, 7), (12, 16)]),
        (Track.RETALIATION, [(11, 23), (12, 7), (12, 16)]),
    ],
)
def test_the_other_kinds_have_three_days(track, days):
    filed = promises(THE_EXAMPLE, track)

    assert list(filed) == [Stage.ACCEPTANCE, Stage.REPORT, Stage.VISIT]
    assert days_that_end(filed.values()) == [date(2026, *day) for day in days]


def test_urgent_hours_run_through_the_weekend():
    friday_evening = local(11, 20, 22)

    assert list(promises(friday_evening, Track.URGENT).values()) == [
        local(11, 21, 0),
        local(11, 22, 0),
        local(11, 22, 4),
        local(11, 25, 4),
        local(11, 26, 4),
        local(12, 4),  # five working days after Thursday the 26th
    ]


def test_emergency_minutes_run_at_night():
    assert list(promises(local(11, 20, 22), Track.EMERGENCY).values()) == [
        local(11, 20, 22, 30),
        local(11, 20, 23, 30),
        local(11, 21, 0),
        local(11, 22, 0),
        local(11, 22, 12),
        local(11, 26),  # three working days after Sunday the 22nd
    ]


def test_a_promise_that_ends_at_midnight_belongs_to_the_day_before():
    assert days_that_end([local(11, 24)]) == [date(2026, 11, 23)]
    assert days_that_end([local(11, 24) + timedelta(microseconds=1)]) == [
        date(2026, 11, 24)
    ]


def test_the_day_of_filing_is_the_local_one():
    last_second = datetime(2026, 11, 19, 15, 59, 59, tzinfo=UTC)
    midnight = last_second + timedelta(seconds=1)

    assert promises(last_second)[Stage.ACCEPTANCE] == local(11, 21)  # Friday ends
    assert promises(midnight)[Stage.ACCEPTANCE] == local(11, 24)  # Monday ends


def test_a_later_round_has_five_days_for_rectification():
    again = promises(THE_EXAMPLE, first=Stage.DISPOSAL, round_number=2)

    assert list(again) == [
        Stage.DISPOSAL,
        Stage.RECTIFICATION,
        Stage.REPORT,
        Stage.VISIT,
    ]
    assert days_that_end(again.values()) == [
        date(2026, 11, 23),
        date(2026, 11, 30),
        date(2026, 12, 1),
        date(2026, 12, 10),
    ]
    assert CLOCK.limit(Stage.RECTIFICATION, Track.ORDINARY, 3).amount == 5
    assert CLOCK.limit(Stage.RECTIFICATION, Track.URGENT, 3).amount == 72 * 60


def due(entry, stage=Stage.VERIFICATION, track=Track.ORDINARY, **more):
    return clocks.due_moment(
        entry,
        limit=CLOCK.limit(stage, track, 1),
        clock=CLOCK,
        **{"promise": None, **more},
    )


def test_who_is_early_keeps_the_promised_day():
    promise = promises(THE_EXAMPLE)[Stage.VERIFICATION]

    assert due(THE_EXAMPLE, promise=promise) == promise


def test_who_gets_it_late_has_the_whole_limit():
    promise = promises(THE_EXAMPLE)[Stage.VERIFICATION]
    late = local(11, 26, 9)

    assert due(late, promise=promise) == local(12, 1)  # two working days: Monday ends


def revised(entry, stage, promised, **more):
    at = due(entry, stage, promise=promised[stage], **more)
    return clocks.revised(
        promised,
        stage=stage,
        due=at,
        track=Track.ORDINARY,
        round_number=1,
        clock=CLOCK,
        **more,
    )


def test_what_comes_in_time_moves_no_promise():
    promised = promises(THE_EXAMPLE)

    assert revised(local(11, 23, 23), Stage.VERIFICATION, promised) == {}


def test_what_comes_late_moves_what_follows_and_nothing_before():
    promised = promises(THE_EXAMPLE)
    moved = revised(local(11, 26, 9), Stage.VERIFICATION, promised)

    assert list(moved) == list(clocks.SIX_STAGES)[1:]
    assert days_that_end(moved.values()) == [
        date(2026, 11, 30),
        date(2026, 12, 1),
        date(2026, 12, 10),
        date(2026, 12, 11),
        date(2026, 12, 22),
    ]


def test_what_can_still_be_kept_stays():
    promised = promises(THE_EXAMPLE)
    roomy = promised | {
        Stage.REPORT: local(12, 30),
        Stage.VISIT: local(12, 31),
    }
    moved = revised(local(11, 26, 9), Stage.VERIFICATION, roomy)

    assert list(moved) == [Stage.VERIFICATION, Stage.DISPOSAL, Stage.RECTIFICATION]


def test_a_stage_that_promises_nothing_revises_nothing():
    promised = promises(THE_EXAMPLE)

    moved = clocks.revised(
        promised,
        stage=Stage.APPEAL,
        due=local(12, 30),
        track=Track.ORDINARY,
        round_number=1,
        clock=CLOCK,
    )
    assert moved == {}


def test_the_stricter_deadline_of_the_hotline_holds_up_to_the_report():
    deadline = local(12, 1, 17)
    held = promises(THE_EXAMPLE, not_later_than=deadline)

    assert list(held.values())[:3] == list(promises(THE_EXAMPLE).values())[:3]
    assert held[Stage.RECTIFICATION] == held[Stage.REPORT] == deadline
    assert days_that_end([held[Stage.VISIT]]) == [date(2026, 12, 10)]


def test_a_deadline_that_is_laxer_than_ours_changes_nothing():
    assert promises(THE_EXAMPLE, not_later_than=local(12, 31)) == promises(THE_EXAMPLE)


def test_a_due_moment_keeps_within_the_deadline_of_the_hotline():
    deadline = local(11, 24, 12)

    assert due(THE_EXAMPLE, not_later_than=deadline) == deadline
    assert due(local(11, 25), not_later_than=deadline) == local(11, 28)


def test_what_was_promised_past_the_deadline_of_the_hotline_holds():
    """An office above may extend; the next step is not due before what was promised."""
    deadline, extended = local(11, 24, 12), local(11, 27)

    assert due(THE_EXAMPLE, promise=extended, not_later_than=deadline) == extended


def test_a_revision_keeps_within_the_deadline_of_the_hotline():
    deadline = local(12, 1, 17)
    promised = promises(THE_EXAMPLE, not_later_than=deadline)
    moved = revised(
        local(11, 26, 9), Stage.VERIFICATION, promised, not_later_than=deadline
    )

    assert moved == {Stage.VERIFICATION: local(12, 1), Stage.DISPOSAL: deadline}


def test_the_holder_is_reminded_at_three_quarters_of_a_long_time():
    seven_days = CLOCK.limit(Stage.RECTIFICATION, Track.ORDINARY, 1)

    assert clocks.remind_at(
        local(11, 2), local(11, 10), stage=Stage.RECTIFICATION, limit=seven_days
    ) == local(11, 8)


@pytest.mark.parametrize(
    "limit",
    [
        Limit(LimitUnit.WORKING_DAYS, 1),
        Limit(LimitUnit.MINUTES, 30),
        Limit(LimitUnit.MINUTES, 24 * 60),
    ],
)
def test_nobody_is_reminded_of_a_short_time(limit):
    assert (
        clocks.remind_at(local(11, 2), local(11, 3), stage=Stage.REPORT, limit=limit)
        is None
    )


def test_a_resident_is_reminded_two_days_after_the_report():
    week = CLOCK.limit(Stage.VISIT, Track.ORDINARY, 1)

    assert clocks.remind_at(
        local(11, 2, 15), local(11, 12), stage=Stage.VISIT, limit=week
    ) == local(11, 4, 15)
    assert (
        clocks.remind_at(local(11, 2, 15), local(11, 4), stage=Stage.VISIT, limit=week)
        is None
    )


def test_a_complaint_runs_on_its_urgency_and_anything_else_on_its_kind():
    assert clocks.track_of(Kind.COMPLAINT, Urgency.EMERGENCY) == Track.EMERGENCY
    assert clocks.track_of(Kind.SUGGESTION, Urgency.ORDINARY) == Track.SUGGESTION
    assert clocks.stages_of(Track.URGENT) == clocks.SIX_STAGES
    assert clocks.stages_of(Track.RETALIATION) == clocks.THREE_STAGES
