"""Uses of what may be done only so often."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Use(models.Model):
    """
    One use of an allowance: a code that was sent, a case that was filed.

    Whose it was lies in `key_digest`, a keyed hash; `number` counts the uses of one
    name and key. `registry.ledger.allowances` writes and forgets them.
    """

    name = models.CharField(max_length=30)
    key_digest = models.CharField(max_length=64)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("use of an allowance")
        verbose_name_plural = _("uses of allowances")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "key_digest", "number"], name="one_use_per_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="uses_are_counted_from_one"
            ),
        ]
        indexes = [models.Index(fields=["at"], name="uses_by_moment")]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
