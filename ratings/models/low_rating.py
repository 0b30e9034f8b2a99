"""The notice of low rating: which firms a published review names."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ratings.models.review import Review
from registry.models import Firm


class LowRating(models.Model):
    """
    A firm on the notice of low rating of one review, and the review before it.

    A result like the score: it has no term and no other effect, and it goes with the
    version that it was published with.
    """

    review = models.ForeignKey(
        Review,
        models.PROTECT,
        related_name="low_ratings",
        verbose_name=_("half-month review"),
    )
    firm = models.ForeignKey(
        Firm, models.PROTECT, related_name="+", verbose_name=_("property firm")
    )
    before = models.ForeignKey(
        Review,
        models.PROTECT,
        related_name="+",
        verbose_name=_("half-month review before"),
    )

    class Meta:
        verbose_name = _("notice of low rating")
        verbose_name_plural = _("notices of low rating")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "firm"], name="one_notice_per_firm_and_review"
            ),
            models.CheckConstraint(
                condition=~Q(before=F("review")),
                name="a_notice_stands_on_two_reviews",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.firm}"
