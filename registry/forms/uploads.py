"""What forms of all rooms do with an upload before anything is kept of it."""

from collections.abc import Callable

from django.core.files import File
from django.core.files.uploadhandler import FileUploadHandler
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.ledger import images, pdfs, room
from registry.ledger.images import MOST_BYTES, CleanImage, NotAPhoto, PhotoRefused
from registry.ledger.pdfs import CleanPdf


class NotAFile(PhotoRefused):
    def __init__(self) -> None:
        super().__init__(
            _("The selected file must be a photo (JPG, PNG, WebP, HEIC) or a PDF.")
        )


def check_room() -> None:
    """:raises PhotoRefused: if no file can be taken now, whatever it is"""
    # A form is asked when it is sent; its callers hand it no moment.
    room.check(now=timezone.now())  # noqa: TID251


def photo_of(
    upload: File[bytes], *, admission: Callable[[], None] = check_room
) -> CleanImage:
    """
    The photo made anew, if `admission` lets another one in.

    :raises PhotoRefused: with a message for its sender
    """
    admission()
    return images.clean(upload)


def file_of(upload: File[bytes]) -> CleanImage | CleanPdf:
    """
    A photo made anew, or a PDF as it came, where either will do.

    :raises PhotoRefused: with a message for its sender
    """
    check_room()
    if pdfs.is_one(upload):
        return pdfs.clean(upload)
    try:
        return images.clean(upload)
    except NotAPhoto:
        raise NotAFile from None


class BoundedUpload(FileUploadHandler):
    """
    Stands before the others and hands them the first bytes of a file only.

    One byte too many is handed on, by which the form sees that the file is too large;
    the rest is read from the line and dropped, so the disk never holds it.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        left = MOST_BYTES + 1 - start
        return raw_data[:left] if left > 0 else None

    def file_complete(self, file_size: int) -> None:
        """What is kept of it is the business of the handlers behind."""
