"""
On the page of a case at the desk: what is suspected of its rectification, with the
photos side by side, what the party said to it, and how it was decided.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import policies, wording
from complaints.models import Case, Photo, Step
from complaints.queries.particulars import OTHER_SIDE
from complaints.queries.suspicions import Question, questions_in
from complaints.states import PhotoKind, Suspicion
from registry.models import User


@dataclass(frozen=True)
class Reason:
    """
    One sort of suspicion. `other` is another case, `other_id` its page if this person
    may open it; `photo` is doubted, `like` the older one that it looks like.
    """

    words: str
    at: str
    text: str
    other: str = ""
    other_id: int | None = None
    photo: UUID | None = None
    like: UUID | None = None


@dataclass(frozen=True)
class Word:
    """What the acting party said to it."""

    at: str
    text: str
    photos: tuple[UUID, ...]


@dataclass(frozen=True)
class Verdict:
    at: str
    words: str
    text: str


@dataclass(frozen=True)
class Panel:
    """One question; `term` is what is waited for, empty once it is decided."""

    reasons: tuple[Reason, ...]
    words: tuple[Word, ...]
    term: str
    verdict: Verdict | None


def panels_of(
    case: Case, history: Sequence[Step], user: User, *, now: datetime
) -> list[Panel]:
    """The newest first, for offices; acting parties read their part as steps."""
    questions = questions_in(history)
    if not questions or user.role in OTHER_SIDE:
        return []
    pages = _pages(user, questions)
    photos = list(Photo.objects.filter(case=case, kind=PhotoKind.HEARING))
    return [_panel(one, pages, photos, now) for one in reversed(questions)]


def _pages(user: User, questions: Iterable[Question]) -> dict[str, int]:
    """The other cases that are named and that this person may open, by number."""
    named = {
        step.detail["other"]
        for one in questions
        for step in one.suspected
        if "other" in step.detail
    }
    if not named:
        return {}
    cases = policies.visible_to(user).filter(number__in=named)
    return dict(cases.values_list("number", "pk"))


def _panel(
    question: Question,
    pages: dict[str, int],
    photos: Sequence[Photo],
    now: datetime,
) -> Panel:
    return Panel(
        reasons=tuple(_reason(step, pages, now) for step in question.suspected),
        words=tuple(_words(question, photos, now)),
        term="" if question.decided else _term(question, now),
        verdict=_verdict(question, now),
    )


def _reason(step: Step, pages: dict[str, int], now: datetime) -> Reason:
    detail = step.detail
    other, photo, like = (detail.get(name, "") for name in ("other", "photo", "like"))
    return Reason(
        words=str(Suspicion(detail["sort"]).label),
        at=_moment(step, now),
        text=_body(step),
        other=other,
        other_id=pages.get(other),
        photo=UUID(photo) if photo else None,
        like=UUID(like) if like else None,
    )


def _words(
    question: Question, photos: Sequence[Photo], now: datetime
) -> Iterator[Word]:
    for step in question.heard:
        mine = tuple(photo.file_id for photo in photos if photo.step_id == step.pk)
        yield Word(_moment(step, now), _body(step), mine)


def _term(question: Question, now: datetime) -> str:
    day = wording.day_in_words(wording.due_day(question.decide_by))
    waits = question.hear_until
    if waits is None or question.was_heard or now >= waits:
        return _("To be decided by %(day)s, by another officer than who reported.") % {
            "day": day
        }
    return _("The party is heard until %(until)s; to be decided by %(day)s.") % {
        "until": wording.day_in_words(wording.due_day(waits)),
        "day": day,
    }


def _verdict(question: Question, now: datetime) -> Verdict | None:
    decided = question.decided
    if decided is None:
        return None
    words = (
        _("Found false: it was not put right")
        if question.is_confirmed
        else _("Dismissed: the suspicion does not hold")
    )
    return Verdict(_moment(decided, now), words, _body(decided))


def _moment(step: Step, now: datetime) -> str:
    return wording.moment_in_words(step.at, today=timezone.localtime(now).date())


def _body(step: Step) -> str:
    return step.text.body if step.text else ""
