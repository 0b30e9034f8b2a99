"""What stood out among a street's answers to return visits."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.states import AlertSort
from registry.models import Region, User


class AnswerAlert(models.Model):
    """
    One reason to look at a street's return visits (回访异常预警), with its figures.

    It is written once for each street, sort and window, and says nothing about what
    is behind it.
    """

    street = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("street")
    )
    sort = models.CharField(_("what stands out"), max_length=7, choices=AlertSort)
    typist = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("typed by"),
    )
    starts_on = models.DateField(_("answers from"))
    ends_on = models.DateField(_("answers until before"))
    figures = models.JSONField(_("figures"))
    found_at = models.DateTimeField(_("found at"))

    class Meta:
        verbose_name = _("alert of unusual answers")
        verbose_name_plural = _("alerts of unusual answers")
        constraints = [
            models.UniqueConstraint(
                fields=["street", "sort", "starts_on"],
                name="one_alert_per_street_sort_and_window",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="an_alert_is_about_some_days",
            ),
            models.CheckConstraint(
                condition=Q(sort=AlertSort.TYPIST, typist__isnull=False)
                | (~Q(sort=AlertSort.TYPIST) & Q(typist__isnull=True)),
                name="an_alert_names_whom_it_is_about",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.starts_on}: {self.get_sort_display()}"
