"""
The last word: calls, the resident's answer, the end of the return visit, a new round.

Only an answer that came by a link or code to the proved phone is the resident's own.
Silence closes a case as what it is and is never counted as satisfaction.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import notices
from complaints.models import Answer, Case, Contact, Step
from complaints.operations import intents, raising
from complaints.operations.intents import Given
from complaints.operations.moving import MovedOn, MoveNotAllowed, add, claim, take
from complaints.queries.visits import tries_of
from complaints.states import CallOutcome, Channel, Closing, Privacy, Solved
from complaints.visiting_hours import Tries
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
    "try_to_call",
    "visit_again",
]


class AnswerMissing(Exception):
    """Neither question was answered."""

    def __str__(self) -> str:
        return _("Choose an answer to both questions. 'Cannot say' is one, too.")


def try_to_call(
    *, case: Case, outcome: CallOutcome | None, by: Officer, now: datetime
) -> Step:
    """
    Write down what became of one call: answered, no answer, refused, wrong number.

    What the resident answered is written down by `close_by_phone`.

    :raises MoveNotAllowed: at another hour, before the first day, by who handled the
        case or has not the right, of a case without a phone
    """
    called = intents.visit_try(
        outcome=outcome, has_phone=has_phone(case), by=by, now=now
    )
    return add(case, called)


@transaction.atomic
def visit_again(
    *,
    case: Case,
    outcome: CallOutcome | None,
    given: Given | None,
    by: Officer,
    now: datetime,
) -> tuple[Step, Step | None]:
    """
    Write down the second visit of a closed case that was drawn: what was heard.

    The case's own answer stays; how far the two agree is counted of the steps. A spoken
    "no" reopens the case in the same transaction, as at the first visit, unless the
    days for it are over (docs/adr/0034).

    :raises MoveNotAllowed: unless it was drawn, by the office above, in calling hours
    """
    heard = intents.second_visit(
        outcome=outcome, given=given, has_phone=has_phone(case), by=by, now=now
    )
    step = add(case, heard)
    if outcome != CallOutcome.ANSWERED or given is None or given.solved != Solved.NO:
        return step, None
    try:
        return step, reopen(case=case, by=by, now=now)
    except MoveNotAllowed:  # too late: the resident may file anew, as is said then
        return step, None


@transaction.atomic
def close(
    *, case: Case, given: Given, channel: Channel, by: Resident, now: datetime
) -> Step:
    """
    Close the case with what the resident answered.

    Who came by the link has shown thereby that the phone is theirs.
    """
    intent = intents.close(
        closing=Closing.ANSWERED, by=by, now=now, given=given, channel=channel
    )
    step = take(case, intent)
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

    :raises MoveNotAllowed: at another hour than residents are called at, by who handled
        the case or has not the right, of a case without a phone
    """
    intent = intents.close(
        closing=Closing.TYPED,
        by=by,
        now=now,
        given=given,
        channel=Channel.PHONE,
        has_phone=has_phone(case),
    )
    step = take(case, intent)
    answer_row(case, step, given, Channel.PHONE, own=False).save(force_insert=True)
    if given.solved != Solved.NO:
        return step, None
    return step, reopen(case=case, by=by, now=now)


@transaction.atomic
def close_unanswered(*, case: Case, by: System, now: datetime) -> Step:
    """Close a case whose time for an answer is over, as what it is."""
    known = claim(case, now=now)
    privacy = Privacy(Contact.objects.get(case=case).privacy)
    tries = tries_of(case, known.history)
    closing = silence(privacy, tries)
    return take(case, intents.close(closing=closing, by=by, now=now), known)


def reopen(*, case: Case, by: Actor, now: datetime, text: str = "") -> Step:
    """
    Begin the next round; nobody has to say why. The office that has it then is told.

    The second reopening raises the case a level, and so does the third redo.
    """
    with transaction.atomic():
        known = claim(case, now=now)
        above = raising.office(raising.by_reopening(case, known.history))
        intent = intents.reopen(by=by, now=now, text=text, raised_to=above)
        step = take(case, intent, known)
        raising.write_down(case, above, now=now)
        if above is None:
            notices.tell_office(case=case, template="reopened", step=step, now=now)
        return step


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


def has_phone(case: Case) -> bool:
    """Whether there is a phone to call; who reported anonymously left none."""
    return Contact.objects.filter(case=case).exclude(phone_sealed="").exists()


def silence(privacy: Privacy, tries: Tries) -> Closing:
    """
    What the end of the window is called: an anonymous reporter cannot be called; who
    was not called on two days was not visited.
    """
    if privacy == Privacy.ANONYMOUS:
        return Closing.CANNOT_BE_CALLED
    return Closing.NO_REPLY if tries.are_enough else Closing.NOT_VISITED
