"""Proving a phone by a code: sent, tried at most five times, used once."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from complaints import notices
from complaints.codes import phone_digest
from complaints.models import Case, Contact, PhoneCode
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


@transaction.atomic
def send_code(
    *, number: str, phone: str, session: str, language: str, now: datetime
) -> None:
    """
    Send a code if this phone filed this case; whether it did is told to nobody.

    A phone gets one code a minute; a new code does not extend an older one.
    """
    digest = phone_digest(phone)
    if not Contact.objects.filter(case__number=number, phone_digest=digest).exists():
        return
    recent = PhoneCode.objects.filter(
        phone_digest=digest,
        sent_at__gt=now - BETWEEN_CODES,
        # later than that it is by a clock that went ahead, and holds up nobody
        sent_at__lt=now + BETWEEN_CODES,
    )
    if recent.exists():
        return
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = PhoneCode.objects.create(
        purpose=_purpose(number),
        phone_digest=digest,
        session_digest=_digest("session", session),
        code_digest=_digest(f"code {digest}", code),
        sent_at=now,
        expires_at=now + VALID_FOR,
    )
    notices.tell_code(
        phone=phone, code=code, key=str(row.pk), language=language, now=now
    )


def prove(*, number: str, phone: str, session: str, code: str, now: datetime) -> Case:
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
        if not used:
            raise CodeWrong
        Contact.objects.filter(
            case__number=number, phone_digest=digest, phone_proved_at__isnull=True
        ).update(phone_proved_at=now)
    return Case.objects.get(number=number)


def forget_codes(*, now: datetime) -> int:
    """
    Delete the codes that are over: a clock that is set back makes none good again.

    Returns how many there were.
    """
    forgotten, _by_model = _over(now).delete()
    return forgotten


def _over(now: datetime) -> QuerySet[PhoneCode]:
    return PhoneCode.objects.filter(expires_at__lte=now)


def _purpose(number: str) -> str:
    return f"{TRACK} {number}"


def _digest(purpose: str, text: str) -> str:
    return lookup_digest(text, purpose=f"phone code {purpose}")
