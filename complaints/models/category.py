"""What complaints are about, in residents' words."""

from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from complaints.states import Urgency
from registry.roles import DepartmentKind


class CategoryQuerySet(models.QuerySet["Category"]):
    def offered(self) -> Self:
        return self.filter(active=True)

    def leaves(self) -> Self:
        return self.filter(parent__isnull=False)


class Category(models.Model):
    """Two levels, at most nine on a level, one "Other" each."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    name_zh = models.CharField(_("Chinese name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=60)
    synonyms = models.TextField(
        _("synonyms"), blank=True, help_text=_("One word or phrase a line.")
    )
    urgency = models.CharField(
        _("usual urgency"), max_length=10, choices=Urgency, default=Urgency.ORDINARY
    )
    department = models.CharField(
        _("responsible department"),
        max_length=12,
        choices=DepartmentKind,
        default=DepartmentKind.HOUSING,
    )
    legal_duty = models.CharField(_("legal duty"), max_length=200, blank=True)
    needs_entry = models.BooleanField(
        _("the firm has to come in"),
        default=False,
        help_text=_("The firm then learns the flat, never name or phone."),
    )
    is_other = models.BooleanField(_("is the 'Other' of its level"), default=False)
    position = models.PositiveSmallIntegerField(_("position"))
    active = models.BooleanField(_("active"), default=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "position"],
                condition=models.Q(active=True),
                name="one_category_per_place",
            ),
            models.UniqueConstraint(
                fields=["position"],
                condition=models.Q(active=True, parent__isnull=True),
                name="one_top_category_per_place",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name_zh if (get_language() or "").startswith("zh") else self.name_en
