import re
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError
from PIL import Image

from registry.ledger.files import keep, open_stored, store_image
from registry.ledger.images import CleanImage, NotAPhoto, PhotoEmpty, clean
from registry.models import StoredFile
from registry.models.stored_file import LOOK
from tests.registry.ledger import photos
from tests.registry.ledger.photos import HEIC, jpeg, upload
from tests.registry.ledger.scenes import scene

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(content, name="photo.jpg"):
    return store_image(upload(content, name), now=NOON, purpose="case photo")


def files_in(media):
    return [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_photo_is_stored_with_its_measures():
    stored(jpeg(exif=photos.exif(orientation=6)))

    row = StoredFile.objects.get()
    with open_stored(row) as file:
        content = file.read()
    assert (row.width, row.height) == (240, 320)
    assert row.size == len(content)
    assert row.sha256 == sha256(content).hexdigest()
    assert row.content_type == "image/jpeg"
    assert row.purpose == "case photo"
    assert row.created_at == NOON
    assert row.taken_at == datetime(2026, 11, 20, 0, 15, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_a_photo_is_stored_with_its_look_unless_it_shows_nothing():
    yard = stored(photos.encoded(scene(1)))
    wall = stored(photos.encoded(Image.new("RGB", (640, 480), "grey")))

    bands = [[getattr(row, band) for band in LOOK] for row in (yard, wall)]
    assert bands == [list(clean(upload(photos.encoded(scene(1)))).look), [None] * 4]


@pytest.mark.django_db
def test_a_photo_of_an_iphone_is_served_as_jpeg():
    row = stored(HEIC.read_bytes(), "IMG_0001.HEIC")

    with open_stored(row) as file, Image.open(file) as picture:
        assert picture.format == "JPEG"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["../../x.jpg", "x\0.jpg", "photo.php.jpg", "王芳 13800138000.jpg", ".htaccess"],
)
def test_the_name_of_the_upload_is_used_nowhere(name, media):
    file = upload(jpeg())
    file._name = name  # Django's own parser would have cut the worst of it off

    row = store_image(file, now=NOON, purpose="case photo")

    assert re.fullmatch(r"photos/[0-9a-f]{2}/[0-9a-f]{32}\.jpg", row.path)
    assert files_in(media) == [media / row.path]


@pytest.mark.django_db
def test_the_same_photo_twice_has_two_names_and_one_hash():
    first, second = stored(jpeg()), stored(jpeg())

    assert first.path != second.path
    assert first.sha256 == second.sha256


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "refusal"), [(b"", PhotoEmpty), (b"MZ\x90\0 renamed", NotAPhoto)]
)
def test_a_refused_photo_leaves_nothing_behind(content, refusal, media):
    with pytest.raises(refusal):
        stored(content)

    assert files_in(media) == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_a_file_whose_row_is_refused_is_deleted_again(media):
    image = CleanImage(content=b"", width=1, height=1, taken_at=None)

    with pytest.raises(DatabaseError, match="stored_file_is_not_empty"):
        keep(image, now=NOON, purpose="case photo")

    assert files_in(media) == []


@pytest.mark.django_db
def test_a_file_that_the_storage_lost_is_said_to_be_lost():
    row = stored(jpeg())
    default_storage.delete(row.path)

    with pytest.raises(FileNotFoundError):
        open_stored(row)
