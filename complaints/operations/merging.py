"""
One incident is one case: what is reported twice is merged into the first (并案), parted
again where it was not the same (拆分), or withdrawn by who reported it.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from complaints import notices
from complaints.models import Case, Follower, Step
from complaints.operations import detours, joining
from complaints.operations.knowing import Stored
from complaints.operations.moving import (
    MovedOn,
    MoveNotAllowed,
    add,
    append,
    claim,
    take,
)
from complaints.refusals import Refusal
from complaints.states import TAKES_OTHERS, Action, Kind, Party, State
from registry.actors import Officer, Resident

__all__ = ["MoveNotAllowed", "MovedOn", "is_target", "merge", "unmerge", "withdraw"]


@transaction.atomic
def merge(
    *, case: Case, target: Case, by: Officer, now: datetime, text: str = ""
) -> Step:
    """
    Let the case go on as another one, whose followers its reporters become.

    They are told, and may object.
    """
    known = _claim(case, target, now)
    target.refresh_from_db()
    intent = detours.merge(
        target=target, fits=is_target(target, case), text=text, by=by, now=now
    )
    step = take(case, intent, known)
    append(target, action=Action.FOLLOW, by=by, now=now, detail={"merged": case.number})
    joining.reporters_become_followers(source=case, target=target, now=now)
    notices.tell_resident(case=case, template="merged", step=step, now=now)
    return step


@transaction.atomic
def unmerge(*, case: Case, text: str, by: Officer, now: datetime) -> Step:
    """
    It was not the same: the case goes back to where it was, and its clock stood still.

    :raises MoveNotAllowed: if it is not merged, or not this office's
    """
    if case.merged_into is None:
        raise MoveNotAllowed(Refusal.OUT_OF_TURN)
    target = case.merged_into
    known = _claim(case, target, now)
    intent = detours.unmerge(
        history=known.history,
        promises=known.promised.moments,
        text=text,
        by=by,
        now=now,
    )
    step = take(case, intent, known)
    append(
        target, action=Action.FOLLOW, by=by, now=now, detail={"unmerged": case.number}
    )
    joining.followers_go_back(source=case, target=target, now=now)
    told = notices.to_resident(case, "unmerged", step)
    told += notices.to_regions((case.office_code,), case, "parted", step)
    notices.put(told, now=now)
    return step


@transaction.atomic
def withdraw(*, case: Case, by: Resident, now: datetime, text: str = "") -> Step:
    """
    Take the report back. Where others follow it who proved their phones, the first of
    them becomes the reporter instead, and the case goes on; who did not is told that it
    is over, and may file it.
    """
    known = claim(case, now=now)
    proved = Follower.objects.present().filter(case=case, proved_at__isnull=False)
    follower = proved.first()
    if follower is not None:
        return _hand_on(known, follower, by)
    step = take(case, detours.withdraw(text=text, by=by, now=now), known)
    told = notices.to_resident(case, "withdrawn", step)
    told += notices.to_followers(case, "followed_withdrawn", step)
    if step.source == State.DISPOSED and case.party != Party.OFFICE:
        told += notices.to_who_acted(case, "recalled", step)
    notices.put(told, now=now)
    return step


def is_target(target: Case, case: Case) -> bool:
    """Whether a case is about what another one is, as far as rows can tell."""
    return (
        target != case
        and case.round == 1
        and target.kind == case.kind == Kind.COMPLAINT
        and target.community_id is not None
        and target.community_id == case.community_id
        and target.category_id == case.category_id
        and target.state in TAKES_OTHERS
    )


def _hand_on(known: Stored, follower: Follower, by: Resident) -> Step:
    case, now = known.case, known.now
    step = add(case, detours.hand_on(by=by, now=now), known)
    # told before the phone is another's
    told = notices.to_resident(case, "withdrawn", step)
    joining.take_over(follower, now=now)
    told += notices.to_resident(case, "reporter_now", step)
    notices.put(told, now=now)
    return step


def _claim(case: Case, target: Case, now: datetime) -> Stored:
    """
    Claim the case, and hold the other one until the transaction ends, in the order of
    their keys.
    """
    other = Case.objects.filter(pk=target.pk)
    if target.pk < case.pk:
        other.update(steps_written=F("steps_written"))
    known = claim(case, now=now)
    if target.pk > case.pk:
        other.update(steps_written=F("steps_written"))
    return known
