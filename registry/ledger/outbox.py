"""
The outbox: notices that are written with the fact they tell, and sent afterwards.

At least once: a worker that dies between sending and marking sends again, with the same
dedupe key. Which notices there are and what they say is the callers' business.
"""

import json
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from socket import gaierror
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from registry.ledger.gateways import Gateway
from registry.models import Notice
from registry.sealing import seal, unseal

# Longer than any run of `deliver` may take (the time limit of its task), or another
# worker would send what this one still holds.
LEASE = timedelta(minutes=15)
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
MOST_ATTEMPTS = len(WAITS) + 1
# Nobody answered at all. So often in a row, a channel rests, and the others go on.
SILENCE = (TimeoutError, ConnectionError, gaierror)
RESTS_AFTER = 3
REST = timedelta(minutes=1)

log = logging.getLogger(__name__)


class OutsideTransaction(RuntimeError):
    """A notice was to be written apart from the fact it tells."""


class NothingToRetry(Exception):
    """The notice was not given up, or somebody else has put it back already."""

    def __init__(self) -> None:
        super().__init__(_("This notice was not given up, so it is not sent again."))


class TooLateToRetry(Exception):
    """The notice was good for a time only, which is over."""

    def __init__(self) -> None:
        super().__init__(
            _("This notice was good for a short time, which is over: it is not sent.")
        )


class Render(Protocol):
    def __call__(
        self, *, template: str, language: str, payload: Mapping[str, Any]
    ) -> str: ...


@dataclass(frozen=True)
class Message:
    """
    What is told to whom; `dedupe_key` names it once and for all.

    What is urgent goes before the others, and rings at night.
    """

    dedupe_key: str
    channel: str
    template: str
    address: str
    payload: Mapping[str, Any]
    language: str
    is_urgent: bool = False
    good_until: datetime | None = None


@dataclass(frozen=True)
class Delivered:
    """What one run did: sent, put off to a later try, given up."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0


def put(messages: Iterable[Message], *, now: datetime) -> None:
    """
    Write notices in the caller's transaction, in one statement however many they are.

    A notice whose key is known is dropped.

    :raises OutsideTransaction: if there is no transaction to be part of
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("a notice is written with the fact it tells")
    # An update that changes nothing, since SQLite's way of ignoring a known key ignores
    # the check constraints as well.
    Notice.objects.bulk_create(
        [_notice(message, now=now) for message in messages],
        update_conflicts=True,
        unique_fields=["dedupe_key"],
        update_fields=["dedupe_key"],
    )


def _notice(message: Message, *, now: datetime) -> Notice:
    return Notice(
        dedupe_key=message.dedupe_key,
        channel=message.channel,
        template=message.template,
        language=message.language,
        address_sealed=seal(message.address),
        payload_sealed=seal(json.dumps(message.payload, ensure_ascii=False)),
        created_at=now,
        not_before=now,
        is_urgent=message.is_urgent,
        good_until=message.good_until,
    )


def deliver(
    *, now: datetime, gateway: Gateway, limit: int, render: Render
) -> Delivered:
    """
    Send up to `limit` notices that are due, what is urgent first; each claim, each mark
    is committed alone.

    Any number of workers may run it at once, never inside a transaction. A notice that
    fails waits 1, 5, 30 minutes, 2 and 6 hours, then is given up and stays for a person
    to look at, and so does what was good until a moment that is over. A channel where
    nobody answers rests for a minute, so that the others do not wait for its silence,
    nor its own notices use up their tries.
    """
    given_up = _give_up_the_late(now=now) + _give_up_the_deadly(now=now)
    counts = {"sent": 0, "put_off": 0, "given_up": given_up}
    silent: Counter[str] = Counter()
    for notice in _claimed(now=now, limit=limit, silent=silent):
        try:
            _send(notice, gateway=gateway, render=render)
        except Exception as problem:  # one bad notice holds up no other
            counts[_mark_failed(notice, problem=problem, now=now)] += 1
            if isinstance(problem, SILENCE):
                _count_silence(notice.channel, silent, now=now)
        else:
            _mark_sent(notice, now=now)
            counts["sent"] += 1
            del silent[notice.channel]
    return Delivered(**counts)


def retry(*, notice: Notice, now: datetime) -> None:
    """
    Put a notice that was given up back among the waiting ones, with all its tries.

    :raises TooLateToRetry: if it is good for nothing any more
    :raises NothingToRetry: if it was not given up
    """
    if notice.good_until is not None and notice.good_until <= now:
        raise TooLateToRetry
    put_back = (
        Notice.objects.given_up()
        .filter(pk=notice.pk)
        .update(
            failed_at=None, attempts=0, not_before=now, leased_until=None, last_error=""
        )
    )
    if not put_back:
        raise NothingToRetry


def _give_up_the_late(*, now: datetime) -> int:
    """Those that would tell what is true no more, as a code that is over."""
    return Notice.objects.too_late_at(now).update(
        failed_at=now, leased_until=None, last_error="TooLate"
    )


def _give_up_the_deadly(*, now: datetime) -> int:
    """Those whose last try nobody lived to mark: one more would end the next worker."""
    return (
        Notice.objects.free_at(now)
        .filter(attempts__gte=MOST_ATTEMPTS)
        .update(failed_at=now, leased_until=None, last_error="WorkerLost")
    )


def _count_silence(channel: str, silent: Counter[str], *, now: datetime) -> None:
    silent[channel] += 1
    if silent[channel] == RESTS_AFTER:
        log.warning("nobody answers for %s; it rests", channel)
        waiting = Notice.objects.free_at(now).filter(channel=channel)
        waiting.update(not_before=now + REST)


def _claimed(*, now: datetime, limit: int, silent: Counter[str]) -> Iterator[Notice]:
    """
    The due ones that this worker got hold of; each is claimed as it is asked for, and
    none any more of a channel that rests.
    """
    for notice in Notice.objects.free_at(now).in_turn()[:limit]:
        if silent[notice.channel] >= RESTS_AFTER:
            continue
        # Durable: a claim that an outer transaction could undo would be sent twice.
        with transaction.atomic(durable=True):
            got_hold = Notice.objects.filter(
                pk=notice.pk, attempts=notice.attempts
            ).update(leased_until=now + LEASE, attempts=notice.attempts + 1)
        if got_hold:
            notice.attempts += 1
            yield notice


def _send(notice: Notice, *, gateway: Gateway, render: Render) -> None:
    text = render(
        template=notice.template,
        language=notice.language,
        payload=json.loads(unseal(notice.payload_sealed)),
    )
    gateway.send(
        dedupe_key=notice.dedupe_key,
        channel=notice.channel,
        address=unseal(notice.address_sealed),
        text=text,
    )


def _mark_sent(notice: Notice, *, now: datetime) -> None:
    # Whoever holds it by now: it has been sent.
    Notice.objects.filter(pk=notice.pk).update(
        sent_at=now, failed_at=None, leased_until=None, last_error=""
    )


def _mark_failed(notice: Notice, *, problem: Exception, now: datetime) -> str:
    # The sort of problem only: its message may hold the address.
    error = type(problem).__name__
    log.warning("notice %s, attempt %s: %s", notice.pk, notice.attempts, error)
    mine = Notice.objects.waiting().filter(pk=notice.pk, attempts=notice.attempts)
    if notice.attempts >= MOST_ATTEMPTS:
        mine.update(failed_at=now, leased_until=None, last_error=error)
        return "given_up"
    wait = WAITS[notice.attempts - 1]
    mine.update(not_before=now + wait, leased_until=None, last_error=error)
    return "put_off"
