"""Holidays that are announced after a promise: it moves later, and is told."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from complaints import codes
from complaints.models import Case, Promise, Step
from complaints.operations import chasing, correcting, holidays, merging, timing
from complaints.operations.correcting import Corrected
from complaints.operations.filing import Origin, Reporter
from complaints.operations.handling import NewCommitment
from complaints.operations.writing import chained_fields
from complaints.queries.facts import history_of
from complaints.queries.limits import promises_of
from complaints.queries.rectifying import measured_due
from complaints.states import (
    Action,
    Channel,
    Kind,
    PauseReason,
    Privacy,
    Stage,
    Urgency,
)
from registry.ledger import chain
from registry.models import DayOff
from tests.complaints import paths
from tests.complaints.outcomes import last_step, same_as_stored, templates

# Monday 21 December 2026; nobody knows the holidays of 2027 yet.
MONDAY = datetime(2026, 12, 21, 1, 0, tzinfo=UTC)
NEXT_DAY = MONDAY + timedelta(days=1)
WHY = "The expert needs the drawings of the roof."


def announce(*days: str, works: bool = False) -> None:
    for day in days:
        DayOff.objects.create(day=day, works=works, reason="国务院办公厅通知")


def new_year_is_announced() -> None:
    """New Year's Day to Sunday off, worked for on Sunday 10 January."""
    announce("2027-01-01", "2027-01-02", "2027-01-03")
    announce("2027-01-10", works=True)


def spring_festival_is_announced() -> None:
    announce(*(f"2027-02-0{day}" for day in range(5, 10)), "2027-02-10", "2027-02-11")
    announce("2027-02-14", "2027-02-20", works=True)


def days_of(case) -> dict[Stage, str]:
    return {
        stage: (timezone.localtime(at) - timedelta(seconds=1)).date().isoformat()
        for stage, at in promises_of(case).moments.items()
    }


def moved_at(now=NEXT_DAY) -> int:
    return holidays.move_dates(now=now)


def steps_of(case) -> list[str]:
    steps = Step.objects.filter(case=case).order_by("number")
    return list(steps.values_list("action", flat=True))


@pytest.fixture
def case(town) -> Any:
    return town.file(now=MONDAY)


def test_what_was_promised_across_new_year_is_as_many_working_days_ahead(case):
    before = days_of(case)
    assert before[Stage.RECTIFICATION] == "2027-01-05"
    new_year_is_announced()
    assert moved_at() == 1

    case.refresh_from_db()
    after = days_of(case)
    moved = {Stage.RECTIFICATION: "2027-01-06", Stage.REPORT: "2027-01-07"}
    assert after == before | moved
    # The Sunday that is worked gives the day back to what lies behind it.
    assert after[Stage.VISIT] == "2027-01-15"


def test_a_step_says_so_the_promises_name_it_and_the_resident_is_told(case):
    new_year_is_announced()
    moved_at()
    step = last_step(case)
    assert (step.action, step.actor_name) == (Action.HOLIDAY, "move_behind_holidays")
    revised = Promise.objects.filter(case=case, revision=1)
    assert {row.step for row in revised} == {step}
    assert {row.stage for row in revised} == {Stage.RECTIFICATION, Stage.REPORT}
    assert templates() == ["filed.txt", "holidays.txt"]
    first, second = history_of(case)
    assert second.digest == chain.link(first.digest, chained_fields(second))


def test_it_is_done_once_and_again_when_more_is_announced(case):
    new_year_is_announced()
    assert [moved_at(), moved_at(), moved_at()] == [1, 0, 0]
    announce("2027-01-04")
    assert moved_at() == 1
    case.refresh_from_db()
    assert days_of(case)[Stage.RECTIFICATION] == "2027-01-07"
    assert days_of(case)[Stage.VISIT] == "2027-01-18"


def test_a_day_that_is_worked_after_all_makes_nothing_earlier(case):
    before = days_of(case)
    announce("2026-12-26", "2027-01-02", works=True)
    assert moved_at() == 0
    assert days_of(case) == before


def test_what_is_promised_after_the_announcement_is_not_moved_twice(town):
    new_year_is_announced()
    case = town.file(now=MONDAY)
    assert days_of(case)[Stage.RECTIFICATION] == "2027-01-06"
    assert moved_at() == 0


def test_spring_festival_moves_only_what_lies_behind_it(town):
    now = datetime(2027, 1, 27, 1, 0, tzinfo=UTC)
    case = town.file(now=now)
    before = days_of(case)
    spring_festival_is_announced()
    assert moved_at(now + timedelta(hours=1)) == 1
    after = days_of(case)
    early = (Stage.ACCEPTANCE, Stage.VERIFICATION, Stage.DISPOSAL)
    assert [after[one] for one in early] == [before[one] for one in early]
    # counted to Thursday 11 February, which is the last day off
    assert before[Stage.RECTIFICATION] == "2027-02-11"
    assert after[Stage.RECTIFICATION] == "2027-02-17"


class TestTheHolder:
    def handed_over(self, town) -> Any:
        return paths.disposed_at(town, MONDAY)

    def test_the_due_moment_moves_with_the_promise_and_so_does_the_firm_s(self, town):
        case = self.handed_over(town)
        new_year_is_announced()
        moved_at()
        case.refresh_from_db()
        assert case.due_at == promises_of(case).moments[Stage.RECTIFICATION]
        assert measured_due(history_of(case)) == case.due_at
        assert last_step(case).detail["firm"] == town.firm.credit_code

    def test_it_is_reminded_and_pressed_by_the_new_date_alone(self, town):
        case = self.handed_over(town)
        was_due = case.due_at
        new_year_is_announced()
        moved_at()
        assert chasing.sweep(now=was_due).urged == 0
        case.refresh_from_db()
        assert chasing.sweep(now=case.due_at).urged == 1

    def test_what_the_holder_waits_for_now_stays_where_it_is(self, town, case):
        new_year_is_announced()
        chased, entered = case.chase_at, case.entered_number
        moved_at()
        case.refresh_from_db()
        assert (case.chase_at, case.entered_number) == (chased, entered)
        assert last_step(case).next_due_at is None

    def test_a_request_for_more_time_is_still_decided(self, town):
        case = self.handed_over(town)
        asked = {"case": case, "until": date(2027, 1, 8), "text": WHY}
        timing.ask_extension(by=town.manager, now=MONDAY, **asked)
        new_year_is_announced()
        moved_at()
        case.refresh_from_db()
        timing.extend(case=case, text="", by=town.anna, now=NEXT_DAY)
        assert days_of(case)[Stage.RECTIFICATION] == "2027-01-08"

    def test_the_firm_is_measured_on_its_first_date_where_more_time_was_given(
        self, town
    ):
        case = self.handed_over(town)
        asked = {"case": case, "until": date(2027, 1, 8), "text": WHY}
        timing.ask_extension(by=town.manager, now=MONDAY, **asked)
        timing.extend(case=case, text="", by=town.anna, now=MONDAY)
        announce("2027-01-01")
        moved_at()
        first = datetime(2027, 1, 6, 16, 0, tzinfo=UTC)
        assert measured_due(history_of(case)) == first
        case.refresh_from_db()
        assert days_of(case)[Stage.RECTIFICATION] == "2027-01-08"


def test_a_day_that_somebody_named_is_not_counted_again(town):
    case = paths.disposed_at(town, MONDAY)
    timing.plan(
        case=case,
        milestones=[NewCommitment("The owners vote.", date(2027, 1, 20))],
        text="The owners vote on the fund first.",
        by=town.county_dora,
        now=MONDAY,
    )
    announce("2027-01-01")
    moved_at()
    assert days_of(case)[Stage.RECTIFICATION] == "2027-01-20"


def test_the_deadline_of_the_hotline_goes_on_holding(town):
    deadline = datetime(2027, 1, 5, 16, 0, tzinfo=UTC)
    case = town.file(now=MONDAY, origin=Origin(Channel.HOTLINE, "12345-7", deadline))
    new_year_is_announced()
    moved_at()
    assert promises_of(case).moments[Stage.REPORT] <= deadline
    assert Case.objects.get(pk=case.pk).due_at <= deadline


def test_what_is_over_or_stands_still_or_runs_by_the_hour_stays(town):
    closed = paths.closed(town)
    urgent = town.file(category="lifts-trapped", now=MONDAY)
    still = paths.disposed_at(town, MONDAY)
    timing.pause(
        case=still,
        reason=PauseReason.EXPERT,
        document="Order no. 7",
        until=date(2027, 1, 6),
        text=WHY,
        by=town.anna,
        now=MONDAY,
    )
    new_year_is_announced()
    moved_at()
    assert Action.HOLIDAY not in steps_of(closed)
    assert Action.HOLIDAY not in steps_of(still)
    hours = promises_of(urgent).moments
    assert (
        hours[Stage.REPORT]
        == promises_of(Case.objects.get(pk=urgent.pk)).moments[Stage.REPORT]
    )


class TestWhatStoodStill:
    """Paused or merged over New Year, which is announced meanwhile."""

    AGAIN = datetime(2027, 1, 6, 4, 0, tzinfo=UTC)

    def paused(self, town, case) -> None:
        timing.pause(
            case=case,
            reason=PauseReason.EXPERT,
            document="Order no. 7",
            until=date(2027, 1, 8),
            text=WHY,
            by=town.anna,
            now=MONDAY,
        )

    def as_if_known_before(self, town, days) -> None:
        """What another case is promised whose clock stops in the same way."""
        case = paths.disposed_at(town, MONDAY)
        self.paused(town, case)
        timing.resume(case=case, by=town.anna, now=self.AGAIN)
        ahead = (Stage.RECTIFICATION, Stage.REPORT, Stage.VISIT)
        known = days_of(case)
        assert {one: days[one] for one in ahead} == {one: known[one] for one in ahead}

    def test_no_holiday_is_lost_to_a_pause(self, town):
        case = paths.disposed_at(town, MONDAY)
        self.paused(town, case)
        new_year_is_announced()
        assert moved_at() == 0
        case.refresh_from_db()
        timing.resume(case=case, by=town.anna, now=self.AGAIN)

        # eleven working days were left, and are left on Wednesday 6 January
        assert days_of(case)[Stage.RECTIFICATION] == "2027-01-20"
        assert case.due_at == promises_of(case).moments[Stage.RECTIFICATION]
        assert measured_due(history_of(case)) == case.due_at
        assert moved_at(self.AGAIN) == 0
        self.as_if_known_before(town, days_of(case))

    def test_a_day_that_was_named_is_shifted_and_not_counted(self, town):
        case = paths.disposed_at(town, MONDAY)
        asked = {"case": case, "until": date(2027, 1, 8), "text": WHY}
        timing.ask_extension(by=town.manager, now=MONDAY, **asked)
        timing.extend(case=case, text="", by=town.anna, now=MONDAY)
        self.paused(town, case)
        announce("2027-01-11")
        timing.resume(case=case, by=town.anna, now=NEXT_DAY)
        assert days_of(case)[Stage.RECTIFICATION] == "2027-01-12"
        # of what was counted, the day the pause took and the one announced
        first = datetime(2027, 1, 6, 16, 0, tzinfo=UTC)
        assert measured_due(history_of(case)) == first

    def test_the_deadline_of_the_hotline_goes_on_holding(self, town):
        deadline = datetime(2027, 1, 5, 16, 0, tzinfo=UTC)
        hotline = Origin(Channel.HOTLINE, "12345-7", deadline)
        case = paths.disposed_at(town, MONDAY, origin=hotline)
        self.paused(town, case)
        new_year_is_announced()
        timing.resume(case=case, by=town.anna, now=NEXT_DAY)
        assert promises_of(case).moments[Stage.REPORT] <= deadline
        assert case.due_at <= deadline

    def test_no_holiday_is_lost_to_a_merger(self, town):
        target = paths.disposed_at(town, MONDAY)
        case = town.file(now=MONDAY, reporter=Reporter(Privacy.HIDDEN, paths.NEIGHBOUR))
        merged = {"case": case, "by": town.anna}
        merging.merge(target=target, now=MONDAY, **merged)
        new_year_is_announced()
        moved_at()
        merging.unmerge(text=WHY, now=NEXT_DAY, **merged)

        assert days_of(case)[Stage.RECTIFICATION] == "2027-01-07"
        assert same_as_stored(case)


def test_a_promise_that_is_over_is_not_moved_into_the_past_or_the_future(town, case):
    late = MONDAY + timedelta(days=17)
    new_year_is_announced()
    announce("2027-01-07")
    before = days_of(case)
    moved_at(late)
    after = days_of(case)
    assert after[Stage.ACCEPTANCE] == before[Stage.ACCEPTANCE]
    assert after[Stage.RECTIFICATION] == before[Stage.RECTIFICATION]
    assert same_as_stored(Case.objects.get(pk=case.pk))


def test_the_resident_reads_the_new_date_with_its_reason(client, town, case):
    new_year_is_announced()
    moved_at()
    with time_machine.travel(NEXT_DAY, tick=False):
        client.cookies["django_language"] = "en"
        receipt = {"number": case.number, "receipt": codes.receipt_for(case.number)}
        client.post("/track/", receipt)
        page = client.get(f"/track/{case.number}/").content.decode()
    assert "Holidays were announced; dates behind them are as much later" in page
    told = "First promised by Tuesday 5 January 2027. Holidays were announced"
    assert told in page
    assert "Counted from Monday to Friday" not in page


def test_a_complaint_that_was_none_is_moved_without_the_stages_it_left_behind(town):
    case = town.file(now=MONDAY)
    correcting.reclassify(
        case=case,
        to=Corrected(Kind.CONSULTATION, Urgency.ORDINARY, case.category, False),
        text=WHY,
        by=town.bo,
        now=MONDAY + timedelta(hours=1),
    )
    left_behind = promises_of(case).moments[Stage.RECTIFICATION]
    new_year_is_announced()
    assert moved_at() == 1
    assert promises_of(case).moments[Stage.RECTIFICATION] == left_behind
