"""Days whose kind differs from what the packaged calendar says."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayOff(models.Model):
    """An override of the packaged calendar: a holiday or a make-up working day."""

    day = models.DateField(_("day"), unique=True)
    works = models.BooleanField(
        _("working day"),
        help_text=_("Ticked for a make-up working day, empty for a day off."),
    )
    reason = models.CharField(_("reason"), max_length=120)

    class Meta:
        verbose_name = _("calendar override")
        verbose_name_plural = _("calendar overrides")

    def __str__(self) -> str:
        return f"{self.day}: {self.reason}"
