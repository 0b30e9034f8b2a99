"""
Whether there is room for another file: on the disk, and within what a day may bring.

Asked before an upload is looked at. Who files without files is never stopped here.
"""

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.days import midnight_before
from registry.ledger.images import PhotoRefused
from registry.models import StoredFile

MEGABYTE = 1024 * 1024


class NoRoomOnDisk(PhotoRefused):
    def __init__(self) -> None:
        super().__init__(
            _(
                "No photo or file can be taken at the moment. Send the form without "
                "it, or come back later."
            )
        )


class DayIsFull(PhotoRefused):
    def __init__(self) -> None:
        super().__init__(
            _(
                "No more photos or files can be taken today. Send the form without it, "
                "or come back tomorrow."
            )
        )


def check(*, now: datetime, reserved_percent: int = 0) -> None:
    """
    `reserved_percent` of what a day may bring is left to others than who asks.

    :raises PhotoRefused: NoRoomOnDisk or DayIsFull
    """
    if is_short():
        raise NoRoomOnDisk
    today = midnight_before(now, timezone.get_default_timezone())
    taken = StoredFile.objects.filter(created_at__gte=today)
    for_these = settings.FILES_A_DAY * (100 - reserved_percent) // 100
    if taken.count() >= for_these:
        raise DayIsFull


def is_short() -> bool:
    """Whether the disk of the files has less left than its floor."""
    left = megabytes_left()
    return left is not None and left < settings.DISK_FLOOR_MB


def megabytes_left() -> int | None:
    """None where files lie in no folder of this machine: others watch over that."""
    storage = storages["default"]
    if not isinstance(storage, FileSystemStorage):
        return None
    folder = Path(storage.location)
    while not folder.exists():  # made with the first file
        folder = folder.parent
    return shutil.disk_usage(folder).free // MEGABYTE
