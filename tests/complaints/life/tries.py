"""The operations as one shape, so that anybody can try any of them with anything."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from complaints.models import Case, Contact
from complaints.operations import chasing, desk, filing, handling, looking, visiting
from complaints.operations.filing import Filing, FilingIncomplete, Origin
from complaints.operations.handling import Disposal, Verification
from complaints.operations.incoming import Place, Reporter
from complaints.operations.moving import MovedOn, MoveNotAllowed
from complaints.operations.visiting import Given
from complaints.states import (
    Channel,
    Finding,
    Kind,
    Measure,
    Outcome,
    Party,
    State,
)
from registry.actors import Resident
from registry.models import StoredFile
from tests.complaints.life.contents import Contents, Report
from tests.complaints.life.people import PHONES, Person
from tests.town import MONDAY_MORNING, Town

REFUSALS = (MoveNotAllowed, MovedOn, FilingIncomplete)
FITTING_MEASURE = {
    Party.FIRM: Measure.ORDER_FIRM,
    Party.DEPARTMENT: Measure.ORDER_DEPARTMENT,
    Party.OFFICE: Measure.REMEDY,
}
# What may follow where a case is: the operation, whose it is, how often it is chosen.
FOLLOWS: Mapping[str, tuple[tuple[str, str, int], ...]] = {
    "described": (("locate", "county", 3), ("decline", "office", 1)),
    "FILED": (
        ("accept", "office", 4),
        ("take on", "office", 1),
        ("decline", "office", 2),
    ),
    "ACCEPTED": (("verify", "office", 1),),
    "asked": (("answer", "office", 1),),
    "VERIFIED": (
        ("dispose", "office", 4),
        ("explain", "another", 1),
        ("verify", "office", 1),
    ),
    "unfounded": (("explain", "another", 4), ("verify", "office", 1)),
    "DISPOSED": (("rectify", "party", 3), ("rectify", "office", 2)),
    "RECTIFIED": (("report", "office", 3), ("send back", "office", 1)),
    "REPORTED": (
        ("close by phone", "visitor", 6),
        ("reopen", "reporter", 4),
        ("close", "reporter", 2),
    ),
    "answered": (
        ("close by phone", "visitor", 6),
        ("reopen", "reporter", 3),
        ("close", "reporter", 1),
    ),
    "CLOSED": (("reopen", "reporter", 1),),
}
FITTING_OUTCOME = {
    Finding.UNFOUNDED: Outcome.UNFOUNDED,
    Finding.NOT_ESTABLISHED: Outcome.NOT_ESTABLISHED,
}


@dataclass(frozen=True)
class Try:
    """Somebody, with something in hand, at one moment."""

    town: Town
    by: Person
    contents: Contents
    now: datetime

    @property
    def said(self) -> dict[str, Any]:
        return {"by": self.by.actor, "now": self.now, "text": self.contents.text}

    @property
    def verification(self) -> Verification:
        carried = self.contents
        return Verification(carried.finding, carried.duty, carried.how, carried.text)

    @property
    def order(self) -> Disposal:
        carried, town = self.contents, self.town
        firm = town.rival if carried.rival else town.firm
        return Disposal(
            carried.measure,
            carried.party,
            firm=firm if carried.named else None,
            department=town.fire if carried.named else None,
            instructions=carried.text,
        )

    @property
    def given(self) -> Given:
        carried = self.contents
        return Given(carried.solved, carried.satisfied, carried.with_street)


def fitting(contents: Contents, case: Case) -> Contents:
    """The same; where they are sensible, with a measure and a result that suit."""
    if not contents.fits:
        return contents
    if case.state == State.VERIFIED:
        outcome = FITTING_OUTCOME.get(Finding(case.finding), Outcome.CANNOT)
    else:
        outcome = Outcome.FIXED if contents.photos else Outcome.PARTLY
    measure = FITTING_MEASURE[contents.party]
    return replace(contents, measure=measure, outcome=outcome)


def likely(case: Case) -> list[tuple[str, str]]:
    """Which operations may follow, the weighty more often, and whose each is."""
    follows = FOLLOWS.get(_situation(case), ())
    return [(name, whose) for name, whose, weight in follows for _ in range(weight)]


def _situation(case: Case) -> str:
    """The state, told apart where what follows depends on more."""
    match case.state:
        case State.FILED if case.community_id is None:
            return "described"
        case State.ACCEPTED if case.kind != Kind.COMPLAINT:
            return "asked"
        case State.REPORTED if case.kind != Kind.COMPLAINT:
            return "answered"
        case State.VERIFIED if case.finding in FITTING_OUTCOME:
            return "unfounded"
        case _:
            return str(case.state)


def _locate(case: Case, a_try: Try) -> object:
    town = a_try.town
    community = town.court if a_try.contents.in_court else town.garden
    return handling.locate(
        case=case, community=community, by=a_try.by.actor, now=a_try.now
    )


def _accept(case: Case, a_try: Try) -> object:
    return handling.accept(case=case, by=a_try.by.actor, now=a_try.now)


def _take_on(case: Case, a_try: Try) -> object:
    return desk.accept_verify_dispose(
        case=case,
        found=a_try.verification,
        order=a_try.order if a_try.contents.photos else None,
        by=a_try.by.actor,
        now=a_try.now,
    )


def _decline(case: Case, a_try: Try) -> object:
    carried = a_try.contents
    return handling.decline(
        case=case, reason=carried.reason, way_on=carried.way_on, **a_try.said
    )


def _verify(case: Case, a_try: Try) -> object:
    return handling.verify(
        case=case, found=a_try.verification, by=a_try.by.actor, now=a_try.now
    )


def _explain(case: Case, a_try: Try) -> object:
    return handling.explain(case=case, outcome=a_try.contents.outcome, **a_try.said)


def _dispose(case: Case, a_try: Try) -> object:
    return handling.dispose(
        case=case, order=a_try.order, by=a_try.by.actor, now=a_try.now
    )


def _rectify(case: Case, a_try: Try) -> object:
    carried = a_try.contents
    photos = [_photo() for _ in range(carried.photos)]
    return handling.rectify(
        case=case,
        photos=photos,
        no_photo_because=carried.no_photo_because,
        **a_try.said,
    )


def _send_back(case: Case, a_try: Try) -> object:
    return handling.send_back(case=case, **a_try.said)


def _report(case: Case, a_try: Try) -> object:
    return handling.report(case=case, outcome=a_try.contents.outcome, **a_try.said)


def _answer(case: Case, a_try: Try) -> object:
    return handling.answer(case=case, **a_try.said)


def _close(case: Case, a_try: Try) -> object:
    """By who came with the link or the receipt; nobody else is asked for an answer."""
    by = a_try.by.actor
    if not isinstance(by, Resident):
        return _close_by_phone(case, a_try)
    return visiting.close(
        case=case,
        given=a_try.given,
        channel=Channel.LINK if by.phone_proved else Channel.RECEIPT,
        by=by,
        now=a_try.now,
    )


def _close_by_phone(case: Case, a_try: Try) -> object:
    by: Any = a_try.by.actor
    return visiting.close_by_phone(case=case, given=a_try.given, by=by, now=a_try.now)


def _close_unanswered(case: Case, a_try: Try) -> object:
    return visiting.close_unanswered(case=case, by=chasing.SWEEP, now=a_try.now)


def _reopen(case: Case, a_try: Try) -> object:
    return visiting.reopen(case=case, **a_try.said)


# Every way to try a move on a case.
OPERATIONS: Mapping[str, Callable[[Case, Try], object]] = {
    "locate": _locate,
    "accept": _accept,
    "take on": _take_on,
    "decline": _decline,
    "verify": _verify,
    "explain": _explain,
    "dispose": _dispose,
    "rectify": _rectify,
    "send back": _send_back,
    "report": _report,
    "answer": _answer,
    "close": _close,
    "close by phone": _close_by_phone,
    "reopen": _reopen,
    "close unanswered": _close_unanswered,
}


def look(case: Case, a_try: Try) -> None:
    """Each sort of people has its own way to personal data."""
    by: Any = a_try.by.actor
    if a_try.contents.named:
        looking.call_phone(case=case, by=by, now=a_try.now)
    elif a_try.contents.rival:
        looking.firm_unit(case=case, by=by, now=a_try.now)
    else:
        looking.firm_phone(case=case, by=by, now=a_try.now)


def file(report: Report, town: Town, by: Person, now: datetime) -> Case:
    """:raises FilingIncomplete: if the report leaves out what every case needs"""
    community = town.court if report.in_court else town.garden
    place = Place(community=community)
    if report.described:
        place = Place(region=community.street, description=report.place)
    phone = PHONES[report.phone] if report.phone < len(PHONES) else ""
    deadline = None
    if report.hotline_days is not None:
        deadline = now + timedelta(days=report.hotline_days)
    actor: Any = by.actor
    case = filing.file(
        filing=Filing(
            kind=report.kind,
            category=town.category(report.category),
            text=report.text,
            place=place,
            reporter=Reporter(report.privacy, phone=phone),
            origin=Origin(channel=report.channel, external_due_at=deadline),
        ),
        by=actor,
        now=now,
    )
    if report.proves:
        prove(case, now)
    return case


def prove(case: Case, now: datetime) -> None:
    """What a code that was sent to the phone does, if there is one."""
    proved = Contact.objects.filter(case=case).exclude(phone_digest="")
    proved.update(phone_proved_at=now)


def _photo() -> StoredFile:
    """A stored image without its bytes: nobody looks at it."""
    token = secrets.token_hex(16)
    return StoredFile.objects.create(
        purpose="test",
        path=f"photos/{token}.jpg",
        content_type="image/jpeg",
        sha256=token * 2,
        size=4,
        width=2,
        height=2,
        created_at=MONDAY_MORNING,
    )
