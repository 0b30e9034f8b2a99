"""What people say of these pages (使用反馈), by nobody and about no case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.states import Opinion


class Feedback(models.Model):
    """
    Two questions and a comment, scrubbed before it was first written down.

    Neither who wrote it nor what was filed is kept with it; nothing that is scored
    reads it.
    """

    written_at = models.DateTimeField(_("written at"))
    easy = models.CharField(_("easy to use"), max_length=10, choices=Opinion)
    clear = models.CharField(
        _("clear what happens next"), max_length=10, choices=Opinion
    )
    comment = models.TextField(_("comment"), blank=True)
    language = models.CharField(_("language"), max_length=10)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback on these pages")
        indexes = [models.Index(fields=["-written_at"], name="feedback_by_moment")]

    def __str__(self) -> str:
        return f"feedback {self.pk}"
