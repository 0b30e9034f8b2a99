"""
Proposing entries: for the black list from documents, for the red one from results.

A black entry never comes from a score: nothing here reads one for it, and the row has
no place for it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from complaints.models import NumberSeries
from ratings.due_process import DueProcess
from ratings.listing_guards import Carried, ListingFacts, Term, check
from ratings.listing_moves import (
    ListingMove,
    ListingMoveNotAllowed,
    Who,
    find,
)
from ratings.listing_refusals import ListingRefusal as No
from ratings.models import (
    HeldDocument,
    LegalBasis,
    ListedCase,
    Listing,
    ListingFact,
    RefusedProposal,
    Review,
)
from ratings.operations.listings.moving import (
    Intent,
    attempt_of,
    check_person,
    step_of,
)
from ratings.operations.listings.writing import committed, keep_text, write
from ratings.queries.due_process import listing_clock, terms_on
from ratings.queries.listing_facts import (
    Established,
    black_stands_against,
    cases_of,
    facts_of_proposal,
    is_taken,
    serving_in,
)
from ratings.queries.two_results import is_red_candidate, is_under_enforcement
from ratings.states import ListingAction, ListingState, ListKind
from registry.actors import Officer
from registry.areas import Level, level_of
from registry.ledger import bulk
from registry.models import Firm, Tenure


def propose_black(
    *,
    firm: Firm,
    tenure: Tenure | None,
    facts: Sequence[Established],
    basis: LegalBasis | None,
    term: Term,
    reasons: str,
    by: Officer,
    now: datetime,
) -> Listing:
    """
    Propose a project (`tenure`), or a firm as such, for the black list.

    `term` is class, months and whether it is published; a minor entry may stay
    unpublished. A refused proposal is kept as such, with the reason.

    :raises ListingMoveNotAllowed: with the first reason against it
    """
    intent = Intent(ListingAction.PROPOSE, by, now, Carried(text=reasons))
    terms = terms_on(intent.today)
    asked = facts_of_proposal(
        firm=firm,
        tenure=tenure,
        established=facts,
        basis=basis,
        term=term,
        day=intent.today,
        terms=terms,
    )
    about = {
        "firm": firm,
        "tenure": tenure,
        "basis": basis,
        "list_class": term.list_class,
    }
    _check(ListKind.BLACK, intent, asked, _offices(facts, tenure), **about)
    assert basis is not None
    sets = {"months": term.months, "to_be_published": term.published}
    return _keep_black(intent, facts, terms, about, basis_level=basis.level, **sets)


def _offices(facts: Sequence[Established], tenure: Tenure | None) -> list[str]:
    """The offices in whose region documents and project have to lie."""
    offices = [one.enforcement.region.code for one in facts]
    if tenure is not None:
        offices.append(tenure.community.street.code)
    return offices


def propose_red(
    *,
    firm: Firm,
    newer: Review,
    older: Review,
    reasons: str,
    by: Officer,
    now: datetime,
) -> Listing:
    """
    Propose a firm for the red list, on two reviews in force; by an office in whose
    region it serves.

    :raises ListingMoveNotAllowed: with the first reason against it
    """
    intent = Intent(ListingAction.PROPOSE, by, now, Carried(text=reasons))
    day = intent.today
    live = (ListingState.PROPOSED, ListingState.DECIDED, ListingState.PUBLISHED)
    here = by.user.region
    asked = ListingFacts(
        serves_here=here is not None and firm.pk in serving_in(here, [firm.pk], day),
        clean=not black_stands_against(firm, day)
        and not is_under_enforcement(firm.pk, day),
        candidate=is_red_candidate(firm, newer, older, now=now, today=day),
        listed=Listing.objects.red().filter(firm=firm, state__in=live).exists(),
    )
    _check(ListKind.RED, intent, asked, [], firm=firm)
    with transaction.atomic():
        listing = _keep(
            intent,
            list_kind=ListKind.RED,
            firm=firm,
            grounds=committed(f"{newer} {older}"),
            review=newer,
            review_before=older,
            months=terms_on(day).red_months,
        )
        _write_first(listing, intent)
    return listing


def _check(
    list_kind: ListKind,
    intent: Intent,
    asked: ListingFacts,
    offices: Sequence[str],
    **about: Any,
) -> None:
    """Ask the table; what is refused is kept, since there is no history to write to."""
    move = find(list_kind, intent.action, None, Who.STAFF)
    try:
        _check_office(move, intent, offices)
        check(move, asked, attempt_of(intent))
    except ListingMoveNotAllowed as refused:
        raise _refused(list_kind, intent, refused.refusal, **about) from None


def _refused(
    list_kind: ListKind, intent: Intent, refusal: No, **about: Any
) -> ListingMoveNotAllowed:
    """Keep what was refused, and to whom."""
    assert isinstance(intent.by, Officer)
    RefusedProposal.objects.create(
        at=intent.now,
        by=intent.by.user,
        list_kind=list_kind,
        refusal=refusal,
        **about,
    )
    return ListingMoveNotAllowed(refusal)


def _check_office(move: ListingMove, intent: Intent, offices: Sequence[str]) -> None:
    """An office from the county upwards, for what lies in its region."""
    assert isinstance(intent.by, Officer)
    own = intent.by.user.region
    if own is None or level_of(own.code) == Level.STREET:
        raise ListingMoveNotAllowed(No.NOT_YOURS)
    for office in (own.code, *offices):
        check_person(move, intent.by, office=office, firm=0)


def _keep_black(
    intent: Intent,
    facts: Sequence[Established],
    terms: DueProcess,
    about: Mapping[str, Any],
    **columns: Any,
) -> Listing:
    """:raises ListingMoveNotAllowed: if another proposal took a document meanwhile"""
    try:
        return _write_black(intent, facts, terms, **about, **columns)
    except IntegrityError:
        if not is_taken(one.enforcement for one in facts):
            raise
        raise _refused(ListKind.BLACK, intent, No.NEW_FACT, **about) from None


@transaction.atomic
def _write_black(
    intent: Intent, facts: Sequence[Established], terms: DueProcess, **columns: Any
) -> Listing:
    clock = listing_clock()
    listing = _keep(
        intent,
        list_kind=ListKind.BLACK,
        grounds=committed("\n".join(_line(one) for one in facts)),
        lapses_at=clock.workdays_after(intent.now, terms.serve_within),
        **columns,
    )
    bulk.write(
        [HeldDocument(enforcement=one.enforcement, listing=listing) for one in facts]
    )
    for one in facts:
        fact = ListingFact.objects.create(
            listing=listing, kind=one.kind, enforcement=one.enforcement
        )
        bulk.write(
            [ListedCase(fact=fact, case=case) for case in cases_of(one.enforcement)]
        )
    _write_first(listing, intent)
    return listing


def _keep(intent: Intent, **columns: Any) -> Listing:
    assert isinstance(intent.by, Officer)
    assert intent.by.user.region is not None
    return Listing.objects.create(
        number=_next_number(intent),
        subject=committed(_named(columns["firm"], columns.get("tenure"))),
        office=intent.by.user.region,
        state=ListingState.PROPOSED,
        proposed_at=intent.now,
        proposed_by=intent.by.user,
        **columns,
    )


def _write_first(listing: Listing, intent: Intent) -> None:
    """The first step covers whom and what it is about, as salted digests."""
    detail = {
        "class": str(listing.list_class),
        "months": listing.months,
        "published": listing.to_be_published,
        "basis": listing.basis_id,
        "subject": listing.subject.digest,
        "grounds": listing.grounds.digest,
        "lapses_at": listing.lapses_at and listing.lapses_at.isoformat(),
    }
    write(
        step_of(
            listing,
            intent,
            source="",
            target=listing.state,
            detail=detail,
            text=keep_text(intent.carried.text),
        )
    )


def _next_number(intent: Intent) -> str:
    """L, the year and a running number: behind all cases in the order of an anchor."""
    prefix = f"L-{intent.today.year}"
    NumberSeries.objects.get_or_create(prefix=prefix)
    NumberSeries.objects.filter(prefix=prefix).update(last=F("last") + 1)
    last = NumberSeries.objects.values_list("last", flat=True).get(prefix=prefix)
    return f"{prefix}-{last:06d}"


def _named(firm: Firm, tenure: Tenure | None) -> str:
    name = f"{firm.name} {firm.credit_code}"
    return name if tenure is None else f"{name} {tenure.community.name}"


def _line(one: Established) -> str:
    cases = " ".join(case.number for case in cases_of(one.enforcement))
    return f"{one.kind} {one.enforcement.number} {cases}".strip()
