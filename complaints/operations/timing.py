"""
The time that a case is given: extended on request, standing still for a reason, or
planned for long works.

Rules: specification, domain rules 2.2, steps that are not moves, and PLAN.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from complaints import notices
from complaints.beside import PAUSABLE
from complaints.clocks import Clock, day_that_ends
from complaints.models import Case, Step
from complaints.operations import dating, delays, redating
from complaints.operations.delays import Extension
from complaints.operations.intents import NewCommitment
from complaints.operations.knowing import Stored
from complaints.operations.moving import (
    MovedOn,
    MoveNotAllowed,
    add,
    claim,
    hold,
    take,
)
from complaints.operations.redating import Standstill
from complaints.queries.facts import pending_extension
from complaints.queries.rectifying import measured_due
from complaints.refusals import Refusal
from complaints.states import AskedBy, PauseReason, Stage, State
from registry.actors import Actor, Clerk, Officer, System
from registry.ledger.outbox import Message

__all__ = [
    "MoveNotAllowed",
    "MovedOn",
    "NewCommitment",
    "ask_extension",
    "deny_extension",
    "extend",
    "let_lapse",
    "pause",
    "plan",
    "resume",
]


@transaction.atomic
def ask_extension(
    *, case: Case, until: date, text: str, by: Actor, now: datetime
) -> Step:
    """
    Ask for time until the end of a day, before the present time is over.

    A party asks the holding office, an office the one above it; it is decided within
    the limit for that, and silence refuses.
    """
    asked_by = AskedBy.PARTY if isinstance(by, Clerk) else AskedBy.OFFICE
    known = hold(case, now=now)
    clock, fresh = known.clock, known.case
    limit = clock.limit(Stage.EXTENSION, dating.track_of(fresh), fresh.round)
    intent = delays.ask_extension(
        extension=_extension(fresh, until, now, clock),
        decide_by=clock.due_after(now, limit),
        asked_by=asked_by,
        text=text,
        by=by,
        now=now,
    )
    step = add(case, intent, known)
    notices.tell_region(
        fresh.decides_code, case=case, template="extension_asked", step=step, now=now
    )
    return step


@transaction.atomic
def extend(*, case: Case, text: str, by: Officer, now: datetime) -> Step:
    """
    Grant the extension that is asked for; the resident reads date and reason, and who
    asked for it is told.
    """
    known = claim(case, now=now)
    asked = _asked(known)
    step = take(case, delays.extend(asked=asked, text=text, by=by, now=now), known)
    told = notices.to_resident(case, "extended", step)
    told += _to_who_asked(asked, case, "extension_granted", step)
    notices.put(told, now=now)
    return step


@transaction.atomic
def deny_extension(*, case: Case, text: str, by: Officer, now: datetime) -> Step:
    return _deny(case, text, by, now)


@transaction.atomic
def let_lapse(*, case: Case, by: System, now: datetime) -> Step:
    """Nobody decided on an extension in time: it is refused."""
    return _deny(case, "", by, now)


@transaction.atomic
def pause(
    *,
    case: Case,
    reason: PauseReason | None,
    document: str,
    until: date,
    text: str,
    by: Officer,
    now: datetime,
) -> Step:
    """Let the clock stand still until the end of a day, by reason and document."""
    known = claim(case, now=now)
    ends_at = known.clock.end_of(until)
    intent = delays.pause(
        reason=reason,
        document=document,
        standstill=_standstill(known, ends_at),
        days=known.clock.workdays_between(now, ends_at),
        text=text,
        by=by,
        now=now,
    )
    step = take(case, intent, known)
    notices.tell_resident(case=case, template="paused", step=step, now=now)
    return step


@transaction.atomic
def resume(*, case: Case, by: Officer | System, now: datetime) -> Step:
    """Let the clock run again; only the time that it stood still is added."""
    if case.paused_until is None:
        raise MoveNotAllowed(Refusal.PAUSED)
    known = claim(case, now=now)
    step = take(case, delays.run_again(known.history, now=now, by=by), known)
    notices.tell_resident(case=case, template="resumed", step=step, now=now)
    return step


@transaction.atomic
def plan(
    *,
    case: Case,
    milestones: Sequence[NewCommitment],
    text: str,
    by: Officer,
    now: datetime,
) -> Step:
    """Long works: dated milestones replace the clock, and the resident is told them."""
    known = claim(case, now=now)
    clock = known.clock
    ahead = [one for one in milestones if clock.end_of(one.due_on) > now]
    intent = delays.plan(
        milestones=ahead,
        ends_at=[clock.end_of(one.due_on) for one in ahead],
        text=text,
        by=by,
        now=now,
    )
    step = take(case, intent, known)
    notices.tell_resident(case=case, template="planned", step=step, now=now)
    return step


def _extension(case: Case, until: date, now: datetime, clock: Clock) -> Extension:
    """To the end of a day, and how many working days that is more than now."""
    present = day_that_ends(case.due_at or now, clock.zone)
    days = clock.calendar.count_workdays(present, until)
    return Extension(clock.end_of(until), days)


def _standstill(known: Stored, ends_at: datetime) -> Standstill:
    """From now on, and what is due and promised before it begins."""
    case, now = known.case, known.now
    return Standstill(
        starts_at=now,
        ends_at=max(ends_at, now),
        due_at=case.due_at or now,
        promises=_promises_ahead(known),
        measured_due_at=(
            measured_due(known.history) if case.state == State.DISPOSED else None
        ),
    )


def _asked(known: Stored) -> Step:
    """
    The request that nobody decided yet.

    :raises MoveNotAllowed: if there is none
    """
    asked = pending_extension(known.history)
    if asked is None:
        raise MoveNotAllowed(Refusal.NOTHING_ASKED)
    return asked


def _deny(case: Case, text: str, by: Actor, now: datetime) -> Step:
    known = hold(case, now=now)
    asked = _asked(known)
    intent = delays.deny_extension(asked=asked, text=text, by=by, now=now)
    step = add(case, intent, known)
    told = _to_who_asked(asked, known.case, "extension_denied", step)
    notices.put(told, now=now)
    return step


def _to_who_asked(asked: Step, case: Case, template: str, step: Step) -> list[Message]:
    if asked.detail["asked_by"] == AskedBy.PARTY:
        return notices.to_who_acted(case, template, step)
    return notices.to_regions((case.office_code,), case, template, step)


def _promises_ahead(known: Stored) -> dict[Stage, datetime]:
    if known.case.state not in PAUSABLE:
        return {}
    return redating.promises_ahead(known.case, known.promised.moments)
