"""Free text in rows of its own, so that it can be erased without breaking a chain."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Text(models.Model):
    """
    One free text. The chain covers `digest` = SHA-256(salt ‖ body) only: erasing
    deletes body and salt, and what is left can no longer be guessed.
    """

    salt = models.CharField(max_length=32, blank=True)
    body = models.TextField(_("text"), blank=True)
    digest = models.CharField(max_length=64)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(erased_at__isnull=False, salt="", body=""),
                name="an_erased_text_is_gone",
            )
        ]

    def __str__(self) -> str:
        return self.body
