"""Cases whose time was moved: clocks that stood still, more time, long works."""

from datetime import timedelta

from complaints.operations import timing
from complaints.operations.handling import NewCommitment
from complaints.states import PauseReason
from tests.complaints import paths
from tests.complaints.paths import DONE, after


def paused(town, **filing):
    case = paths.disposed(town, **filing)
    timing.pause(
        case=case,
        reason=PauseReason.EXPERT,
        document="Order no. 7",
        until=after(50).date(),
        text=DONE,
        by=town.anna,
        now=after(4),
    )
    return case


def paused_and_resumed(town, **filing):
    case = paused(town, **filing)
    timing.resume(case=case, by=town.bo, now=after(30))
    return case


def extended(town, **filing):
    case = paths.disposed(town, **filing)
    timing.ask_extension(
        case=case,
        until=(case.due_at + timedelta(days=3)).date(),
        text=DONE,
        by=town.manager,
        now=after(4),
    )
    timing.extend(case=case, text="", by=town.anna, now=after(5))
    return case


def office_extended(town, **filing):
    case = paths.verified(town, **filing)
    timing.ask_extension(
        case=case,
        until=(case.due_at + timedelta(days=3)).date(),
        text=DONE,
        by=town.anna,
        now=after(4),
    )
    timing.extend(case=case, text="", by=town.county_dora, now=after(5))
    return case


def planned(town, **filing):
    case = paths.disposed(town, **filing)
    timing.plan(
        case=case,
        milestones=[NewCommitment("The owners have voted.", after(2000).date())],
        text=DONE,
        by=town.county_dora,
        now=after(4),
    )
    return case
