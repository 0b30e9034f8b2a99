"""
Keeping photos: a row and its bytes, under a random name.

What a photo is and how it is made safe is decided in `images`; who may see one, and
with which headers, is the views' business.
"""

import secrets
from datetime import datetime

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from registry.ledger import images
from registry.models import StoredFile
from registry.models.stored_file import LOOK


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
    token = secrets.token_hex(16)
    path = default_storage.save(
        f"photos/{token[:2]}/{token}.jpg", ContentFile(image.content)
    )
    try:
        return StoredFile.objects.create(
            purpose=purpose,
            path=path,
            content_type="image/jpeg",
            sha256=image.sha256,
            size=len(image.content),
            width=image.width,
            height=image.height,
            taken_at=image.taken_at,
            created_at=now,
            **_look(image),
        )
    except BaseException:
        default_storage.delete(path)
        raise


def _look(image: images.CleanImage) -> dict[str, int]:
    return {} if image.look is None else dict(zip(LOOK, image.look, strict=True))


def open_image(stored: StoredFile) -> File[bytes]:
    """
    The bytes, to be closed by the caller.

    :raises FileNotFoundError: if the storage has lost them
    """
    return default_storage.open(stored.path, "rb")
