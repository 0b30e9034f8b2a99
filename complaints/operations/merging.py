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
from complaints.operations.moving import MovedOn, MoveNotAllowed, add, append, take
from complaints.queries.facts import history_of
from complaints.queries.limits import promises_of
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
    _hold(case, target)
    target.refresh_from_db()
    step = take(
        case,
        detours.merge(
            target=target, fits=is_target(target, case), text=text, by=by, now=now
        ),
    )
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
    _hold(case, target)
    intent = detours.unmerge(
        history=history_of(case),
        promises=promises_of(case).moments,
        text=text,
        by=by,
        now=now,
    )
    step = take(case, intent)
    append(
        target, action=Action.FOLLOW, by=by, now=now, detail={"unmerged": case.number}
    )
    joining.followers_go_back(source=case, target=target, now=now)
    notices.tell_resident(case=case, template="unmerged", step=step, now=now)
    notices.tell_office(case=case, template="parted", step=step, now=now)
    return step


@transaction.atomic
def withdraw(*, case: Case, by: Resident, now: datetime, text: str = "") -> Step:
    """
    Take the report back. Where others follow it, the first of them becomes the
    reporter instead, and the case goes on.
    """
    _hold(case)
    if Follower.objects.present().filter(case=case).exists():
        return _hand_on(case, by, now)
    step = take(case, detours.withdraw(text=text, by=by, now=now))
    notices.tell_resident(case=case, template="withdrawn", step=step, now=now)
    if step.source == State.DISPOSED and case.party != Party.OFFICE:
        notices.tell_who_acted(case=case, template="recalled", step=step, now=now)
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


def _hand_on(case: Case, by: Resident, now: datetime) -> Step:
    if not Case.objects.filter(pk=case.pk, version=case.version).exists():
        raise MovedOn
    step = add(case, detours.hand_on(by=by, now=now))
    # told before the phone is another's
    notices.tell_resident(case=case, template="withdrawn", step=step, now=now)
    joining.take_over(case, now=now)
    notices.tell_resident(case=case, template="reporter_now", step=step, now=now)
    return step


def _hold(*cases: Case) -> None:
    """Hold the rows until the transaction ends, in the order of their keys."""
    for pk in sorted(case.pk for case in cases):
        Case.objects.filter(pk=pk).update(steps_written=F("steps_written"))
