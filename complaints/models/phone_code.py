"""Codes sent to a phone to prove it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PhoneCode(models.Model):
    """
    Six digits, stored as a keyed hash, bound to purpose, phone and session; used once.
    """

    purpose = models.CharField(max_length=40)
    phone_digest = models.CharField(max_length=64)
    session_digest = models.CharField(max_length=64)
    code_digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("phone code")
        verbose_name_plural = _("phone codes")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")),
                name="phone_code_expires_after_it_is_sent",
            ),
            models.CheckConstraint(
                condition=Q(tries__lte=5), name="phone_code_has_five_tries"
            ),
        ]
        indexes = [
            models.Index(
                fields=["phone_digest", "sent_at"], name="phone_codes_by_phone"
            )
        ]

    def __str__(self) -> str:
        return f"code for {self.purpose}"
