"""Promises (承诺时限): dated, stored, changed only by a step that says so."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.models.case import Case
from complaints.models.step import Step
from complaints.states import Stage


class Promise(models.Model):
    """
    The promise of one stage of one round. A change is a new revision that names its
    step and, where a step came late, that stage; the newest revision holds.

    `workdays` says how many working days it lies behind the day of its step, where it
    was counted in them: so many it lies behind it, too, when holidays are announced.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="promises")
    round = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=13, choices=Stage)
    revision = models.PositiveSmallIntegerField(default=0)
    promised_at = models.DateTimeField()
    workdays = models.PositiveSmallIntegerField(null=True, blank=True)
    step = models.ForeignKey(Step, models.PROTECT, related_name="promises")
    late_stage = models.CharField(max_length=13, choices=Stage, blank=True)

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round", "stage", "revision"],
                name="one_promise_per_revision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.stage}: {self.promised_at}"
