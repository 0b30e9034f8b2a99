"""What a move knows of a case, read in as few statements as it takes."""

from datetime import timedelta

import pytest

from complaints.models import Case
from complaints.operations import handling
from complaints.queries.facts import history_of
from complaints.queries.limits import Clocks, clock_at, promises_of
from complaints.queries.told import told_of
from complaints.states import Stage
from registry.models import DayOff
from tests.complaints import detours, paths
from tests.complaints.paths import after
from tests.town import MONDAY_MORNING

REACHED = [paths.filed, paths.reported, detours.paused, detours.reopened_twice]


def accepted_late(town):
    """Every promise was moved, and some of them twice."""
    case = town.file()
    handling.accept(case=case, by=town.anna, now=after(30 * 24))
    handling.verify(case=case, found=paths.found(), by=town.anna, now=after(60 * 24))
    return case


@pytest.mark.parametrize("reach", [*REACHED, accepted_late])
def test_steps_and_promises_are_told_at_once(town, reach, django_assert_num_queries):
    case = Case.objects.get(pk=reach(town).pk)

    with django_assert_num_queries(1):
        told = told_of(case)

    assert told.steps == history_of(case)
    assert told.promised == promises_of(case)


def test_the_newest_promise_of_a_stage_holds(town):
    case = accepted_late(town)
    promised = told_of(case).promised

    newest = case.promises.filter(stage=Stage.DISPOSAL).order_by("-revision").first()
    assert newest.revision > 0
    assert promised.moments[Stage.DISPOSAL] == newest.promised_at
    assert promised.next_revision > newest.revision


def test_calendar_and_limits_are_read_at_once(db, django_assert_num_queries):
    tuesday = MONDAY_MORNING.date() + timedelta(days=1)
    DayOff.objects.create(day=tuesday, works=False, reason="announced")
    DayOff.objects.create(
        day=tuesday + timedelta(days=4), works=True, reason="made up for"
    )

    with django_assert_num_queries(1):
        clock = clock_at(MONDAY_MORNING)

    assert clock == Clocks(upto=MONDAY_MORNING).at(MONDAY_MORNING)
    assert not clock.calendar.is_workday(tuesday)
    assert clock.calendar.is_workday(tuesday + timedelta(days=4))
