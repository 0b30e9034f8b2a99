"""Uploads made on the spot: good ones, wrong ones and hostile ones."""

import io
import struct
import zlib
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

# pi-heif reads HEIC and writes none, so this one was made with pillow-heif. It is red
# and blue like the others, lies on its side and names a moment, a place and a camera.
HEIC = Path(__file__).parent / "samples" / "phone.heic"
RED, BLUE = (200, 30, 30), (30, 30, 200)
SECRETS = (b"Acme", b"SERIAL-4711", b"Wang Fang", b"2026:11:20", b"GPS")


def upload(content, name="photo.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def red_left_blue_right(size=(320, 240), mode="RGB"):
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    return picture.convert(mode)


def exif(*, orientation=1, taken="2026:11:20 08:15:30", offset=None):
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.Make] = "Acme"
    tags[ExifTags.Base.Artist] = "Wang Fang"
    inner = tags.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.BodySerialNumber] = "SERIAL-4711"
    if taken is not None:
        inner[ExifTags.Base.DateTimeOriginal] = taken
    if offset is not None:
        inner[ExifTags.Base.OffsetTimeOriginal] = offset
    place = tags.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (31.0, 51.0, 40.0)
    return tags.tobytes()


def encoded(picture, image_format="JPEG", **options):
    content = io.BytesIO()
    picture.save(content, image_format, **options)
    return content.getvalue()


def jpeg(**options):
    return encoded(red_left_blue_right(), "JPEG", quality=90, **options)


def png(picture=None, **options):
    return encoded(picture or red_left_blue_right(), "PNG", **options)


def png_of_size(width, height):
    """A PNG whose header promises more than the bytes hold."""

    def chunk(name, body):
        checksum = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def png_with_a_text_that_unpacks_to_gigabytes():
    packed = zlib.compressobj(9)
    text = b"".join(packed.compress(bytes(1 << 20)) for _ in range(300))
    text += packed.flush()
    notes = PngImagePlugin.PngInfo()
    notes.add(b"zTXt", b"Comment\0\0" + text)
    return png(pnginfo=notes)


def targa_that_starts_like_a_heic():
    """Pillow reads a Targa picture in it, if it is let."""
    start = b"\0\0\x0a\x18ftypheic" + struct.pack("<HHBB", 16, 16, 24, 0)
    rows = 16 * (b"\x8f" + bytes(RED))
    return (start + rows).ljust(0x0A18, b"\0")


def srgb_profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
