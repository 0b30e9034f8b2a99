"""The rules that a review scores by: versioned, each in force from a day on."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    def in_force_on(self, day: date) -> Self:
        return self.filter(effective_from__lte=day).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=day)
        )


class RuleSet(models.Model):
    """
    One version of the rules, with the document that put it in force.

    `content` is what `ratings.rules.Rules` reads; `counts_from` is the first day on
    which filings everywhere in the province reached this platform: no window reaches
    back before it.
    """

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    title = models.CharField(_("title"), max_length=120)
    document_number = models.CharField(_("document number"), max_length=80)
    issuing_body = models.CharField(_("issuing body"), max_length=80)
    effective_from = models.DateField(_("in force from"))
    valid_until = models.DateField(_("in force until"), null=True, blank=True)
    counts_from = models.DateField(_("counts from"))
    content = models.JSONField(_("rules"))
    is_demo = models.BooleanField(_("made up for the demo"), default=False)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("effective_from")),
                name="rule_set_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="rule_sets_count_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"
