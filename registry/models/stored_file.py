"""Files that were checked and made anew before they were kept: photos, for now."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

SHA256_HEX_LENGTH = 64
LONGEST_SIDE = 2048


class StoredFile(models.Model):
    """
    One photo under a random name, without any metadata.

    `sha256` is of the bytes as they are stored. `taken_at` is what the camera claimed
    before its metadata was dropped; null when it claimed nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(_("purpose"), max_length=40)
    path = models.CharField(_("path"), max_length=200)
    content_type = models.CharField(_("content type"), max_length=40)
    sha256 = models.CharField(_("SHA-256"), max_length=SHA256_HEX_LENGTH)
    size = models.PositiveIntegerField(_("size in bytes"))
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    created_at = models.DateTimeField(_("stored at"))

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.UniqueConstraint(fields=["path"], name="one_stored_file_per_path"),
            models.CheckConstraint(
                condition=Q(content_type="image/jpeg"),
                name="stored_file_was_made_anew_as_jpeg",
            ),
            models.CheckConstraint(
                condition=Exact(Length("sha256"), SHA256_HEX_LENGTH),
                name="stored_file_has_a_sha256",
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1), name="stored_file_is_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(width__range=(1, LONGEST_SIDE))
                & Q(height__range=(1, LONGEST_SIDE)),
                name="stored_photo_fits_the_longest_side",
            ),
        ]

    def __str__(self) -> str:
        return self.path
