"""Inspections on site (现场考评): the checklists, and what was found by them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ratings.states import Mark
from registry.models import Region, StoredFile, Tenure, User


class ChecklistQuerySet(models.QuerySet["Checklist"]):
    def in_force_on(self, day: date) -> Self:
        """The newest that was in force by then stands first."""
        return self.filter(effective_from__lte=day).order_by("-effective_from")


class Checklist(models.Model):
    """
    A version of the checklist, in force from its day until that of the next one.

    `items` are its items in their order, each with `title` and `weight`; the weights
    are whole numbers and sum to 100 (`checklists.parsed`). Written once.
    """

    title = models.CharField(_("title"), max_length=120)
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    effective_from = models.DateField(_("in force from"), unique=True)
    items = models.JSONField(_("items"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    is_demo = models.BooleanField(_("made up for the demo"), default=False)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")

    def __str__(self) -> str:
        return self.title


class Inspection(models.Model):
    """
    One inspection of a project, signed by its inspector and never changed.

    `points` are 0 to 100. A correction is another inspection of the same visit, with a
    reason; of one visit the newest holds.
    """

    tenure = models.ForeignKey(
        Tenure, models.PROTECT, related_name="+", verbose_name=_("tenure")
    )
    checklist = models.ForeignKey(
        Checklist, models.PROTECT, related_name="+", verbose_name=_("checklist")
    )
    office = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("office")
    )
    inspector = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("inspector")
    )
    signed_as = models.CharField(_("signed as"), max_length=120)
    visited_on = models.DateField(_("visited on"))
    at = models.DateTimeField(_("signed at"))
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2)
    remark = models.TextField(_("remark"), blank=True)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("corrects"),
    )
    correction_reason = models.TextField(_("reason for the correction"), blank=True)

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        constraints = [
            models.CheckConstraint(
                condition=Q(points__range=(0, 100)),
                name="an_inspection_has_0_to_100_points",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, correction_reason="")
                | (
                    Q(corrects__isnull=False)
                    & ~Q(corrects=F("id"))
                    & ~Q(correction_reason="")
                ),
                name="a_corrected_inspection_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenure", "-visited_on", "-id"], name="inspections_of_a_tenure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tenure} {self.visited_on}"


class InspectedItem(models.Model):
    """What was found of one item of the checklist, as the item was then."""

    inspection = models.ForeignKey(
        Inspection,
        models.PROTECT,
        related_name="items",
        verbose_name=_("inspection"),
    )
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=120)
    weight = models.PositiveSmallIntegerField(_("weight"))
    mark = models.CharField(_("mark"), max_length=1, choices=Mark)
    remark = models.TextField(_("remark"), blank=True)

    class Meta:
        verbose_name = _("inspected item")
        verbose_name_plural = _("inspected items")
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "position"], name="an_item_is_inspected_once"
            ),
            models.CheckConstraint(
                condition=Q(mark__in=Mark.values), name="an_item_has_one_of_the_marks"
            ),
            models.CheckConstraint(
                condition=Q(weight__range=(1, 100)), name="an_item_has_some_weight"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection} {self.position}"


class InspectionPhoto(models.Model):
    item = models.ForeignKey(
        InspectedItem, models.PROTECT, related_name="photos", verbose_name=_("item")
    )
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("photo of an inspection")
        verbose_name_plural = _("photos of inspections")

    def __str__(self) -> str:
        return f"{self.item}"
