"""
What a firm may know of a case: an allow-list, written out value by value.

A firm's pages are made from these values and from nothing else, so a column that is
added to a case stays unknown to firms until somebody writes it down here. Free texts
are scrubbed of everything we know of the reporter. Rules: specification, domain
rules 2.5.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case as Choice
from django.db.models import Value, When

from complaints.models import Case, CaseQuerySet, Contact, Photo, Step
from complaints.queries.commitments import commitments_of
from complaints.queries.facts import history_of, moment_in, refusals_left
from complaints.queries.firm_suspicions import FirmSuspicion, firm_suspicions
from complaints.queries.particulars import Reading, scrubbed_for
from complaints.queries.suspicions import DECIDES
from complaints.states import (
    Action,
    CommitmentState,
    Kind,
    Outcome,
    Party,
    PhotoKind,
    Privacy,
    Solved,
    State,
    Urgency,
)
from registry.models import Firm

# What the firm is shown is what was ordered, what it answered and what is missing.
TOLD = frozenset({Action.DISPOSE, Action.SEND_BACK, Action.RECTIFY})
# And what was decided about its order and its time; only of a decision on what the firm
# said or asked itself the reasons are shown.
DECIDED = frozenset(
    {
        Action.REFUSE,
        Action.CONFIRM_DUTY,
        Action.RELEASE,
        Action.RECALL,
        Action.ASK_EXTENSION,
        Action.EXTEND,
        Action.DENY_EXTENSION,
        Action.PAUSE,
        Action.RESUME,
        Action.HOLIDAY,
        Action.PLAN,
        Action.MADE_SAFE,
    }
)
WITH_REASONS = frozenset({Action.CONFIRM_DUTY, Action.EXTEND, Action.DENY_EXTENSION})

ABOUT_A_SUSPICION = DECIDES | {Action.SUSPECT, Action.HEAR}


@dataclass(frozen=True)
class FirmRow:
    """One line of a firm's list."""

    number: str
    state: State
    urgency: Urgency
    category: str
    community: str
    due_at: datetime | None


@dataclass(frozen=True)
class FirmCommitment:
    text: str
    due_on: date
    state: CommitmentState


@dataclass(frozen=True)
class FirmStep:
    """What was ordered of the firm, sent back to it, or answered by it."""

    action: Action
    at: datetime
    text: str
    no_photo_because: str = ""
    photos: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class FirmDecision:
    """
    What was decided about the order or the time, the day that it is about, and what an
    office wrote to the party about it.
    """

    action: Action
    at: datetime
    until: datetime | None = None
    reasons: str = ""


@dataclass(frozen=True)
class FirmReturn:
    """
    Why a later round began: the resident's answer to the one before, and their reason.

    `outcome` and `told` are the result of that round, where the firm had a hand in it.
    """

    answer: Solved | None
    why: str
    outcome: Outcome | None = None
    told: str = ""


@dataclass(frozen=True)
class FirmCase:
    """Everything that a page for the acting firm can say about a case."""

    number: str
    version: int
    state: State
    kind: Kind
    urgency: Urgency
    category: str
    community: str
    address: str
    due_at: datetime | None
    round: int
    text: str
    photos: tuple[UUID, ...]
    steps: tuple[FirmStep, ...] = field(default=())
    decisions: tuple[FirmDecision, ...] = field(default=())
    commitments: tuple[FirmCommitment, ...] = ()
    refuse_by: datetime | None = None
    refusals_left: int = 0
    safe_by: datetime | None = None
    suspicions: tuple[FirmSuspicion, ...] = ()
    back: FirmReturn | None = None
    may_phone: bool = False
    may_see_unit: bool = False

    @property
    def waits_for_the_firm(self) -> bool:
        return self.state == State.DISPOSED

    @property
    def instructions(self) -> str:
        """What the office asks for, by its newest order."""
        return self._newest(Action.DISPOSE)

    @property
    def missing(self) -> str:
        """Why the last answer was sent back, as long as the next one is awaited."""
        newest = self.steps[-1] if self.steps else None
        sent_back = newest is not None and newest.action == Action.SEND_BACK
        return self._newest(Action.SEND_BACK) if sent_back else ""

    @property
    def answers(self) -> tuple[FirmStep, ...]:
        return tuple(step for step in self.steps if step.action == Action.RECTIFY)

    def _newest(self, action: Action) -> str:
        texts = [step.text for step in self.steps if step.action == action]
        return texts[-1] if texts else ""


def firm_rows(cases: Iterable[Case]) -> list[FirmRow]:
    """`cases` come with their category and community."""
    return [
        FirmRow(
            number=case.number,
            state=State(case.state),
            urgency=Urgency(case.urgency),
            category=case.category.label,
            community=case.community.name if case.community else "",
            due_at=_due(case),
        )
        for case in cases
    ]


def listed(cases: CaseQuerySet) -> CaseQuerySet:
    """What `firm_rows` reads of each case; `waits` is 0 where the firm has to act."""
    mine = When(state=State.DISPOSED, then=Value(0))
    return cases.select_related("category", "community").annotate(
        waits=Choice(mine, default=Value(1))
    )


def firm_case(case: Case, firm: Firm) -> FirmCase:
    """The case as this firm, which it was handed to, may see it."""
    contact = Contact.objects.filter(case=case).first()
    read = scrubbed_for(contact)
    photos = list(Photo.objects.filter(case=case).order_by("pk"))
    handed_over = case.state == State.DISPOSED and case.party == Party.FIRM
    steps = tuple(_steps(_of_the_firm(case, firm), photos, read))
    return FirmCase(
        number=case.number,
        version=case.version,
        state=State(case.state),
        kind=Kind(case.kind),
        urgency=Urgency(case.urgency),
        category=case.category.label,
        community=case.community.name if case.community else "",
        address=case.community.address if case.community else "",
        due_at=_due(case),
        round=case.round,
        text=read(case.text.body),
        photos=tuple(
            photo.file_id for photo in photos if photo.kind == PhotoKind.COMPLAINT
        ),
        steps=steps,
        decisions=tuple(_decisions(case, firm, read)),
        commitments=tuple(_commitments(case, firm, read)),
        refuse_by=_refuse_by(case, firm) if handed_over else None,
        refusals_left=refusals_left(history_of(case), case.round) if handed_over else 0,
        safe_by=case.safe_by if handed_over else None,
        suspicions=_suspicions(case, firm, steps, photos, read),
        back=_return(case, firm, read) if case.round > 1 else None,
        may_phone=handed_over and _agreed_to_phone(contact),
        may_see_unit=handed_over and _named_the_flat(case, contact),
    )


def photo_ids(case: Case, firm: Firm) -> frozenset[UUID]:
    """The photos of a case that its firm may see: the complaint's and its own."""
    shown = firm_case(case, firm)
    said = [word.photos for one in shown.suspicions for word in one.words]
    answered = [step.photos for step in shown.steps]
    return frozenset(shown.photos).union(*answered, *said)


def _due(case: Case) -> datetime | None:
    """The firm's own due moment; afterwards the office is waited for."""
    return case.due_at if case.state == State.DISPOSED else None


def _agreed_to_phone(contact: Contact | None) -> bool:
    return contact is not None and contact.privacy == Privacy.FIRM_MAY_PHONE


def _named_the_flat(case: Case, contact: Contact | None) -> bool:
    named = contact is not None and contact.unit_sealed != ""
    return named and case.category.needs_entry


def _suspicions(
    case: Case,
    firm: Firm,
    steps: Iterable[FirmStep],
    photos: Sequence[Photo],
    read: Reading,
) -> tuple[FirmSuspicion, ...]:
    while_theirs = _while_theirs(case, firm, frozenset({Action.SUSPECT}))
    theirs = frozenset(step.number for step in while_theirs)
    if not theirs:
        return ()
    history = Step.objects.filter(case=case, action__in=ABOUT_A_SUSPICION)
    return firm_suspicions(
        case,
        firm,
        list(history.select_related("text", "actor").order_by("number")),
        photos,
        theirs=theirs,
        own=frozenset(photo for step in steps for photo in step.photos),
        read=read,
    )


def _decisions(case: Case, firm: Firm, read: Reading) -> Iterator[FirmDecision]:
    """What was decided while the case was this firm's, the newest last."""
    for step in _while_theirs(case, firm, DECIDED):
        told = step if step.action in WITH_REASONS else None
        yield FirmDecision(
            Action(step.action),
            step.at,
            moment_in(step, "until"),
            _scrubbed(told, read),
        )


def _commitments(case: Case, firm: Firm, read: Reading) -> Iterator[FirmCommitment]:
    """What this firm promised for a day, or was planned while it had to act."""
    for one in commitments_of(case):
        if one.firm_id == firm.pk:
            state = CommitmentState(one.state)
            yield FirmCommitment(read(one.text.body), one.due_on, state)


def _refuse_by(case: Case, firm: Firm) -> datetime | None:
    orders = list(_while_theirs(case, firm, frozenset({Action.CONFIRM_DUTY}), own=True))
    return moment_in(orders[-1], "refuse_by") if orders else None


def _while_theirs(
    case: Case, firm: Firm, actions: frozenset[Action], *, own: bool = False
) -> Iterator[Step]:
    """Steps of these sorts from an order to this firm until one to somebody else."""
    steps = Step.objects.filter(case=case, action__in=actions | {Action.DISPOSE})
    mine = False
    for step in steps.select_related("text").order_by("number"):
        if step.action == Action.DISPOSE:
            mine = step.detail.get("firm") == firm.credit_code
        if mine and (own or step.action != Action.DISPOSE):
            yield step


def _of_the_firm(case: Case, firm: Firm) -> Iterator[Step]:
    """Steps from an order to this firm until an order to somebody else."""
    steps = Step.objects.filter(case=case, action__in=TOLD)
    mine = False
    for step in steps.select_related("text", "actor").order_by("number"):
        if step.action == Action.DISPOSE:
            mine = step.detail.get("firm") == firm.credit_code
        if mine and not _is_somebody_else_s_answer(step, firm):
            yield step


def _is_somebody_else_s_answer(step: Step, firm: Firm) -> bool:
    """The office may rectify in the firm's place; that is not the firm's to read."""
    by_the_firm = step.actor is not None and step.actor.firm_id == firm.pk
    return step.action == Action.RECTIFY and not by_the_firm


def _return(case: Case, firm: Firm, read: Reading) -> FirmReturn:
    history = Step.objects.filter(case=case).select_related("text").order_by("number")
    before = history.filter(round=case.round - 1)
    closed = before.filter(action=Action.CLOSE).last()
    solved = closed.detail.get("solved") if closed else None
    why = _scrubbed(history.filter(action=Action.REOPEN).last(), read)
    answer = Solved(solved) if solved else None
    order = before.filter(action=Action.DISPOSE).last()
    told = before.filter(action=Action.REPORT).last()
    if order is None or told is None or order.detail.get("firm") != firm.credit_code:
        return FirmReturn(answer, why)
    outcome = Outcome(told.detail["outcome"])
    return FirmReturn(answer, why, outcome, _scrubbed(told, read))


def _scrubbed(step: Step | None, read: Reading) -> str:
    return read(step.text.body) if step and step.text else ""


def _steps(
    steps: Iterable[Step], photos: Sequence[Photo], read: Reading
) -> Iterator[FirmStep]:
    for step in steps:
        reason = step.detail.get("no_photo_because", "")
        yield FirmStep(
            action=Action(step.action),
            at=step.at,
            text=_scrubbed(step, read),
            no_photo_because=read(reason),
            photos=tuple(
                photo.file_id
                for photo in photos
                if photo.step_id == step.pk and photo.kind == PhotoKind.AFTER
            ),
        )
