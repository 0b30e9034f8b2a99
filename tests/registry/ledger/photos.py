"""Uploads made on the spot: good ones, wrong ones and hostile ones."""

import io
import struct
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

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


def jpeg_with_everything():
    """On its side, with place, owner, camera and a small picture in its tags."""
    small = encoded(red_left_blue_right((32, 24)))
    return jpeg(exif=_exif_with_thumbnail(small))


def _exif_with_thumbnail(small):
    """What Pillow writes, with a second directory behind it that points to a JPEG."""
    tags = exif(orientation=6, offset="+08:00").removeprefix(b"Exif\0\0")
    order = "<" if tags.startswith(b"II") else ">"
    start = len(tags) + len(tags) % 2
    (first,) = struct.unpack_from(f"{order}I", tags, 4)
    (count,) = struct.unpack_from(f"{order}H", tags, first)
    directory = struct.pack(
        f"{order}HHHIHHHHIIHHIII",
        *(3, 0x0103, 3, 1, 6, 0),
        *(0x0201, 4, 1, start + 42),
        *(0x0202, 4, 1, len(small)),
        0,
    )
    joined = bytearray(tags.ljust(start, b"\0") + directory + small)
    struct.pack_into(f"{order}I", joined, first + 2 + 12 * count, start)
    return b"Exif\0\0" + bytes(joined)


def exif_of_endless_directories():
    """Each entry promises four gigabytes, and each directory points back to itself."""
    entry = struct.pack(">HHII", 0x9286, 7, 0xFFFFFFFF, 8)
    loop = struct.pack(">HHII", 0x8769, 4, 1, 8)
    entries = entry * 4000 + loop
    head = struct.pack(">2sHIH", b"MM", 42, 8, 4001)
    return b"Exif\0\0" + head + entries + struct.pack(">I", 8)


def zip_of_gigabytes():
    """A gigabyte of zeros in a few kilobytes: sixteen files, zipped twice."""
    inner = io.BytesIO()
    with ZipFile(inner, "w", ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(1 << 26))
    outer = io.BytesIO()
    with ZipFile(outer, "w", ZIP_DEFLATED) as archive:
        for number in range(16):
            archive.writestr(f"{number}.zip", inner.getvalue())
    return outer.getvalue()


def segments_of(content):
    """The markers of a JPEG up to its picture: what could carry anything else."""
    found, at = [], 2
    while content[at + 1] != 0xDA:
        found.append(content[at + 1])
        (length,) = struct.unpack_from(">H", content, at + 2)
        at += 2 + length
    return found
