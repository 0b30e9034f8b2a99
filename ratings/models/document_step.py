"""What was done to documents of enforcement and to credits: written once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ratings.models.credit import Credit
from ratings.models.enforcement import Enforcement
from ratings.states import DocumentAction
from registry.models import User


class DocumentStep(models.Model):
    """
    One act on one document, in the hash chain of this document.

    `detail` holds what the act wrote into the document's row; of its free text (facts,
    evidence, reason) only the salted digest. Reviews read from `at` what was known at
    the end of their window.
    """

    enforcement = models.ForeignKey(
        Enforcement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("enforcement"),
    )
    credit = models.ForeignKey(
        Credit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("credit"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    action = models.CharField(_("step"), max_length=9, choices=DocumentAction)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    acting_for = models.CharField(_("acting for"), max_length=120)
    salt = models.CharField(max_length=32)
    detail = models.JSONField(_("details"), default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("step of a document")
        verbose_name_plural = _("steps of documents")
        constraints = [
            models.CheckConstraint(
                condition=Q(enforcement__isnull=False, credit__isnull=True)
                | Q(enforcement__isnull=True, credit__isnull=False),
                name="a_document_step_is_about_one_document",
            ),
            models.UniqueConstraint(
                fields=["enforcement", "action"], name="each_act_on_enforcement_once"
            ),
            models.UniqueConstraint(
                fields=["credit", "action"], name="each_act_on_a_credit_once"
            ),
            models.UniqueConstraint(
                fields=["enforcement", "number"],
                name="one_step_of_enforcement_per_number",
            ),
            models.UniqueConstraint(
                fields=["credit", "number"], name="one_step_of_a_credit_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enforcement or self.credit} {self.number} {self.action}"
