"""
The review of a half-month: opened, frozen, scored, previewed, published, corrected.

Freezing and scoring are jobs of their period: safe to run twice, at once, or again
after a kill, since each claims the review by its state and writes all or nothing.
What people do follows: the preview, and the publication by a second person.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ratings import reckoning, wording
from ratings.canonical import sha256_of
from ratings.models import (
    FirmCounts,
    FirmScore,
    Objection,
    ProjectCounts,
    RegionCounts,
    RegionScore,
    Review,
    RuleSet,
)
from ratings.operations import ruling
from ratings.operations.ruling import NoRulesInForce
from ratings.periods import HalfMonth
from ratings.queries import counting, documents
from ratings.queries.counting import Counted
from ratings.states import ObjectionState, ReviewState
from registry import queries as registry_queries
from registry.actors import Officer
from registry.ledger import bulk
from registry.roles import Right

__all__ = [
    "InputsChanged",
    "MayNotPublish",
    "NoRulesInForce",
    "NotASecondPerson",
    "PeriodNotOver",
    "PreviewNotOver",
    "ReviewNotReady",
    "correct",
    "due_periods",
    "freeze",
    "open_preview",
    "publish",
    "run",
    "run_due",
    "score",
]

HOUR_OF_THE_REVIEW = timedelta(hours=2)
PREVIEW_WORKING_DAYS = 3
ONE_DAY = timedelta(days=1)


class PeriodNotOver(Exception):
    """The half-month still goes on, or lies before the counting began."""

    def __str__(self) -> str:
        return _("This half-month cannot be reviewed: it is not over, or not counted.")


class ReviewNotReady(Exception):
    """The review is in another state than this needs."""

    def __str__(self) -> str:
        return _("The review is not at the stage for this. Look at it again.")


class InputsChanged(Exception):
    """The frozen counts no longer have the hash that they were frozen with."""

    def __str__(self) -> str:
        return _("The frozen counts were changed since they were frozen.")


class MayNotPublish(Exception):
    """The person lacks the right to publish."""

    def __str__(self) -> str:
        return _("This needs the right to publish reviews.")


class NotASecondPerson(Exception):
    """The same person opened the preview."""

    def __str__(self) -> str:
        return _("A second person has to publish: you opened the preview yourself.")


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


def run(*, period: HalfMonth, now: datetime) -> Review:
    """
    Freeze and score the review of a half-month that is over; done already, read it.

    The newest version is worked on: a first one, or a correction.

    :raises PeriodNotOver: if it is not over yet, or lies before the counting began
    :raises NoRulesInForce: if there are no rules for it
    """
    review = _opened(period, now)
    freeze(review, now=now)
    score(review, now=now)
    return review


def run_due(*, now: datetime) -> list[Review]:
    """Review whatever is due, the oldest period first."""
    return [run(period=period, now=now) for period in due_periods(now)]


def due_periods(now: datetime) -> list[HalfMonth]:
    """
    The half-months that are over, counted, and not yet scored, in their order.

    A review starts at two o'clock of the first day after its half-month.
    """
    first = RuleSet.objects.order_by("counts_from").first()
    if first is None:
        return []
    scored = set(
        Review.objects.filter(scored_at__isnull=False).values_list("period", flat=True)
    )
    return [
        period
        for period in _since(HalfMonth.containing(first.counts_from), now)
        if period.name not in scored
    ]


def freeze(review: Review, *, now: datetime) -> None:
    """Count, hash and store the inputs of an open review; frozen already, read it."""
    if review.state == ReviewState.OPEN:
        counted = counting.count(
            review.half_month,
            review.rule_set,
            version=review.version,
            zone=timezone.get_default_timezone(),
            left_out=_upheld(review),
        )
        _keep_inputs(review, counted, now)
    review.refresh_from_db()


def score(review: Review, *, now: datetime) -> None:
    """
    Score a frozen review; scored already, read it.

    :raises InputsChanged: if the counts are no longer those that were frozen
    """
    if review.state == ReviewState.FROZEN:
        inputs = documents.inputs(review)
        if sha256_of(inputs) != review.inputs_sha256:
            raise InputsChanged
        _keep_results(review, inputs, reckoning.results(inputs), now)
    review.refresh_from_db()


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
        preview_ends_at=_midnight(last + ONE_DAY),
    )


@transaction.atomic
def publish(*, review: Review, by: Officer, now: datetime) -> None:
    """
    Publish a review after its preview; an earlier version steps back.

    :raises MayNotPublish, ReviewNotReady, PreviewNotOver, NotASecondPerson: see there
    """
    _check_right(by)
    review.refresh_from_db()
    if review.state != ReviewState.PREVIEWED or review.preview_ends_at is None:
        raise ReviewNotReady
    if review.previewed_by_id == by.user.pk:
        raise NotASecondPerson
    if now < review.preview_ends_at:
        raise PreviewNotOver(review.preview_ends_at)
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


def correct(*, review: Review, reason: str, by: Officer, now: datetime) -> Review:
    """
    Count a period anew, without the cases whose objections were upheld.

    The new version is frozen and scored; preview and publication by a second person
    follow as for a first one, and until then what is published stays.

    :raises MayNotPublish: see there
    :raises ReviewNotReady: if the review is not the newest version, or was never shown
    """
    _check_right(by)
    with transaction.atomic():
        _check_may_be_corrected(review, reason)
        corrected, _created = Review.objects.get_or_create(
            period=review.period,
            version=review.version + 1,
            defaults={
                "rule_set": review.rule_set,
                "opened_at": now,
                "reason": reason.strip(),
            },
        )
        Review.objects.filter(pk=review.pk, state=ReviewState.PREVIEWED).update(
            state=ReviewState.SUPERSEDED
        )
    freeze(corrected, now=now)
    score(corrected, now=now)
    return corrected


def _opened(period: HalfMonth, now: datetime) -> Review:
    newest = Review.objects.filter(period=period.name).order_by("-version").first()
    if newest is not None:
        return newest
    rule_set = ruling.in_force_on(_first_counted_day(period))
    if period not in list(_since(HalfMonth.containing(rule_set.counts_from), now)):
        raise PeriodNotOver
    review, _created = Review.objects.get_or_create(
        period=period.name,
        version=1,
        defaults={"rule_set": rule_set, "opened_at": now},
    )
    return review


def _first_counted_day(period: HalfMonth) -> date:
    """The last day of the period: rules that begin within it hold for it."""
    return period.end - ONE_DAY


def _since(period: HalfMonth, now: datetime) -> Iterator[HalfMonth]:
    """The half-months from this one on whose review may start by now."""
    zone = timezone.get_default_timezone()
    while period.end_moment(zone) + HOUR_OF_THE_REVIEW <= now:
        yield period
        period = period.next()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _upheld(review: Review) -> list[int]:
    """The cases that upheld objections to any version of this period leave out."""
    upheld = Objection.objects.filter(
        review__period=review.period, state=ObjectionState.UPHELD
    )
    return list(upheld.values_list("case_id", flat=True))


@transaction.atomic
def _keep_inputs(review: Review, counted: Counted, now: datetime) -> None:
    inputs = counted.inputs
    frozen = Review.objects.filter(pk=review.pk, state=ReviewState.OPEN).update(
        state=ReviewState.FROZEN,
        frozen_at=now,
        window=inputs["window"],
        pools=inputs["pools"],
        evidence=inputs["evidence"],
        inputs_sha256=sha256_of(inputs),
    )
    if not frozen:
        return
    bulk.write(
        [
            FirmCounts(review=review, firm_id=counted.firm_ids[code], entry=entry)
            for code, entry in inputs["firms"].items()
        ]
    )
    bulk.write(
        [
            ProjectCounts(
                review=review,
                tenure=one.tenure,
                entry=one.entry,
                cases=one.cases,
            )
            for one in counted.projects
        ]
    )
    bulk.write(
        [
            RegionCounts(review=review, region_id=counted.region_ids[code], entry=entry)
            for code, entry in counted.regions.items()
        ]
    )


@transaction.atomic
def _keep_results(
    review: Review,
    inputs: documents.Document,
    results: documents.Document,
    now: datetime,
) -> None:
    scored = Review.objects.filter(pk=review.pk, state=ReviewState.FROZEN).update(
        state=ReviewState.SCORED, scored_at=now, results_sha256=sha256_of(results)
    )
    if not scored:
        return
    firms = dict(
        FirmCounts.objects.filter(review=review).values_list(
            "firm__credit_code", "firm_id"
        )
    )
    regions = registry_queries.region_ids()
    bulk.write(
        [
            FirmScore(
                review=review,
                firm_id=firms[code],
                city_id=regions.get(inputs["firms"][code]["city"]),
                size=entry["size"],
                grade=entry["grade"],
                score=entry["score"],
                low=entry["low"],
                high=entry["high"],
                entry=entry,
            )
            for code, entry in results["firms"].items()
        ]
    )
    bulk.write(
        [
            RegionScore(
                review=review,
                region_id=regions[code],
                score=entry["score"],
                low=entry["low"],
                high=entry["high"],
                entry=entry,
            )
            for code, entry in results["regions"].items()
        ]
    )


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
