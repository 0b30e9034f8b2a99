"""
What ratings tell by e-mail: a firm what is done about it, the offices what they owe.

The texts stand with those of cases; they name an entry by its number, never its subject
or what it is about.
"""

from datetime import datetime

from ratings.models import Enforcement, FilingAlert, HeldDocument, Listing, ListingStep
from ratings.states import PROCEEDING, STANDING
from ratings.states import ListingAction as Action
from registry.areas import parent_of
from registry.ledger import mailing, outbox
from registry.models import Tenure, User
from registry.roles import Role

# Beside those of cases, since the desk shows all messages on one page.
TEXTS = "complaints/notices"
KEEPERS = (Role.OFFICER, Role.REGULATOR)
FIRM_HEARS_OF = {
    Action.NOTIFY: "firm_listing_notified",
    Action.SERVE: "firm_listing_served",
    **dict.fromkeys(
        (
            Action.ADOPT,
            Action.REJECT,
            Action.DECIDE,
            Action.PUBLISH,
            Action.DROP,
            Action.LAPSE,
            Action.SUSPEND,
            Action.RESUME,
            Action.EXPIRE,
            Action.REVOKE,
            Action.QUASH,
            Action.CORRECT,
            Action.ACCEPT_REPAIR,
            Action.DENY_REPAIR,
            Action.REPAIR,
            Action.ANSWER_OBJECTION,
        ),
        "firm_listing_changed",
    ),
}
OFFICE_OWES_AN_ANSWER = (Action.DEFEND, Action.ASK_REPAIR, Action.OBJECT)


def tell_of_entry(*, listing: Listing, step: ListingStep, now: datetime) -> None:
    """
    Tell the firm, or the office where it is for the office to answer.

    A firm hears from the notice on, which is when it may read the entry; what came to
    nothing before, or is in its favour, is not told.
    """
    action = Action(step.action)
    may_read = listing.notified_at is not None or action == Action.NOTIFY
    if action in OFFICE_OWES_AN_ANSWER:
        people = User.objects.filter(region=listing.office, role__in=KEEPERS)
        template = "listing_answer_awaited"
    elif may_read and action in FIRM_HEARS_OF:
        people = User.objects.filter(firm=listing.firm, role=Role.FIRM)
        template = FIRM_HEARS_OF[action]
    else:
        return
    messages = mailing.mails(
        people,
        key=f"listing:{listing.pk}:step:{step.number}",
        template=f"{TEXTS}/{template}.txt",
        payload={"number": listing.number},
    )
    outbox.put(messages, now=now)


def document_revoked(*, enforcement: Enforcement, now: datetime) -> None:
    """Tell the office whose entry stands on a document that it was revoked."""
    held = HeldDocument.objects.filter(
        enforcement=enforcement, listing__state__in=(*PROCEEDING, *STANDING)
    ).select_related("listing__office")
    for listing in (each.listing for each in held):
        messages = mailing.mails(
            User.objects.filter(region=listing.office, role__in=KEEPERS),
            key=f"listing:{listing.pk}:revoked:{enforcement.pk}",
            template=f"{TEXTS}/listing_document_revoked.txt",
            payload={"number": listing.number},
        )
        outbox.put(messages, now=now)


def listed_firm_begins(*, listing: Listing, tenure: Tenure, now: datetime) -> None:
    """
    Tell the street of a community that its new firm stands on the black list.

    Which community it is stands on the page of the firm, which the entry leads to.
    """
    messages = mailing.mails(
        User.objects.filter(region=tenure.community.street, role__in=KEEPERS),
        key=f"listing:{listing.pk}:tenure:{tenure.pk}",
        template=f"{TEXTS}/listed_firm_begins.txt",
        payload={"number": listing.number},
    )
    outbox.put(messages, now=now)


def filings_fell(*, alert: FilingAlert, now: datetime) -> None:
    """Tell the office above a region, which is not the one that takes the filings."""
    code = parent_of(alert.region.code) or alert.region.code
    messages = mailing.mails(
        User.objects.filter(region__code=code, role__in=KEEPERS),
        key=f"filings:{alert.pk}",
        template=f"{TEXTS}/filings_fell.txt",
        payload={},
    )
    outbox.put(messages, now=now)
