"""Who stands in for somebody who is away (请假与委托)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models.user import User


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force_on(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, ends_on__gt=day)


class Delegation(models.Model):
    """
    One person stands in for another; `ends_on` is the first day that it is over.

    It gives no right. It says whose act an act counts as where two persons are asked
    for: who stands in for somebody is, on these days, no second person beside them.
    """

    absent = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("who is away")
    )
    stand_in = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("who stands in")
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(absent=F("stand_in")),
                name="nobody_stands_in_for_oneself",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="a_delegation_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["stand_in", "ends_on"], name="delegations_by_stand_in")
        ]

    def __str__(self) -> str:
        return f"{self.stand_in} ({self.absent})"
