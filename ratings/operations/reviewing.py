"""
The review of a half-month as a job of its period: opened, frozen, scored.

Safe to run twice, at once, or again after a kill, since each stage claims the review by
its state and writes all or nothing. What people do with it follows in `publishing`.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ratings import reckoning
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
from registry.ledger import bulk

__all__ = [
    "InputsChanged",
    "NoRulesInForce",
    "PeriodNotOver",
    "due_periods",
    "freeze",
    "run",
    "run_due",
    "score",
]

HOUR_OF_THE_REVIEW = timedelta(hours=2)


class PeriodNotOver(Exception):
    """The half-month still goes on, or lies before the counting began."""

    def __str__(self) -> str:
        return _("This half-month cannot be reviewed: it is not over, or not counted.")


class InputsChanged(Exception):
    """The frozen counts no longer have the hash that they were frozen with."""

    def __str__(self) -> str:
        return _("The frozen counts were changed since they were frozen.")


def run(*, period: HalfMonth, now: datetime) -> Review:
    """
    Freeze and score the review of a half-month that is over; done already, read it.

    The newest version is worked on: a first one, or a correction.

    :raises PeriodNotOver: if it is not over yet, or lies before the counting began
    :raises NoRulesInForce: if there are no rules for it
    """
    review = _opened(period, now)
    with _no_search_for_cycles():
        freeze(review, now=now)
        score(review, now=now)
    return review


def run_due(*, now: datetime) -> list[Review]:
    """Review whatever is due, the oldest period first."""
    return [run(period=period, now=now) for period in due_periods(now)]


def due_periods(now: datetime) -> list[HalfMonth]:
    """
    The half-months that are over and have rules, whose newest version is not scored.

    In their order; a correction that was ordered and not finished is among them. The
    rules of a half-month are those in force on its first day.
    """
    first = RuleSet.objects.issued().order_by("effective_from").first()
    if first is None or first.effective_from is None:
        return []
    newest = Review.objects.order_by("period", "version")
    scored = dict(newest.values_list("period", "scored_at"))
    due, period = [], HalfMonth.containing(first.effective_from)
    while _is_over(period, now):
        if scored.get(period.name) is None and _has_rules(period):
            due.append(period)
        period = period.next()
    return due


def freeze(review: Review, *, now: datetime) -> None:
    """Count, hash and store the inputs of an open review; frozen already, read it."""
    if review.state == ReviewState.OPEN:
        counted = counting.count(
            review.half_month,
            review.rule_set,
            version=review.version,
            zone=timezone.get_default_timezone(),
            left_out=_upheld(),
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


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """
    The counts of a province are millions of small lists that live to the end, and none
    refers back to another. Python would look for such circles among all of them again
    and again, which takes longer than what is done with them.
    """
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searches:
            gc.enable()


def _opened(period: HalfMonth, now: datetime) -> Review:
    newest = Review.objects.filter(period=period.name).order_by("-version").first()
    if newest is not None:
        return newest
    rule_set = ruling.in_force_on(period.first_day)
    if period.first_day < rule_set.counts_from or not _is_over(period, now):
        raise PeriodNotOver
    review, _created = Review.objects.get_or_create(
        period=period.name,
        version=1,
        defaults={"rule_set": rule_set, "opened_at": now},
    )
    return review


def _is_over(period: HalfMonth, now: datetime) -> bool:
    """A review starts at two o'clock of the first day after its half-month."""
    over = period.end_moment(timezone.get_default_timezone())
    return over + HOUR_OF_THE_REVIEW <= now


def _has_rules(period: HalfMonth) -> bool:
    in_force = RuleSet.objects.in_force_on(period.first_day)
    return in_force.filter(counts_from__lte=period.first_day).exists()


def _upheld() -> list[int]:
    """The cases that upheld objections take out of this and of every later review."""
    upheld = Objection.objects.filter(state=ObjectionState.UPHELD)
    return sorted(upheld.values_list("case_id", flat=True))


@transaction.atomic
def _keep_inputs(review: Review, counted: Counted, now: datetime) -> None:
    inputs = counted.inputs
    frozen = Review.objects.filter(pk=review.pk, state=ReviewState.OPEN).update(
        state=ReviewState.FROZEN,
        frozen_at=now,
        shape=int(inputs["shape"]),
        window=inputs["window"],
        pools=inputs["pools"],
        evidence=inputs["evidence"],
        left_out=counted.left_out,
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
                tenure_id=one.service.tenure_id,
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
    counts = FirmCounts.objects.filter(review=review)
    firms = dict(counts.values_list("firm__credit_code", "firm_id"))
    regions = registry_queries.region_ids()
    bulk.write(
        [
            FirmScore(
                review=review,
                firm_id=firms[code],
                city_id=regions.get(inputs["firms"][code]["city"]),
                size=entry["size"],
                grade=entry["grade"],
                **_points(entry),
            )
            for code, entry in results["firms"].items()
        ]
    )
    bulk.write(
        [
            RegionScore(review=review, region_id=regions[code], **_points(entry))
            for code, entry in results["regions"].items()
        ]
    )


def _points(entry: documents.Document) -> documents.Document:
    """What the rows of firms and regions repeat of the results, and the results."""
    return {name: entry[name] for name in ("score", "low", "high")} | {"entry": entry}
