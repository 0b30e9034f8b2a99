"""What a firm objects to while a review is in preview, and what was decided on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models import Case
from ratings.models.review import Review
from ratings.states import ObjectionGround, ObjectionState
from registry.models import Firm, User


class Objection(models.Model):
    """
    A firm's objection to the counting of one case.

    Undecided ones are published with the review as "under objection"; one that is
    upheld leaves the case out of the next version.
    """

    review = models.ForeignKey(
        Review,
        models.PROTECT,
        related_name="objections",
        verbose_name=_("half-month review"),
    )
    firm = models.ForeignKey(
        Firm, models.PROTECT, related_name="+", verbose_name=_("property firm")
    )
    case = models.ForeignKey(
        Case, models.PROTECT, related_name="+", verbose_name=_("case")
    )
    ground = models.CharField(_("ground"), max_length=12, choices=ObjectionGround)
    text = models.TextField(_("text"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=ObjectionState,
        default=ObjectionState.OPEN,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reasons = models.TextField(_("reasons"), blank=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "case"], name="one_objection_per_case_and_review"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ObjectionState.OPEN,
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                    reasons="",
                )
                | (
                    Q(decided_at__isnull=False, decided_by__isnull=False)
                    & ~Q(state=ObjectionState.OPEN)
                    & ~Q(reasons="")
                ),
                name="a_decided_objection_has_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.case}"
