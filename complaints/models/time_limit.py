"""How long each stage may take: versioned rows, never constants."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.states import LimitUnit, Stage, Track


class TimeLimitQuerySet(models.QuerySet["TimeLimit"]):
    def known_at(self, moment: datetime) -> Self:
        """Rows in force or superseded at the moment; the newest of each key holds."""
        return self.filter(in_force_from__lte=moment).order_by("in_force_from")


class TimeLimit(models.Model):
    stage = models.CharField(_("waiting for"), max_length=13, choices=Stage)
    track = models.CharField(_("track"), max_length=12, choices=Track)
    later_rounds = models.BooleanField(_("for later rounds"), default=False)
    unit = models.CharField(_("unit"), max_length=12, choices=LimitUnit)
    amount = models.PositiveIntegerField(_("amount"))
    in_force_from = models.DateTimeField(_("in force from"))

    objects = TimeLimitQuerySet.as_manager()

    class Meta:
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "track", "later_rounds", "in_force_from"],
                name="one_time_limit_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="time_limit_is_some_time"
            ),
        ]

    def __str__(self) -> str:
        length = f"{self.amount} {self.get_unit_display()}"
        return f"{self.get_stage_display()}, {self.get_track_display()}: {length}"
