from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from registry.models import StoredFile


@pytest.fixture
def photo(db):
    return StoredFile.objects.create(
        purpose="case photo",
        path="photos/ab/abcd.jpg",
        content_type="image/jpeg",
        sha256="1" * 64,
        size=1000,
        width=2048,
        height=1536,
        created_at=datetime(2026, 11, 20, 1, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("stored_file_is_a_jpeg_or_a_pdf", {"content_type": "image/svg+xml"}),
        ("stored_file_has_a_sha256", {"sha256": "1234"}),
        ("stored_file_is_not_empty", {"size": 0}),
        ("stored_photo_fits_the_longest_side", {"width": 2049}),
        ("stored_photo_fits_the_longest_side", {"height": 0}),
    ],
)
def test_the_database_refuses_a_file_that_makes_no_sense(photo, constraint, values):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        StoredFile.objects.filter(pk=photo.pk).update(**values)


def test_the_database_refuses_two_files_in_one_place(photo):
    with pytest.raises(IntegrityError, match="path"), transaction.atomic():
        StoredFile.objects.create(
            purpose="case photo",
            path=photo.path,
            content_type="image/jpeg",
            sha256="2" * 64,
            size=1,
            width=1,
            height=1,
            created_at=photo.created_at,
        )
