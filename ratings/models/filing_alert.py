"""Where filings fell though neither calls to the hotline nor inspections say why."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ratings.models.review import Review
from registry.models import Region


class FilingAlert(models.Model):
    """
    One reason to look at a region's filings (诉求压降预警), with its figures.

    `review` is the one whose frozen counts were compared with those of an `earlier`
    one. It is written once for each region and half-month, and says nothing about what
    is behind it.
    """

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("region")
    )
    period = models.CharField(_("period"), max_length=9)
    review = models.ForeignKey(
        Review, models.PROTECT, related_name="+", verbose_name=_("half-month review")
    )
    earlier = models.ForeignKey(
        Review, models.PROTECT, related_name="+", verbose_name=_("compared with")
    )
    figures = models.JSONField(_("figures"))
    found_at = models.DateTimeField(_("found at"))

    class Meta:
        verbose_name = _("alert of fallen filings")
        verbose_name_plural = _("alerts of fallen filings")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "period"],
                name="one_filing_alert_per_region_and_period",
            ),
            models.CheckConstraint(
                condition=~Q(review=F("earlier")),
                name="a_filing_alert_compares_two_reviews",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.period}"
