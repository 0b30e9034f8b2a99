"""Points that documents add to a score: recorded by one, confirmed by another."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from ratings import policies
from ratings.models import Credit, LegalBasis
from ratings.operations import trail
from ratings.operations.enforcing import (
    NotRecorded,
    against_basis,
    against_points,
    rules_on,
)
from ratings.queries import enforcement as questions
from ratings.refusals import Refusal
from ratings.sanctions import is_short
from ratings.states import DocumentAction, Measure
from registry.actors import Clerk, Officer
from registry.models import Firm, User
from registry.queries import is_second_person

__all__ = ["NewCredit", "NotRecorded", "confirm", "record", "revoke"]


class NewCredit(NamedTuple):
    """What the document of a credit says; `ends_on` is the first day it is over."""

    number: str
    body: str
    firm: Firm
    basis: LegalBasis | None
    points: Decimal
    facts: str
    issued_on: date
    ends_on: date
    public_address: str = ""


def record(*, credit: NewCredit, by: Officer | Clerk, now: datetime) -> Credit:
    """
    Record a credit; it counts once a second person has confirmed it.

    :raises NotRecorded: with everything that is against it
    """
    against = _against(credit, by.user, now)
    if against:
        raise NotRecorded(*against)
    region, basis = policies.region_of(by.user), credit.basis
    assert region is not None  # both were asked for
    assert basis is not None
    try:
        with transaction.atomic():
            row = Credit.objects.create(
                number=credit.number.strip(),
                body=credit.body.strip(),
                region=region,
                firm=credit.firm,
                basis=basis,
                points=credit.points,
                facts=credit.facts.strip(),
                issued_on=credit.issued_on,
                in_force_until=credit.ends_on,
                public_address=credit.public_address,
                recorded_at=now,
                recorded_by=by.user,
            )
            trail.write(row, DocumentAction.RECORDED, by=by.user, now=now)
            return row
    except IntegrityError:
        raise NotRecorded(Refusal.NUMBER_TAKEN) from None


@transaction.atomic
def confirm(*, credit: Credit, by: Officer | Clerk, now: datetime) -> None:
    """
    Let a recorded credit count.

    :raises NotRecorded: if this is who recorded it or a stand-in, who may not, or if
        somebody was quicker
    """
    if not policies.may_enforce_in(by.user, credit.region):
        raise NotRecorded(Refusal.NOT_YOURS)
    if not is_second_person(by.user, now, (credit.recorded_by_id, credit.recorded_at)):
        raise NotRecorded(Refusal.SECOND_PERSON)
    _claim(
        credit, ("confirmed_at", "revoked_on"), confirmed_at=now, confirmed_by=by.user
    )
    trail.write(credit, DocumentAction.CONFIRMED, by=by.user, now=now)


@transaction.atomic
def revoke(
    *, credit: Credit, on: date, because: str, by: Officer | Clerk, now: datetime
) -> None:
    """
    Take a credit back, with the reason.

    :raises NotRecorded: with the reasons against it
    """
    against = []
    if not policies.may_enforce_in(by.user, credit.region):
        against.append(Refusal.NOT_YOURS)
    if on > timezone.localtime(now).date():
        against.append(Refusal.LATER)
    if on < credit.issued_on:
        against.append(Refusal.BEFORE_ISSUED)
    if is_short(because):
        against.append(Refusal.REASON)
    if against:
        raise NotRecorded(*against)
    _claim(credit, ("revoked_on",), revoked_on=on, revoked_because=because.strip())
    trail.write(credit, DocumentAction.REVOKED, by=by.user, now=now)


def _against(credit: NewCredit, user: User, now: datetime) -> list[Refusal]:
    today = timezone.localtime(now).date()
    conditions = (
        (Refusal.NUMBER, bool(credit.number.strip())),
        (
            Refusal.NUMBER_TAKEN,
            not questions.number_taken(credit.number.strip()),
        ),
        (Refusal.BODY, bool(credit.body.strip())),
        (Refusal.FACTS, not is_short(credit.facts)),
        (Refusal.LATER, credit.issued_on <= today),
        (Refusal.ENDS, credit.ends_on > credit.issued_on),
    )
    return [
        *_against_the_place(credit.firm, user),
        *(refusal for refusal, holds in conditions if not holds),
        *against_points(credit.points, rules_on(today).credits_most),
        *against_basis(credit.basis, Measure.CREDIT, credit.issued_on),
    ]


def _against_the_place(firm: Firm, user: User) -> list[Refusal]:
    region = policies.region_of(user)
    if region is None or not policies.may_enforce(user):
        return [Refusal.NOT_YOURS]
    served = questions.served_within(firm, region.code).exists()
    return [] if served else [Refusal.NOT_HERE]


def _claim(credit: Credit, free: tuple[str, ...], **sets: object) -> None:
    """:raises NotRecorded: if one of the columns that have to be free is set"""
    rows = Credit.objects.filter(pk=credit.pk)
    written = rows.filter(**{f"{name}__isnull": True for name in free}).update(**sets)
    credit.refresh_from_db()
    if not written:
        raise NotRecorded(Refusal.TWICE)
