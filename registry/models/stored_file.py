"""Files that were checked before they were kept: photos and PDFs."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

JPEG, PDF = "image/jpeg", "application/pdf"
SHA256_HEX_LENGTH = 64
LONGEST_SIDE = 2048
LOOK = ("look_a", "look_b", "look_c", "look_d")
LARGEST_BAND = 2**16 - 1
NO_LOOK = Q(**{f"{band}__isnull": True for band in LOOK})
# Said of each, since a comparison with null is neither true nor false, and so passes.
WHOLE_LOOK = Q(
    **{f"{band}__isnull": False for band in LOOK},
    **{f"{band}__range": (0, LARGEST_BAND) for band in LOOK},
)


def _band() -> models.PositiveIntegerField[int | None, int | None]:
    return models.PositiveIntegerField(null=True, blank=True, editable=False)


class StoredFile(models.Model):
    """
    One file under a random name: a photo without any metadata, or a PDF as it came.

    `purpose` names what it was sent for and by whom, where it can be looked up again
    before it belongs to anything.

    `sha256` is of the bytes as they are stored. `taken_at` is what the camera claimed
    before its metadata was dropped; null when it claimed nothing. It is never served.

    `look_a` to `look_d` are the difference hash in four bands of 16 bits
    (`ledger.looks`), each with an index: alike photos share a band but for one bit, so
    the search reads a few values of four indexes however many photos there are. Null
    where a photo is too plain, or was stored before photos were compared.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(_("purpose"), max_length=40)
    path = models.CharField(_("path"), max_length=200)
    content_type = models.CharField(_("content type"), max_length=40)
    sha256 = models.CharField(_("SHA-256"), max_length=SHA256_HEX_LENGTH)
    size = models.PositiveIntegerField(_("size in bytes"))
    width = models.PositiveIntegerField(_("width"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    created_at = models.DateTimeField(_("stored at"))
    look_a = _band()
    look_b = _band()
    look_c = _band()
    look_d = _band()

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.UniqueConstraint(fields=["path"], name="one_stored_file_per_path"),
            models.CheckConstraint(
                condition=Q(content_type__in=[JPEG, PDF]),
                name="stored_file_is_a_jpeg_or_a_pdf",
            ),
            models.CheckConstraint(
                condition=Exact(Length("sha256"), SHA256_HEX_LENGTH),
                name="stored_file_has_a_sha256",
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1), name="stored_file_is_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(
                    content_type=JPEG,
                    width__isnull=False,
                    height__isnull=False,
                    width__range=(1, LONGEST_SIDE),
                    height__range=(1, LONGEST_SIDE),
                )
                | Q(content_type=PDF, width__isnull=True, height__isnull=True),
                name="stored_photo_fits_the_longest_side",
            ),
            models.CheckConstraint(
                condition=NO_LOOK | WHOLE_LOOK,
                name="look_of_a_photo_is_whole_or_absent",
            ),
        ]
        indexes = [
            *(models.Index(fields=[band], name=f"photos_by_{band}") for band in LOOK),
            models.Index(fields=["purpose"], name="stored_files_by_purpose"),
            models.Index(fields=["created_at"], name="stored_files_by_day"),
        ]

    def __str__(self) -> str:
        return self.path
