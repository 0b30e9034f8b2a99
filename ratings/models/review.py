"""The review of one half-month: its states, who brought it on, and its two hashes."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ratings.models.rule_set import RuleSet
from ratings.periods import HalfMonth
from ratings.states import ReviewState
from registry.models import User

FROZEN_STATES = [state for state in ReviewState if state != ReviewState.OPEN]
SCORED_STATES = [state for state in FROZEN_STATES if state != ReviewState.FROZEN]
SHOWN_STATES = [
    ReviewState.PREVIEWED,
    ReviewState.PUBLISHED,
    ReviewState.SUPERSEDED,
]


class ReviewQuerySet(models.QuerySet["Review"]):
    def published(self) -> Self:
        """Those in force, the newest period first."""
        return self.filter(state=ReviewState.PUBLISHED).order_by("-period")

    def public(self) -> Self:
        """Those that were published, superseded versions included."""
        return self.filter(published_at__isnull=False).order_by("-period", "-version")


class Review(models.Model):
    """
    One version of the review of a half-month.

    `inputs_sha256` and `results_sha256` are of the canonical documents of the frozen
    counts and of what was scored from them. A correction is a new version, with its
    reason and who ordered it; the version that it replaces stays readable. `shape` says
    which document the inputs are: what is counted beside the scores may grow, and old
    hashes stay.
    `left_out` are the ids of the cases whose counting a firm objected to with success,
    in this or an earlier review.
    """

    period = models.CharField(_("period"), max_length=9)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=ReviewState, default=ReviewState.OPEN
    )
    rule_set = models.ForeignKey(
        RuleSet, models.PROTECT, related_name="+", verbose_name=_("rule set")
    )
    window = models.JSONField(_("window"), default=dict)
    pools = models.JSONField(_("pools"), default=dict)
    shape = models.PositiveSmallIntegerField(_("shape of the inputs"), default=1)
    left_out = models.JSONField(_("cases left out"), default=list)
    evidence = models.CharField(_("commitment to the cases"), max_length=64, blank=True)
    inputs_sha256 = models.CharField(
        _("SHA-256 of the inputs"), max_length=64, blank=True
    )
    results_sha256 = models.CharField(
        _("SHA-256 of the results"), max_length=64, blank=True
    )
    opened_at = models.DateTimeField(_("opened at"))
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True)
    scored_at = models.DateTimeField(_("scored at"), null=True, blank=True)
    previewed_at = models.DateTimeField(_("in preview since"), null=True, blank=True)
    previewed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("preview opened by"),
    )
    preview_ends_at = models.DateTimeField(_("preview ends at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    reason = models.TextField(_("reason for the correction"), blank=True)
    ordered_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("correction ordered by"),
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("half-month review")
        verbose_name_plural = _("half-month reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "version"], name="one_review_per_period_and_version"
            ),
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(state=ReviewState.PUBLISHED),
                name="one_published_review_per_period",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ReviewState.OPEN, inputs_sha256="", frozen_at__isnull=True
                )
                | (
                    Q(state__in=FROZEN_STATES, frozen_at__isnull=False)
                    & ~Q(inputs_sha256="")
                ),
                name="a_review_is_hashed_when_it_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[ReviewState.OPEN, ReviewState.FROZEN],
                    results_sha256="",
                    scored_at__isnull=True,
                )
                | (
                    Q(state__in=SCORED_STATES, scored_at__isnull=False)
                    & ~Q(results_sha256="")
                ),
                name="a_review_is_hashed_when_it_is_scored",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SHOWN_STATES)
                | Q(
                    previewed_at__isnull=False,
                    previewed_by__isnull=False,
                    preview_ends_at__isnull=False,
                ),
                name="a_previewed_review_says_by_whom_and_until_when",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                & ~Q(state=ReviewState.PUBLISHED)
                | (
                    Q(
                        state__in=[ReviewState.PUBLISHED, ReviewState.SUPERSEDED],
                        published_at__isnull=False,
                        published_by__isnull=False,
                        published_at__gte=F("preview_ends_at"),
                    )
                    & ~Q(published_by=F("previewed_by"))
                ),
                name="a_review_is_published_after_its_preview_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(version=1, reason="") | (Q(version__gt=1) & ~Q(reason="")),
                name="a_corrected_review_says_why",
            ),
            models.CheckConstraint(
                condition=Q(ordered_by__isnull=True)
                | (
                    Q(version__gt=1)
                    & (Q(published_by__isnull=True) | ~Q(published_by=F("ordered_by")))
                ),
                name="who_orders_a_correction_does_not_publish_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} ({self.version})"

    @property
    def half_month(self) -> HalfMonth:
        return HalfMonth.named(self.period)

    @property
    def is_public(self) -> bool:
        return self.published_at is not None
