"""The periodic jobs, and when each of them last came to its end."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """
    One periodic job by the name of its task.

    A job that fails does not finish, so that who never succeeds stands out as who
    never runs.
    """

    name = models.CharField(_("name"), max_length=120)
    expected_from = models.DateTimeField(_("expected from"))
    finished_at = models.DateTimeField(_("last finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")
        constraints = [
            models.UniqueConstraint(fields=["name"], name="one_row_per_job"),
        ]

    def __str__(self) -> str:
        return self.name
