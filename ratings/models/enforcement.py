"""What an authority did about a firm, as its document says."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models import Case
from ratings.models.legal_basis import LegalBasis
from ratings.models.review import Review
from ratings.states import EnforcementMeasure
from registry.models import Firm, Region, Tenure, User


class EnforcementQuerySet(models.QuerySet["Enforcement"]):
    def in_force_on(self, day: date) -> Self:
        """Issued by then, and neither complied with nor revoked before."""
        return (
            self.filter(issued_on__lte=day)
            .filter(Q(complied_on__isnull=True) | Q(complied_on__gt=day))
            .filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=day))
        )


class Enforcement(models.Model):
    """
    One interview, order, penalty or exit, recorded after its document.

    A document of a project names its tenure; without one it concerns the firm as a
    legal person. A revoked one stays readable, with its reason.

    `order` is the order that a penalty follows since it was not complied with;
    `suggested_by` the published review whose figures suggested an interview. A grave
    penalty says why it is one. `deduction` are the points that the document takes from
    the firm's score while it is in force. What was done to it, by whom and when stands
    in its steps (`DocumentStep`).
    """

    measure = models.CharField(_("measure"), max_length=9, choices=EnforcementMeasure)
    number = models.CharField(_("document number"), max_length=80, unique=True)
    body = models.CharField(_("issuing body"), max_length=80)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("region")
    )
    officers = models.CharField(_("officers"), max_length=160)
    firm = models.ForeignKey(
        Firm, models.PROTECT, related_name="+", verbose_name=_("property firm")
    )
    tenure = models.ForeignKey(
        Tenure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tenure"),
    )
    basis = models.ForeignKey(
        LegalBasis,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("legal basis"),
    )
    facts = models.TextField(_("facts"))
    issued_on = models.DateField(_("issued on"))
    due_on = models.DateField(_("to be complied with by"), null=True, blank=True)
    complied_on = models.DateField(_("complied with on"), null=True, blank=True)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    revoked_because = models.TextField(_("reason for the revocation"), blank=True)
    order = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("order that was not complied with"),
    )
    suggested_by = models.ForeignKey(
        Review,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("review that suggests it"),
    )
    is_grave = models.BooleanField(_("grave"), default=False)
    grave_because = models.TextField(_("why it is grave"), blank=True)
    compliance = models.TextField(_("evidence of the compliance"), blank=True)
    deduction = models.DecimalField(
        _("deduction in points"), max_digits=3, decimal_places=1, null=True, blank=True
    )
    deduction_basis = models.ForeignKey(
        LegalBasis,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("legal basis of the deduction"),
    )
    public_address = models.URLField(_("public address"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    objects = EnforcementQuerySet.as_manager()

    class Meta:
        verbose_name = _("enforcement")
        verbose_name_plural = _("enforcement")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("issued_on")),
                name="enforcement_is_due_after_it_is_issued",
            ),
            models.CheckConstraint(
                condition=Q(complied_on__isnull=True)
                | Q(complied_on__gte=F("issued_on")),
                name="enforcement_is_complied_with_after_it_is_issued",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, revoked_because="")
                | (
                    Q(revoked_on__isnull=False, revoked_on__gte=F("issued_on"))
                    & ~Q(revoked_because="")
                ),
                name="a_revoked_enforcement_says_why",
            ),
            models.CheckConstraint(
                condition=Q(complied_on__isnull=True, compliance="")
                | (Q(complied_on__isnull=False) & ~Q(compliance="")),
                name="compliance_comes_with_its_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(measure=EnforcementMeasure.EXIT) | Q(tenure__isnull=False),
                name="an_exit_is_from_a_project",
            ),
            models.CheckConstraint(
                condition=Q(order__isnull=True) | Q(measure=EnforcementMeasure.PENALTY),
                name="only_a_penalty_follows_an_order",
            ),
            models.CheckConstraint(
                condition=Q(suggested_by__isnull=True)
                | Q(measure=EnforcementMeasure.INTERVIEW),
                name="only_an_interview_is_suggested",
            ),
            models.CheckConstraint(
                condition=Q(is_grave=False, grave_because="")
                | (
                    Q(is_grave=True, measure=EnforcementMeasure.PENALTY)
                    & ~Q(grave_because="")
                ),
                name="only_a_penalty_is_grave_and_says_why",
            ),
            models.CheckConstraint(
                condition=Q(deduction__isnull=True, deduction_basis__isnull=True)
                | (
                    Q(
                        deduction__isnull=False,
                        deduction__gt=0,
                        deduction_basis__isnull=False,
                    )
                    & ~Q(measure=EnforcementMeasure.INTERVIEW)
                ),
                name="a_deduction_has_a_basis_and_no_interview_has_one",
            ),
        ]
        indexes = [
            models.Index(fields=["firm", "issued_on"], name="enforcement_of_a_firm"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.firm}"


class EnforcedCase(models.Model):
    """A case that a document of enforcement stands on."""

    enforcement = models.ForeignKey(
        Enforcement,
        models.CASCADE,
        related_name="enforced_cases",
        verbose_name=_("enforcement"),
    )
    case = models.ForeignKey(
        Case, models.PROTECT, related_name="+", verbose_name=_("case")
    )

    class Meta:
        verbose_name = _("case of an enforcement")
        verbose_name_plural = _("cases of an enforcement")
        constraints = [
            models.UniqueConstraint(
                fields=["enforcement", "case"], name="enforcement_names_a_case_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enforcement}: {self.case}"
