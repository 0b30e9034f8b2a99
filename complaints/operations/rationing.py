"""
How many codes are sent, cases filed, messages and feedback written and photos taken:
for one phone or browser, from one network, in all.

Where uses cannot be counted, filing goes on, and nothing is sent to a phone that nobody
proved, no code and no message: that costs money and rings somebody's phone, a case that
is not taken harms who reports it. Limits are settings; docs/adr/0027 says how they are
kept, docs/adr/0033 what a typed phone is told.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.codes import phone_digest
from registry.ledger import allowances, room
from registry.ledger.allowances import NO_TIME, Limited
from registry.ledger.images import PhotoRefused

# What is told of a wait: how long it really is would tell when a phone was used last.
TRY_AGAIN = timedelta(hours=1)
TOMORROW = timedelta(days=1)

log = logging.getLogger(__name__)


class WrittenTooOften(Exception):
    """As many messages came from this phone, or from this place, as are taken."""

    seconds = int(TOMORROW.total_seconds())

    def __str__(self) -> str:
        return _(
            "Many messages came from one phone or one place in a short time. Write "
            "again tomorrow, or file a case if something has to be put right."
        )


class SentTooMany(PhotoRefused):
    """As many photos came from this browser, or from this place, as are taken."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy(
                "Many photos came from one device or one place in a short time. Send "
                "the form without more of them, or come back tomorrow."
            )
        )


@dataclass(frozen=True)
class Sender:
    """
    Whose photos are counted together: those of an account, else those of a browser and
    those of its network. `browser` is a digest; `network` is what
    `registry.views.origins.network_of` says.
    """

    browser: str
    network: str
    account: int | None = None


class FiledTooOften(Exception):
    """As many cases were filed with this phone, or from this place, as are taken."""

    seconds = int(TRY_AGAIN.total_seconds())

    def __str__(self) -> str:
        return _(
            "Many cases came from one phone or one place in a short time. What you "
            "typed is still here: send it again in an hour, or tomorrow. If it cannot "
            "wait, call 12345."
        )


def may_send_code(*, phone: str, network: str, now: datetime) -> bool:
    """
    Count a code, and say whether it may be sent; the caller undoes what may not be.

    The same statements are made either way.
    """
    limited = (
        Limited("code phone", phone_digest(phone), settings.CODES_PER_PHONE),
        Limited("code network", network, settings.CODES_PER_NETWORK),
        Limited("code", "", settings.CODES_IN_ALL),
    )
    try:
        with transaction.atomic():
            return allowances.use(limited, now=now) == NO_TIME
    except DatabaseError:
        log.exception("codes cannot be counted; none is sent")
        return False


def count_filing(
    *,
    phone: str,
    browser: str,
    network: str,
    now: datetime,
    others: Iterable[str] = (),
) -> frozenset[str]:
    """
    Count a case that is about to be filed by a resident; call it in its transaction.

    A phone that is typed is counted with the network, so that nobody uses up what its
    owner may file from elsewhere; who gives none is counted by the browser. The
    `others` that a case names are told of it, so it counts for each of these phones as
    well. `network` is what `registry.views.origins.network_of` says.

    Answered are those of the phones that are told nothing of this case before they are
    proved: from however many networks they are typed, each is told of so many a day.

    :raises FiledTooOften: if it has to wait
    """
    typed = {one for one in (phone, *others) if one}
    _count_case(typed, browser=browser if not phone else "", network=network, now=now)
    return frozenset(one for one in sorted(typed) if not _may_be_told(one, now))


def _count_case(
    phones: Iterable[str], *, browser: str, network: str, now: datetime
) -> None:
    named = {_typed(one, network) for one in phones}
    limited = [
        *(
            Limited("case phone", key, settings.CASES_PER_PHONE)
            for key in sorted(named)
        ),
        Limited("case network", network, settings.CASES_PER_NETWORK),
    ]
    if browser:
        limited.insert(0, Limited("case browser", browser, settings.CASES_PER_PHONE))
    try:
        with transaction.atomic():
            wait = allowances.use(limited, now=now)
    except DatabaseError:
        log.exception("cases cannot be counted; filing goes on")
        return
    if wait > NO_TIME:
        raise FiledTooOften


def _may_be_told(phone: str, now: datetime) -> bool:
    """
    Count that a phone is told of one case more, unless that would be too many.

    Counted whoever typed it, and undone alone: the case is filed in any way.
    """
    one = Limited("told phone", phone_digest(phone), settings.CASES_TOLD_PER_PHONE)
    try:
        with transaction.atomic():
            may_be = allowances.use([one], now=now) == NO_TIME
            transaction.set_rollback(not may_be)
    except DatabaseError:
        log.exception("what phones are told cannot be counted; nothing is sent")
        return False
    return may_be


def count_feedback(*, network: str, now: datetime) -> None:
    """
    Count a feedback that is about to be kept, in its transaction.

    :raises WrittenTooOften: if it has to wait
    """
    limited = (
        Limited("feedback network", network, settings.FEEDBACK_PER_NETWORK),
        Limited("feedback", "", settings.FEEDBACK_IN_ALL),
    )
    if allowances.use(limited, now=now) > NO_TIME:
        raise WrittenTooOften


def count_message(*, phone: str, network: str, now: datetime) -> None:
    """
    Count a message of the board that is about to be kept, in its transaction.

    :raises WrittenTooOften: if it has to wait
    """
    limited = (
        Limited("message phone", _typed(phone, network), settings.MESSAGES_PER_PHONE),
        Limited("message network", network, settings.MESSAGES_PER_NETWORK),
    )
    if allowances.use(limited, now=now) > NO_TIME:
        raise WrittenTooOften


def check_photo(sender: Sender, *, now: datetime) -> None:
    """
    Whether another photo may come from there; asked before it is looked at.

    The last share of a day's room is left to who has an account: however many photos
    others send, firms and offices can show what they did.

    :raises PhotoRefused: NoRoomOnDisk, DayIsFull or SentTooMany
    """
    has_account = sender.account is not None
    reserved = 0 if has_account else settings.FILES_RESERVED_PERCENT
    room.check(now=now, reserved_percent=reserved)
    if allowances.wait(_photos_of(sender), now=now) > NO_TIME:
        raise SentTooMany


def count_photos(sender: Sender, number: int, *, now: datetime) -> None:
    """Count photos that were kept, in the transaction that keeps them."""
    for _each in range(number):
        allowances.use(_photos_of(sender), now=now)


def _photos_of(sender: Sender) -> tuple[Limited, ...]:
    if sender.account is not None:
        account = str(sender.account)
        return (Limited("photo account", account, settings.PHOTOS_PER_ACCOUNT),)
    return (
        Limited("photo browser", sender.browser, settings.PHOTOS_PER_BROWSER),
        Limited("photo network", sender.network, settings.PHOTOS_PER_NETWORK),
    )


def _typed(phone: str, network: str) -> str:
    """Whoever types a phone uses up what it may from there, and nowhere else."""
    return f"{phone_digest(phone)} {network}"
