"""What is no photo, and what no photo may cost."""

import random

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
from tests.registry.ledger import looking, photos
from tests.registry.ledger.hostile import CONTENTS, LARGEST, REFUSED, TAKEN
from tests.registry.ledger.photos import HEIC, encoded, red_left_blue_right, upload

MOST_MB = 512


@pytest.mark.parametrize(("refusal", "content"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("name", ["photo.jpg", "../../photo.jpg", "photo.jpg.exe"])
def test_each_wrong_upload_has_its_own_refusal(refusal, content, name):
    with pytest.raises(refusal) as refused:
        clean(upload(content(), name))

    assert type(refused.value) is refusal
    assert str(refused.value) == str(refused.value.message)


@pytest.mark.parametrize("content", TAKEN.values(), ids=TAKEN)
@pytest.mark.filterwarnings("ignore:Tag data larger than file")
def test_a_photo_that_is_something_else_too_is_taken_as_a_photo(content):
    cleaned = clean(upload(content())).content

    for more in (b"script", b"%PDF", b"PK\x03\x04"):
        assert more not in cleaned


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


@pytest.mark.parametrize("content", LARGEST.values(), ids=LARGEST)
def test_the_largest_photos_fit_into_half_a_gigabyte(tmp_path, content):
    path = tmp_path / "largest"
    path.write_bytes(content())

    told = looking.in_a_process_of_its_own([path])

    assert told.said == {"largest": looking.TAKEN}
    assert told.megabytes < MOST_MB


def test_whatever_is_sent_at_once_fits_into_half_a_gigabyte(tmp_path):
    paths = [tmp_path / str(number) for number in range(len(CONTENTS))]
    for path, content in zip(paths, CONTENTS.values(), strict=True):
        path.write_bytes(content())

    told = looking.in_a_process_of_its_own(*[[path] for path in paths])

    assert len(told.said) == len(paths)
    assert told.megabytes < MOST_MB


def test_no_thread_keeps_what_the_largest_photos_took(tmp_path):
    paths = [tmp_path / str(number) for number in range(len(LARGEST))]
    for path, content in zip(paths, LARGEST.values(), strict=True):
        path.write_bytes(content())

    told = looking.in_a_process_of_its_own(*[paths] * 4)

    assert set(told.said.values()) == {looking.TAKEN}
    assert told.megabytes < MOST_MB
