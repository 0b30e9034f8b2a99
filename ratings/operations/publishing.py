"""
What people do with a scored review: the preview, the publication, the correction.

Each needs the right to publish. Who publishes is another person than who opened the
preview and who ordered the correction.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ratings import wording
from ratings.models import Review
from ratings.operations import drafting, noticing, reviewing
from ratings.queries import desk
from ratings.states import ReviewState
from registry import queries as registry_queries
from registry.actors import Officer
from registry.days import midnight
from registry.roles import Right

__all__ = [
    "CorrectionDue",
    "MayNotPublish",
    "NotASecondPerson",
    "PreviewNotOver",
    "ReviewNotReady",
    "correct",
    "open_preview",
    "publish",
]

PREVIEW_WORKING_DAYS = 3
ONE_DAY = timedelta(days=1)


class ReviewNotReady(Exception):
    """The review is in another state than this needs."""

    def __str__(self) -> str:
        return _("The review is not at the stage for this. Look at it again.")


class MayNotPublish(Exception):
    """The person lacks the right to publish."""

    def __str__(self) -> str:
        return _("This needs the right to publish reviews.")


class NotASecondPerson(Exception):
    """The same person, or a stand-in, opened the preview or ordered the correction."""

    def __str__(self) -> str:
        return _(
            "A second person has to publish: neither who ordered the correction or "
            "opened the preview, nor anybody who stands in for them."
        )


class PreviewNotOver(Exception):
    """Firms may still object."""

    def __init__(self, ends_at: datetime) -> None:
        self.ends_at = ends_at
        super().__init__(ends_at)

    def __str__(self) -> str:
        last_day = timezone.localtime(self.ends_at).date() - ONE_DAY
        return _(
            "Firms may object until the end of %(day)s; the review can be published "
            "after that."
        ) % {"day": wording.day(last_day)}


class CorrectionDue(Exception):
    """An objection was upheld whose case these counts still hold."""

    def __str__(self) -> str:
        return _(
            "An objection was upheld after these counts were frozen: count anew first."
        )


@transaction.atomic
def open_preview(*, review: Review, by: Officer, now: datetime) -> None:
    """
    Show the counts to the firms for three working days, to object to.

    :raises MayNotPublish, ReviewNotReady: see there
    """
    _check_right(by)
    today = timezone.localtime(now).date()
    last = registry_queries.calendar().nth_workday_after(today, PREVIEW_WORKING_DAYS)
    _claim(
        review,
        ReviewState.SCORED,
        ReviewState.PREVIEWED,
        previewed_at=now,
        previewed_by=by.user,
        preview_ends_at=midnight(last + ONE_DAY, timezone.get_default_timezone()),
    )


@transaction.atomic
def publish(*, review: Review, by: Officer, now: datetime) -> None:
    """
    Publish a review after its preview; an earlier version steps back.

    The same transaction drafts its bulletin.

    :raises MayNotPublish, ReviewNotReady, PreviewNotOver, NotASecondPerson: see there
    :raises CorrectionDue: if a case is still counted whose objection was upheld
    """
    _check_right(by)
    review.refresh_from_db()
    if review.state != ReviewState.PREVIEWED or review.preview_ends_at is None:
        raise ReviewNotReady
    if not registry_queries.is_second_person(
        by.user,
        now,
        (review.previewed_by_id, review.previewed_at),
        (review.ordered_by_id, review.opened_at),
    ):
        raise NotASecondPerson
    if now < review.preview_ends_at:
        raise PreviewNotOver(review.preview_ends_at)
    if desk.upheld_and_still_counted(review):
        raise CorrectionDue
    Review.objects.filter(
        period=review.period, state=ReviewState.PUBLISHED, version__lt=review.version
    ).update(state=ReviewState.SUPERSEDED)
    _claim(
        review,
        ReviewState.PREVIEWED,
        ReviewState.PUBLISHED,
        published_at=now,
        published_by=by.user,
    )
    noticing.write(review)
    drafting.draft(review, now=now)


def correct(*, review: Review, reason: str, by: Officer, now: datetime) -> Review:
    """
    Count a period anew, without the cases whose objections were upheld.

    The new version is frozen and scored and keeps who ordered it; preview and
    publication by a second person follow as for a first one, and until then what is
    published stays.

    :raises MayNotPublish: see there
    :raises ReviewNotReady: if the review is not the newest version, or was never shown
    """
    _check_right(by)
    with transaction.atomic():
        _check_may_be_corrected(review, reason)
        corrected, created = Review.objects.get_or_create(
            period=review.period,
            version=review.version + 1,
            defaults={
                "rule_set": review.rule_set,
                "opened_at": now,
                "ordered_by": by.user,
                "reason": reason.strip(),
            },
        )
        if not created:
            raise ReviewNotReady
        Review.objects.filter(pk=review.pk, state=ReviewState.PREVIEWED).update(
            state=ReviewState.SUPERSEDED
        )
    reviewing.freeze(corrected, now=now)
    reviewing.score(corrected, now=now)
    return corrected


def _claim(
    review: Review, source: ReviewState, target: ReviewState, **sets: object
) -> None:
    """Compare and set the state: of two at once, one goes on."""
    claimed = Review.objects.filter(pk=review.pk, state=source).update(
        state=target, **sets
    )
    if not claimed:
        raise ReviewNotReady
    review.refresh_from_db()


def _check_right(by: Officer) -> None:
    if not by.user.has_right(Right.PUBLISH):
        raise MayNotPublish


def _check_may_be_corrected(review: Review, reason: str) -> None:
    newer = Review.objects.filter(period=review.period, version__gt=review.version)
    shown = (ReviewState.PREVIEWED, ReviewState.PUBLISHED)
    if newer.exists() or review.state not in shown or not reason.strip():
        raise ReviewNotReady
