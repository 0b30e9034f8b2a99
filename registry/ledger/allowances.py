"""
How often something may be done: for one phone, from one network, by all together.

The limits are exact in any span, not in hours of the clock: the use that lies `most`
uses back must be over for as long as the span. Uses are numbered, and a number is taken
once, so that of several at once each counts the others. Whatever `most` is, that costs
two reads of an index and one row. What is counted, and what may leak by it, is the
callers' business.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Q

from registry.models import Use
from registry.sealing import lookup_digest

# No span is longer: what is older counts for nobody.
KEPT_FOR = timedelta(days=1)
NO_TIME = timedelta(0)
# Each that fails is another's use that went through; more is another trouble.
MOST_TRIES = 100

# So many uses in any span of this length.
Allowance = tuple[int, timedelta]


@dataclass(frozen=True)
class Limited:
    """
    What is counted together: the uses of one name and one key, such as a phone.

    `allowances` all hold; none of them is longer than `KEPT_FOR`.
    """

    name: str
    key: str
    allowances: Sequence[Allowance]


class _Series(NamedTuple):
    """
    The uses of one name and key, as far as they matter for the next one.

    `spans` says by the number of a use for how long it holds up the next one.
    """

    name: str
    key_digest: str
    last: int
    spans: Mapping[int, timedelta]


def use(limited: Iterable[Limited], *, now: datetime) -> timedelta:
    """
    Write a use of each; answer how much too early it comes, zero where it may be.

    The same statements are made either way, so that the time they take tells nothing.
    Who gets another answer than zero undoes the uses with the rest of its transaction:
    what was not done counts for nobody. Several callers must name their keys in the
    same order, since each holds its keys until its transaction ends.
    """
    several = tuple(limited)
    tries_left = MOST_TRIES
    while True:
        series = [_series(one) for one in several]
        too_early = _wait(series, now)
        try:
            # Its own savepoint: PostgreSQL goes on in a transaction only after one.
            with transaction.atomic():
                Use.objects.bulk_create(_next_use(one, now) for one in series)
        except IntegrityError:
            # Another took one of the numbers meanwhile: its use counts, too.
            tries_left -= 1
            if not tries_left:
                raise
        else:
            return too_early


def wait(limited: Iterable[Limited], *, now: datetime) -> timedelta:
    """
    How much too early a use of each would come now; nothing is written.

    Several that ask at once all get the same answer: what must be exact asks `use`.
    """
    return _wait([_series(one) for one in limited], now)


def forget(*, now: datetime) -> int:
    """Delete the uses that count for nobody any more. Returns how many there were."""
    over = Q(at__lte=now - KEPT_FOR) | Q(at__gte=now + KEPT_FOR)
    forgotten, _by_model = Use.objects.filter(over).delete()
    return forgotten


def _series(one: Limited) -> _Series:
    digest = lookup_digest(one.key, purpose=f"use of {one.name}")
    uses = Use.objects.filter(name=one.name, key_digest=digest).order_by("-number")
    last = uses.values_list("number", flat=True).first() or 0
    # of two that end at the same use the longer one holds
    by_span = sorted(one.allowances, key=lambda allowance: allowance[1])
    spans = {last - most + 1: span for most, span in by_span}
    return _Series(one.name, digest, last, spans)


def _next_use(one: _Series, now: datetime) -> Use:
    return Use(name=one.name, key_digest=one.key_digest, number=one.last + 1, at=now)


def _wait(series: Iterable[_Series], now: datetime) -> timedelta:
    """How long until the oldest use that still counts against an allowance is over."""
    spans = {(one.name, one.key_digest): one.spans for one in series}
    oldest = (
        Q(name=name, key_digest=digest, number__in=list(numbers))
        for (name, digest), numbers in spans.items()
    )
    found = Use.objects.filter(reduce(or_, oldest, Q(pk__in=())))
    return max(
        (
            at + spans[name, digest][number] - now
            for name, digest, number, at in found.values_list(
                "name", "key_digest", "number", "at"
            )
            # later than that it is by a clock that went ahead, and holds up nobody
            if abs(now - at) < spans[name, digest][number]
        ),
        default=NO_TIME,
    )
