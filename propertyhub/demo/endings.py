"""How a case of the demo ends: answered, written down on the phone, or in silence."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from complaints.operations.intents import Given
from complaints.states import Channel, Outcome, Privacy, Solved
from propertyhub.demo import pace, texts, visits
from propertyhub.demo.storytelling import Storyteller
from registry.actors import Resident

ENDS = {"own": 46, "typed": 17, "one tap": 2, "silence": 35}
ANSWERED_BY_RECEIPT = 0.25
STREET_ANSWERED = 0.5
REOPENED: Mapping[Solved, float] = {Solved.NO: 0.55, Solved.PARTLY: 0.15}
REOPENED_LATER = 0.02
MOST_ROUNDS = 4
LAST_DAY = 7

PROVED, BY_RECEIPT = Resident(phone_proved=True), Resident(phone_proved=False)


def last_word(teller: Storyteller) -> bool:
    """The return visit; true when a new round begins."""
    if teller.history.contact.privacy == Privacy.ANONYMOUS:
        if teller.rng.random() < ANSWERED_BY_RECEIPT:
            return _answered(teller, Channel.RECEIPT, BY_RECEIPT)
        return _silence(teller)
    match teller.drawn(ENDS):
        case "own":
            return _answered(teller, Channel.LINK, PROVED)
        case "typed":
            return _typed(teller)
        case "one tap":
            return _one_tap(teller)
        case _:
            return _silence(teller)


def _answered(teller: Storyteller, channel: Channel, by: Resident) -> bool:
    at = _when_awake(teller)
    if at is None:
        return False
    given = _given(teller)
    teller.history.close(given=given, channel=channel, by=by, now=at)
    again = at + timedelta(seconds=teller.rng.randint(8, 90))
    likely = REOPENED.get(given.solved, 0)
    if not _may_go_on(teller, again) or teller.rng.random() >= likely:
        return False
    text = texts.one(teller.rng, "reopened")
    teller.history.reopen(by=by, now=again, text=text)
    return True


def _typed(teller: Storyteller) -> bool:
    """Another officer than those who handled it rings until somebody picks up."""
    given = _given(teller)
    if given.solved == Solved.NO and teller.case.round >= MOST_ROUNDS:
        return False
    by = visits.caller(teller)
    at = visits.call_until_answered(teller, by)
    if at is None:
        return False
    closes = at + timedelta(minutes=teller.rng.randint(2, 9))
    teller.history.close_by_phone(given=given, by=by, now=closes)
    return given.solved == Solved.NO


def _one_tap(teller: Storyteller) -> bool:
    """Reopened without any answer, straight from the report."""
    at = _when_awake(teller)
    if at is None or not _may_go_on(teller, at):
        return False
    text = texts.one(teller.rng, "reopened")
    teller.history.reopen(by=PROVED, now=at, text=text)
    return True


def _silence(teller: Storyteller) -> bool:
    """Called in vain, the window closes; a few come back all the same."""
    if teller.history.contact.privacy != Privacy.ANONYMOUS:
        visits.call_in_vain(teller)
    due = teller.case.due_at
    if due is None or due > teller.scene.now - timedelta(days=2):
        return False
    if teller.rng.random() >= REOPENED_LATER:
        return False
    at = teller.scene.hours.awake((due + timedelta(days=1)).date(), teller.rng)
    if not _may_go_on(teller, at):
        return False
    teller.history.reopen(by=PROVED, now=at)
    return True


def _given(teller: Storyteller) -> Given:
    outcome = Outcome(teller.case.outcome)
    solved = pace.solved(teller.rng, outcome, teller.firm_manner)
    street = None
    if teller.rng.random() < STREET_ANSWERED:
        street = pace.satisfied(teller.rng, solved)
    return Given(solved, pace.satisfied(teller.rng, solved), street)


def _when_awake(teller: Storyteller) -> datetime | None:
    """A waking hour of one of the days before the window closes."""
    days = int(teller.rng.triangular(0, LAST_DAY, 0.5))
    entered = teller.case.entered_at
    at = teller.scene.hours.awake((entered + timedelta(days=days)).date(), teller.rng)
    if at <= entered:
        at = entered + timedelta(minutes=teller.rng.randint(5, 240))
    return at if _is_in_time(teller, at) else None


def _is_in_time(teller: Storyteller, at: datetime) -> bool:
    due = teller.case.due_at
    return due is not None and at < due and at <= teller.scene.now


def _may_go_on(teller: Storyteller, at: datetime) -> bool:
    return at <= teller.scene.now and teller.case.round < MOST_ROUNDS
