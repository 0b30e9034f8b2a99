"""The running counters behind case numbers."""

from django.db import models


class NumberSeries(models.Model):
    """One counter for each province and month, such as `34-2611`."""

    prefix = models.CharField(max_length=7, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__lte=999_999),
                name="case_counter_has_six_digits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.prefix}: {self.last}"
