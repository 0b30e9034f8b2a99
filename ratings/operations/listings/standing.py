"""What happens to a decided entry: stays, objections, repairs, and its early ends."""

from datetime import datetime
from functools import partial

from django.utils import timezone

from complaints.clocks import Clock
from ratings.due_process import DueProcess
from ratings.listing_guards import Carried
from ratings.models import Listing, ListingStep
from ratings.operations.listings.moving import Intent, take
from ratings.queries.due_process import listing_clock, terms_on
from ratings.states import ListingAction, ListingState
from registry.actors import Clerk, Officer
from registry.models import StoredFile

NO_REPAIR = {"repair_asked_at": None, "repair_by": None, "repair_accepted_by": None}


def suspend(
    *, listing: Listing, document: str, reasons: str, by: Officer, now: datetime
) -> ListingStep:
    """
    Take the entry out of the public view while a stay holds; its term runs on.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    return _by_document(ListingAction.SUSPEND, listing, document, reasons, by, now)


def resume(
    *, listing: Listing, document: str, reasons: str, by: Officer, now: datetime
) -> ListingStep:
    """
    Let the entry return to where it was suspended from.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    target = ListingState(listing.suspended_from) if listing.suspended_from else None
    return _by_document(
        ListingAction.RESUME, listing, document, reasons, by, now, target=target
    )


def quash(
    *, listing: Listing, document: str, reasons: str, by: Officer, now: datetime
) -> ListingStep:
    """
    End the entry after a reconsideration or a judgment: it leaves the public view at
    once, and the correction is reported within three working days.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    clock, terms = _times(now)
    correct_by = clock.workdays_after(now, terms.correct_within)
    return _by_document(
        ListingAction.QUASH,
        listing,
        document,
        reasons,
        by,
        now,
        correct_by=correct_by,
    )


def report_correction(
    *, listing: Listing, places: str, by: Officer, now: datetime
) -> ListingStep:
    """
    Write down where a quashed entry was removed and corrected.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    intent = Intent(
        ListingAction.CORRECT,
        by,
        now,
        Carried(text=places),
        sets={"corrected_at": now},
    )
    return take(listing, intent)


def revoke(
    *, listing: Listing, reasons: str, by: Officer, now: datetime
) -> ListingStep:
    """
    Take the entry back (自行撤销).

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    return take(listing, Intent(ListingAction.REVOKE, by, now, Carried(text=reasons)))


def object_to(*, listing: Listing, text: str, by: Clerk, now: datetime) -> ListingStep:
    """
    Object to a published entry: it is marked until it is answered.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    clock, terms = _times(now)
    answer_by = clock.workdays_after(now, terms.objection_within)
    intent = Intent(
        ListingAction.OBJECT,
        by,
        now,
        Carried(text=text),
        sets={"objected_at": now, "objection_by": answer_by},
    )
    return take(listing, intent)


def answer_objection(
    *, listing: Listing, upheld: bool, reasons: str, by: Officer, now: datetime
) -> ListingStep:
    """
    Answer an objection; one that is upheld takes the entry back.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    intent = Intent(
        ListingAction.ANSWER_OBJECTION,
        by,
        now,
        Carried(text=reasons),
        sets={"objected_at": None, "objection_by": None},
        detail={"upheld": upheld},
    )
    end = Intent(ListingAction.REVOKE, by, now, Carried(text=reasons))
    return take(listing, intent, then=partial(take, intent=end) if upheld else None)


def ask_repair(
    *,
    listing: Listing,
    corrected: str,
    promise: str,
    evidence: StoredFile | None,
    by: Clerk,
    now: datetime,
) -> ListingStep:
    """
    Apply for a repair (信用修复): what was put right, the promise, the evidence.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    clock, terms = _times(now)
    take_on_by = clock.workdays_after(now, terms.repair_accepted_within)
    intent = Intent(
        ListingAction.ASK_REPAIR,
        by,
        now,
        Carried(
            text=_both(corrected, promise) if corrected.strip() else "",
            promise=promise,
            has_file=evidence is not None,
        ),
        file=evidence,
        sets={"repair_asked_at": now, "repair_by": take_on_by},
    )
    return take(listing, intent)


def accept_repair(*, listing: Listing, by: Officer, now: datetime) -> ListingStep:
    """
    Take the application on; a second person decides within ten working days.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    clock, terms = _times(now)
    decide_by = clock.workdays_after(now, terms.repair_decided_within)
    intent = Intent(
        ListingAction.ACCEPT_REPAIR,
        by,
        now,
        sets={"repair_accepted_by": by.user, "repair_by": decide_by},
    )
    return take(listing, intent)


def decide_repair(
    *, listing: Listing, granted: bool, reasons: str, by: Officer, now: datetime
) -> ListingStep:
    """
    Grant the repair, which ends the entry, or refuse it with reasons.

    :raises ListingMoveNotAllowed, ListingMovedOn: see there
    """
    action = ListingAction.REPAIR if granted else ListingAction.DENY_REPAIR
    intent = Intent(action, by, now, Carried(text=reasons), sets=NO_REPAIR)
    return take(listing, intent)


def _by_document(
    action: ListingAction,
    listing: Listing,
    document: str,
    reasons: str,
    by: Officer,
    now: datetime,
    *,
    target: ListingState | None = None,
    **sets: object,
) -> ListingStep:
    intent = Intent(
        action,
        by,
        now,
        Carried(text=reasons, document=document),
        target=target,
        sets=sets,
        detail={"document": document.strip()},
    )
    return take(listing, intent)


def _times(now: datetime) -> tuple[Clock, DueProcess]:
    return listing_clock(), terms_on(timezone.localtime(now).date())


def _both(corrected: str, promise: str) -> str:
    return f"{corrected.strip()}\n{promise.strip()}"
