"""
Suspected false rectifications (虚假整改): suspected by what photos and later cases
show, or by an officer; answered by the acting party; decided by another officer than
who reported. Rules: specification, domain rules 2.2, Same incident.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from complaints import notices
from complaints.clocks import Clock, track_of
from complaints.models import Case, Step
from complaints.operations import doubting
from complaints.operations.doubting import Doubt, Terms
from complaints.operations.evidence import attach, check_case
from complaints.operations.knowing import Stored
from complaints.operations.moving import MoveNotAllowed, add, hold
from complaints.queries import recurring
from complaints.queries.limits import clock_at
from complaints.queries.suspicions import Question, open_in
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    Kind,
    Party,
    PhotoKind,
    Stage,
    Suspicion,
    Urgency,
)
from registry.actors import Actor, Clerk, Officer, System
from registry.models import StoredFile

__all__ = [
    "MoveNotAllowed",
    "confirm",
    "dismiss",
    "hear",
    "look_at_photos",
    "same_trouble_before",
    "suspect",
    "suspect_the_same_trouble",
]

WATCH = System("suspicions")
HEARING_WORKDAYS = 3
# What a camera's clock may be wrong by, or an officer writes down afterwards.
CLOCKS_DIFFER = timedelta(minutes=15)


def suspect(*, case: Case, text: str, by: Officer, now: datetime) -> Step:
    """An officer has seen that it was not put right; the acting party is heard."""
    return _suspect(case, Doubt(Suspicion.OBSERVED, text=text), by, now)


@transaction.atomic
def look_at_photos(
    *, case: Case, rectified: Step, photos: Sequence[StoredFile], now: datetime
) -> None:
    """Suspect a rectification whose photos were used before, or taken out of time."""
    about = {"rectified": str(rectified.number)}
    reused = recurring.used_before(case, photos, rectified=rectified)
    if reused is not None:
        shown = {"photo": str(reused.photo.pk), "like": str(reused.like.file_id)}
        shown |= {"other": reused.like.case.number}
        _suspect_once(case, Doubt(Suspicion.REUSED_PHOTO, about | shown), now)
    odd = next((one for one in photos if _is_out_of_time(one, case, now)), None)
    if odd is not None:
        shown = {"photo": str(odd.pk)}
        _suspect_once(case, Doubt(Suspicion.OUT_OF_TIME, about | shown), now)


def same_trouble_before(case: Case) -> Case | None:
    """
    The case whose rectification is to be suspected when this one is accepted.

    Asked when a case is accepted, not when it is filed: an officer has seen it by then,
    and nobody brings a firm under suspicion by filing alone. Reads texts and compares
    them, so it is asked before any row is held.
    """
    return recurring.put_right_before(case)


def suspect_the_same_trouble(
    earlier: Case | None, case: Case, now: datetime
) -> Clock | None:
    """
    Called before the case's own row is claimed: the earlier one comes first.

    Returns the clock where it was read, so that the move of the case need not read it.
    """
    if earlier is None:
        return None
    clock = clock_at(now)
    doubt = Doubt(Suspicion.SAME_TROUBLE, {"other": case.number})
    _suspect_once(earlier, doubt, now, clock)
    return clock


@transaction.atomic
def hear(
    *,
    case: Case,
    text: str,
    by: Clerk,
    now: datetime,
    photos: Sequence[StoredFile] = (),
) -> Step:
    """The acting party answers to what is suspected."""
    known = hold(case, now=now)
    check_case(case, photos)
    question = _all_asked(known)[0]
    step = add(
        case,
        doubting.hear(question=question, text=text, photos=photos, by=by, now=now),
        known,
    )
    attach(
        case,
        step,
        photos,
        PhotoKind.HEARING,
        round_number=question.opened.round,
    )
    notices.tell_office(case=case, template="heard", step=step, now=now)
    return step


@transaction.atomic
def confirm(*, case: Case, text: str, by: Officer, now: datetime) -> Step:
    """It was not put right; party and resident read the reasons."""
    step = _decide(case, Action.FALSE_CONFIRMED, text, by, now)
    told = notices.to_who_acted(case, "suspicion_decided", step)
    told += notices.to_resident(case, "found_false", step)
    notices.put(told, now=now)
    return step


@transaction.atomic
def dismiss(*, case: Case, text: str, by: Officer, now: datetime) -> Step:
    """The suspicion does not hold; the party reads why."""
    step = _decide(case, Action.FALSE_DISMISSED, text, by, now)
    notices.tell_who_acted(case=case, template="suspicion_decided", step=step, now=now)
    return step


def _suspect_once(
    case: Case, doubt: Doubt, now: datetime, clock: Clock | None = None
) -> None:
    """What is suspected already, or was found false, is not suspected again."""
    try:
        _suspect(case, doubt, WATCH, now, clock)
    except MoveNotAllowed:
        return


@transaction.atomic
def _suspect(
    case: Case, doubt: Doubt, by: Actor, now: datetime, clock: Clock | None = None
) -> Step:
    known = hold(case, now=now, clock=clock)
    if known.case.kind != Kind.COMPLAINT:  # nothing was put right: nothing has a limit
        raise MoveNotAllowed(Refusal.OUT_OF_TURN)
    intent = doubting.suspect(doubt=doubt, terms=_terms(known), by=by, now=now)
    step = add(case, intent, known)
    told = notices.to_regions(
        (case.office_code, case.decides_code), case, "suspected", step
    )
    told += notices.to_who_acted(case, "suspected", step)
    notices.put(told, now=now)
    return step


def _terms(known: Stored) -> Terms:
    """What joins an open question leaves its day, unless the party is heard longer."""
    case, clock, now = known.case, known.clock, known.now
    same = [one for one in open_in(known.history) if one.opened.round == case.round]
    decide_by = same[0].decide_by if same else _limit(case, clock, now)
    if case.party not in (Party.FIRM, Party.DEPARTMENT):
        return Terms(None, decide_by)
    hear_until = clock.workdays_after(now, HEARING_WORKDAYS)
    return Terms(hear_until, max(decide_by, hear_until))


def _limit(case: Case, clock: Clock, now: datetime) -> datetime:
    track = track_of(Kind(case.kind), Urgency(case.urgency))
    return clock.due_after(now, clock.limit(Stage.SUSPICION, track, case.round))


def _decide(case: Case, action: Action, text: str, by: Officer, now: datetime) -> Step:
    known = hold(case, now=now)
    question, *later = _all_asked(known)
    intent = doubting.decide(
        action=action,
        question=question,
        next_one=next(iter(later), None),
        text=text,
        by=by,
        now=now,
    )
    return add(case, intent, known)


def _all_asked(known: Stored) -> list[Question]:
    """
    The open questions of a case, at least one.

    :raises MoveNotAllowed: if nothing is suspected
    """
    questions = open_in(known.history)
    if not questions:
        raise MoveNotAllowed(Refusal.SUSPECTED)
    return questions


def _is_out_of_time(photo: StoredFile, case: Case, now: datetime) -> bool:
    if photo.taken_at is None:
        return False
    earliest, latest = case.filed_at - CLOCKS_DIFFER, now + CLOCKS_DIFFER
    return not earliest <= photo.taken_at <= latest
