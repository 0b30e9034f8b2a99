"""
The last word: the resident's answer, the end of the return visit, and a new round.

Only an answer that came by a link or code to the proved phone is the resident's own.
Silence closes a case as what it is and is never counted as satisfaction.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from complaints.models import Answer, Case, Contact, Step
from complaints.operations import intents, raising
from complaints.operations.intents import Given
from complaints.operations.moving import MovedOn, MoveNotAllowed, take
from complaints.queries.facts import history_of
from complaints.states import Channel, Closing, Privacy, Solved
from registry.actors import Actor, Officer, Resident, System

__all__ = [
    "AnswerMissing",
    "Given",
    "MoveNotAllowed",
    "MovedOn",
    "answer_row",
    "close",
    "close_by_phone",
    "close_unanswered",
    "reopen",
]


class AnswerMissing(Exception):
    """Neither question was answered."""

    def __str__(self) -> str:
        return _("Choose an answer to both questions. 'Cannot say' is one, too.")


@transaction.atomic
def close(
    *, case: Case, given: Given, channel: Channel, by: Resident, now: datetime
) -> Step:
    """
    Close the case with what the resident answered.

    Who came by the link has shown thereby that the phone is theirs.
    """
    step = _close(case, by, now, Closing.ANSWERED, given, channel)
    if by.phone_proved:
        Contact.objects.filter(case=case, phone_proved_at=None).update(
            phone_proved_at=now
        )
    answer_row(case, step, given, channel, own=by.phone_proved).save(force_insert=True)
    return step


@transaction.atomic
def close_by_phone(
    *, case: Case, given: Given, by: Officer, now: datetime
) -> tuple[Step, Step | None]:
    """
    Write down what the resident said on the telephone.

    A spoken "no" reopens the case in the same transaction (specification 2.2, REOPEN).
    """
    step = _close(case, by, now, Closing.TYPED, given, Channel.PHONE)
    answer_row(case, step, given, Channel.PHONE, own=False).save(force_insert=True)
    if given.solved != Solved.NO:
        return step, None
    return step, reopen(case=case, by=by, now=now)


@transaction.atomic
def close_unanswered(*, case: Case, by: System, now: datetime) -> Step:
    """Close a case whose time for an answer is over, as what it is."""
    privacy = Privacy(Contact.objects.get(case=case).privacy)
    return _close(case, by, now, silence(privacy), None, None)


def reopen(*, case: Case, by: Actor, now: datetime, text: str = "") -> Step:
    """
    Begin the next round; nobody has to say why.

    The second reopening raises the case a level, and so does the third redo.
    """
    with transaction.atomic():
        above = raising.office(raising.by_reopening(case, history_of(case)))
        step = take(case, intents.reopen(by=by, now=now, text=text, raised_to=above))
        raising.write_down(case, above, now=now)
        return step


def _close(
    case: Case,
    by: Actor,
    now: datetime,
    closing: Closing,
    given: Given | None,
    channel: Channel | None,
) -> Step:
    intent = intents.close(
        closing=closing, by=by, now=now, given=given, channel=channel
    )
    return take(case, intent)


def answer_row(
    case: Case, step: Step, given: Given, channel: Channel, *, own: bool
) -> Answer:
    """What the resident answered, not yet stored."""
    return Answer(
        case=case,
        round=step.round,
        step=step,
        at=step.at,
        own=own,
        channel=channel,
        solved=given.solved,
        satisfied=given.satisfied,
        satisfied_with_street=given.satisfied_with_street or "",
    )


def silence(privacy: Privacy) -> Closing:
    """An anonymous reporter cannot be called; anybody else was not visited."""
    anonymous = privacy == Privacy.ANONYMOUS
    return Closing.CANNOT_BE_CALLED if anonymous else Closing.NOT_VISITED
