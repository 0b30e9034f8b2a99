import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from registry.ledger import images
from registry.ledger.images import (
    clean,
)
from tests.registry.ledger import photos
from tests.registry.ledger.photos import (
    BLUE,
    HEIC,
    RED,
    SECRETS,
    encoded,
    jpeg,
    png,
    red_left_blue_right,
    upload,
)

ROOT = Path(__file__).parents[3]
EIGHT_FIFTEEN_IN_HEFEI = datetime(2026, 11, 20, 0, 15, 30, tzinfo=UTC)


def opened(image):
    picture = Image.open(io.BytesIO(image.content))
    picture.load()
    return picture


def looks_like(pixel, colour):
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(jpeg, id="JPEG"),
        pytest.param(lambda: jpeg(progressive=True), id="progressive JPEG"),
        pytest.param(
            lambda: encoded(red_left_blue_right(mode="CMYK")), id="JPEG for print"
        ),
        pytest.param(png, id="PNG"),
        pytest.param(
            lambda: png(red_left_blue_right().quantize()), id="PNG of a palette"
        ),
        pytest.param(
            lambda: png(red_left_blue_right(mode="RGBA")), id="PNG with transparency"
        ),
        pytest.param(lambda: encoded(red_left_blue_right(), "WEBP"), id="WebP"),
        pytest.param(
            lambda: encoded(
                red_left_blue_right(),
                "MPO",
                save_all=True,
                append_images=[Image.new("RGB", (320, 240))],
            ),
            id="JPEG of two pictures",
        ),
    ],
)
def test_a_photo_keeps_its_picture(content):
    image = clean(upload(content()))

    picture = opened(image)
    assert picture.format == "JPEG"
    assert (image.width, image.height) == picture.size == (320, 240)
    assert looks_like(picture.getpixel((20, 120)), RED)
    assert looks_like(picture.getpixel((300, 120)), BLUE)


def test_a_photo_of_an_iphone_is_upright_and_bare():
    image = clean(upload(HEIC.read_bytes(), "IMG_0001.HEIC"))

    picture = opened(image)
    assert picture.size == (240, 320)
    assert looks_like(picture.getpixel((120, 20)), RED)
    assert looks_like(picture.getpixel((120, 300)), BLUE)
    assert image.taken_at == EIGHT_FIFTEEN_IN_HEFEI
    assert_bare(image)


def assert_bare(image):
    picture = opened(image)
    assert dict(picture.getexif()) == {}
    assert set(picture.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    for secret in SECRETS:
        assert secret not in image.content


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_goes_further(image_format):
    content = encoded(
        red_left_blue_right(),
        image_format,
        exif=photos.exif(),
        icc_profile=photos.srgb_profile(),
        xmp=b"<x:xmpmeta>Wang Fang</x:xmpmeta>",
        comment=b"Wang Fang",
    )
    assert b"SERIAL-4711" in content

    image = clean(upload(content))

    assert image.taken_at == EIGHT_FIFTEEN_IN_HEFEI
    assert_bare(image)


@pytest.mark.parametrize(
    ("orientation", "size", "red", "blue"),
    [
        (1, (320, 240), (20, 120), (300, 120)),
        (2, (320, 240), (300, 120), (20, 120)),
        (3, (320, 240), (300, 120), (20, 120)),
        (4, (320, 240), (20, 120), (300, 120)),
        (5, (240, 320), (120, 20), (120, 300)),
        (6, (240, 320), (120, 20), (120, 300)),
        (7, (240, 320), (120, 300), (120, 20)),
        (8, (240, 320), (120, 300), (120, 20)),
        (99, (320, 240), (20, 120), (300, 120)),
    ],
)
def test_a_photo_is_turned_upright(orientation, size, red, blue):
    picture = opened(clean(upload(jpeg(exif=photos.exif(orientation=orientation)))))

    assert picture.size == size
    assert looks_like(picture.getpixel(red), RED)
    assert looks_like(picture.getpixel(blue), BLUE)


@pytest.mark.parametrize(
    ("taken", "offset", "moment"),
    [
        ("2026:11:20 08:15:30", None, EIGHT_FIFTEEN_IN_HEFEI),
        ("2026:11:20 08:15:30", "+08:00", EIGHT_FIFTEEN_IN_HEFEI),
        ("2026:11:20 01:15:30", "+01:00", EIGHT_FIFTEEN_IN_HEFEI),
        ("0000:00:00 00:00:00", None, None),
        ("0001:01:01 00:00:00", "+08:00", None),
        ("2026:11:20 08:15:30", "nonsense", None),
        ("yesterday", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_the_moment_is_what_the_camera_claimed(taken, offset, moment):
    content = jpeg(exif=photos.exif(taken=taken, offset=offset))

    assert clean(upload(content)).taken_at == moment


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_photo_with_damaged_claims_is_a_photo_all_the_same():
    image = clean(upload(jpeg(exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff broken")))

    assert image.taken_at is None
    assert image.width == 320


def test_a_photo_of_a_wrong_clock_is_turned_upright_all_the_same():
    content = jpeg(exif=photos.exif(orientation=6, taken="yesterday"))

    assert clean(upload(content)).height == 320


def test_a_large_photo_is_made_smaller_and_keeps_its_shape():
    picture = red_left_blue_right((6000, 3000))

    image = clean(upload(encoded(picture)))

    assert (image.width, image.height) == (2048, 1024)
    assert looks_like(opened(image).getpixel((100, 500)), RED)


def test_what_is_transparent_becomes_white():
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0))

    image = clean(upload(png(picture)))

    assert looks_like(opened(image).getpixel((20, 20)), (255, 255, 255))


def test_sixteen_bits_of_grey_are_not_all_white():
    picture = Image.new("I;16", (40, 40), 128 * 256)

    image = clean(upload(png(picture)))

    assert looks_like(opened(image).getpixel((20, 20)), (128, 128, 128))


def test_a_colour_profile_is_applied_before_it_is_dropped():
    """A profile that swaps red and blue: without it the colours would be wrong."""
    profile = photos.srgb_profile()
    swapped = (
        profile.replace(b"rXYZ", b"TEMP")
        .replace(b"bXYZ", b"rXYZ")
        .replace(b"TEMP", b"bXYZ")
    )

    picture = opened(clean(upload(jpeg(icc_profile=swapped))))

    red, _green, blue = picture.getpixel((20, 120))
    assert blue > 150 > red


@pytest.mark.parametrize("profile", [b"no profile", b"\0" * 200])
def test_a_damaged_colour_profile_does_not_matter(profile):
    picture = opened(clean(upload(jpeg(icc_profile=profile))))

    assert looks_like(picture.getpixel((20, 120)), RED)


def test_a_page_hidden_behind_a_photo_is_gone():
    page = b"<html><script>alert('Wang Fang')</script></html>"
    content = jpeg(comment=page) + page

    image = clean(upload(content, "photo.jpg.html"))

    assert b"script" not in image.content
    assert image.width == 320


def test_limits_are_those_that_the_messages_name():
    assert images.MOST_BYTES == 10 * 1024 * 1024
    assert images.MOST_PIXELS == 50_000_000
