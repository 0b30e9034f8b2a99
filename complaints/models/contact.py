"""Personal data of residents, apart from their cases and sealed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.case import Case
from complaints.states import Privacy
from registry.sealing import SEALED


def _sealed_or_empty(field: str) -> Q:
    return Q(**{field: ""}) | Q(**{f"{field}__startswith": SEALED})


class Contact(models.Model):
    """
    How the reporter of a case can be reached, and what may be told to whom.

    Phone, name and unit are sealed with `registry.sealing`; `phone_digest` is a keyed
    hash, for looking up only. Nobody but `complaints.policies` decides who reads it.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="contact")
    privacy = models.CharField(max_length=14, choices=Privacy, default=Privacy.HIDDEN)
    phone_sealed = models.TextField(blank=True)
    phone_digest = models.CharField(max_length=64, blank=True, db_index=True)
    name_sealed = models.TextField(blank=True)
    unit_sealed = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    phone_proved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=_sealed_or_empty("phone_sealed")
                & _sealed_or_empty("name_sealed")
                & _sealed_or_empty("unit_sealed"),
                name="contact_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(phone_sealed="", phone_digest="")
                | (~Q(phone_sealed="") & ~Q(phone_digest="")),
                name="a_sealed_phone_has_its_digest",
            ),
            models.CheckConstraint(
                condition=Q(privacy=Privacy.ANONYMOUS, phone_sealed="", name_sealed="")
                | (~Q(privacy=Privacy.ANONYMOUS) & ~Q(phone_sealed="")),
                name="only_anonymous_reporters_have_no_phone",
            ),
        ]

    def __str__(self) -> str:
        return f"contact of case {self.case_id}"
