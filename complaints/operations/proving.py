"""
Proving a phone by a code: sent, tried at most five times, used once.

Whether a phone belongs to a case is told to nobody, by no word and by no time: whatever
is asked, the same is read, sealed and written, and what must not be is undone.
"""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from complaints import notices
from complaints.codes import phone_digest
from complaints.models import Case, Contact, Follower, PhoneCode
from complaints.operations import rationing
from registry.sealing import lookup_digest

VALID_FOR = timedelta(minutes=10)
BETWEEN_CODES = timedelta(minutes=1)
MOST_TRIES = 5
DIGITS = 6
TRACK = "track"


class CodeWrong(Exception):
    """The code does not fit, was used, is too old, or was tried too often."""

    def __str__(self) -> str:
        return _("That code does not fit. Check it, or ask for a new one.")


class Proved(NamedTuple):
    """Whose phone it is: the reporter's of a case, or that of somebody who follows."""

    case: Case
    follower: Follower | None


@transaction.atomic
def send_code(
    *,
    number: str,
    phone: str,
    session: str,
    network: str,
    language: str,
    now: datetime,
    aloud: bool = False,
) -> None:
    """
    Send a code if this phone is with this case; whether it is, is told to nobody.

    `number` is a case number, or the end of one. A phone gets one code a minute and no
    more than the settings allow; a new code does not extend an older one. The code is
    read `aloud` by a call where it is asked for, and to a landline.
    """
    fits = _belongs(number, phone)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    sending = transaction.savepoint()
    allowed = rationing.may_send_code(phone=phone, network=network, now=now)
    notices.tell_code(
        phone=phone,
        code=code,
        key=secrets.token_hex(),
        language=language,
        aloud=aloud,
        good_until=now + VALID_FOR,
        now=now,
    )
    if fits and allowed:
        transaction.savepoint_commit(sending)
    else:
        transaction.savepoint_rollback(sending)
        code = secrets.token_hex()  # no code of six digits is this one
    _keep(code, number, phone, session, now)


def _keep(code: str, number: str, phone: str, session: str, now: datetime) -> None:
    digest = phone_digest(phone)
    PhoneCode.objects.create(
        purpose=_purpose(number),
        phone_digest=digest,
        session_digest=_digest("session", session),
        code_digest=_digest(f"code {digest}", code),
        sent_at=now,
        expires_at=now + VALID_FOR,
    )


def prove(*, number: str, phone: str, session: str, code: str, now: datetime) -> Proved:
    """
    The case, once the code is the one that was sent to this phone in this session.

    :raises CodeWrong: in every other case, with one and the same text
    """
    digest = phone_digest(phone)
    sent = PhoneCode.objects.filter(
        purpose=_purpose(number),
        phone_digest=digest,
        session_digest=_digest("session", session),
        used_at__isnull=True,
        expires_at__gt=now,
        # sent by a clock that went ahead: it would be good for longer
        sent_at__lt=now + VALID_FOR,
        tries__lt=MOST_TRIES,
    )
    wanted = _digest(f"code {digest}", "".join(code.split()))
    # Every try counts, also a wrong one, so it is written before the answer is known:
    # durable, or a caller's transaction would undo it; one by one, since of many tries
    # at once only those that were counted may go on.
    with transaction.atomic(durable=True):
        _over(now).filter(phone_digest=digest).delete()
        tried = [
            pk
            for pk in sent.values_list("pk", flat=True)
            if sent.filter(pk=pk).update(tries=F("tries") + 1)
        ]
    with transaction.atomic():
        used = PhoneCode.objects.filter(
            pk__in=tried, code_digest=wanted, used_at__isnull=True
        ).update(used_at=now)
        proved = _whose(number, phone) if used else None
        if proved is None:
            raise CodeWrong
        _write_down(proved, now)
    return proved


def forget_codes(*, now: datetime) -> int:
    """
    Delete the codes that are over: a clock that is set back makes none good again.

    Returns how many there were.
    """
    forgotten, _by_model = _over(now).delete()
    return forgotten


def _belongs(number: str, phone: str) -> bool:
    """Whether the phone is with a case of this number; both are asked, always."""
    reported, followed = _with(number, phone)
    # a list, not `or`: who is found first leaves no question out
    return any([reported.exists(), followed.exists()])


def _whose(number: str, phone: str) -> Proved | None:
    """The newest case of this number, or end of one, that the phone is with."""
    reported, followed = _with(number, phone)
    contact = reported.select_related("case").order_by("-case_id").first()
    follower = followed.select_related("case").order_by("-case_id").first()
    if contact is not None:
        return Proved(contact.case, None)
    return Proved(follower.case, follower) if follower else None


def _with(number: str, phone: str) -> tuple[QuerySet[Contact], QuerySet[Follower]]:
    # By the phone first: that index finds few, whatever the number ends with.
    theirs = {"phone_digest": phone_digest(phone), "case__number__endswith": number}
    return (
        Contact.objects.filter(**theirs),
        Follower.objects.present().filter(**theirs),
    )


def _write_down(proved: Proved, now: datetime) -> None:
    """Since when the phone is proved: the first time stands."""
    if proved.follower is not None:
        unproved = Follower.objects.filter(pk=proved.follower.pk, proved_at=None)
        unproved.update(proved_at=now)
    else:
        contact = Contact.objects.filter(case=proved.case, phone_proved_at=None)
        contact.update(phone_proved_at=now)


def _over(now: datetime) -> QuerySet[PhoneCode]:
    return PhoneCode.objects.filter(expires_at__lte=now)


def _purpose(number: str) -> str:
    return f"{TRACK} {number}"


def _digest(purpose: str, text: str) -> str:
    return lookup_digest(text, purpose=f"phone code {purpose}")
