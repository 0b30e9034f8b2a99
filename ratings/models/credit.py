"""Points that a document of an authority adds to a firm's score."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ratings.models.legal_basis import LegalBasis
from registry.models import Firm, Region, User


class Credit(models.Model):
    """
    Points for what a document establishes, once a second person has confirmed them.

    `in_force_until` is the first day on which they no longer count. Unconfirmed ones
    count nowhere and are shown to nobody outside the desk.
    """

    number = models.CharField(_("document number"), max_length=80, unique=True)
    body = models.CharField(_("issuing body"), max_length=80)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("region")
    )
    firm = models.ForeignKey(
        Firm, models.PROTECT, related_name="+", verbose_name=_("property firm")
    )
    basis = models.ForeignKey(
        LegalBasis, models.PROTECT, related_name="+", verbose_name=_("legal basis")
    )
    points = models.DecimalField(_("points"), max_digits=3, decimal_places=1)
    facts = models.TextField(_("facts"))
    issued_on = models.DateField(_("issued on"))
    in_force_until = models.DateField(_("in force until"))
    public_address = models.URLField(_("public address"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    revoked_because = models.TextField(_("reason for the revocation"), blank=True)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.CheckConstraint(
                condition=Q(points__gt=0), name="a_credit_is_some_points"
            ),
            models.CheckConstraint(
                condition=Q(in_force_until__gt=F("issued_on")),
                name="a_credit_ends_after_it_is_issued",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | (
                    Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                    & ~Q(confirmed_by=F("recorded_by"))
                ),
                name="a_credit_is_confirmed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, revoked_because="")
                | (
                    Q(revoked_on__isnull=False, revoked_on__gte=F("issued_on"))
                    & ~Q(revoked_because="")
                ),
                name="a_revoked_credit_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.firm}"
