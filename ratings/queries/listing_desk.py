"""What the desk and the firm's pages ask of entries: files, steps, and what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ratings.models import Enforcement, Listing, ListingFact, ListingStep
from ratings.models.listing import ENDED
from ratings.queries.due_process import terms_on
from ratings.queries.listing_facts import Established, establishes, stands_on
from ratings.states import (
    PROCEEDING,
    STANDING,
    FactKind,
    ListingAction,
    ListingState,
    ListKind,
)
from registry import queries as registry_queries
from registry.areas import below
from registry.days import midnight
from registry.models import Firm, Region, Tenure, User
from registry.roles import Role

READ_WITH = (
    "firm",
    "tenure__community",
    "office",
    "basis",
    "subject",
    "proposed_by",
    "reviewed_by",
    "decided_by",
    "published_by",
    "review",
    "review_before",
)


class Due(TextChoices):
    """What is waited for at a moment."""

    SERVICE = "SERVICE", _("To be served")
    DEFENCE = "DEFENCE", _("Time for the defence")
    ANSWER = "ANSWER", _("Defence to be answered")
    DECISION = "DECISION", _("To be decided")
    OBJECTION = "OBJECTION", _("Objection to be answered")
    REPAIR = "REPAIR", _("Repair to be taken on or decided")
    CORRECTION = "CORRECTION", _("To be corrected everywhere")
    END = "END", _("The term ends")


class Part(TextChoices):
    """The parts of the desk's list."""

    PROCEEDING = "proceeding", _("Going on")
    STANDING = "standing", _("In force")
    ENDED = "ended", _("Ended")


STATES_OF = {
    Part.PROCEEDING: PROCEEDING,
    Part.STANDING: STANDING,
    Part.ENDED: (*ENDED, ListingState.DROPPED, ListingState.LAPSED),
}


@dataclass(frozen=True)
class NextDue:
    kind: Due
    at: datetime


def next_due(listing: Listing) -> NextDue | None:
    """The next moment by which something of an entry is waited for."""
    found = [each for each in _dues(listing) if each is not None]
    return min(found, key=lambda each: each.at, default=None)


def awaited(listing: Listing, now: datetime) -> ListingAction | None:
    """The step of staff that an entry waits for; nothing while time or the firm has."""
    match ListingState(listing.state):
        case ListingState.SERVED:
            over = (
                listing.defence_ends_at is not None and listing.defence_ends_at <= now
            )
            return ListingAction.STAY_SILENT if over else None
        case ListingState.DEFENDED:
            open_ = listing.defended_at is not None and listing.answered_at is None
            return ListingAction.REJECT if open_ else ListingAction.DECIDE
        case ListingState.DECIDED if listing.to_be_published:
            return ListingAction.PUBLISH
        case ListingState.DECIDED | ListingState.PUBLISHED | ListingState.SUSPENDED:
            return _asked_by_the_firm(listing)
        case ListingState.QUASHED if listing.corrected_at is None:
            return ListingAction.CORRECT
        case state:
            return _IN_TURN.get((ListKind(listing.list_kind), state))


def awaited_without(listing: Listing) -> ListingAction | None:
    """The same of an entry a document of which was revoked."""
    return _ONCE_A_DOCUMENT_IS_GONE.get(ListingState(listing.state))


def _asked_by_the_firm(listing: Listing) -> ListingAction | None:
    if listing.objected_at is not None:
        return ListingAction.ANSWER_OBJECTION
    if listing.repair_asked_at is None:
        return None
    accepted = listing.repair_accepted_by_id is not None
    return ListingAction.REPAIR if accepted else ListingAction.ACCEPT_REPAIR


_ONCE_A_DOCUMENT_IS_GONE = {
    **dict.fromkeys(PROCEEDING, ListingAction.DROP),
    **dict.fromkeys(STANDING, ListingAction.REVOKE),
}
_IN_TURN = {
    (ListKind.BLACK, ListingState.PROPOSED): ListingAction.REVIEW,
    (ListKind.BLACK, ListingState.LEGALLY_REVIEWED): ListingAction.NOTIFY,
    (ListKind.BLACK, ListingState.NOTIFIED): ListingAction.SERVE,
    (ListKind.RED, ListingState.PROPOSED): ListingAction.DECIDE,
}


def steps_of(listing: Listing) -> list[ListingStep]:
    """The history, the oldest first, with its people, texts and files."""
    found = ListingStep.objects.filter(listing=listing)
    return list(found.select_related("actor", "text", "file").order_by("number"))


def facts_of_entry(listing: Listing) -> list[ListingFact]:
    found = ListingFact.objects.filter(listing=listing)
    return list(found.select_related("enforcement__tenure__community").order_by("pk"))


def unfounded_on(day: date) -> QuerySet[Listing]:
    """The black entries in force that no document in force stands behind any more."""
    left = ListingFact.objects.filter(listing=OuterRef("pk")).exclude(_revoked_by(day))
    found: QuerySet[Listing] = Listing.objects.black().filter(state__in=STANDING)
    return found.filter(~Exists(left))


def with_a_document_gone(listings: Iterable[Listing], day: date) -> set[int]:
    """The keys of those of them a document of which was revoked or quashed."""
    found = ListingFact.objects.filter(_revoked_by(day), listing__in=list(listings))
    return set(found.values_list("listing_id", flat=True))


def _revoked_by(day: date) -> Q:
    return Q(enforcement__revoked_on__isnull=False, enforcement__revoked_on__lte=day)


def documents_against(
    firm: Firm, region: Region, day: date
) -> list[tuple[Enforcement, list[FactKind]]]:
    """
    The documents in force against a firm in a region, and what each of them establishes
    for the black list.
    """
    terms = terms_on(day)
    low, high = below(region.code)
    found = Enforcement.objects.filter(
        firm=firm, region__code__gte=low, region__code__lt=high
    ).select_related("tenure__community", "region", "order__tenure")
    return [
        (
            each,
            [
                kind
                for kind in FactKind
                if establishes(Established(kind, each), terms, day)
            ],
        )
        for each in found.order_by("-issued_on", "-pk")
        if stands_on(each, day)
    ]


def projects_of(firm: Firm, region: Region) -> QuerySet[Tenure]:
    """What the firm serves or served in a region."""
    low, high = below(region.code)
    here = {"community__street__code__gte": low, "community__street__code__lt": high}
    return (
        Tenure.objects.filter(firm=firm, **here)
        .select_related("community")
        .order_by("community__name", "pk")
    )


def people_of(listing: Listing) -> QuerySet[User]:
    """Whoever could take part: staff of the office that holds it and of those above."""
    above = registry_queries.lineage(listing.office.code)
    keepers = [Role.OFFICER, Role.REGULATOR]
    found = User.objects.filter(region__code__in=above, role__in=keepers)
    return found.filter(is_active=True).order_by("username")


def firms_matching(text: str) -> list[Firm]:
    """A few firms by a part of their name, or by their credit code."""
    named = Q(name__icontains=text) | Q(credit_code__iexact=text)
    return list(Firm.objects.filter(named).order_by("name", "pk")[:20])


def step_with_file(listing: Listing, number: int) -> ListingStep | None:
    found = ListingStep.objects.filter(
        listing=listing, number=number, file__isnull=False
    )
    return found.select_related("file").first()


def _dues(listing: Listing) -> list[NextDue | None]:
    match ListingState(listing.state):
        case (
            ListingState.PROPOSED
            | ListingState.LEGALLY_REVIEWED
            | ListingState.NOTIFIED
        ):
            return [_due(Due.SERVICE, listing.lapses_at)]
        case ListingState.SERVED:
            return [_due(Due.DEFENCE, listing.defence_ends_at)]
        case ListingState.DEFENDED:
            unanswered = listing.defended_at and not listing.answered_at
            return [
                _due(Due.ANSWER, listing.answer_by if unanswered else None),
                _due(Due.DECISION, listing.lapses_at),
            ]
        case ListingState.DECIDED | ListingState.PUBLISHED | ListingState.SUSPENDED:
            return [
                _due(Due.OBJECTION, listing.objection_by),
                _due(Due.REPAIR, listing.repair_by),
                _due(Due.END, _end(listing)),
            ]
        case ListingState.QUASHED:
            waits = listing.correct_by if listing.corrected_at is None else None
            return [_due(Due.CORRECTION, waits)]
        case _:
            return []


def _due(kind: Due, at: datetime | None) -> NextDue | None:
    return None if at is None else NextDue(kind, at)


def _end(listing: Listing) -> datetime:
    return midnight(listing.decided.ends_on, timezone.get_default_timezone())
