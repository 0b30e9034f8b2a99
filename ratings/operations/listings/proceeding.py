"""From the legal opinion to the publication, with a defence and by three persons."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone

from complaints.models import Case
from complaints.states import Kind
from ratings.due_process import DueProcess, least_months, months_after
from ratings.listing_guards import Carried, Term
from ratings.models import ListedCase, Listing, ListingStep
from ratings.operations.listings.moving import Intent, take
from ratings.operations.listings.revoking import revoke_red
from ratings.queries.due_process import listing_clock, terms_on
from ratings.queries.listing_facts import term_of
from ratings.states import (
    ListingAction,
    ListKind,
    ServiceWay,
)
from registry.actors import Actor, Clerk, Officer
from registry.models import StoredFile, User
from registry.roles import Right


class _TimesOfService(NamedTuple):
    """The moments that a service sets on the entry, by the names of its columns."""

    defence_ends_at: datetime
    lapses_at: datetime


def review_law(
    *, listing: Listing, opinion: str, by: Officer, now: datetime
) -> ListingStep:
    """
    Give the legal opinion that the entry may go on.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    return take(
        listing,
        Intent(
            ListingAction.REVIEW,
            by,
            now,
            Carried(text=opinion),
            sets={"reviewed_by": by.user},
        ),
    )


def notify(
    *, listing: Listing, reasons: str, by: Officer, now: datetime
) -> ListingStep:
    """
    Write the notice (拟列入告知书): facts, cases, rule, basis, reasons, rights.

    Its values are kept as they were told, since the decision is never heavier. Reports
    of retaliation are not named: no firm learns of one.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    terms = terms_on(timezone.localtime(now).date())
    detail = {
        "class": str(listing.list_class),
        "months": listing.months,
        "published": listing.to_be_published,
        "basis": listing.basis_id,
        "grounds": listing.grounds.digest,
        "cases": cases_told(listing),
        "defence_days": terms.defence,
    }
    intent = Intent(
        ListingAction.NOTIFY,
        by,
        now,
        Carried(text=reasons),
        sets={"notified_at": now},
        detail=detail,
    )
    return take(listing, intent)


def cases_told(listing: Listing) -> list[str]:
    """The numbers of the cases that the firm may learn of."""
    listed = ListedCase.objects.filter(fact__listing=listing).values("case")
    told = Case.objects.filter(pk__in=listed).exclude(kind=Kind.RETALIATION)
    return list(told.order_by("number").values_list("number", flat=True))


def serve(
    *,
    listing: Listing,
    way: ServiceWay,
    served_on: date,
    proof: StoredFile | None,
    by: Officer,
    now: datetime,
    defence_days: int | None = None,
) -> ListingStep:
    """
    Write down how and when the notice reached the firm: the time for a defence runs.

    It runs from today where the service lies back: no defence is taken before its
    record. What would lapse first is to be served again.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    terms = terms_on(timezone.localtime(now).date())
    days = terms.defence if defence_days is None else defence_days
    times = _times_from(served_on, days, terms, now)
    carried = Carried(
        way=way,
        served_on=served_on,
        has_file=proof is not None,
        defence_days=days,
        leaves_time=times.defence_ends_at < times.lapses_at,
    )
    intent = Intent(
        ListingAction.SERVE,
        by,
        now,
        carried,
        file=proof,
        sets={"served_by_way": way, "served_on": served_on, **times._asdict()},
        detail={"way": str(way), "served_on": str(served_on), "defence_days": days},
    )
    return take(listing, intent)


def _times_from(
    served_on: date, days: int, terms: DueProcess, now: datetime
) -> _TimesOfService:
    clock = listing_clock()
    open_from = max(served_on, timezone.localtime(now).date())
    last_of_defence = clock.calendar.nth_workday_after(open_from, max(days, 1))
    last = clock.calendar.nth_workday_after(served_on, terms.decide_within)
    return _TimesOfService(clock.end_of(last_of_defence), clock.end_of(last))


def defend(
    *,
    listing: Listing,
    text: str,
    by: Clerk,
    now: datetime,
    file: StoredFile | None = None,
) -> ListingStep:
    """
    Hand in the firm's defence (陈述申辩), or add to it while its time runs.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    terms = terms_on(timezone.localtime(now).date())
    intent = Intent(
        ListingAction.DEFEND,
        by,
        now,
        Carried(text=text, has_file=file is not None),
        file=file,
        sets={
            "defended_at": now,
            "answered_at": None,
            "answer_by": listing_clock().workdays_after(now, terms.answer_within),
        },
    )
    return take(listing, intent)


def record_silence(*, listing: Listing, by: Actor, now: datetime) -> ListingStep:
    """
    Write down that the time for a defence passed without one.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    return take(listing, Intent(ListingAction.STAY_SILENT, by, now))


def answer_defence(
    *, listing: Listing, adopted: bool, reasons: str, by: Officer, now: datetime
) -> ListingStep:
    """
    Adopt the defence (采纳), which drops the entry, or reject it with reasons.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    action = ListingAction.ADOPT if adopted else ListingAction.REJECT
    intent = Intent(action, by, now, Carried(text=reasons), sets={"answered_at": now})
    return take(listing, intent)


def decide(
    *,
    listing: Listing,
    reasons: str,
    by: Officer,
    now: datetime,
    term: Term | None = None,
) -> ListingStep:
    """
    Decide on the entry (列入决定书); the term runs from today.

    `term` is given where the decision is lighter than the notice.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    day = timezone.localtime(now).date()
    terms = terms_on(day)
    black = listing.list_kind == ListKind.BLACK
    decided = (term or term_of(listing)) if black else None
    months = decided.months if decided else terms.red_months
    ends_on = months_after(day, months)
    intent = Intent(
        ListingAction.DECIDE,
        by,
        now,
        Carried(text=reasons),
        decides=term if black else None,
        sets={
            **(_sets_of_black(decided, day) if decided else {}),
            "months": months,
            "decided_at": now,
            "decided_by": by.user,
            "starts_on": day,
            "ends_on": ends_on,
        },
        detail=_decision_told(decided, months, ends_on, terms),
    )
    return take(listing, intent, then=_ends_the_red_one(now) if black else None)


def _sets_of_black(decided: Term, day: date) -> dict[str, object]:
    """What a decision sets of a black entry alone."""
    return {
        "list_class": decided.list_class,
        "to_be_published": decided.published,
        "repair_from": months_after(day, least_months(decided.list_class)),
    }


def _decision_told(
    decided: Term | None, months: int, ends_on: date, terms: DueProcess
) -> dict[str, object]:
    """What the step keeps of a decision; a red entry has no class and is published."""
    return {
        "class": str(decided.list_class) if decided else "",
        "months": months,
        "published": decided.published if decided else True,
        "ends_on": ends_on.isoformat(),
        "reconsideration_days": terms.reconsideration_days,
        "suit_months": terms.suit_months,
    }


def _ends_the_red_one(now: datetime) -> Callable[[Listing], object]:
    """What goes with the decision on a black entry."""
    return lambda listing: revoke_red(listing.firm, because=listing.number, now=now)


def publish(*, listing: Listing, by: Officer, now: datetime) -> ListingStep:
    """
    Show the entry in public.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    sets = {"published_at": now, "published_by": by.user}
    return take(listing, Intent(ListingAction.PUBLISH, by, now, sets=sets))


def drop(*, listing: Listing, reasons: str, by: Officer, now: datetime) -> ListingStep:
    """
    Drop what is not decided yet.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    return take(listing, Intent(ListingAction.DROP, by, now, Carried(text=reasons)))


def recuse(
    *, listing: Listing, person: User, reasons: str, by: Officer, now: datetime
) -> ListingStep:
    """
    Write down that somebody takes no further part, and why; each for oneself, or who
    may decide for another.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    detail = {"person": person.pk}
    return take(
        listing,
        Intent(
            ListingAction.RECUSE,
            by,
            now,
            Carried(
                text=reasons,
                for_another=person != by.user,
                may_decide=by.user.has_right(Right.DECIDE),
            ),
            detail=detail,
        ),
    )
