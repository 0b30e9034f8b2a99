"""
What anybody may read of the entries of the lists, now.

The one place that turns an entry into something public. An entry that has ended, is
suspended, or whose term is over comes without subject, facts and documents, however old
the page, file or feed that asks: what was shown once is masked for good. In the
reasons, traces of persons are hidden.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self, TypedDict

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from complaints.scrubbing import scrub
from ratings.models import LegalBasis, Listing, ListingFact, ListingStep
from ratings.models.listing import ENDED
from ratings.states import (
    FactKind,
    ListClass,
    ListingAction,
    ListingState,
    ListKind,
)
from registry.days import midnight
from registry.models import Community, Firm, Tenure

GONE = (ListingState.SUSPENDED, *ENDED)
# Long columns of a review that no entry shows.
_NOT_OF_A_REVIEW = (
    "review__window",
    "review__pools",
    "review_before__window",
    "review_before__pools",
)


@dataclass(frozen=True)
class PublicFact:
    """
    A fact as its document states it; the document's address where it is public, and
    since when it is revoked.
    """

    kind: FactKind
    document: str
    body: str
    issued_on: date
    address: str
    revoked_on: date | None


@dataclass(frozen=True)
class Subject:
    """Whom an entry names: a firm, and the project where it is about one."""

    firm: str
    credit_code: str
    community: str | None
    community_code: str | None


@dataclass(frozen=True)
class Entry:
    """
    An entry as the public may read it at a moment.

    `subject` is nothing, and there are no facts, reasons or basis, once it was removed:
    pages then say 已移出. `results` are the half-months of the two reviews that a red
    one stands on. `commitment` is the salted digest of the subject's name that the
    chain covers, so that a masked entry still verifies.
    """

    number: str
    list_kind: ListKind
    list_class: ListClass | None
    state: ListingState
    subject: Subject | None
    facts: tuple[PublicFact, ...]
    basis: LegalBasis | None
    results: tuple[str, ...]
    reasons: str
    decided_on: date
    starts_on: date
    ends_on: date
    objected: bool
    removed_at: datetime | None
    commitment: str

    @property
    def is_removed(self) -> bool:
        return self.subject is None


@dataclass(frozen=True)
class Line:
    """
    An entry in public as the page of its firm, or of a community, names it; it has a
    page of its own.
    """

    number: str
    firm: str
    credit_code: str
    list_kind: ListKind
    list_class: ListClass | None
    community: str | None
    ends_on: date
    objected: bool


class _Plain(TypedDict):
    number: str
    list_kind: ListKind
    list_class: ListClass | None
    state: ListingState
    decided_on: date
    starts_on: date
    ends_on: date
    objected: bool
    commitment: str


@dataclass(frozen=True)
class Removed:
    """What re-users of an entry take away, and why; whom it named is not said."""

    number: str
    list_kind: ListKind
    removed_at: datetime
    state: ListingState

    @classmethod
    def of(cls, listing: Listing) -> Self:
        return cls(
            number=listing.number,
            list_kind=ListKind(listing.list_kind),
            removed_at=listing.removed_at or _end(listing),
            state=_state(listing, over=True),
        )


def shown(list_kind: ListKind, *, now: datetime) -> list[Entry]:
    """The entries of a list in public, the newest decision first."""
    found = _with_rows(Listing.objects.filter(list_kind=list_kind).shown_on(_day(now)))
    return _entries(found.order_by("-decided_at", "-pk"), now=now)


def entry(number: str, *, now: datetime) -> Entry | None:
    """One entry, masked where it was removed; None where it was never public."""
    found = _with_rows(Listing.objects.ever_public().filter(number=number))
    return next(iter(_entries(found, now=now)), None)


def entries(numbers: Iterable[str], *, now: datetime) -> dict[str, Entry]:
    """Those of them that were ever public, by number, for old editions of anything."""
    found = _with_rows(Listing.objects.ever_public().filter(number__in=list(numbers)))
    return {each.number: each for each in _entries(found, now=now)}


def of_firm(firm: Firm, *, now: datetime) -> list[Entry]:
    """The entries in public of a firm and of its projects."""
    found = _with_rows(Listing.objects.filter(firm=firm).shown_on(_day(now)))
    return _entries(found.order_by("-decided_at", "-pk"), now=now)


def lines_of_firm(firm: Firm, *, now: datetime) -> list[Line]:
    """The same entries as `of_firm` in one question, without what they stand on."""
    return _lines(Listing.objects.filter(firm=firm).shown_on(_day(now)))


def of_community(community: Community, *, now: datetime) -> list[Entry]:
    """
    Those of the firm that serves a community today, and those about the project of any
    firm there: one that would not leave is listed when its time is over.
    """
    found = _with_rows(_about(community, _day(now)))
    return _entries(found.order_by("-decided_at", "-pk"), now=now)


def lines_of_community(community: Community, *, now: datetime) -> list[Line]:
    """The same entries in one question, without what they stand on."""
    return _lines(_about(community, _day(now)))


def firms_named(*, now: datetime) -> list[tuple[str, str]]:
    """Name and credit code of each firm of which an entry is in public or suspended."""
    found = Listing.objects.ever_public().filter(
        state__in=(ListingState.PUBLISHED, ListingState.SUSPENDED),
        ends_on__gt=_day(now),
    )
    firms = Firm.objects.filter(pk__in=found.values("firm")).order_by("pk")
    return list(firms.values_list("name", "credit_code"))


def numbers_shown(*, now: datetime) -> dict[ListKind, int]:
    """How many entries of each list are in public."""
    found = Listing.objects.all().shown_on(_day(now)).order_by()
    counted = dict(found.values_list("list_kind").annotate(n=Count("pk")))
    return {kind: counted.get(kind.value, 0) for kind in ListKind}


def removed_since(moment: datetime, *, now: datetime) -> list[Removed]:
    """
    What left the public view since a moment and is out of it, the oldest first.

    An entry whose term is over counts from that midnight on, whether or not the sweep
    has come by.
    """
    day = _day(now)
    written = Q(removed_at__gte=moment, removed_at__lte=now)
    over = Q(removed_at__isnull=True, ends_on__lte=day, ends_on__gte=_day(moment))
    found = Listing.objects.ever_public().filter(written | over)
    removed = [Removed.of(listing) for listing in found]
    return sorted(
        (each for each in removed if each.removed_at >= moment),
        key=lambda each: (each.removed_at, each.number),
    )


def _about(community: Community, day: date) -> QuerySet[Listing]:
    tenures = Tenure.objects.filter(community=community).in_force_on(day)
    of_its_firm = Q(tenure__isnull=True, firm__in=tenures.values("firm"))
    found: QuerySet[Listing] = Listing.objects.filter(
        Q(tenure__community=community) | of_its_firm
    ).shown_on(day)
    return found


def _lines(found: QuerySet[Listing]) -> list[Line]:
    return [
        Line(
            number=each.number,
            firm=each.firm.name,
            credit_code=each.firm.credit_code,
            list_kind=ListKind(each.list_kind),
            list_class=ListClass(each.list_class) if each.list_class else None,
            community=each.tenure.community.name if each.tenure else None,
            ends_on=each.decided.ends_on,
            objected=each.objected_at is not None,
        )
        for each in found.select_related("firm", "tenure__community").order_by(
            "-decided_at", "-pk"
        )
    ]


def _with_rows(found: QuerySet[Listing]) -> QuerySet[Listing]:
    return found.select_related(
        "firm", "tenure__community", "basis", "subject", "review", "review_before"
    ).defer(*_NOT_OF_A_REVIEW)


def _entries(found: QuerySet[Listing], *, now: datetime) -> list[Entry]:
    listings = list(found)
    seen = [each for each in listings if _is_shown(each, now)]
    facts = _facts(seen)
    reasons = _reasons(seen)
    return [
        _open(each, facts.get(each.pk, ()), reasons.get(each.pk, ""))
        if _is_shown(each, now)
        else _masked(each)
        for each in listings
    ]


def _is_shown(listing: Listing, now: datetime) -> bool:
    over = _day(now) >= listing.decided.ends_on
    return listing.state == ListingState.PUBLISHED and not over


def _open(listing: Listing, facts: tuple[PublicFact, ...], reasons: str) -> Entry:
    community = listing.tenure.community if listing.tenure else None
    return Entry(
        subject=Subject(
            firm=listing.firm.name,
            credit_code=listing.firm.credit_code,
            community=community.name if community else None,
            community_code=community.code if community else None,
        ),
        facts=facts,
        basis=listing.basis,
        results=_results(listing),
        reasons=reasons,
        removed_at=None,
        **_plain(listing, over=False),
    )


def _results(listing: Listing) -> tuple[str, ...]:
    both = (listing.review_before, listing.review)
    return tuple(each.period for each in both if each is not None)


def _masked(listing: Listing) -> Entry:
    return Entry(
        subject=None,
        facts=(),
        basis=None,
        results=(),
        reasons="",
        removed_at=listing.removed_at or _end(listing),
        **_plain(listing, over=True),
    )


def _plain(listing: Listing, *, over: bool) -> _Plain:
    """What may be said of an entry for good."""
    decided = listing.decided
    return {
        "number": listing.number,
        "list_kind": ListKind(listing.list_kind),
        "list_class": ListClass(listing.list_class) if listing.list_class else None,
        "state": _state(listing, over=over),
        "decided_on": _day(decided.at),
        "starts_on": decided.starts_on,
        "ends_on": decided.ends_on,
        "objected": listing.objected_at is not None,
        "commitment": listing.subject.digest,
    }


def _state(listing: Listing, *, over: bool) -> ListingState:
    """An entry whose term is over has expired, whether or not the sweep has come by."""
    state = ListingState(listing.state)
    return ListingState.EXPIRED if over and state not in GONE else state


def _facts(listings: Iterable[Listing]) -> dict[int, tuple[PublicFact, ...]]:
    rows = (
        ListingFact.objects.filter(listing__in=list(listings))
        .select_related("enforcement")
        .order_by("listing_id", "pk")
    )
    found: dict[int, tuple[PublicFact, ...]] = {}
    for row in rows:
        document = row.enforcement
        fact = PublicFact(
            kind=FactKind(row.kind),
            document=document.number,
            body=document.body,
            issued_on=document.issued_on,
            address=document.public_address,
            revoked_on=document.revoked_on,
        )
        found[row.listing_id] = (*found.get(row.listing_id, ()), fact)
    return found


def _reasons(listings: Iterable[Listing]) -> dict[int, str]:
    """The reasons of the decision, by entry."""
    decided = ListingStep.objects.filter(
        listing__in=list(listings), action=ListingAction.DECIDE, text__isnull=False
    )
    return {
        pk: scrub(body) for pk, body in decided.values_list("listing_id", "text__body")
    }


def _end(listing: Listing) -> datetime:
    """The midnight that closes the term."""
    return midnight(listing.decided.ends_on, timezone.get_default_timezone())


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
