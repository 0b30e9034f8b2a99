"""
What offices and acting parties do with a case between filing and report.

Each function is one move of the table. All raise `MovedOn` when the case changed after
it was read and `MoveNotAllowed` with the reason when the move is not theirs to make.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from complaints import notices
from complaints.models import Case, Step
from complaints.operations import intents, raising, suspecting
from complaints.operations.evidence import attach, check_case
from complaints.operations.filing import office_for, placed
from complaints.operations.intents import Disposal, NewCommitment, Verification
from complaints.operations.moving import MovedOn, MoveNotAllowed, claim, take
from complaints.states import Action, DeclineReason, Kind, Outcome, PhotoKind
from registry.actors import Actor
from registry.models import Community, StoredFile

__all__ = [
    "Disposal",
    "MoveNotAllowed",
    "MovedOn",
    "NewCommitment",
    "Verification",
    "accept",
    "answer",
    "decline",
    "dispose",
    "explain",
    "locate",
    "rectify",
    "report",
    "send_back",
    "verify",
]


def locate(*, case: Case, community: Community, by: Actor, now: datetime) -> Step:
    """
    Say which community it is; its street takes over, the promise stays. What was raised
    stays where it is.
    """
    raised = Step.objects.filter(case=case, action=Action.RAISE).exists()
    office = case.office if raised else office_for(Kind(case.kind), community.street)
    answerable = placed(community, case.filed_at)
    return take(
        case,
        intents.locate(
            community=community, office=office, placed=answerable, by=by, now=now
        ),
    )


def accept(*, case: Case, by: Actor, now: datetime) -> Step:
    """Take a case on; a rectification that it speaks against becomes suspected."""
    earlier = suspecting.same_trouble_before(case)
    with transaction.atomic():
        clock = suspecting.suspect_the_same_trouble(earlier, case, now)
        return take(case, intents.accept(by=by, now=now), clock=clock)


@transaction.atomic
def decline(
    *,
    case: Case,
    reason: DeclineReason | None,
    text: str,
    way_on: str,
    by: Actor,
    now: datetime,
) -> Step:
    """Refuse to take the case on, with a reason, and what to do instead."""
    step = take(
        case,
        intents.decline(
            reason=reason,
            text=text,
            way_on=way_on,
            by=by,
            now=now,
        ),
    )
    notices.tell_resident(case=case, template="declined", step=step, now=now)
    return step


@transaction.atomic
def verify(*, case: Case, found: Verification, by: Actor, now: datetime) -> Step:
    """Write down what was found; once more replaces the finding, history keeps both."""
    known = claim(case, now=now)
    check_case(case, found.photos)
    step = take(case, intents.verify(found=found, by=by, now=now), known)
    attach(case, step, found.photos, PhotoKind.FINDING)
    return step


@transaction.atomic
def explain(
    *, case: Case, outcome: Outcome | None, text: str, by: Actor, now: datetime
) -> Step:
    """Tell the resident why nothing is ordered; another officer than the finder."""
    return _tell(case, Action.EXPLAIN, outcome, text, by, now)


@transaction.atomic
def dispose(*, case: Case, order: Disposal, by: Actor, now: datetime) -> Step:
    """Hand the case to who has to act."""
    step = take(case, intents.dispose(order=order, by=by, now=now))
    notices.tell_party(case=case, template="disposed", step=step, now=now)
    return step


@transaction.atomic
def rectify(
    *,
    case: Case,
    text: str,
    by: Actor,
    now: datetime,
    photos: Sequence[StoredFile] = (),
    no_photo_because: str = "",
    commitments: Sequence[NewCommitment] = (),
) -> Step:
    """The acting party says what was done and proves it; its photos are compared."""
    known = claim(case, now=now)
    check_case(case, photos)
    intent = intents.rectify(
        text=text,
        by=by,
        now=now,
        photos=photos,
        no_photo_because=no_photo_because,
        commitments=commitments,
    )
    step = take(case, intent, known)
    attach(case, step, photos, PhotoKind.AFTER)
    suspecting.look_at_photos(case=case, rectified=step, photos=photos, now=now)
    return step


@transaction.atomic
def send_back(*, case: Case, text: str, by: Actor, now: datetime) -> Step:
    """
    Ask for the rectification again and say what is missing; counted as a redo.

    The third redo raises the case a level.
    """
    known = claim(case, now=now)
    above = raising.office(raising.by_sending_back(case, known.history))
    intent = intents.send_back(text=text, by=by, now=now, raised_to=above)
    step = take(case, intent, known)
    raising.write_down(case, above, now=now)
    notices.tell_party(case=case, template="sent_back", step=step, now=now)
    return step


@transaction.atomic
def report(
    *, case: Case, outcome: Outcome | None, text: str, by: Actor, now: datetime
) -> Step:
    """Tell the resident the result, after checking the party's answer."""
    return _tell(case, Action.REPORT, outcome, text, by, now)


@transaction.atomic
def answer(*, case: Case, text: str, by: Actor, now: datetime) -> Step:
    """Answer a consultation, a suggestion or a report of retaliation."""
    return _tell(case, Action.ANSWER, Outcome.ANSWERED, text, by, now)


def _tell(
    case: Case,
    action: Action,
    outcome: Outcome | None,
    text: str,
    by: Actor,
    now: datetime,
) -> Step:
    step = take(
        case,
        intents.tell(action=action, outcome=outcome, text=text, by=by, now=now),
    )
    notices.tell_resident(case=case, template="reported", step=step, now=now)
    return step
