"""
One incident, several residents: who joins a case, and what becomes of them.

A follower has a proof and an answer of their own; only the reporter closes and reopens.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from complaints import notices
from complaints.codes import phone_digest
from complaints.models import (
    Answer,
    Case,
    Contact,
    Follower,
    FollowerQuerySet,
    Step,
)
from complaints.operations.incoming import MOST_REPRESENTATIVES, Joint, Reporter
from complaints.operations.moving import append
from complaints.operations.visiting import Given, answer_row
from complaints.queries.followers import said_in_round
from complaints.queries.incidents import is_known
from complaints.states import (
    OPEN_STATES,
    Action,
    Channel,
    FiledFor,
    Kind,
    Privacy,
    State,
)
from registry.actors import Resident
from registry.sealing import seal

__all__ = [
    "AlreadyJoined",
    "CannotJoin",
    "Given",
    "NotAwaited",
    "answer",
    "follow",
    "followers_go_back",
    "is_awaited",
    "let_all_go",
    "name_representatives",
    "reporters_become_followers",
    "take_over",
]


# What is written anew of somebody who left a case and joins it once more.
COMES_BACK_WITH = (
    "came_from",
    "phone_sealed",
    "language",
    "proved_at",
    "tells_unproved",
    "household_confirmed_at",
    "joined_at",
    "number",
    "round",
    "left_at",
)


class CannotJoin(Exception):
    """The case is over, or is none that others join."""

    def __str__(self) -> str:
        return _("This case cannot be joined any more. File a new one.")


class AlreadyJoined(Exception):
    """
    The phone reported the case or follows it already; which of both is told to nobody.

    An edge that has no proof of the phone answers as if it had joined: whose phone
    reported a case is learned by nobody who types it.
    """

    def __str__(self) -> str:
        return _("This phone is with the case already.")


class NotAwaited(Exception):
    """No answer of this follower is awaited: given already, or not asked for."""

    def __str__(self) -> str:
        return _("No answer to this result is awaited from you any more.")


@transaction.atomic
def follow(*, case: Case, reporter: Reporter, by: Resident, now: datetime) -> Follower:
    """
    Join a case with a phone: a step, and a row apart that holds the phone.

    The phone is told the number at once, or the result where it is there already. Who
    has the trouble of a closed case again files it (2.2, Same incident): joined to what
    is over, it would be looked at by nobody.

    :raises CannotJoin: if the case is over, or a report of retaliation
    :raises AlreadyJoined: if the phone is the reporter's or follows already
    """
    if not reporter.phone or not _may_be_joined(case):
        raise CannotJoin
    # the step first: it holds the case's row until this transaction ends
    step = append(case, action=Action.FOLLOW, by=by, now=now)
    if not case.is_open:  # it was closed since it was asked for
        raise CannotJoin
    digest = phone_digest(reporter.phone)
    if digest in _known_phones(case):
        raise AlreadyJoined
    joined: dict[str, Any] = {
        "phone_sealed": seal(reporter.phone),
        "language": reporter.language,
        "proved_at": now if by.phone_proved else None,
        "tells_unproved": reporter.is_told(reporter.phone),
        "joined_at": now,
        "number": step.number,
        "round": step.round,
        "left_at": None,
    }
    follower, _created = Follower.objects.update_or_create(
        case=case, phone_digest=digest, defaults=joined
    )
    if reporter.is_told(reporter.phone) or by.phone_proved:
        notices.put(notices.to_who_joined(follower, case, step), now=now)
    return follower


@transaction.atomic
def name_representatives(*, case: Case, reporter: Reporter, now: datetime) -> None:
    """
    Let the representatives of a joint complaint follow it.

    Nobody has proved their phones: until they do, they count in nothing that is scored.
    A phone that is named twice, or is the reporter's, follows once or not at all.
    """
    joint = reporter.joint or Joint()
    if len(joint.representatives) > MOST_REPRESENTATIVES:
        raise CannotJoin
    for phone in joint.representatives:
        named = replace(reporter, privacy=Privacy.HIDDEN, phone=phone)
        with suppress(AlreadyJoined), transaction.atomic():
            follow(case=case, reporter=named, by=Resident(phone_proved=False), now=now)


@transaction.atomic
def answer(
    *,
    follower: Follower,
    round_number: int,
    given: Given,
    channel: Channel,
    by: Resident,
    now: datetime,
) -> Step:
    """
    Write down what a follower answers to a result; the case stays where it is.

    Who came by the link has shown thereby that the phone is theirs. When half of the
    proved phones say "no", the office is told once that a visit is wanted.

    :raises NotAwaited: if it was given already, or is not asked for
    """
    case = Case.objects.get(pk=follower.case_id)
    # the step first: it holds the case's row, so that of two taps the second is told
    step = append(case, action=Action.FOLLOW, by=by, now=now, detail=_said(given))
    if not is_awaited(follower, round_number, now=now):
        raise NotAwaited
    before = said_in_round(case)
    row = answer_row(case, step, given, channel, own=by.phone_proved)
    row.follower = follower
    row.save(force_insert=True)
    if by.phone_proved:
        Follower.objects.filter(pk=follower.pk, proved_at=None).update(proved_at=now)
    if said_in_round(case).half_say_no and not before.half_say_no:
        notices.tell_office(case=case, template="visit_wanted", step=step, now=now)
    return step


def is_awaited(follower: Follower, round_number: int, *, now: datetime) -> bool:
    """Whether the follower may answer to the result of this round, and has not yet."""
    case = Case.objects.get(pk=follower.case_id)
    answered = Answer.objects.filter(follower=follower, round=round_number)
    return (
        follower.left_at is None
        and _is_awaited(case, round_number, now)
        and not answered.exists()
    )


@transaction.atomic
def take_over(follower: Follower, *, now: datetime) -> None:
    """
    Make a follower the reporter.

    The reporter's personal data go, and with the turn what they could prove; of the
    follower only phone, language and proof were known.
    """
    Contact.objects.filter(case=follower.case_id).update(
        privacy=Privacy.HIDDEN,
        phone_sealed=follower.phone_sealed,
        phone_digest=follower.phone_digest,
        name_sealed="",
        unit_sealed="",
        language=follower.language,
        phone_proved_at=follower.proved_at,
        tells_unproved=follower.tells_unproved,
        turn=F("turn") + 1,
        filed_for=FiledFor.MYSELF,
        concerned_name_sealed="",
        concerned_phone_sealed="",
        tells_concerned=True,
        calls_concerned=False,
        households=None,
    )
    _let_go(Follower.objects.filter(pk=follower.pk), now)


@transaction.atomic
def reporters_become_followers(*, source: Case, target: Case, now: datetime) -> int:
    """
    Let reporter and followers of a merged case follow the one it went into.

    What the merged case knows of them stays with it, so that `followers_go_back` has
    nothing to restore there. A phone that is with the target already is not added; who
    was there before and left comes back; an anonymous reporter has none. How many were
    added is answered.
    """
    rows = as_followers(
        Contact.objects.get(case=source),
        *Follower.objects.present().filter(case=source),
        source=source,
        target=target,
        now=now,
    )
    present = _known_phones(target)
    fresh = [row for row in rows if row.phone_digest not in present]
    _keep_proofs(fresh, target)
    added = Follower.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["case", "phone_digest"],
        update_fields=COMES_BACK_WITH,
    )
    return len(added)


def as_followers(
    contact: Contact,
    *followers: Follower,
    source: Case,
    target: Case,
    now: datetime,
) -> list[Follower]:
    """Reporter and followers of a merged case as followers of the other, unsaved."""
    return [
        Follower(
            case=target,
            came_from=source,
            phone_sealed=one.phone_sealed,
            phone_digest=one.phone_digest,
            language=one.language,
            proved_at=one.proved_at,
            tells_unproved=one.tells_unproved,
            household_confirmed_at=one.household_confirmed_at,
            joined_at=now,
            number=target.steps_written,
            round=target.round,
        )
        for one in (*_as_follower(contact), *followers)
    ]


@transaction.atomic
def followers_go_back(*, source: Case, target: Case, now: datetime) -> None:
    """Undo `reporters_become_followers`; who answered meanwhile is kept as left."""
    came = Follower.objects.filter(case=target, came_from=source, left_at__isnull=True)
    _let_go(came, now)


def let_all_go(case: Case, *, now: datetime) -> None:
    """Nobody but its reporter has part any more in what became confidential."""
    _let_go(Follower.objects.filter(case=case, left_at__isnull=True), now)


def _may_be_joined(case: Case) -> bool:
    among = Case.objects.filter(state__in=OPEN_STATES)
    return among.exclude(kind=Kind.RETALIATION).filter(pk=case.pk).exists()


def _is_awaited(case: Case, round_number: int, now: datetime) -> bool:
    """
    From the report until 30 days after closing: the reporter's tap does not take a
    follower's answer away.
    """
    told = case.state in (State.REPORTED, State.CLOSED) and case.round == round_number
    return told and Case.objects.filter(is_known(now), pk=case.pk).exists()


def _said(given: Given) -> dict[str, str]:
    said = {"solved": str(given.solved), "satisfied": str(given.satisfied)}
    if given.satisfied_with_street:
        said["satisfied_with_street"] = str(given.satisfied_with_street)
    return said


def _keep_proofs(rows: Sequence[Follower], case: Case) -> None:
    """What who comes back to a case had proved there once is proved still."""
    digests = [row.phone_digest for row in rows]
    left = Follower.objects.filter(case=case, phone_digest__in=digests)
    before = {one.phone_digest: one for one in left}
    for row in rows:
        if (one := before.get(row.phone_digest)) is not None:
            row.proved_at = row.proved_at or one.proved_at
            row.household_confirmed_at = (
                row.household_confirmed_at or one.household_confirmed_at
            )


def _known_phones(case: Case) -> set[str]:
    """The digests of the phones that are with a case now."""
    followers = Follower.objects.present().filter(case=case)
    return {*_reporter_s(case), *followers.values_list("phone_digest", flat=True)}


def _reporter_s(case: Case) -> Iterable[str]:
    return Contact.objects.filter(case=case).values_list("phone_digest", flat=True)


def _as_follower(contact: Contact) -> list[Follower]:
    """The reporter as a follower, not to be stored; an anonymous one is none."""
    if not contact.phone_sealed:
        return []
    return [
        Follower(
            phone_sealed=contact.phone_sealed,
            phone_digest=contact.phone_digest,
            language=contact.language,
            proved_at=contact.phone_proved_at,
            tells_unproved=contact.tells_unproved,
        )
    ]


def _let_go(gone: FollowerQuerySet, now: datetime) -> None:
    """Forget followers; of who answered, the row stays behind the answer."""
    answered = Exists(Answer.objects.filter(follower=OuterRef("pk")))
    gone.filter(answered).update(left_at=now)
    # In one statement: `delete` would read first what of theirs an answer refers to,
    # which is asked already, and the database refuses it besides.
    gone.filter(~answered).order_by()._raw_delete(gone.db)
