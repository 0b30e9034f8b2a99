"""Property service firms (物业服务企业)."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from registry import grams
from registry.credit_code import WrongCreditCode, normalised
from registry.models.searchable import Searchable, SearchableQuerySet
from registry.roles import FirmStatus


def check_credit_code(value: str) -> None:
    """:raises ValidationError: if the check character does not fit (GB 32100-2015)."""
    try:
        same = normalised(value) == value
    except WrongCreditCode:
        same = False
    if not same:
        raise ValidationError(
            _(
                "Check the unified social credit code: its 18 characters do not fit "
                "together."
            ),
            code="wrong_credit_code",
        )


class Firm(Searchable):
    """
    A firm, or a branch of one. A branch is shown together with its head office and
    never merged with it.
    """

    credit_code = models.CharField(
        _("unified social credit code"),
        max_length=18,
        unique=True,
        validators=[check_credit_code],
    )
    name = models.CharField(_("name"), max_length=120)
    head_office = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="branches",
        verbose_name=_("head office"),
    )
    contact_name = models.CharField(_("contact"), max_length=60, blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=20, blank=True)
    duty_phone = models.CharField(_("24-hour duty phone"), max_length=20, blank=True)
    service_address = models.CharField(
        _("address for notices"), max_length=160, blank=True
    )
    status = models.CharField(
        _("status"), max_length=8, choices=FirmStatus, default=FirmStatus.ACTIVE
    )

    objects = SearchableQuerySet.as_manager()

    class Meta:
        verbose_name = _("property firm")
        verbose_name_plural = _("property firms")
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("credit_code"), 18),
                name="credit_code_has_18_characters",
            ),
            models.CheckConstraint(
                condition=Q(head_office__isnull=True) | ~Q(head_office=F("id")),
                name="firm_is_not_its_own_head_office",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def found_by(self) -> Iterable[str]:
        return (self.name, grams.initials(self.name), self.credit_code)
