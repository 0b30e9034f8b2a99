"""The operations as one shape, so that anybody can try any of them with anything."""

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from complaints.models import Case, CaseQuerySet, Commitment, Contact
from complaints.operations import (
    appeals,
    chasing,
    committing,
    correcting,
    deciding,
    desk,
    duties,
    filing,
    handling,
    joining,
    looking,
    merging,
    noting,
    raising,
    suspecting,
    timing,
    visiting,
)
from complaints.operations.correcting import Corrected
from complaints.operations.deciding import FinalReview
from complaints.operations.filing import Filing, FilingIncomplete, Origin
from complaints.operations.handling import Disposal, NewCommitment, Verification
from complaints.operations.incoming import Place, Reporter
from complaints.operations.joining import AlreadyJoined, CannotJoin
from complaints.operations.moving import MovedOn, MoveNotAllowed
from complaints.operations.visiting import Given
from complaints.states import (
    TAKES_OTHERS,
    CallOutcome,
    Channel,
    Closing,
    CommitmentState,
    Finding,
    Kind,
    Measure,
    Outcome,
    Party,
    PauseReason,
    Privacy,
    Solved,
    State,
)
from registry.actors import Resident
from registry.models import StoredFile
from tests.complaints.life.contents import Contents, Report
from tests.complaints.life.costs import looking_around
from tests.complaints.life.people import NEIGHBOUR, PHONES, Person
from tests.town import MONDAY_MORNING, Town

REFUSALS = (MoveNotAllowed, MovedOn, FilingIncomplete, CannotJoin, AlreadyJoined)
FITTING_MEASURE = {
    Party.FIRM: Measure.ORDER_FIRM,
    Party.DEPARTMENT: Measure.ORDER_DEPARTMENT,
    Party.OFFICE: Measure.REMEDY,
}
TOLD = (
    ("close by phone", "visitor", 3),
    ("close by phone, not solved", "visitor", 3),
    ("reopen", "reporter", 4),
    ("close", "reporter", 2),
    ("call", "visitor", 1),
)
AGAIN = (
    ("reopen", "reporter", 3),
    ("suspect", "office", 1),
    ("visit again", "above", 1),
)
# Beside whatever else may follow, where something is suspected or was promised.
SUSPECTED = (
    ("hear", "party", 3),
    ("confirm false", "another", 2),
    ("dismiss", "another", 2),
)
PROMISED = (("kept", "office", 1), ("broken", "office", 1))
# What may follow where a case is: the operation, whose it is, how often it is chosen.
FOLLOWS: Mapping[str, tuple[tuple[str, str, int], ...]] = {
    "described": (
        ("locate", "county", 4),
        ("decline", "office", 2),
        ("withdraw", "reporter", 1),
    ),
    "FILED": (
        ("accept", "office", 9),
        ("take on", "office", 2),
        ("decline", "office", 4),
        ("transfer", "office", 3),
        ("reclassify", "another", 3),
        ("withdraw", "reporter", 1),
        ("merge", "office", 4),
        ("raise", "above", 1),
    ),
    "ACCEPTED": (
        ("verify", "office", 9),
        ("transfer", "office", 2),
        ("reclassify", "another", 3),
        ("withdraw", "reporter", 1),
        ("merge", "office", 4),
        ("final", "county", 1),
        *(BESIDE_AT_WORK := (("note", "office", 1), ("extension", "office", 1))),
    ),
    "asked": (
        ("answer", "office", 9),
        ("transfer", "office", 2),
        ("reclassify", "another", 2),
        ("withdraw", "reporter", 1),
        ("pause", "office", 2),
        ("final", "county", 1),
    ),
    "VERIFIED": (
        ("dispose", "office", 12),
        ("explain", "another", 2),
        ("verify", "office", 2),
        ("transfer", "office", 2),
        ("reclassify", "another", 2),
        ("withdraw", "reporter", 1),
        ("merge", "office", 4),
        ("pause", "office", 1),
        ("final", "county", 1),
        *BESIDE_AT_WORK,
    ),
    "unfounded": (("explain", "another", 4), ("verify", "office", 1)),
    "refused twice": (("confirm duty", "above", 2), ("release", "above", 2)),
    "DISPOSED": (
        ("rectify", "party", 5),
        ("rectify", "office", 4),
        ("refuse", "party", 5),
        ("recall", "office", 1),
        ("plan", "county", 1),
        ("extension", "party", 2),
        ("pause", "office", 1),
        ("withdraw", "reporter", 1),
        ("make safe", "party", 1),
    ),
    "asked for time": (
        ("extend", "office", 2),
        ("extend", "above", 1),
        ("deny", "office", 1),
        ("deny", "above", 1),
        ("rectify", "party", 1),
    ),
    "at rest": (
        ("resume", "office", 2),
        ("rectify", "party", 2),
        ("note", "office", 1),
    ),
    "DECLINED": (
        ("appeal", "reporter", 6),
        ("overturn", "above", 3),
        ("second look", "above", 1),
    ),
    "APPEALED": (("uphold", "above", 1), ("overturn", "above", 1)),
    "appealed, described": (("locate", "county", 4), ("uphold", "above", 1)),
    "MERGED": (("unmerge", "office", 5), ("note", "reporter", 1)),
    "reopened twice": (
        ("final", "county", 4),
        ("dispose", "office", 2),
        ("verify", "office", 1),
        ("answer", "office", 2),
    ),
    "told twice more": (("final", "county", 3), ("reopen", "reporter", 1)),
    "RECTIFIED": (
        ("report", "office", 6),
        ("send back", "office", 2),
        ("suspect", "office", 1),
    ),
    "suspected": SUSPECTED,
    "promised": PROMISED,
    "REPORTED": TOLD,
    "explained": TOLD,
    "answered": TOLD,
    "CLOSED": AGAIN,
    "closed, explained": AGAIN,
    "closed, answered": AGAIN,
    # nothing more follows, and that is tried by who tries anything
    "closed for good": (),
}
OFTEN = 5
REOPENED_TWICE = 2
FINAL_FROM = (State.ACCEPTED, State.VERIFIED, State.REPORTED)
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


@dataclass(frozen=True)
class Follow:
    """What may follow where a case is, and whose it is."""

    situation: str
    operation: str
    whose: str


def likely(case: Case, seldom: Collection[Follow]) -> list[Follow]:
    """
    What may follow here: the weighty more often, and more often still what the lives
    before this one seldom came to.
    """
    situations = [situation_of(case)]
    if case.judge_by is not None:
        situations.append("suspected")
    if _open_commitment(case):
        situations.append("promised")
    return [
        follow
        for situation in situations
        for name, whose, weight in FOLLOWS.get(situation, ())
        for follow in [Follow(situation, name, whose)]
        if name != "merge" or _twins(case).exists()
        for _ in range(weight * (OFTEN if follow in seldom else 1))
    ]


def _open_commitment(case: Case) -> int:
    """The number of one; 0 if there is none."""
    found = Commitment.objects.filter(case=case, state=CommitmentState.OPEN)
    numbers = found.order_by("number").values_list("number", flat=True)
    return numbers.first() or 0


def when_residents_are_called(now: datetime) -> datetime:
    """Now, or when the next hours of calls begin."""
    local = timezone.localtime(now)
    hour = local.hour + local.minute / 60
    if 9 <= hour < 12 or 14.5 <= hour < 20:
        return now
    begins = time(14, 30) if 12 <= hour < 14.5 else time(9)
    day = local.date() + timedelta(days=hour >= 20)
    return datetime.combine(day, begins, local.tzinfo)


def situation_of(case: Case) -> str:
    """The state, told apart where what follows depends on more."""
    if case.paused_until is not None:
        return "at rest"
    if case.decide_by is not None:
        return "asked for time"
    return _decided_above(case) or _by_place(case) or _by_state(case)


def _by_place(case: Case) -> str:
    """Where nobody said yet which community it is."""
    if case.community_id is not None:
        return ""
    return {State.FILED: "described", State.APPEALED: "appealed, described"}.get(
        State(case.state), ""
    )


def _decided_above(case: Case) -> str:
    """Where the office above or the county has its say, or nothing."""
    if case.round > REOPENED_TWICE and case.state in FINAL_FROM:
        told = case.state == State.REPORTED
        return "told twice more" if told else "reopened twice"
    if case.state == State.VERIFIED and case.decides_code:
        return "refused twice"
    return ""


def _by_state(case: Case) -> str:
    match case.state:
        case State.ACCEPTED if case.kind != Kind.COMPLAINT:
            return "asked"
        case State.REPORTED:
            return _told_by(case) or "REPORTED"
        case State.CLOSED if case.closing == Closing.FINAL:
            return "closed for good"
        case State.CLOSED:
            return f"closed, {_told_by(case)}" if _told_by(case) else "CLOSED"
        case State.VERIFIED if case.finding in FITTING_OUTCOME:
            return "unfounded"
        case _:
            return str(case.state)


def _told_by(case: Case) -> str:
    """Which move told the result, if it was not a report."""
    if case.kind != Kind.COMPLAINT:
        return "answered"
    return "explained" if case.outcome in FITTING_OUTCOME.values() else ""


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
    with looking_around():
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


def _close_unsolved(case: Case, a_try: Try) -> object:
    by: Any = a_try.by.actor
    given = replace(a_try.given, solved=Solved.NO)
    return visiting.close_by_phone(case=case, given=given, by=by, now=a_try.now)


def _close_unanswered(case: Case, a_try: Try) -> object:
    return visiting.close_unanswered(case=case, by=chasing.SWEEP, now=a_try.now)


def _reopen(case: Case, a_try: Try) -> object:
    return visiting.reopen(case=case, **a_try.said)


def _plain(operation: Callable[..., object]) -> Callable[[Case, Try], object]:
    """What is tried with a text alone."""

    def tried(case: Case, a_try: Try) -> object:
        return operation(case=case, **a_try.said)

    return tried


def _urge(case: Case, a_try: Try) -> object:
    by: Any = a_try.by.actor
    return noting.urge(case=case, by=by, now=a_try.now)


def _reclassify(case: Case, a_try: Try) -> object:
    carried = a_try.contents
    with looking_around():
        code = "cleaning-pests" if carried.another_category else case.category.code
        category = a_try.town.category(code)
    to = Corrected(carried.kind, carried.urgency, category, carried.consent)
    return correcting.reclassify(case=case, to=to, **a_try.said)


def _transfer(case: Case, a_try: Try) -> object:
    town = a_try.town
    offices = (town.street, town.other_street, town.county, town.city)
    to = offices[a_try.contents.office]
    if a_try.contents.fits and to.code == case.office_code:
        to = town.other_street
    return correcting.transfer(case=case, to=to, **a_try.said)


def _release(case: Case, a_try: Try) -> object:
    return duties.release(case=case, duty=a_try.contents.duty, **a_try.said)


def _day(case: Case, a_try: Try, *, behind: datetime | None) -> date:
    start = timezone.localtime(behind or a_try.now).date()
    return start + timedelta(days=a_try.contents.days)


def _extension(case: Case, a_try: Try) -> object:
    until = _day(case, a_try, behind=case.due_at)
    return timing.ask_extension(case=case, until=until, **a_try.said)


def _pause(case: Case, a_try: Try) -> object:
    carried = a_try.contents
    return timing.pause(
        case=case,
        reason=PauseReason.EXPERT if carried.named else None,
        document=carried.document,
        until=_day(case, a_try, behind=None),
        **a_try.said,
    )


def _resume(case: Case, a_try: Try) -> object:
    by: Any = a_try.by.actor
    return timing.resume(case=case, by=by, now=a_try.now)


def _plan(case: Case, a_try: Try) -> object:
    day = _day(case, a_try, behind=None)
    milestones = [
        NewCommitment("The owners have voted.", day + timedelta(days=30 * number))
        for number in range(a_try.contents.milestones)
    ]
    return timing.plan(case=case, milestones=milestones, **a_try.said)


def _final(case: Case, a_try: Try) -> object:
    by: Any = a_try.by.actor
    review = FinalReview(*[a_try.contents.text] * 6)
    return deciding.close_for_good(case=case, review=review, by=by, now=a_try.now)


def _twins(case: Case) -> CaseQuerySet:
    """Cases that this one could go on as."""
    return Case.objects.filter(
        state__in=TAKES_OTHERS,
        community=case.community_id,
        category=case.category_id,
        kind=Kind.COMPLAINT,
    ).exclude(pk=case.pk)


def _merge(case: Case, a_try: Try) -> object:
    by: Any = a_try.by.actor
    others = Case.objects.exclude(pk=case.pk).order_by("pk")
    with looking_around():
        target = _twins(case).first() or others.first() or Case.objects.get(pk=case.pk)
    return merging.merge(case=case, target=target, by=by, now=a_try.now)


def _raise(case: Case, a_try: Try) -> object:
    return raising.raise_level(case=case, **a_try.said)


def _settle(case: Case, a_try: Try, *, kept: bool) -> object:
    said: dict[str, Any] = a_try.said
    with looking_around():
        number = _open_commitment(case)
    return committing.settle(case=case, number=number, kept=kept, **said)


def _call(case: Case, a_try: Try) -> object:
    by: Any = a_try.by.actor
    outcome = CallOutcome.NO_ANSWER if a_try.contents.named else None
    return visiting.try_to_call(case=case, outcome=outcome, by=by, now=a_try.now)


def _visit_again(case: Case, a_try: Try) -> object:
    by: Any = a_try.by.actor
    return visiting.visit_again(
        case=case,
        outcome=CallOutcome.ANSWERED,
        given=a_try.given,
        by=by,
        now=a_try.now,
    )


# Every way to try a move on a case.
OPERATIONS: Mapping[str, Callable[[Case, Try], object]] = {
    "suspect": _plain(suspecting.suspect),
    "hear": _plain(suspecting.hear),
    "confirm false": _plain(suspecting.confirm),
    "dismiss": _plain(suspecting.dismiss),
    "kept": partial(_settle, kept=True),
    "broken": partial(_settle, kept=False),
    "call": _call,
    "visit again": _visit_again,
    "appeal": _plain(appeals.appeal),
    "uphold": _plain(appeals.uphold),
    "overturn": _plain(appeals.overturn),
    "second look": _plain(appeals.second_look),
    "reclassify": _reclassify,
    "transfer": _transfer,
    "raise": _raise,
    "refuse": _plain(duties.refuse),
    "confirm duty": _plain(duties.confirm_duty),
    "release": _release,
    "recall": _plain(duties.recall),
    "plan": _plan,
    "final": _final,
    "extension": _extension,
    "extend": _plain(timing.extend),
    "deny": _plain(timing.deny_extension),
    "pause": _pause,
    "resume": _resume,
    "make safe": _plain(noting.make_safe),
    "note": _plain(noting.note),
    "supervise": _plain(noting.supervise),
    "urge": _urge,
    "withdraw": _plain(merging.withdraw),
    "merge": _merge,
    "unmerge": _plain(merging.unmerge),
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
    "close by phone, not solved": _close_unsolved,
    "reopen": _reopen,
    "close unanswered": _close_unanswered,
}

# These look at the case again themselves, or at what was asked: no form is old.
BESIDE_THE_MOVES = frozenset(
    {
        "extend",
        "second look",
        "extension",
        "deny",
        "make safe",
        "note",
        "supervise",
        "urge",
        "suspect",
        "hear",
        "confirm false",
        "dismiss",
        "kept",
        "broken",
        "call",
        "visit again",
    }
)


def join(case: Case, a_try: Try) -> None:
    """A neighbour types a phone, or has proved it, and follows the case from now."""
    by: Any = a_try.by.actor
    reporter = Reporter(Privacy.HIDDEN, phone=NEIGHBOUR)
    joining.follow(case=case, reporter=reporter, by=by, now=a_try.now)


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
