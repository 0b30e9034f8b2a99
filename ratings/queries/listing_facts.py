"""What the guards of a listing are asked about: row, history, documents, article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.utils import timezone

from complaints.models import Case, Step
from complaints.states import Action, Kind
from ratings.due_process import DueProcess, is_broad, months_after
from ratings.listing_guards import NOBODY, ListingFacts, Persons, Term
from ratings.models import (
    EnforcedCase,
    Enforcement,
    HeldDocument,
    LegalBasis,
    Listing,
    ListingFact,
    ListingStep,
)
from ratings.sanctions import THAT_ORDER, was_missed
from ratings.states import (
    STANDING,
    EnforcementMeasure,
    FactKind,
    ListClass,
    ListingAction,
    ListingState,
    ListKind,
    Measure,
)
from registry.areas import below
from registry.models import Firm, Region, Tenure

ORDERED = (EnforcementMeasure.ORDER, EnforcementMeasure.PENALTY)


@dataclass(frozen=True)
class Established:
    """One fact of a proposal: what it is, and the document that establishes it."""

    kind: FactKind
    enforcement: Enforcement


def cases_of(enforcement: Enforcement) -> list[Case]:
    """The cases that a document stands on, in the order of their numbers."""
    ids = EnforcedCase.objects.filter(enforcement=enforcement).values("case")
    return list(Case.objects.filter(pk__in=ids).order_by("number"))


def stands_on(enforcement: Enforcement, day: date) -> bool:
    """
    Whether a document is in force as one that establishes facts: issued, not revoked.

    Complying with it does not undo what it established.
    """
    revoked = enforcement.revoked_on is not None and enforcement.revoked_on <= day
    return enforcement.issued_on <= day and not revoked


def facts_of_proposal(
    *,
    firm: Firm,
    tenure: Tenure | None,
    established: Sequence[Established],
    basis: LegalBasis | None,
    term: Term,
    day: date,
    terms: DueProcess,
) -> ListingFacts:
    """What is asked of a proposal for the black list."""
    documents = [one.enforcement for one in established]
    return ListingFacts(
        proposed=term,
        heaviest=heaviest_permitted(basis, day),
        facts=len(established),
        facts_in_force=all(stands_on(each, day) for each in documents),
        facts_fit=all(establishes(one, terms, day) for one in established),
        facts_of_subject=all(_concerns(each, firm, tenure) for each in documents),
        facts_new=not is_taken(documents),
        broad=tenure is not None or _is_broad(firm, documents, day, terms),
    )


def facts_of(
    listing: Listing, steps: Sequence[ListingStep], *, day: date, terms: DueProcess
) -> ListingFacts:
    """What is asked of a step of an entry that is there."""
    documents = _documents_of(listing)
    red = listing.list_kind == ListKind.RED
    return ListingFacts(
        proposers=_who(steps, ListingAction.PROPOSE),
        reviewers=_who(steps, ListingAction.REVIEW),
        accepters=_who(steps, ListingAction.ACCEPT_REPAIR)
        if listing.repair_accepted_by_id
        else NOBODY,
        recused=_recused(steps),
        proposed=None if red else term_of(listing),
        notified=_notified(steps),
        heaviest=heaviest_permitted(listing.basis, day),
        facts=len(documents),
        facts_in_force=all(stands_on(each, day) for each in documents),
        notified_on=_local_day(listing.notified_at),
        lapses_at=listing.lapses_at,
        defence_ends_at=listing.defence_ends_at,
        defended=listing.defended_at is not None,
        answered=listing.answered_at is not None,
        ends_on=listing.ends_on,
        repair_from=listing.repair_from,
        duties_done=_duties_done(listing, documents, day),
        repair_asked=listing.repair_asked_at is not None,
        repair_accepted=listing.repair_accepted_by_id is not None,
        objected=listing.objected_at is not None,
        corrected=listing.corrected_at is not None,
        suspended_from=ListingState(listing.suspended_from)
        if listing.suspended_from
        else None,
    )


def _documents_of(listing: Listing) -> list[Enforcement]:
    """The documents that establish the facts of an entry."""
    facts = ListingFact.objects.filter(listing=listing).select_related("enforcement")
    return [fact.enforcement for fact in facts]


def term_of(listing: Listing) -> Term:
    """What is proposed or decided of a black entry."""
    return Term(ListClass(listing.list_class), listing.months, listing.to_be_published)


def heaviest_permitted(basis: LegalBasis | None, day: date) -> str:
    """The heaviest class that an article permits on a day; empty where it does not."""
    if basis is None:
        return ""
    in_force = LegalBasis.objects.permitting(Measure.BLACK_LIST, on=day)
    found = in_force.filter(pk=basis.pk).values_list("heaviest", flat=True).first()
    return found or ""


def persons_of(step: ListingStep) -> Persons:
    """Whose act a step was: the actor's and of those the actor stood in for."""
    if step.actor_id is None:
        return NOBODY
    return frozenset({step.actor_id, *step.detail.get("stood_in_for", ())})


def establishes(one: Established, terms: DueProcess, day: date) -> bool:
    """Whether the document is of the sort that establishes the fact, as of a day."""
    document = one.enforcement
    match one.kind:
        case FactKind.GRAVE_PENALTY:
            return document.measure == EnforcementMeasure.PENALTY and document.is_grave
        case FactKind.NO_HANDOVER:
            return _hand_over_was_refused(document, day)
        case FactKind.RETALIATION:
            return document.measure in ORDERED and any(
                case.kind == Kind.RETALIATION for case in cases_of(document)
            )
        case FactKind.FALSE_TWICE:
            return document.measure == EnforcementMeasure.ORDER and _twice_false(
                document, terms
            )


def black_stands_against(firm: Firm, day: date) -> bool:
    """A decided black entry of the firm or of one of its projects."""
    standing = Listing.objects.black().filter(firm=firm, state__in=STANDING)
    return standing.filter(ends_on__gt=day).exists()


def serving_in(region: Region, firms: Iterable[int], day: date) -> frozenset[int]:
    """Which of these firms serve a community of the region on a day."""
    low, high = below(region.code)
    found = Tenure.objects.in_force_on(day).filter(
        firm__in=list(firms),
        community__street__code__gte=low,
        community__street__code__lt=high,
    )
    return frozenset(found.values_list("firm_id", flat=True))


def _hand_over_was_refused(document: Enforcement, day: date) -> bool:
    """
    An order from after the end of the tenure, or an ordered exit, whose day to comply
    has passed in vain; or a penalty for that.
    """
    penalty = document.measure == EnforcementMeasure.PENALTY
    order = document.order if penalty else document
    return (
        order is not None
        and order.measure in THAT_ORDER
        and stands_on(order, day)
        and _is_after_the_end(order)
        and was_missed(order.due_on, order.complied_on, day)
    )


def _is_after_the_end(order: Enforcement) -> bool:
    tenure = order.tenure
    return (
        tenure is not None
        and tenure.ends_on is not None
        and tenure.ends_on <= order.issued_on
    )


def _twice_false(document: Enforcement, terms: DueProcess) -> bool:
    """Two of its cases' rectifications, in its project, within so many months."""
    if document.tenure_id is None:
        return False
    cases = [
        case.pk for case in cases_of(document) if case.tenure_id == document.tenure_id
    ]
    moments = Step.objects.filter(
        case__in=cases, action=Action.FALSE_CONFIRMED
    ).order_by("at")
    days = [
        timezone.localtime(at).date() for at in moments.values_list("at", flat=True)
    ]
    days = [day for day in days if day <= document.issued_on]
    return any(
        later < months_after(earlier, terms.false_months)
        for earlier, later in pairwise(days)
    )


def _concerns(document: Enforcement, firm: Firm, tenure: Tenure | None) -> bool:
    return document.firm_id == firm.pk and (
        tenure is None or document.tenure_id == tenure.pk
    )


def is_taken(documents: Iterable[Enforcement]) -> bool:
    """Whether one of the documents stands behind an entry already."""
    return HeldDocument.objects.filter(enforcement__in=list(documents)).exists()


def _is_broad(
    firm: Firm, documents: Sequence[Enforcement], day: date, terms: DueProcess
) -> bool:
    if any(each.tenure_id is None for each in documents):
        return True
    with_facts = {each.tenure_id for each in documents}
    served = set(
        Tenure.objects.filter(firm=firm).in_force_on(day).values_list("pk", flat=True)
    )
    return is_broad(
        with_facts=len(with_facts), projects=len(served | with_facts), terms=terms
    )


def _who(steps: Iterable[ListingStep], action: ListingAction) -> Persons:
    """Whose the last such step was."""
    found = [step for step in steps if step.action == action]
    return persons_of(found[-1]) if found else NOBODY


def _recused(steps: Iterable[ListingStep]) -> Persons:
    return frozenset(
        step.detail["person"] for step in steps if step.action == ListingAction.RECUSE
    )


def _notified(steps: Iterable[ListingStep]) -> Term | None:
    found = [step.detail for step in steps if step.action == ListingAction.NOTIFY]
    if not found:
        return None
    told = found[-1]
    return Term(ListClass(told["class"]), told["months"], told["published"])


def _duties_done(listing: Listing, documents: Iterable[Enforcement], day: date) -> bool:
    """Of a minor entry all that its documents order; the others wait for their time."""
    if listing.list_class != ListClass.MINOR:
        return True
    return all(
        each.complied_on is not None and each.complied_on <= day for each in documents
    )


def _local_day(moment: datetime | None) -> date | None:
    return None if moment is None else timezone.localtime(moment).date()
