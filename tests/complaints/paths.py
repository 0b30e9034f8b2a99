"""
Cases brought to where a test begins, by the people of the fixture town.

Typed as anything, since a test knows when a case has a due moment.
"""

from datetime import datetime, timedelta
from typing import Any

from complaints.models import Contact
from complaints.operations import handling, joining, visiting
from complaints.operations.filing import Reporter
from complaints.operations.handling import Disposal, Verification
from complaints.operations.visiting import Given
from complaints.states import (
    Channel,
    Duty,
    Finding,
    How,
    Kind,
    Measure,
    Outcome,
    Party,
    Privacy,
    Satisfied,
    Solved,
)
from registry.ledger import files
from registry.ledger.images import CleanImage
from registry.ledger.looks import Bands
from registry.models import StoredFile
from tests.town import MONDAY_MORNING, Town

HOUR = timedelta(hours=1)
NEIGHBOUR = "+8613900139000"
DONE = "The e-bikes now stand under a roof."
YES = Given(Solved.YES, Satisfied.SATISFIED)
NO = Given(Solved.NO, Satisfied.VERY_DISSATISFIED)


def after(hours: float) -> datetime:
    """So many hours after Monday morning, 9 o'clock; within the same working day."""
    return MONDAY_MORNING + hours * HOUR


def found(finding: Finding = Finding.FOUNDED, **more) -> Verification:
    return Verification(finding, Duty.FIRM, How.VISIT, note="Seen on site.", **more)


def order_to_firm(town: Town) -> Disposal:
    return Disposal(Measure.ORDER_FIRM, Party.FIRM, firm=town.firm)


def photo(taken_at: datetime | None = None, look: Bands | None = None) -> StoredFile:
    """A stored image that nothing refers to yet."""
    content = f"picture {StoredFile.objects.count()}".encode()
    image = CleanImage(content, width=4, height=3, taken_at=taken_at, look=look)
    return files.keep(image, now=MONDAY_MORNING, purpose="test")


def filed(town: Town, **filing: Any) -> Any:
    return town.file(**filing)


def accepted(town: Town, **filing: Any) -> Any:
    case = town.file(**filing)
    by = town.county_dora if filing.get("kind") == Kind.RETALIATION else town.anna
    handling.accept(case=case, by=by, now=after(1))
    return case


def verified(town: Town, finding: Finding = Finding.FOUNDED, **filing: Any) -> Any:
    case = accepted(town, **filing)
    handling.verify(case=case, found=found(finding), by=town.anna, now=after(2))
    return case


def disposed(town: Town, order: Disposal | None = None, **filing: Any) -> Any:
    case = verified(town, **filing)
    handling.dispose(
        case=case, order=order or order_to_firm(town), by=town.anna, now=after(3)
    )
    return case


def disposed_at(town: Town, now: datetime, **filing: Any) -> Any:
    """Handed to the firm by Anna at one moment, from the filing on."""
    case = town.file(now=now, **filing)
    handling.accept(case=case, by=town.anna, now=now)
    handling.verify(case=case, found=found(), by=town.anna, now=now)
    handling.dispose(case=case, order=order_to_firm(town), by=town.anna, now=now)
    return case


def rectified(town: Town, **filing: Any) -> Any:
    case = disposed(town, **filing)
    handling.rectify(
        case=case, text=DONE, photos=[photo()], by=town.manager, now=after(4)
    )
    return case


def reported(town: Town, **filing: Any) -> Any:
    case = rectified(town, **filing)
    handling.report(
        case=case, outcome=Outcome.FIXED, text=DONE, by=town.anna, now=after(5)
    )
    return case


def answered(town: Town, kind: Kind = Kind.CONSULTATION, **filing: Any) -> Any:
    """A question that was answered, by Anna."""
    case = accepted(town, kind=kind, **filing)
    handling.answer(case=case, text=DONE, by=town.anna, now=after(5))
    return case


def explained(town: Town, **filing: Any) -> Any:
    """An unfounded complaint: Anna found it so, Bo explained."""
    case = verified(town, Finding.UNFOUNDED, **filing)
    handling.explain(
        case=case, outcome=Outcome.UNFOUNDED, text=DONE, by=town.bo, now=after(5)
    )
    return case


def prove(case: Any) -> None:
    """The reporter typed the code that was sent to the phone, right after filing."""
    Contact.objects.filter(case=case).update(phone_proved_at=case.filed_at)


def closed(town: Town, given: Given = YES, **filing: Any) -> Any:
    """Answered by the resident's own link."""
    case = reported(town, **filing)
    visiting.close(
        case=case, given=given, channel=Channel.LINK, by=town.resident, now=after(6)
    )
    return case


def follow(town: Town, case: Any, phone: str = NEIGHBOUR, **more: Any) -> Any:
    """A neighbour who proved the phone joins the case."""
    return joining.follow(
        case=case,
        reporter=Reporter(Privacy.HIDDEN, phone, language="en"),
        by=more.get("by", town.resident),
        now=more.get("now", after(5.5)),
    )


def answer_too(town: Town, follower: Any, given: Given, **more: Any) -> Any:
    """The neighbour answers to the result by a link of their own."""
    return joining.answer(
        follower=follower,
        round_number=more.get("round_number", 1),
        given=given,
        channel=Channel.LINK,
        by=town.resident,
        now=more.get("now", after(6)),
    )
