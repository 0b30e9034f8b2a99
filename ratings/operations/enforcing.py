"""
Recording what authorities did about firms, and what became of it.

Each act writes the document's row and its step in one transaction. Whether it may be
recorded is asked of `sanctions`, which knows no database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from complaints.models import Case
from ratings import notices, policies, sanctions
from ratings.models import EnforcedCase, Enforcement, LegalBasis, Review, RuleSet
from ratings.operations import trail
from ratings.queries import enforcement as questions
from ratings.refusals import Refusal
from ratings.rules import RULES_1, Rules
from ratings.sanctions import Known, Paper, is_short
from ratings.states import DocumentAction, EnforcementMeasure, Measure
from registry.actors import Clerk, Officer
from registry.models import Firm, Tenure, User

__all__ = [
    "Draft",
    "NotRecorded",
    "comply",
    "deduct",
    "record",
    "revoke",
    "rules_on",
]


NOWHERE = "899999999"  # a code that no region has


class NotRecorded(Exception):
    """It was not written down; `refusals` say why, in plain sentences."""

    def __init__(self, *refusals: Refusal) -> None:
        self.refusals = refusals
        super().__init__(*refusals)

    def __str__(self) -> str:
        return " ".join(str(refusal.label) for refusal in self.refusals)


@dataclass(frozen=True)
class Draft:
    """A document of enforcement with what it stands on."""

    paper: Paper
    firm: Firm
    tenure: Tenure | None = None
    basis: LegalBasis | None = None
    order: Enforcement | None = None
    suggested_by: Review | None = None
    cases: Sequence[Case] = ()
    public_address: str = ""


def record(*, draft: Draft, by: Officer | Clerk, now: datetime) -> Enforcement:
    """
    Record a document of enforcement, for the region of who records it.

    :raises NotRecorded: with everything that is against it
    """
    against = sanctions.refusals(draft.paper, _known(draft, by.user, now))
    if against:
        raise NotRecorded(*against)
    try:
        with transaction.atomic():
            return _write(draft, by.user, now)
    except IntegrityError:
        # somebody recorded the same number between the question and the writing
        raise NotRecorded(Refusal.NUMBER_TAKEN) from None


@transaction.atomic
def comply(
    *,
    enforcement: Enforcement,
    on: date,
    evidence: str,
    by: Officer | Clerk,
    now: datetime,
) -> None:
    """
    Record that a document was complied with, and what shows it; it is in force no more.

    :raises NotRecorded: with the reasons
    """
    against = _against_a_day(enforcement, on, by.user, now)
    if is_short(evidence):
        against.append(Refusal.EVIDENCE)
    _refuse(against)
    _claim(enforcement, complied_on=on, compliance=evidence.strip())
    trail.write(enforcement, DocumentAction.COMPLIED, by=by.user, now=now)


@transaction.atomic
def revoke(
    *,
    enforcement: Enforcement,
    on: date,
    because: str,
    by: Officer | Clerk,
    now: datetime,
) -> None:
    """
    Record that a document was revoked or quashed, and why. It stays readable, and the
    office whose entry of a list stands on it is told.

    :raises NotRecorded: with the reasons
    """
    against = _against_a_day(enforcement, on, by.user, now)
    if is_short(because):
        against.append(Refusal.REASON)
    _refuse(against)
    _claim(
        enforcement,
        complied=False,
        revoked_on=on,
        revoked_because=because.strip(),
    )
    trail.write(enforcement, DocumentAction.REVOKED, by=by.user, now=now)
    notices.document_revoked(enforcement=enforcement, now=now)


@transaction.atomic
def deduct(
    *,
    enforcement: Enforcement,
    points: Decimal,
    basis: LegalBasis | None,
    by: Officer | Clerk,
    now: datetime,
) -> None:
    """
    Take points from the firm's score while the document is in force.

    A legal basis that permits it has to be in force today; no interview takes any.

    :raises NotRecorded: with the reasons
    """
    today = timezone.localtime(now).date()
    against = _against_a_person(enforcement, by.user)
    if enforcement.measure == EnforcementMeasure.INTERVIEW:
        against.append(Refusal.NO_DEDUCTION)
    against += against_points(points, rules_on(today).deduction_most)
    against += against_basis(basis, Measure.DEDUCTION, today)
    _refuse(against)
    _claim(enforcement, deduction=points, deduction_basis=basis)
    trail.write(enforcement, DocumentAction.DEDUCTED, by=by.user, now=now)


def rules_on(day: date) -> Rules:
    """The numbers of the rule set in force; those of the first where there is none."""
    found = RuleSet.objects.in_force_on(day).order_by("-number").first()
    return Rules.from_document(found.content) if found else RULES_1


def against_points(points: Decimal, most: Decimal) -> list[Refusal]:
    if points <= 0:
        return [Refusal.POINTS]
    return [Refusal.TOO_MANY_POINTS] if points > most else []


def against_basis(
    basis: LegalBasis | None, measure: Measure, day: date
) -> list[Refusal]:
    """What is against a basis that has to permit a measure on a day."""
    if basis is None:
        return [Refusal.BASIS]
    if basis.measure != measure:
        return [Refusal.BASIS_OTHER]
    in_force = LegalBasis.objects.in_force_on(day).filter(pk=basis.pk).exists()
    return [] if in_force else [Refusal.BASIS_OLD]


def _known(draft: Draft, user: User, now: datetime) -> Known:
    """What the register says about a draft."""
    region, tenure = policies.region_of(user), draft.tenure
    served = questions.served_within(draft.firm, region.code if region else NOWHERE)
    return Known(
        today=timezone.localtime(now).date(),
        may_record=policies.may_enforce(user),
        served_here=(served.filter(pk=tenure.pk) if tenure else served).exists(),
        number_taken=questions.number_taken(draft.paper.number.strip()),
        names_project=tenure is not None,
        own_project=tenure is None or tenure.firm_id == draft.firm.pk,
        tenure_ended_on=tenure.ends_on if tenure else None,
        basis=_basis(draft),
        order=_order(draft),
        cases=len(draft.cases),
        cases_fit=_cases_fit(draft, now),
        names_review=draft.suggested_by is not None,
        suggested=_is_suggested(draft, user),
    )


def _is_suggested(draft: Draft, user: User) -> bool:
    """
    Whether the review that the draft names is a reason to talk to the firm.

    What the funnels suggest is the regulator's to know; nobody else learns it here.
    """
    review = draft.suggested_by
    if review is None:
        return False
    if review in questions.clearly_below(draft.firm):
        return True
    sees = policies.may_see_suggestions(user)
    return sees and bool(questions.suggesting(draft.firm, [review]))


def _basis(draft: Draft) -> sanctions.Basis | None:
    basis = draft.basis
    if basis is None:
        return None
    day = draft.paper.issued_on
    return sanctions.Basis(
        permits=Measure(basis.measure),
        in_force=LegalBasis.objects.in_force_on(day).filter(pk=basis.pk).exists(),
        at_once=basis.at_once,
    )


def _order(draft: Draft) -> sanctions.Order | None:
    order = draft.order
    if order is None:
        return None
    same_project = order.tenure_id == (draft.tenure.pk if draft.tenure else None)
    return sanctions.Order(
        fits=(
            order.measure in sanctions.THAT_ORDER
            and order.firm_id == draft.firm.pk
            and same_project
        ),
        due_on=order.due_on,
        complied_on=order.complied_on,
        revoked=order.revoked_on is not None,
    )


def _cases_fit(draft: Draft, now: datetime) -> bool:
    wanted = {case.pk for case in draft.cases}
    if not wanted:
        return True
    founded = questions.founded_cases(draft.firm, now).filter(pk__in=wanted)
    if draft.tenure:
        founded = founded.filter(tenure=draft.tenure)
    return founded.count() == len(wanted)


def _write(draft: Draft, user: User, now: datetime) -> Enforcement:
    paper, region = draft.paper, policies.region_of(user)
    assert region is not None  # may_enforce asked for one
    row = Enforcement.objects.create(
        measure=paper.measure,
        number=paper.number.strip(),
        body=paper.body.strip(),
        region=region,
        officers="、".join(sanctions.names_in(paper.officers)),
        firm=draft.firm,
        tenure=draft.tenure,
        basis=draft.basis,
        order=draft.order,
        suggested_by=draft.suggested_by,
        facts=paper.facts.strip(),
        issued_on=paper.issued_on,
        due_on=paper.due_on,
        is_grave=paper.is_grave,
        grave_because=paper.grave_because.strip() if paper.is_grave else "",
        public_address=draft.public_address,
        recorded_at=now,
        recorded_by=user,
    )
    EnforcedCase.objects.bulk_create(
        EnforcedCase(enforcement=row, case=case) for case in draft.cases
    )
    trail.write(row, DocumentAction.RECORDED, by=user, now=now)
    return row


def _against_a_person(enforcement: Enforcement, user: User) -> list[Refusal]:
    """Who may, and whether the document as it stands now can still be acted on."""
    may = policies.may_enforce_in(user, enforcement.region)
    return [] if may else [Refusal.NOT_YOURS]


def _against_a_day(
    enforcement: Enforcement, on: date, user: User, now: datetime
) -> list[Refusal]:
    against = _against_a_person(enforcement, user)
    if on > timezone.localtime(now).date():
        against.append(Refusal.LATER)
    if on < enforcement.issued_on:
        against.append(Refusal.BEFORE_ISSUED)
    return against


def _refuse(against: list[Refusal]) -> None:
    if against:
        raise NotRecorded(*against)


def _claim(enforcement: Enforcement, *, complied: bool = True, **sets: object) -> None:
    """
    Write what nobody wrote before, into a document that is in force.

    A document that was complied with may be revoked all the same.
    """
    rows = Enforcement.objects.filter(pk=enforcement.pk)
    free = {f"{next(iter(sets))}__isnull": True, "revoked_on__isnull": True}
    if complied:
        free["complied_on__isnull"] = True
    written = rows.filter(**free).update(**sets)
    enforcement.refresh_from_db()
    if not written:
        raise NotRecorded(_why_not(enforcement, next(iter(sets))))


def _why_not(enforcement: Enforcement, column: str) -> Refusal:
    done = getattr(enforcement, column) is not None
    return Refusal.TWICE if done else Refusal.OVER
