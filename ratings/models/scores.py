"""What was scored from the frozen counts: one row for each firm and public region."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ratings.models.review import Review
from ratings.states import Grade, Size
from registry.models import Firm, Region

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _score(name: "StrOrPromise") -> "models.DecimalField[Any, Any]":
    return models.DecimalField(
        name, max_digits=5, decimal_places=2, null=True, blank=True
    )


SCORED = Q(score__isnull=False, low__isnull=False, high__isnull=False)
NOT_SCORED = Q(score__isnull=True, low__isnull=True, high__isnull=True)
WITHIN = Q(low__gte=0, high__lte=100, low__lte=F("score"), high__gte=F("score"))


class FirmScore(models.Model):
    """
    A firm's score in one review; too few answers or incidents make it NR, unscored.

    `entry` is exactly the firm's part of the document of the results; the columns
    repeat what pages filter and order by.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="firm_scores")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="+")
    city = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+"
    )
    size = models.CharField(_("size group"), max_length=1, choices=Size)
    grade = models.CharField(_("service grade"), max_length=3, choices=Grade)
    score = _score(_("score"))
    low = _score(_("lower bound"))
    high = _score(_("upper bound"))
    entry = models.JSONField(_("results"))

    class Meta:
        verbose_name = _("score of a firm")
        verbose_name_plural = _("scores of firms")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "firm"], name="one_score_per_firm_and_review"
            ),
            models.CheckConstraint(
                condition=(~Q(grade=Grade.NR) & SCORED & WITHIN)
                | (Q(grade=Grade.NR) & NOT_SCORED),
                name="only_rated_firms_have_a_score",
            ),
        ]
        indexes = [
            models.Index(fields=["review", "-score", "firm"], name="firms_by_score"),
            models.Index(fields=["firm", "review"], name="scores_of_a_firm"),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.firm} {self.grade}"


class RegionScore(models.Model):
    """The work evaluation of a city or county in one review; unrated under 30 cases."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="region_scores")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    score = _score(_("score"))
    low = _score(_("lower bound"))
    high = _score(_("upper bound"))
    entry = models.JSONField(_("results"))

    class Meta:
        verbose_name = _("work evaluation of a region")
        verbose_name_plural = _("work evaluations of regions")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "region"], name="one_score_per_region_and_review"
            ),
            models.CheckConstraint(
                condition=(SCORED & WITHIN) | NOT_SCORED,
                name="a_region_is_scored_whole_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.region}"
