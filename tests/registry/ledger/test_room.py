"""Room for photos: on the disk, in a day; and what goes on where there is none."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from propertyhub.tasks import forget_unused_files, look_at_disk
from registry.ledger import files, room
from registry.ledger.room import DayIsFull, NoRoomOnDisk
from registry.models import Notice, StoredFile, User
from registry.sealing import unseal
from tests.complaints import paths
from tests.registry.ledger.photos import jpeg, upload

# ten in the evening in Hefei
EVENING = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MORE_THAN_ANY_DISK_MB = 10**12


def kept(now=EVENING):
    return files.store_image(upload(jpeg()), now=now, purpose="case photo")


@pytest.fixture
def chief(town):
    emil = town.city_emil.user
    User.objects.filter(pk=emil.pk).update(
        is_superuser=True, email="chief@city.example"
    )
    return User.objects.get(pk=emil.pk)


@pytest.fixture
def full_disk(settings):
    settings.DISK_FLOOR_MB = MORE_THAN_ANY_DISK_MB


@pytest.mark.django_db
def test_below_the_floor_of_the_disk_nothing_is_taken(settings):
    settings.DISK_FLOOR_MB = room.megabytes_left() // 2
    room.check(now=EVENING)
    settings.DISK_FLOOR_MB = MORE_THAN_ANY_DISK_MB
    with pytest.raises(NoRoomOnDisk):
        room.check(now=EVENING)


@pytest.mark.django_db
def test_a_day_takes_so_many_and_the_next_begins_at_midnight(settings):
    settings.FILES_A_DAY = 2
    kept()
    room.check(now=EVENING)
    kept()
    with pytest.raises(DayIsFull):
        room.check(now=EVENING)
    with pytest.raises(DayIsFull):
        room.check(now=EVENING + HOUR)
    room.check(now=EVENING + 2 * HOUR)


@pytest.mark.django_db
def test_files_in_another_storage_have_no_floor_here(settings, full_disk):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    room.check(now=EVENING)


def told():
    return Notice.objects.filter(template="complaints/notices/disk_short.txt")


def test_administrators_are_told_once_a_day(chief, full_disk):
    for hours in (0, 1, 2, 3):
        with time_machine.travel(EVENING + hours * HOUR, tick=False):
            assert look_at_disk.apply().result is True
    assert [unseal(one.address_sealed) for one in told()] == ["chief@city.example"] * 2


def test_nobody_is_told_while_there_is_room(chief):
    assert look_at_disk.apply().result is False
    assert not told().exists()


def test_the_desk_and_the_monitor_say_it(client, chief, full_disk):
    client.force_login(chief)
    words = {"Accept-Language": "en"}
    page = client.get("/admin/", headers=words).content.decode()
    assert "The disk of photos and files is almost full." in page
    ready = client.get("/readyz")
    assert "no photos are taken" in ready.json()["checks"]["disk"]
    assert ready.json()["status"] == "ok"


def test_what_belongs_to_nothing_is_forgotten_after_a_week(town):
    used = kept()
    town.file(photos=[used])
    old, fresh = kept(), kept(EVENING + HOUR)
    with time_machine.travel(EVENING + timedelta(days=7, seconds=1), tick=False):
        assert forget_unused_files.apply().result == 1

    left = StoredFile.objects.all()
    assert {one.pk for one in left} == {used.pk, fresh.pk}
    for stored in left:
        files.open_stored(stored).close()
    with pytest.raises(FileNotFoundError):
        files.open_stored(old)


def test_every_model_that_refers_to_a_file_keeps_it(town):
    """Read from the models, so that one that comes later is asked, too."""
    asked = str(files._unused().query)
    referring = {
        each.related_model._meta.db_table
        for each in StoredFile._meta.get_fields(include_hidden=True)
        if each.is_relation and not each.concrete
    }
    assert {"complaints_photo", "ratings_inspectionphoto", "ratings_listingstep"} <= (
        referring
    )
    assert all(table in asked for table in referring)


def test_a_paper_trail_survives_the_forgetting(town):
    case = paths.rectified(town, photos=[kept()])
    with time_machine.travel(EVENING + timedelta(days=400), tick=False):
        assert forget_unused_files.apply().result == 0
    assert case.photos.count() == 2
