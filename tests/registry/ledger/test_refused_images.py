import random
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation
from PIL import Image

from registry.ledger.images import (
    NotAPhoto,
    PhotoEmpty,
    PhotoRefused,
    PhotoTooLarge,
    PhotoTooManyPixels,
    PhotoUnreadable,
    clean,
)
from tests.registry.ledger import photos
from tests.registry.ledger.photos import (
    HEIC,
    encoded,
    jpeg,
    png,
    red_left_blue_right,
    upload,
)

ROOT = Path(__file__).parents[3]


def half(content):
    return content[: len(content) // 2]


WRONG = {
    "a text": (NotAPhoto, "电梯坏了".encode),
    "a program": (NotAPhoto, lambda: b"MZ\x90\0\x03" + bytes(5000)),
    "an SVG": (
        NotAPhoto,
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    ),
    "a PDF": (NotAPhoto, lambda: b"%PDF-1.7\n" + bytes(2000)),
    "a PDF before a JPEG": (NotAPhoto, lambda: b"%PDF-1.7\n" + jpeg()),
    "a zip": (NotAPhoto, lambda: b"PK\x03\x04" + bytes(2000)),
    "a GIF": (NotAPhoto, lambda: encoded(red_left_blue_right(), "GIF")),
    "a TIFF": (NotAPhoto, lambda: encoded(red_left_blue_right(), "TIFF")),
    "a picture of PostScript": (
        NotAPhoto,
        lambda: encoded(red_left_blue_right(), "EPS"),
    ),
    "nothing": (PhotoEmpty, lambda: b""),
    "eleven megabytes": (PhotoTooLarge, lambda: jpeg() + bytes(11 * 1024 * 1024)),
    "30,000 pixels square": (
        PhotoTooManyPixels,
        lambda: photos.png_of_size(30_000, 30_000),
    ),
    "50,000 pixels square": (
        PhotoTooManyPixels,
        lambda: photos.png_of_size(50_000, 50_000),
    ),
    "more than a screen has": (
        PhotoTooManyPixels,
        lambda: photos.png_of_size(5_000, 4_001),
    ),
    "half a JPEG": (PhotoUnreadable, lambda: half(jpeg())),
    "half a PNG": (PhotoUnreadable, lambda: half(png())),
    "half a WebP": (
        PhotoUnreadable,
        lambda: half(encoded(red_left_blue_right(), "WEBP")),
    ),
    "half a HEIC": (PhotoUnreadable, lambda: half(HEIC.read_bytes())),
    "the start of a JPEG": (PhotoUnreadable, lambda: b"\xff\xd8\xff\xe0" + bytes(100)),
    "a PNG with less than its header says": (
        PhotoUnreadable,
        lambda: photos.png_of_size(1000, 1000),
    ),
    "another picture behind the start of a HEIC": (
        PhotoUnreadable,
        photos.targa_that_starts_like_a_heic,
    ),
    "a text that unpacks to gigabytes": (
        PhotoUnreadable,
        photos.png_with_a_text_that_unpacks_to_gigabytes,
    ),
}


@pytest.mark.parametrize(("refusal", "content"), WRONG.values(), ids=WRONG.keys())
@pytest.mark.parametrize("name", ["photo.jpg", "../../photo.jpg", "photo.jpg.exe"])
def test_each_wrong_upload_has_its_own_refusal(refusal, content, name):
    with pytest.raises(refusal) as refused:
        clean(upload(content(), name))

    assert type(refused.value) is refusal
    assert str(refused.value) == str(refused.value.message)


def test_every_refusal_says_something_else_and_is_translated_when_it_is_shown():
    refusals = [
        NotAPhoto(),
        PhotoEmpty(),
        PhotoTooLarge(),
        PhotoTooManyPixels(),
        PhotoTooManyPixels(20_000_000),
        PhotoUnreadable(),
    ]
    with translation.override("en"):
        messages = [str(refusal.message) for refusal in refusals]

    assert len(set(messages)) == len(refusals)
    assert "50 million" in messages[3]
    assert "20 million" in messages[4]
    assert all(isinstance(refusal, PhotoRefused) for refusal in refusals)


def test_a_header_is_enough_to_refuse_too_many_pixels(monkeypatch):
    def decode(picture):
        raise AssertionError(f"{picture.size} were decoded")

    monkeypatch.setattr(Image.Image, "load", decode)

    with pytest.raises(PhotoTooManyPixels):
        clean(upload(photos.png_of_size(30_000, 30_000)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC"])
def test_damaged_photos_are_refused_or_read_and_never_crash(kind):
    if kind == "HEIC":
        whole = HEIC.read_bytes()
    else:
        picture = red_left_blue_right((64, 48))
        whole = encoded(picture, kind, exif=photos.exif())
    dice = random.Random(4711)  # noqa: S311  # the same damage each time
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            content[dice.randrange(12, len(content))] = dice.randrange(256)
        try:
            clean(upload(bytes(content)))
        except PhotoRefused:
            continue


OPEN_AND_TELL_THE_MEMORY = """
import sys
import django
django.setup()
from django.core.files import File
from registry.ledger.images import clean
with open(sys.argv[1], "rb") as file:
    clean(File(file))
status = open("/proc/self/status").read().split()
print(status[status.index("VmHWM:") + 1])
"""


@pytest.mark.parametrize(
    ("image_format", "size", "mode"),
    [
        ("JPEG", (8160, 6120), "RGB"),
        ("PNG", (5000, 3990), "RGBA"),
        ("WEBP", (5000, 3990), "RGBA"),
    ],
)
def test_the_largest_photos_fit_into_half_a_gigabyte(
    tmp_path, image_format, size, mode
):
    path = tmp_path / "largest"
    path.write_bytes(encoded(red_left_blue_right(size, mode), image_format))

    told = subprocess.run(
        [sys.executable, "-c", OPEN_AND_TELL_THE_MEMORY, str(path)],
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
        text=True,
    )

    assert int(told.stdout) < 512 * 1024, f"{int(told.stdout) // 1024} MB"
