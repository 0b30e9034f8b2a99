"""Rows and files that do not fit together, and the command that names them."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from registry.ledger import files, integrity
from registry.models import StoredFile
from tests.registry.ledger.photos import jpeg, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    return kept()


def kept():
    now = datetime.now(UTC)
    return files.store_image(upload(jpeg()), now=now, purpose="case photo")


def path_of(stored):
    return Path(default_storage.path(stored.path))


def found_now():
    return [str(one) for one in integrity.problems(now=datetime.now(UTC))]


def stray(path, *, minutes):
    """A file without a row, so old."""
    name = default_storage.save(path, ContentFile(b"left behind"))
    moment = (datetime.now(UTC) - timedelta(minutes=minutes)).timestamp()
    os.utime(default_storage.path(name), (moment, moment))
    return name


def test_where_all_is_well_nothing_is_said(photo, capsys):
    call_command("check_integrity")
    assert capsys.readouterr().out == "1 rows and their files fit together.\n"


def test_nothing_stored_is_well_too(capsys):
    call_command("check_integrity")
    assert capsys.readouterr().out == "0 rows and their files fit together.\n"


def test_a_row_without_its_file_is_named(photo):
    path_of(photo).unlink()
    assert found_now() == [f"{photo.path}: a row without its file"]


def test_a_file_of_another_content_is_named(photo):
    path_of(photo).write_bytes(jpeg(comment=b"exchanged"))
    assert found_now() == [f"{photo.path}: another content than its row says"]


@pytest.mark.parametrize("path", ["photos/ab/left.jpg", "left.txt"])
def test_a_file_without_a_row_is_named_wherever_it_lies(photo, path):
    name = stray(path, minutes=61)
    assert found_now() == [f"{name}: a file without a row"]


def test_a_file_that_is_just_arriving_may_have_no_row_yet(photo):
    stray("photos/ab/arriving.jpg", minutes=1)
    assert found_now() == []


def test_the_command_names_each_and_fails(photo):
    lost, changed = kept(), kept()
    path_of(lost).unlink()
    path_of(changed).write_bytes(b"exchanged")
    name = stray("photos/ab/left.jpg", minutes=61)

    with pytest.raises(CommandError) as told:
        call_command("check_integrity")

    lines = str(told.value).splitlines()
    assert sorted(line.split(": ")[0] for line in lines) == sorted(
        [lost.path, changed.path, name]
    )
    assert StoredFile.objects.count() == 3


def test_many_are_compared_in_few_questions(django_assert_max_num_queries):
    for _ in range(8):
        kept()
    with django_assert_max_num_queries(3):
        assert found_now() == []
