"""Who is on duty in a county at night and on holidays (值班表)."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models.region import Region


class DutyQuerySet(models.QuerySet["Duty"]):
    def at(self, moment: datetime) -> Self:
        return self.filter(starts_at__lte=moment, ends_at__gt=moment)


class Duty(models.Model):
    """One person or desk, from a moment until another one, which is not in it."""

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("county")
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    name = models.CharField(_("name"), max_length=60)
    phone = models.CharField(_("phone"), max_length=20)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duty roster")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="a_duty_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "ends_at"], name="duties_by_county"),
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.name}"
