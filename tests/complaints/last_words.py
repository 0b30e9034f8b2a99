"""Answers and new rounds, as the tests of the return visit make them."""

from complaints.operations import handling, visiting
from complaints.states import (
    Channel,
    Outcome,
)
from registry.actors import System
from tests.complaints import paths
from tests.complaints.paths import DONE, YES, after, photo

THE_CLOCK = System("sweep_deadlines")


def close(case, town, given=YES, now=None):
    return visiting.close(
        case=case,
        given=given,
        channel=Channel.LINK,
        by=town.resident,
        now=now or after(6),
    )


def by_phone(case, by, given=YES, now=None):
    return visiting.close_by_phone(case=case, given=given, by=by, now=now or after(6))


def reopen(case, by, now=None):
    return visiting.reopen(case=case, by=by, now=now or after(7))


def actions(case):
    return list(case.steps.order_by("number").values_list("action", flat=True))


def again(case, town, *, by, now=None):
    """From a new round to its report."""
    now = now or after(7.5)
    handling.dispose(case=case, order=paths.order_to_firm(town), by=by, now=now)
    handling.rectify(case=case, text=DONE, photos=[photo()], by=town.manager, now=now)
    handling.report(case=case, outcome=Outcome.FIXED, text=DONE, by=by, now=now)
