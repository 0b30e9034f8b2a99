"""What came in and went out of a region in a half-month, frozen once it is over."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models import Region


class HalfMonthSum(models.Model):
    """
    One row for each half-month and public region: the province, cities and counties.

    Counted as of the end of the half-month and never again, so that a page of any span
    adds up a few rows, however many cases there are. `resolved` are complaints of which
    the residents who filed them said themselves that they are solved.
    """

    period = models.CharField(_("period"), max_length=9)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("region")
    )
    accepted = models.PositiveIntegerField(_("accepted"))
    settled = models.PositiveIntegerField(_("settled"))
    waiting = models.PositiveIntegerField(_("waiting at its end"))
    resolved = models.PositiveIntegerField(_("disputes resolved"))
    own_answers = models.PositiveIntegerField(_("own answers"))
    typed = models.PositiveIntegerField(_("answers typed by an office"))
    unanswered = models.PositiveIntegerField(_("return visits without an answer"))
    rated = models.PositiveIntegerField(_("own answers that rated the street"))
    satisfied = models.PositiveIntegerField(_("satisfied of them"))
    frozen_at = models.DateTimeField(_("frozen at"))

    class Meta:
        verbose_name = _("sum of a half-month")
        verbose_name_plural = _("sums of half-months")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "region"], name="one_sum_per_half_month_and_region"
            ),
            models.CheckConstraint(
                condition=Q(satisfied__lte=F("rated"), rated__lte=F("own_answers")),
                name="satisfied_are_some_of_who_rated",
            ),
            models.CheckConstraint(
                condition=Q(resolved__lte=F("own_answers")),
                name="disputes_are_resolved_by_own_answers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.region}"
