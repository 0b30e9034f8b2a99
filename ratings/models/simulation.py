"""What a rule set would have changed: asked for at the desk, computed by a worker."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ratings.models.rule_set import RuleSet
from registry.models import User


class RuleSimulation(models.Model):
    """
    One simulation of a rule set over published reviews.

    `key` is the SHA-256 of the rules and of the hashes of all reviews that are read, so
    the same question is answered once. `result` is `ratings.simulation.Document`.
    """

    rule_set = models.ForeignKey(
        RuleSet, models.PROTECT, related_name="+", verbose_name=_("rule set")
    )
    key = models.CharField(_("SHA-256 of the inputs"), max_length=64, unique=True)
    asked_at = models.DateTimeField(_("asked for at"))
    asked_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("asked for by")
    )
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    result = models.JSONField(_("result"), null=True, blank=True)

    class Meta:
        verbose_name = _("simulation of rules")
        verbose_name_plural = _("simulations of rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, result__isnull=True)
                | Q(
                    started_at__isnull=False,
                    finished_at__isnull=False,
                    result__isnull=False,
                ),
                name="a_finished_simulation_has_its_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.asked_at}"
