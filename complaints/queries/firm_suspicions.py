"""
What a firm may know of a suspicion against it: an allow-list, as in `firm_cases`.

Why it is suspected is told by its sort alone. An officer's words, the older photo and
the text of another case are not shown; the number of another case only where it was
handed to the same firm.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from complaints.models import Case, Photo, Step
from complaints.queries.particulars import Reading
from complaints.queries.suspicions import Question, questions_in
from complaints.states import Kind, PhotoKind, Suspicion
from registry.models import Firm


@dataclass(frozen=True)
class FirmWord:
    """What the firm said to it."""

    at: datetime
    text: str
    photos: tuple[UUID, ...]


@dataclass(frozen=True)
class FirmVerdict:
    """What the office decided, and why."""

    at: datetime
    is_false: bool
    reasons: str


@dataclass(frozen=True)
class FirmSuspicion:
    """One question; `photos` are the firm's own that are doubted."""

    sorts: tuple[Suspicion, ...]
    since: datetime
    answer_by: datetime | None
    photos: tuple[UUID, ...]
    others: tuple[str, ...]
    words: tuple[FirmWord, ...]
    waits_for_the_firm: bool
    verdict: FirmVerdict | None


def firm_suspicions(
    case: Case,
    firm: Firm,
    history: Sequence[Step],
    photos: Sequence[Photo],
    *,
    theirs: Collection[int],
    own: Collection[UUID],
    read: Reading,
) -> tuple[FirmSuspicion, ...]:
    """
    The questions of a case that are this firm's, the oldest first.

    `theirs` are the numbers of the steps that were written while it was the firm's
    case, `own` the photos of its rectifications. `history` comes with texts and actors.
    """
    questions = [one for one in questions_in(history) if one.opened.number in theirs]
    numbers = {number for one in questions for number in _others(one)}
    known = _handed_to(firm, numbers - {case.number})
    return tuple(
        FirmSuspicion(
            sorts=tuple(Suspicion(step.detail["sort"]) for step in one.suspected),
            since=one.opened.at,
            answer_by=one.hear_until,
            photos=tuple(photo for photo in _doubted(one) if photo in own),
            others=tuple(sorted(known & set(_others(one)))),
            words=tuple(_words(one, firm, photos, read)),
            waits_for_the_firm=one.decided is None and not one.was_heard,
            verdict=_verdict(one, read),
        )
        for one in questions
    )


def _others(question: Question) -> list[str]:
    named = (step.detail.get("other") for step in question.suspected)
    return [number for number in named if number]


def _handed_to(firm: Firm, numbers: Collection[str]) -> set[str]:
    if not numbers:
        return set()
    cases = Case.objects.filter(number__in=numbers, acting_firm=firm)
    return set(cases.exclude(kind=Kind.RETALIATION).values_list("number", flat=True))


def _doubted(question: Question) -> list[UUID]:
    named = (step.detail.get("photo") for step in question.suspected)
    return [UUID(photo) for photo in dict.fromkeys(named) if photo]


def _words(
    question: Question, firm: Firm, photos: Sequence[Photo], read: Reading
) -> Iterable[FirmWord]:
    for step in question.heard:
        if step.actor is not None and step.actor.firm_id == firm.pk:
            yield FirmWord(
                at=step.at,
                text=read(step.text.body) if step.text else "",
                photos=tuple(
                    photo.file_id
                    for photo in photos
                    if photo.step_id == step.pk and photo.kind == PhotoKind.HEARING
                ),
            )


def _verdict(question: Question, read: Reading) -> FirmVerdict | None:
    decided = question.decided
    if decided is None:
        return None
    reasons = read(decided.text.body) if decided.text else ""
    return FirmVerdict(decided.at, question.is_confirmed, reasons)
