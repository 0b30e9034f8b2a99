"""
The corpus of hostile uploads: what each of them is, and what has to be said of it.

One place for all who send it: the tests of the check, those of the pages, and
`tests.hostile_photos`, which prints what each of them costs.
"""

from collections.abc import Callable
from typing import NamedTuple

from registry.ledger.images import (
    MOST_BYTES,
    NotAPhoto,
    PhotoEmpty,
    PhotoRefused,
    PhotoTooLarge,
    PhotoTooManyPixels,
    PhotoUnreadable,
)
from tests.registry.ledger import photos
from tests.registry.ledger.photos import HEIC, encoded, jpeg, png, red_left_blue_right

PAGE = b"<html><script>alert(1)</script></html>"


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


class Refused(NamedTuple):
    """A file that is refused, and how."""

    refusal: type[PhotoRefused]
    content: Callable[[], bytes]


REFUSED = {
    "nothing": Refused(PhotoEmpty, lambda: b""),
    "a text": Refused(NotAPhoto, "电梯坏了".encode),
    "a program": Refused(NotAPhoto, lambda: b"MZ\x90\0\x03" + bytes(5000)),
    "an SVG": Refused(
        NotAPhoto,
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    ),
    "a PDF": Refused(NotAPhoto, lambda: b"%PDF-1.7\n" + bytes(2000)),
    "a PDF before a JPEG": Refused(NotAPhoto, lambda: b"%PDF-1.7\n" + jpeg()),
    "a zip that is a bomb": Refused(NotAPhoto, photos.zip_of_gigabytes),
    "a GIF": Refused(NotAPhoto, lambda: encoded(red_left_blue_right(), "GIF")),
    "a TIFF": Refused(NotAPhoto, lambda: encoded(red_left_blue_right(), "TIFF")),
    "a picture of PostScript": Refused(
        NotAPhoto, lambda: encoded(red_left_blue_right(), "EPS")
    ),
    "more than ten megabytes": Refused(
        PhotoTooLarge, lambda: jpeg() + bytes(MOST_BYTES)
    ),
    "30,000 pixels square": Refused(
        PhotoTooManyPixels, lambda: photos.png_of_size(30_000, 30_000)
    ),
    "50,000 pixels square": Refused(
        PhotoTooManyPixels, lambda: photos.png_of_size(50_000, 50_000)
    ),
    "more than a screen has": Refused(
        PhotoTooManyPixels, lambda: photos.png_of_size(5_000, 4_001)
    ),
    "half a JPEG": Refused(PhotoUnreadable, lambda: half(jpeg())),
    "half a PNG": Refused(PhotoUnreadable, lambda: half(png())),
    "half a WebP": Refused(
        PhotoUnreadable, lambda: half(encoded(red_left_blue_right(), "WEBP"))
    ),
    "half a HEIC": Refused(PhotoUnreadable, lambda: half(HEIC.read_bytes())),
    "the start of a JPEG": Refused(
        PhotoUnreadable, lambda: b"\xff\xd8\xff\xe0" + bytes(100)
    ),
    "a PNG with less than its header says": Refused(
        PhotoUnreadable, lambda: photos.png_of_size(1000, 1000)
    ),
    "another picture behind the start of a HEIC": Refused(
        PhotoUnreadable, photos.targa_that_starts_like_a_heic
    ),
    "a text that unpacks to gigabytes": Refused(
        PhotoUnreadable, photos.png_with_a_text_that_unpacks_to_gigabytes
    ),
}
# What is a photo, and more: it is taken, and nothing of the rest is kept.
TAKEN: dict[str, Callable[[], bytes]] = {
    "a photo that is a page, too": lambda: jpeg(comment=PAGE) + PAGE,
    "a photo with a PDF behind it": lambda: jpeg() + b"%PDF-1.7\n1 0 obj /JS",
    "a photo with a zip of gigabytes": lambda: jpeg() + photos.zip_of_gigabytes(),
    "a photo of endless tags": lambda: jpeg(exif=photos.exif_of_endless_directories()),
}
# As large as photos may be: nothing about them is wrong but what they cost.
LARGEST: dict[str, Callable[[], bytes]] = {
    "the largest JPEG": lambda: encoded(red_left_blue_right((8160, 6120))),
    "the largest PNG": lambda: png(red_left_blue_right((5000, 3990), "RGBA")),
    "the largest WebP": lambda: encoded(
        red_left_blue_right((5000, 3990), "RGBA"), "WEBP"
    ),
}
CONTENTS: dict[str, Callable[[], bytes]] = {
    **{name: content for name, (_refusal, content) in REFUSED.items()},
    **TAKEN,
    **LARGEST,
}
