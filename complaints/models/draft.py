"""What somebody has typed of a case that is not filed yet."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from registry.models import StoredFile
from registry.sealing import SEALED

DIGEST_LENGTH = 64


class DraftQuerySet(models.QuerySet["Draft"]):
    def over(self, now: datetime) -> Self:
        """Those that nobody may go on with any more."""
        return self.filter(expires_at__lte=now)


class Draft(models.Model):
    """
    The answers of one browser, from the first one until they are filed or deleted.

    All of them are sealed together (`complaints.answers`), since even a text may name
    people. `browser_digest` is a keyed hash of the random value of its cookie: the
    table alone opens no draft. `version` counts the answers, so that of two windows
    none undoes what the other wrote.
    """

    browser_digest = models.CharField(max_length=DIGEST_LENGTH)
    answers_sealed = models.TextField()
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(_("begun at"))
    expires_at = models.DateTimeField(_("expires at"))

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["browser_digest"], name="one_draft_per_browser"
            ),
            models.CheckConstraint(
                condition=Exact(Length("browser_digest"), DIGEST_LENGTH),
                name="draft_knows_its_browser_by_digest",
            ),
            models.CheckConstraint(
                condition=Q(answers_sealed__startswith=SEALED),
                name="draft_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("begun_at")),
                name="draft_expires_after_it_is_begun",
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="drafts_by_their_end")]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class DraftPhoto(models.Model):
    """A photo that goes with a draft; deleted with it, or evidence once it is filed."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="photos")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("photo of a draft")
        verbose_name_plural = _("photos of drafts")

    def __str__(self) -> str:
        return f"photo of {self.draft_id}"
