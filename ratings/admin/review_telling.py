"""One review in words and numbers, for its page at the desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import wording as days
from ratings import wording
from ratings.models import Review
from ratings.queries import desk
from ratings.queries.desk import Came
from ratings.states import Grade, ReviewState
from ratings.wording import Chip
from registry.models import User
from registry.queries import calendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stage:
    """One line of the short timeline; what lies ahead may have its day already."""

    name: str
    moment: str
    who: str
    is_done: bool


@dataclass(frozen=True)
class Page:
    state: Chip
    window: str
    deadline: dict[str, str] | None
    stages: tuple[Stage, ...]
    sums: tuple[tuple[str, object], ...]
    objections: tuple[tuple[Chip, int, str], ...]
    upheld: int
    hashes: tuple[tuple[str, str], ...]


def page_of(review: Review, *, now: datetime) -> Page:
    is_scored = review.scored_at is not None
    return Page(
        state=wording.review_chip(ReviewState(review.state)),
        window=_window(review),
        deadline=_deadline(review, now),
        stages=tuple(_stages(review, now)),
        sums=tuple(_sums(desk.came_of(review))) if is_scored else (),
        objections=tuple(_objections(review)),
        upheld=desk.upheld_and_still_counted(review) if review.frozen_at else 0,
        hashes=tuple(_hashes(review)),
    )


def _window(review: Review) -> str:
    """The days that were counted, the last one included; nothing before they were."""
    if not review.window:
        return ""
    last = date.fromisoformat(review.window["ends"]) - ONE_DAY
    return _("%(first)s to %(last)s") % {
        "first": wording.day(date.fromisoformat(review.window["starts"])),
        "last": wording.day(last),
    }


def _deadline(review: Review, now: datetime) -> dict[str, str] | None:
    """Until when firms may object, while they may."""
    due = review.preview_ends_at
    if review.state != ReviewState.PREVIEWED or due is None or due <= now:
        return None
    when: dict[str, Any] = {
        "due": due,
        "now": now,
        "calendar": calendar(),
        "by_the_hour": False,
    }
    return {
        "words": days.deadline_in_words(**when),
        "tone": days.deadline_tone(**when),
    }


def _stages(review: Review, now: datetime) -> Iterator[Stage]:
    today = timezone.localtime(now).date()
    ends_at = review.preview_ends_at
    yield _stage(_("Opened"), review.opened_at, today, review.ordered_by)
    yield _stage(_("Frozen"), review.frozen_at, today)
    yield _stage(_("Scored"), review.scored_at, today)
    yield _stage(_("Preview opened"), review.previewed_at, today, review.previewed_by)
    last_day = wording.day(days.due_day(ends_at)) if ends_at else ""
    is_over = ends_at is not None and ends_at <= now
    yield Stage(_("Last day of the preview"), last_day, "", is_over)
    yield _stage(_("Published"), review.published_at, today, review.published_by)


def _stage(
    name: str, at: datetime | None, today: date, who: User | None = None
) -> Stage:
    moment = days.moment_in_words(at, today=today) if at else ""
    return Stage(name, moment, str(who or ""), at is not None)


def _sums(came: Came) -> Iterator[tuple[str, object]]:
    yield _("Firms"), came.firms
    yield _("Rated"), came.rated
    yield str(Grade.NR.label), came.grades[Grade.NR]
    rated = (grade for grade in Grade if grade != Grade.NR)
    shares = " · ".join(f"{grade.label} {came.grades[grade]}" for grade in rated)
    yield _("Grades"), shares
    yield _("Cities and counties in all"), came.regions
    yield _("of them evaluated"), came.regions_rated
    yield _("Praised"), came.praised
    yield _("Lagging behind"), came.lagging


def _objections(review: Review) -> Iterator[tuple[Chip, int, str]]:
    """State, number, and where they are listed."""
    listed = reverse("admin:ratings_objection_changelist")
    for state, count in desk.objections_of(review).items():
        address = f"{listed}?state__exact={state.value}&review__id__exact={review.pk}"
        yield wording.objection_chip(state), count, address


def _hashes(review: Review) -> Iterator[tuple[str, Any]]:
    found = (
        (_("SHA-256 of what was counted"), review.inputs_sha256),
        (_("SHA-256 of what follows from it"), review.results_sha256),
        (_("Commitment to the cases"), review.evidence),
    )
    for name, digest in found:
        if digest:
            yield name, digest
