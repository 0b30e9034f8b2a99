"""Return visits of the demo: the calls of an office, and the second visits above it."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from complaints.operations import intents
from complaints.operations.intents import Given
from complaints.states import (
    CallOutcome,
    Outcome,
    Satisfied,
    Solved,
    State,
    Urgency,
)
from complaints.visiting_hours import DAYS_WITH_A_TRY, first_day
from propertyhub.demo import pace
from propertyhub.demo.storytelling import Storyteller
from registry.actors import Officer

CALLED = 0.85
CALLED_ONLY_ONCE = 0.1
IN_VAIN_BEFORE = 0.4
IN_THE_EVENING = 0.6
VISITED_AGAIN = 0.6
IN_VAIN = {
    CallOutcome.NO_ANSWER: 82,
    CallOutcome.REFUSED: 12,
    CallOutcome.WRONG_NUMBER: 6,
}
MORNING, EVENING = time(9, 5), time(18, 5)
LONGEST_LIST = timedelta(minutes=100)


def caller(teller: Storyteller) -> Officer:
    """Another officer than those who handled the case."""
    return teller.officer(besides=teller.handlers())


def call_in_vain(teller: Storyteller) -> None:
    """Most who stay silent are called on two days, one of them in the evening."""
    if teller.rng.random() >= CALLED:
        return
    by = caller(teller)
    once = teller.rng.random() < CALLED_ONLY_ONCE
    for day in range(1 if once else DAYS_WITH_A_TRY):
        at = _moment(teller, day, evening=day > 0)
        if at is None:
            return
        _write(teller, teller.drawn(IN_VAIN), by, at)


def call_until_answered(teller: Storyteller, by: Officer) -> datetime | None:
    """When somebody picked up, sometimes not at once; None where it was too late."""
    day = 0
    if teller.rng.random() < IN_VAIN_BEFORE:
        at = _moment(teller, day, evening=False)
        if at is None:
            return None
        _write(teller, CallOutcome.NO_ANSWER, by, at)
        day += 1
    evening = teller.rng.random() < IN_THE_EVENING
    at = _moment(teller, day, evening=evening)
    if at is not None:
        _write(teller, CallOutcome.ANSWERED, by, at)
    return at


def visit_again(teller: Storyteller) -> None:
    """The office above calls about most of what was drawn, some days later."""
    case = teller.case
    if case.state != State.CLOSED or not case.decides_code:
        return
    day = case.entered_at + timedelta(days=teller.rng.randint(2, 9))
    at = _at(teller, day, MORNING)
    by = teller.scene.cast.officer(
        teller.rng, case.decides_code, besides=teller.handlers()
    )
    comes = teller.rng.random() < VISITED_AGAIN and at <= teller.scene.now
    is_theirs = by.user.region is not None and by.user.region.code == case.decides_code
    if not comes or not is_theirs or at < teller.history.last_at:
        return
    picked_up = teller.rng.random() < IN_THE_EVENING
    outcome = CallOutcome.ANSWERED if picked_up else teller.drawn(IN_VAIN)
    teller.history.take(
        intents.second_visit(
            outcome=outcome, given=_heard(teller), has_phone=True, by=by, now=at
        )
    )


def _heard(teller: Storyteller) -> Given:
    """
    Mostly what was answered before; else what chance says. A spoken "no" would open the
    case again, whose course is over: it is "partly" here.
    """
    given = _said(teller)
    return replace(given, solved=Solved.PARTLY) if given.solved == Solved.NO else given


def _said(teller: Storyteller) -> Given:
    answers = teller.history.answers
    if answers and teller.rng.random() < 0.8:
        first = answers[-1]
        return Given(Solved(first.solved), Satisfied(first.satisfied))
    outcome = Outcome(teller.case.outcome)
    solved = pace.solved(teller.rng, outcome, teller.firm_manner)
    return Given(solved, pace.satisfied(teller.rng, solved))


def _write(
    teller: Storyteller, outcome: CallOutcome, by: Officer, at: datetime
) -> None:
    called = intents.visit_try(outcome=outcome, has_phone=True, by=by, now=at)
    teller.history.take(called)


def _moment(teller: Storyteller, day: int, *, evening: bool) -> datetime | None:
    """An hour of calls so many days behind the first; None where the window is over."""
    case, zone = teller.case, teller.scene.hours.zone
    emergency = case.urgency == Urgency.EMERGENCY
    first = first_day(case.entered_at.astimezone(zone), emergency=emergency)
    at = _at(
        teller,
        datetime.combine(first + timedelta(days=day), time.min, zone),
        EVENING if evening else MORNING,
    )
    ahead = case.due_at is not None and at + timedelta(hours=1) < case.due_at
    return at if ahead and at + timedelta(hours=1) <= teller.scene.now else None


def _at(teller: Storyteller, day: datetime, begins: time) -> datetime:
    zone = teller.scene.hours.zone
    start = datetime.combine(day.astimezone(zone).date(), begins, zone)
    return start + LONGEST_LIST * teller.rng.random()
