"""The frozen counts of a review: per firm, per project (tenure), per region."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ratings.models.review import Review
from registry.models import Firm, Region, Tenure


class FirmCounts(models.Model):
    """
    What was counted of a firm, as it stands in the document of the inputs.

    `entry` is exactly the firm's part of that document: numbers are strings.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="firm_counts")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="+")
    entry = models.JSONField(_("counts"))

    class Meta:
        verbose_name = _("counts of a firm")
        verbose_name_plural = _("counts of firms")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "firm"], name="one_count_per_firm_and_review"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.firm}"


class ProjectCounts(models.Model):
    """
    What was counted of one tenure, with the steps behind it: not public.

    `cases` maps what was counted to `[case id, step number]` pairs. A firm's own counts
    are the sums of its projects', so that these pairs explain them.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="project_counts")
    tenure = models.ForeignKey(Tenure, models.PROTECT, related_name="+")
    entry = models.JSONField(_("counts"))
    cases = models.JSONField(_("cases"), default=dict)

    class Meta:
        verbose_name = _("counts of a project")
        verbose_name_plural = _("counts of projects")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "tenure"], name="one_count_per_tenure_and_review"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.tenure}"


class RegionCounts(models.Model):
    """What was counted of a region: its own offices and everything below it."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="region_counts")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    entry = models.JSONField(_("counts"))

    class Meta:
        verbose_name = _("counts of a region")
        verbose_name_plural = _("counts of regions")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "region"], name="one_count_per_region_and_review"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.region}"
