"""
Keeping files: a row and its bytes, under a random name, until nothing needs them.

What a photo is and how it is made safe is decided in `images`; who may see one, and
with which headers, is the views' business.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, ProtectedError, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel

from registry.ledger import images
from registry.ledger.pdfs import CleanPdf
from registry.models import StoredFile
from registry.models.stored_file import JPEG, LOOK, PDF

SUFFIXES = {JPEG: "jpg", PDF: "pdf"}
# What belongs to nothing so long, because its form was never sent, is deleted.
KEPT_UNUSED = timedelta(days=7)


def store_image(upload: File[bytes], *, now: datetime, purpose: str) -> StoredFile:
    """
    Check, make anew and keep a photo. The sender's name for it is not used.

    :raises PhotoRefused: (of `images`) if it is not kept, with a message for the sender
    """
    return keep(images.clean(upload), now=now, purpose=purpose)


def keep(image: images.CleanImage, *, now: datetime, purpose: str) -> StoredFile:
    """
    Keep a photo that was made anew before, say outside the transaction.

    Bytes know no rollback: when the caller's transaction fails, a file without a row
    stays behind, which is harmless and found by comparing the two.
    """
    return _keep(
        image.content,
        "photos",
        now=now,
        purpose=purpose,
        content_type=JPEG,
        sha256=image.sha256,
        width=image.width,
        height=image.height,
        taken_at=image.taken_at,
        **_look(image),
    )


def keep_pdf(pdf: CleanPdf, *, now: datetime, purpose: str) -> StoredFile:
    """Keep a PDF that was checked before."""
    return _keep(
        pdf.content,
        "files",
        now=now,
        purpose=purpose,
        content_type=PDF,
        sha256=pdf.sha256,
    )


def _keep(
    content: bytes, folder: str, *, now: datetime, content_type: str, **values: Any
) -> StoredFile:
    token = secrets.token_hex(16)
    path = default_storage.save(
        f"{folder}/{token[:2]}/{token}.{SUFFIXES[content_type]}", ContentFile(content)
    )
    try:
        return StoredFile.objects.create(
            path=path,
            content_type=content_type,
            size=len(content),
            created_at=now,
            **values,
        )
    except BaseException:
        default_storage.delete(path)
        raise


def _look(image: images.CleanImage) -> dict[str, int]:
    return {} if image.look is None else dict(zip(LOOK, image.look, strict=True))


def open_stored(stored: StoredFile) -> File[bytes]:
    """
    The bytes, to be closed by the caller.

    :raises FileNotFoundError: if the storage has lost them
    """
    return default_storage.open(stored.path, "rb")


def forget_unused(*, now: datetime) -> int:
    """
    Delete the files that nothing has referred to for a week. Returns how many.

    The row goes first: a file without a row is found by `integrity`, while a row
    without its file would be a photo that cannot be shown.
    """
    forgotten = 0
    for stored in _unused().filter(created_at__lt=now - KEPT_UNUSED).iterator():
        path = stored.path
        try:
            with transaction.atomic():
                stored.delete()
        except (ProtectedError, IntegrityError):
            continue  # it came to belong to something meanwhile
        default_storage.delete(path)
        forgotten += 1
    return forgotten


def _unused() -> QuerySet[StoredFile]:
    """Every model that refers to stored files is asked, whatever its room."""
    unused = StoredFile.objects.order_by("pk")
    for each in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(each, ForeignObjectRel):
            referring = each.field.model._base_manager.filter(
                **{each.field.name: OuterRef("pk")}
            )
            unused = unused.filter(~Exists(referring))
    return unused


def erase(paths: Iterable[str]) -> None:
    """
    Delete the bytes of photos whose rows are gone; after the commit that took them.

    What is killed in between leaves a file without a row, as a rollback does.
    """
    for path in paths:
        default_storage.delete(path)
