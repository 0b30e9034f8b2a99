"""The history of a rule set: each act on it, written once and never changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ratings.models.rule_set import RuleSet
from ratings.states import RuleSetAction
from registry.models import User


class RuleSetStep(models.Model):
    """
    One act: by whom, when, what was set, and the reason where one is asked for.

    `digest` links it to the step before; `detail` holds the values that the chain
    covers, of the numbers their SHA-256.
    """

    rule_set = models.ForeignKey(
        RuleSet, models.PROTECT, related_name="steps", verbose_name=_("rule set")
    )
    number = models.PositiveIntegerField(_("number"))
    action = models.CharField(_("step"), max_length=8, choices=RuleSetAction)
    actor = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)
    detail = models.JSONField(_("details"), default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("step of a rule set")
        verbose_name_plural = _("steps of rule sets")
        constraints = [
            models.UniqueConstraint(
                fields=["rule_set", "number"], name="one_rule_set_step_per_number"
            ),
            models.CheckConstraint(
                condition=~Q(action=RuleSetAction.WITHDRAW) | ~Q(reason=""),
                name="who_withdraws_rules_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.number} {self.action}"
