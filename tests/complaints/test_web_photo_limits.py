"""How many photos one sender, one phone and one case bring, and while there is room."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from complaints.models import Case, Photo
from complaints.operations import evidence, handling, noting
from complaints.operations.filing import FilingIncomplete
from complaints.operations.moving import MoveNotAllowed
from complaints.refusals import Refusal
from complaints.states import PhotoKind, State
from registry.ledger import files
from registry.models import StoredFile
from tests.complaints import flow, paths
from tests.complaints.browsing import errors_of, main_form
from tests.complaints.paths import after
from tests.complaints.uploading import DONE, send
from tests.registry.ledger import photos as uploads
from tests.registry.ledger.photos import jpeg
from tests.town import MONDAY_MORNING

HOUR = timedelta(hours=1)
MORE_THAN_ANY_DISK_MB = 10**12


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(5), tick=False):
        yield


@pytest.fixture
def phone(client, town):
    """A browser that has come as far as the page that takes photos."""
    flow.answer(client, until=flow.DETAILS)
    return client


def reread(case):
    return Case.objects.get(pk=case.pk)


class TestWithoutRoom:
    def test_a_photo_is_refused_and_the_form_goes_without(
        self, manager, town, settings
    ):
        settings.DISK_FLOOR_MB = MORE_THAN_ANY_DISK_MB
        case = paths.disposed(town)
        address = flow.photos_go_to(manager, f"/firm/{case.number}/")
        answer = send(manager, jpeg(), address=address)
        assert answer.status_code == 400
        assert "Send the form without it" in answer.json()["message"]

        page = manager.post(
            f"/firm/{case.number}/",
            main_form(manager.get(f"/firm/{case.number}/")).filled(
                text=DONE, photos=[uploads.upload(jpeg())]
            ),
        )
        assert "No photo or file can be taken at the moment." in errors_of(page)
        again = main_form(page).filled(no_photo_because="The disk is full.")
        assert manager.post(f"/firm/{case.number}/", again).status_code == 302
        assert reread(case).state == State.RECTIFIED

    @pytest.mark.parametrize("setting", ["DISK_FLOOR_MB", "FILES_A_DAY"])
    def test_residents_file_without_photos(self, town, settings, setting):
        full = {"DISK_FLOOR_MB": MORE_THAN_ANY_DISK_MB, "FILES_A_DAY": 0}
        setattr(settings, setting, full[setting])
        resident = Client()
        address = flow.answer(resident, until=flow.DETAILS)
        refused = flow.send(
            resident, address, text=DONE, photos=[uploads.upload(jpeg())]
        )
        assert "Send the form without it" in errors_of(refused)
        flow.answer(resident, address)
        assert flow.send(resident, flow.CHECK).status_code == 302
        assert Case.objects.get().photos.count() == 0

    def test_after_the_last_of_a_day_none_is_taken(self, phone, settings):
        settings.FILES_A_DAY, settings.FILES_RESERVED_PERCENT = 1, 0
        assert send(phone, jpeg()).status_code == 201
        answer = send(phone, jpeg())
        assert answer.status_code == 400
        assert "or come back tomorrow" in answer.json()["message"]


class TestHowManyOneSenderBrings:
    TOO_MANY = "Many photos came from one device or one place"

    def filing(self, network="203.0.113.7"):
        resident = Client(REMOTE_ADDR=network, headers={"Accept-Language": "en"})
        flow.answer(resident, until=flow.DETAILS)
        return resident

    def test_a_browser_brings_so_many(self, town, settings):
        settings.PHOTOS_PER_BROWSER = [(2, HOUR)]
        resident = self.filing()
        for _ in range(2):
            assert send(resident, jpeg()).status_code == 201
        answer = send(resident, jpeg())
        assert answer.status_code == 400
        assert self.TOO_MANY in answer.json()["message"]
        assert StoredFile.objects.count() == 2
        assert send(self.filing(), jpeg()).status_code == 201

    def test_a_network_brings_so_many_however_many_browsers(self, town, settings):
        settings.PHOTOS_PER_NETWORK = [(2, HOUR)]
        for last in (7, 8):
            resident = self.filing(f"203.0.113.{last}")
            assert send(resident, jpeg()).status_code == 201
        answer = send(self.filing(), jpeg())
        assert self.TOO_MANY in answer.json()["message"]
        elsewhere = self.filing("198.51.100.7")
        assert send(elsewhere, jpeg()).status_code == 201

    def test_what_comes_with_a_form_counts_and_is_told_at_the_field(
        self, town, settings
    ):
        settings.PHOTOS_PER_BROWSER = [(1, HOUR)]
        resident = self.filing()
        first, second = (
            flow.send(
                resident, flow.DETAILS, text=text, photos=[uploads.upload(jpeg())]
            )
            for text in (" ", "The lamp is broken.")
        )
        assert self.TOO_MANY not in errors_of(first)
        assert self.TOO_MANY in errors_of(second)
        flow.file(resident, flow.DETAILS)
        assert Case.objects.get().photos.count() == 1

    def test_an_account_is_counted_by_itself(self, manager, town, settings):
        settings.PHOTOS_PER_NETWORK = settings.PHOTOS_PER_BROWSER = [(1, HOUR)]
        settings.PHOTOS_PER_ACCOUNT = [(2, HOUR)]
        case = paths.disposed(town)
        address = flow.photos_go_to(manager, f"/firm/{case.number}/")
        for _ in range(2):
            assert send(manager, jpeg(), address=address).status_code == 201
        answer = send(manager, jpeg(), address=address)
        assert self.TOO_MANY in answer.json()["message"]
        colleague = Client()
        colleague.force_login(town.manager.user)
        form = main_form(colleague.get(f"/firm/{case.number}/"))
        sent = form.filled(text=DONE, photos=[uploads.upload(jpeg())])
        page = colleague.post(f"/firm/{case.number}/", sent)
        assert self.TOO_MANY in errors_of(page)

    def test_the_last_share_of_a_day_is_left_to_who_has_an_account(
        self, phone, town, settings
    ):
        settings.FILES_A_DAY, settings.FILES_RESERVED_PERCENT = 2, 50
        assert send(phone, jpeg()).status_code == 201
        answer = send(phone, jpeg())
        assert "or come back tomorrow" in answer.json()["message"]

        case = paths.disposed(town)
        firm = Client()
        firm.force_login(town.manager.user)
        address = flow.photos_go_to(firm, f"/firm/{case.number}/")
        assert send(firm, jpeg(), address=address).status_code == 201
        full = send(firm, jpeg(), address=address)
        assert "or come back tomorrow" in full.json()["message"]


class TestWhatACaseAndAPhoneBring:
    def many(self, count):
        image = uploads.upload(jpeg())
        one = files.store_image(image, now=MONDAY_MORNING, purpose="test")
        rows = [
            StoredFile(
                purpose="test",
                path=f"photos/many/{number}.jpg",
                content_type="image/jpeg",
                sha256=one.sha256,
                size=one.size,
                width=one.width,
                height=one.height,
                created_at=one.created_at,
            )
            for number in range(count)
        ]
        return StoredFile.objects.bulk_create(rows)

    def test_a_case_holds_so_many(self, town):
        case = paths.disposed(town)
        brought = self.many(evidence.MOST_OF_A_CASE)
        step = case.steps.last()
        evidence.attach(case, step, brought, PhotoKind.FINDING)
        with pytest.raises(MoveNotAllowed) as refused:
            handling.rectify(
                case=case, text=DONE, photos=self.one(), by=town.manager, now=after(4)
            )
        assert refused.value.refusal == Refusal.CASE_FULL
        assert case.state == reread(case).state == State.DISPOSED
        assert case.version == reread(case).version
        assert case.photos.count() == evidence.MOST_OF_A_CASE

    def test_a_full_case_takes_words_and_no_more_photos(self, town):
        case = paths.disposed(town)
        brought = self.many(evidence.MOST_OF_A_CASE)
        evidence.attach(case, case.steps.last(), brought, PhotoKind.FINDING)
        written = case.steps.count()
        added = {"case": case, "by": town.resident, "now": after(4)}
        with pytest.raises(MoveNotAllowed) as refused:
            noting.note(text="Look at the stairs.", photos=self.one(), **added)
        assert refused.value.refusal == Refusal.CASE_FULL
        assert case.steps.count() == written
        noting.note(text="Look at the stairs.", **added)
        assert case.steps.count() == written + 1

    def test_the_firm_reads_so_and_answers_without(self, manager, town):
        case = paths.disposed(town)
        brought = self.many(evidence.MOST_OF_A_CASE)
        evidence.attach(case, case.steps.last(), brought, PhotoKind.FINDING)
        form = main_form(manager.get(f"/firm/{case.number}/"))
        sent = form.filled(text=DONE, photos=[uploads.upload(jpeg())])
        page = manager.post(f"/firm/{case.number}/", sent)
        assert "all the photos that it can hold" in errors_of(page)
        again = main_form(page).filled(no_photo_because="The case is full.")
        again.pop("kept_photos")
        assert manager.post(f"/firm/{case.number}/", again).status_code == 302

    def one(self):
        return [paths.photo()]

    def test_a_phone_brings_so_many_a_day(self, town):
        brought = self.many(evidence.MOST_OF_A_PHONE_A_DAY)
        town.file(photos=brought)
        with pytest.raises(FilingIncomplete, match="At most 30 photos a day"):
            town.file(photos=self.one(), now=after(1))
        town.file(now=after(1))
        town.file(photos=self.one(), now=after(24))
        assert Photo.objects.count() == evidence.MOST_OF_A_PHONE_A_DAY + 1

    def test_the_resident_of_the_phone_files_without(self, town):
        brought = self.many(evidence.MOST_OF_A_PHONE_A_DAY)
        town.file(photos=brought, now=timezone.now())
        resident = Client()
        refused = flow.file(resident, photos=[uploads.upload(jpeg())])
        assert "At most 30 photos a day" in errors_of(refused)
        assert Case.objects.count() == 1
        flow.answer(resident, flow.DETAILS, kept_photos=[])
        assert flow.send(resident, flow.CHECK).status_code == 302
        assert Case.objects.count() == 2
