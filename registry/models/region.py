"""Administrative divisions, from the province down to the street."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from registry.areas import Level, below


class RegionQuerySet(models.QuerySet["Region"]):
    def within(self, code: str) -> Self:
        """The region with this code and every region below it."""
        low, high = below(code)
        return self.filter(code__gte=low, code__lt=high)

    def at_level(self, level: Level) -> Self:
        return self.filter(level=level)


class Region(models.Model):
    """
    One division of GB/T 2260, with nine digits down to the street.

    Codes are hierarchical: a region and everything below it is one range of codes.
    Telephone and hours are those of its office, where residents ask: on working days
    from `opens_at` to `closes_at`, but for the break.
    """

    LEVELS = [
        (Level.PROVINCE.value, _("Province")),
        (Level.CITY.value, _("City")),
        (Level.COUNTY.value, _("County")),
        (Level.STREET.value, _("Street")),
    ]

    code = models.CharField(_("code"), max_length=9, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(
        _("English name"),
        max_length=120,
        help_text=_("Transcribed from the Chinese name."),
    )
    level = models.CharField(_("level"), max_length=8, choices=LEVELS)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    phone = models.CharField(_("telephone of the office"), max_length=20, blank=True)
    opens_at = models.TimeField(_("opens at"), null=True, blank=True)
    closes_at = models.TimeField(_("closes at"), null=True, blank=True)
    break_from = models.TimeField(_("break from"), null=True, blank=True)
    break_to = models.TimeField(_("break to"), null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.CheckConstraint(
                condition=Q(level="PROVINCE", parent__isnull=True)
                | (~Q(level="PROVINCE") & Q(parent__isnull=False)),
                name="only_a_province_has_no_parent",
            ),
            models.CheckConstraint(
                condition=Exact(Length("code"), 9),
                name="region_code_has_nine_characters",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True, closes_at__isnull=True)
                | Q(
                    opens_at__isnull=False,
                    closes_at__isnull=False,
                    closes_at__gt=F("opens_at"),
                ),
                name="an_office_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(break_from__isnull=True, break_to__isnull=True)
                | Q(
                    opens_at__isnull=False,
                    break_from__isnull=False,
                    break_to__isnull=False,
                    break_from__gt=F("opens_at"),
                    break_to__gt=F("break_from"),
                    break_to__lt=F("closes_at"),
                ),
                name="an_office_breaks_within_its_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the reader."""
        return self.name if (get_language() or "").startswith("zh") else self.name_en
