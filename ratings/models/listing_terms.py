"""The times and terms of the lists in force from a day on."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListingTermsQuerySet(models.QuerySet["ListingTerms"]):
    def in_force_on(self, day: date) -> Self:
        """The newest that began by then is first."""
        return self.filter(in_force_from__lte=day).order_by("-in_force_from")


class ListingTerms(models.Model):
    """
    Numbers that differ from those of `due_process.DueProcess`, from a day on.

    Entries keep the dates that they were given: a new row changes those to come.
    """

    in_force_from = models.DateField(_("in force from"))
    document_number = models.CharField(_("document number"), max_length=80)
    content = models.JSONField(_("numbers"), default=dict)

    objects = ListingTermsQuerySet.as_manager()

    class Meta:
        verbose_name = _("terms of the lists")
        verbose_name_plural = _("terms of the lists")
        constraints = [
            models.UniqueConstraint(
                fields=["in_force_from"], name="one_set_of_listing_terms_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.in_force_from)
