from django.db import models


class Ticket(models.Model):
    """One row of the only table."""

    number = models.CharField(max_length=40, unique=True)
    queue = models.CharField(max_length=9)
    due_at = models.DateTimeField()
    title = models.CharField(max_length=120)
    text = models.TextField()

    objects: "models.Manager[Ticket]" = models.Manager()

    class Meta:
        app_label = "floor"
        indexes = [models.Index(fields=["queue", "due_at"], name="tickets_by_queue")]

    def __str__(self) -> str:
        return self.number
