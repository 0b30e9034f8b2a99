"""
Photos from strangers: what is one, and making it anew.

Nothing of the upload is kept but its pixels and the moment the camera claimed, so no
position, serial number, thumbnail or hidden page goes further. Reads bytes, writes
bytes; storing is the business of `files`.
"""

import ctypes
import io
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import filetype
import pi_heif
from django.core.files import File
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms

from registry.ledger import looks
from registry.models.stored_file import LONGEST_SIDE

MOST_BYTES = 10 * 1024 * 1024
ENOUGH_TO_KNOW_THE_TYPE = 8192
FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/heic": "HEIF",
}

# Phone cameras make up to 50 million pixels, as JPEG or HEIC without transparency.
# Everything else needs up to 17 bytes a pixel to open and comes from screens.
MOST_PIXELS = 50_000_000
MOST_PIXELS_OF_OTHERS = 20_000_000
CAMERA_FORMATS = {"JPEG", "MPO", "HEIF"}
CAMERA_MODES = {"RGB", "L", "CMYK"}
Image.MAX_IMAGE_PIXELS = MOST_PIXELS

JPEG_QUALITY = 82
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)

M_MMAP_THRESHOLD = -3  # as <malloc.h> names it
LARGE_BLOCK = 1024 * 1024

# One at a time, since the largest takes some 350 megabytes to open.
_opening = threading.Lock()


def _give_back_what_is_freed() -> None:
    """
    Large blocks go back to the system when they are freed.

    Left to itself, glibc learns from the first photo to keep blocks of up to 32 MB for
    the thread that freed them, so that every thread of a worker may hold one photo's.
    Other C libraries have no such call, and no such habit.
    """
    if hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK)


_give_back_what_is_freed()


class PhotoRefused(Exception):
    """The upload is not kept; `message` tells its sender why and what helps."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


class NotAPhoto(PhotoRefused):
    def __init__(self) -> None:
        super().__init__(
            _("The selected file must be a photo: JPG, PNG, WebP or HEIC.")
        )


class PhotoEmpty(PhotoRefused):
    def __init__(self) -> None:
        super().__init__(_("The selected file is empty. Choose another photo."))


class PhotoTooLarge(PhotoRefused):
    def __init__(self) -> None:
        super().__init__(_("The selected photo must be smaller than 10 MB."))


class PhotoTooManyPixels(PhotoRefused):
    def __init__(self, most: int = MOST_PIXELS) -> None:
        text = _("The selected photo must have fewer than {millions} million pixels.")
        super().__init__(format_lazy(text, millions=most // 1_000_000))


class PhotoUnreadable(PhotoRefused):
    def __init__(self) -> None:
        super().__init__(
            _("The selected photo could not be read. Take it again or choose another.")
        )


@dataclass(frozen=True)
class CleanImage:
    """A JPEG of our own making, how it looks, and its moment as the camera said it."""

    content: bytes
    width: int
    height: int
    taken_at: datetime | None
    look: looks.Bands | None = None

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def clean(upload: File[bytes]) -> CleanImage:
    """
    Check an upload by its content and make a photo anew from it: upright, in sRGB, no
    side longer than 2048 pixels. May take seconds, so call it outside a transaction.

    :raises PhotoRefused: NotAPhoto, PhotoEmpty, PhotoTooLarge, PhotoTooManyPixels or
        PhotoUnreadable
    """
    content = _read(upload)
    image_format = _format_of(content)
    try:
        with _opening:
            return _made_anew(content, image_format)
    except PhotoRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        is_small = image_format not in CAMERA_FORMATS
        most = MOST_PIXELS_OF_OTHERS if is_small else MOST_PIXELS
        raise PhotoTooManyPixels(most) from None
    except Exception as problem:  # hostile bytes make the parsers raise anything
        raise PhotoUnreadable from problem


def _read(upload: File[bytes]) -> bytes:
    upload.seek(0)
    content: bytes = upload.read(MOST_BYTES + 1)
    if not content:
        raise PhotoEmpty
    if len(content) > MOST_BYTES:
        raise PhotoTooLarge
    return content


def _format_of(content: bytes) -> str:
    """The format by the first bytes; what the sender called it does not count."""
    mime = filetype.guess_mime(content[:ENOUGH_TO_KNOW_THE_TYPE])
    if mime not in FORMATS:
        raise NotAPhoto
    return FORMATS[mime]


def _made_anew(content: bytes, image_format: str) -> CleanImage:
    with Image.open(io.BytesIO(content), formats=[image_format]) as picture:
        _check_pixels(picture)
        small = _shrunk(picture)
        orientation, taken_at = _claims(picture)
        profile = picture.info.get("icc_profile")
    if orientation in UPRIGHT:
        small = small.transpose(UPRIGHT[orientation])
    small = _in_srgb(_on_white(small), profile)
    # Encoders copy comments and XMP from `info`; a new picture has none.
    bare = Image.new("RGB", small.size)
    bare.paste(small)
    encoded = io.BytesIO()
    bare.save(encoded, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return CleanImage(
        content=encoded.getvalue(),
        width=bare.width,
        height=bare.height,
        taken_at=taken_at,
        look=looks.look_of(bare),
    )


def _check_pixels(picture: Image.Image) -> None:
    """Before anything is decoded: the header alone says how much there would be."""
    from_a_camera = picture.format in CAMERA_FORMATS and picture.mode in CAMERA_MODES
    most = MOST_PIXELS if from_a_camera else MOST_PIXELS_OF_OTHERS
    if picture.width * picture.height > most:
        raise PhotoTooManyPixels(most)


def _shrunk(picture: Image.Image) -> Image.Image:
    longest = (LONGEST_SIDE, LONGEST_SIDE)
    picture.draft(
        picture.mode, longest
    )  # JPEG decodes at a half, a quarter or an eighth
    if picture.mode.startswith("I"):
        # 16 bits of grey; Pillow would show everything above 255 as white.
        picture = picture.convert("I").point(lambda value: value * (1 / 256))
        picture = picture.convert("L")
    elif picture.mode not in CAMERA_MODES | {"RGBA", "LA"}:
        picture = picture.convert("RGBA")
    picture.thumbnail(longest)
    picture.load()  # a picture that was small enough has not been read yet
    return picture


def _claims(picture: Image.Image) -> tuple[int, datetime | None]:
    """
    The orientation and the moment of the EXIF data: claims, which may be forged.

    Damaged data claims nothing; the pixels are good all the same.
    """
    try:
        exif = picture.getexif()
        orientation = exif.get(ExifTags.Base.Orientation, 1)
        return orientation, _moment(exif.get_ifd(ExifTags.IFD.Exif))
    except Exception:  # hostile bytes make the parser raise anything
        return 1, None


def _moment(tags: dict[int, object]) -> datetime | None:
    return moment_of(
        str(tags.get(ExifTags.Base.DateTimeOriginal, "")),
        str(tags.get(ExifTags.Base.OffsetTimeOriginal, "")),
    )


def moment_of(taken: str, offset: str) -> datetime | None:
    """
    A moment as cameras write it; one that names no time zone shows our own.

    None for what is no such moment: cameras whose clock was never set write zeros.
    """
    try:
        if offset:
            moment = datetime.strptime(taken + offset, "%Y:%m:%d %H:%M:%S%z")
        else:
            moment = datetime.strptime(taken, "%Y:%m:%d %H:%M:%S").replace(
                tzinfo=get_default_timezone()
            )
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode not in {"RGBA", "LA"}:
        return picture
    picture = picture.convert("RGBA")
    page = Image.new("RGB", picture.size, "white")
    page.paste(picture, mask=picture.getchannel("A"))
    return page


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile:
        return picture.convert("RGB")
    try:
        converted = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        converted = None  # damaged, or of another picture: its plain colours will do
    return converted or picture.convert("RGB")
