"""
The one door through which an entry of a list changes its state.

Every step claims the entry by compare-and-set on its version, is checked against the
table, and written into its chain. What is refused is written there, too, as an attempt
that changed nothing. The other operations say what a step carries and what it sets.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ratings.listing_guards import Attempt, Carried, ListingFacts, Persons, Term, check
from ratings.listing_moves import ListingMove, ListingMoveNotAllowed, Who, find
from ratings.listing_refusals import ListingRefusal as No
from ratings.models import HeldDocument, Listing, ListingStep
from ratings.models.listing import ENDED
from ratings.notices import tell_of_entry
from ratings.operations.listings.writing import actor_fields, keep_text, write
from ratings.queries.due_process import terms_on
from ratings.queries.listing_facts import black_stands_against, facts_of
from ratings.queries.two_results import (
    is_red_candidate,
    is_under_enforcement,
    version_in_force,
)
from ratings.states import ListingAction, ListingState, ListKind
from registry import queries as registry_queries
from registry.actors import Actor, Clerk, Officer, Resident, System, user_of
from registry.areas import below
from registry.models import StoredFile
from registry.roles import Role

KEEPERS = (Role.OFFICER, Role.REGULATOR)
NOTHING = Carried()
# An entry that ended without blame leaves its documents free for another.
FREES_ITS_FACTS = (
    ListingState.DROPPED,
    ListingState.LAPSED,
    ListingState.REVOKED,
    ListingState.QUASHED,
)
LEAVES_THE_PUBLIC = (ListingState.SUSPENDED, *ENDED)


class ListingMovedOn(Exception):
    """Somebody else moved the entry after it was read."""

    def __str__(self) -> str:
        return _(
            "Somebody else changed this entry in the meantime. Look at it again; what "
            "you typed is still here."
        )


@dataclass(frozen=True)
class Intent:
    """
    A step that somebody wants to make: what it carries, what it sets on the entry and
    which structured values its history keeps. `target` chooses where two rows start.
    """

    action: ListingAction
    by: Actor
    now: datetime
    carried: Carried = NOTHING
    file: StoredFile | None = None
    target: ListingState | None = None
    decides: Term | None = None
    sets: Mapping[str, Any] = field(default_factory=dict)
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return timezone.localtime(self.now).date()


def take(
    listing: Listing, intent: Intent, then: Callable[[Listing], object] | None = None
) -> ListingStep:
    """
    Make one step: claim the entry, check, and write it down.

    `then` is what goes with the step in one transaction, given the entry after it. A
    transaction of the caller's own would take the record of a refusal back with it.

    `listing` holds afterwards what the database holds; after a refusal it is as it was,
    but for the count of its steps, since the attempt was written down.

    :raises ListingMovedOn: if the entry changed after `listing` was read
    :raises ListingMoveNotAllowed: if the table, the person or a guard is against it
    """
    try:
        with transaction.atomic():
            step = _take(listing, intent)
            if then is not None:
                then(Listing.objects.get(pk=listing.pk))
    except ListingMoveNotAllowed as refused:
        _write_refusal(listing, intent, refused.refusal)
        raise
    listing.refresh_from_db()
    return step


def who(by: Actor) -> Who:
    """:raises ListingMoveNotAllowed: for a resident, who has no part in it"""
    match by:
        case Officer():
            return Who.STAFF
        case Clerk():
            return Who.FIRM
        case System():
            return Who.SYSTEM
        case Resident():
            raise ListingMoveNotAllowed(No.NOT_YOURS)


def persons(intent: Intent) -> Persons:
    """Whose act it is: the actor's and of those the actor stands in for."""
    user = user_of(intent.by)
    if user is None:
        return frozenset()
    return registry_queries.persons_behind(user, intent.today)


def check_person(move: ListingMove, by: Actor, *, office: str, firm: int) -> None:
    """
    Refuse the step to a person, an office or a firm that it does not belong to.

    :raises ListingMoveNotAllowed: with the first reason against it
    """
    match by:
        case Officer(user):
            if user.role not in KEEPERS or user.region is None:
                raise ListingMoveNotAllowed(No.NOT_YOURS)
            if move.right is not None and not user.has_right(move.right):
                raise ListingMoveNotAllowed(No.RIGHT)
            low, high = below(user.region.code)
            if not low <= office < high:
                raise ListingMoveNotAllowed(No.OTHER_OFFICE)
        case Clerk(user):
            if user.firm_id != firm:
                raise ListingMoveNotAllowed(No.NOT_YOURS)
        case _:
            return


def attempt_of(intent: Intent) -> Attempt:
    return Attempt(
        now=intent.now,
        today=intent.today,
        persons=persons(intent),
        target=intent.target,
        decides=intent.decides,
        carried=intent.carried,
    )


def facts_now(listing: Listing, intent: Intent) -> ListingFacts:
    """What the guards of a step are asked about, tried or not yet."""
    terms = terms_on(intent.today)
    steps = list(ListingStep.objects.filter(listing=listing).order_by("number"))
    facts = facts_of(listing, steps, day=intent.today, terms=terms)
    if listing.list_kind == ListKind.BLACK:
        return facts
    assert listing.review is not None
    assert listing.review_before is not None
    return replace(
        facts,
        clean=not black_stands_against(listing.firm, intent.today)
        and not is_under_enforcement(listing.firm_id, intent.today),
        candidate=is_red_candidate(
            listing.firm,
            version_in_force(listing.review),
            version_in_force(listing.review_before),
            now=intent.now,
            today=intent.today,
        ),
    )


def step_of(
    listing: Listing, intent: Intent, *, source: str, target: str, **more: Any
) -> ListingStep:
    """A step that is not written yet, with whom its actor stood in for."""
    attempt_by = user_of(intent.by)
    detail = dict(more.pop("detail", intent.detail))
    if attempt_by is not None and (others := persons(intent) - {attempt_by.pk}):
        detail["stood_in_for"] = sorted(others)
    return ListingStep(
        **{
            "listing": listing,
            "action": intent.action,
            "source": source,
            "target": target,
            "at": intent.now,
            "detail": detail,
            **actor_fields(intent.by),
            **more,
        }
    )


def _take(listing: Listing, intent: Intent) -> ListingStep:
    _claim(listing)
    fresh = Listing.objects.select_related("office", "basis").get(pk=listing.pk)
    move = find(
        ListKind(fresh.list_kind),
        intent.action,
        ListingState(fresh.state),
        who(intent.by),
        target=intent.target,
    )
    check_person(move, intent.by, office=fresh.office.code, firm=fresh.firm_id)
    check(move, facts_now(fresh, intent), attempt_of(intent))
    Listing.objects.filter(pk=fresh.pk).update(
        version=F("version") + 1, state=move.target, **_sets(fresh, move, intent)
    )
    if move.target in FREES_ITS_FACTS:
        HeldDocument.objects.filter(listing=fresh).delete()
    step = write(
        step_of(
            fresh,
            intent,
            source=fresh.state,
            target=move.target,
            text=keep_text(intent.carried.text),
            file=intent.file,
        )
    )
    tell_of_entry(listing=fresh, step=step, now=intent.now)
    return step


def _claim(listing: Listing) -> None:
    """Compare and set: on success this transaction holds the entry's row."""
    claimed = Listing.objects.filter(pk=listing.pk, version=listing.version).update(
        steps_written=F("steps_written") + 1
    )
    if not claimed:
        raise ListingMovedOn


def _sets(listing: Listing, move: ListingMove, intent: Intent) -> dict[str, Any]:
    """What the step sets, and when the entry leaves the public view or comes back."""
    sets = dict(intent.sets)
    if move.target in LEAVES_THE_PUBLIC and move.target != listing.state:
        sets["suspended_from"] = (
            listing.state if move.target == ListingState.SUSPENDED else ""
        )
        if listing.published_at is not None:
            sets["removed_at"] = intent.now
    elif listing.state == ListingState.SUSPENDED and move.target != listing.state:
        sets |= {"suspended_from": "", "removed_at": None}
    return sets


def _write_refusal(listing: Listing, intent: Intent, refusal: No) -> None:
    """The attempt, in the history of the entry as it is by then."""
    with transaction.atomic():
        Listing.objects.filter(pk=listing.pk).update(
            steps_written=F("steps_written") + 1
        )
        fresh = Listing.objects.get(pk=listing.pk)
        write(
            step_of(
                fresh,
                intent,
                source=fresh.state,
                target=fresh.state,
                action=ListingAction.REFUSED,
                tried=intent.action,
                refusal=refusal,
                text=keep_text(intent.carried.text),
                detail={},
            )
        )
    listing.steps_written = fresh.steps_written
