"""
What people and others send as a photo: what is taken, what is told, what is left of it.

Asked of the address that takes one photo, and of a form without scripts.
"""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.test import Client
from django.utils import timezone

from complaints.models import Case, Photo
from complaints.operations import evidence, handling, noting
from complaints.operations.filing import FilingIncomplete
from complaints.operations.moving import MoveNotAllowed
from complaints.refusals import Refusal
from complaints.states import PhotoKind, State
from complaints.views import drafts
from registry.ledger import files
from registry.ledger.images import (
    MOST_BYTES,
    NotAPhoto,
    PhotoEmpty,
    PhotoTooLarge,
    PhotoTooManyPixels,
    PhotoUnreadable,
)
from registry.models import StoredFile
from tests.complaints import flow, paths
from tests.complaints.browsing import errors_of, main_form, read
from tests.complaints.paths import after
from tests.registry.ledger import photos as uploads
from tests.registry.ledger.hostile import REFUSED, TAKEN
from tests.registry.ledger.photos import HEIC, encoded, jpeg, png, red_left_blue_right
from tests.town import MONDAY_MORNING

pytestmark = pytest.mark.filterwarnings("ignore:Tag data larger than file")

UPLOAD = "/file/photo/"
HOUR = timedelta(hours=1)
DONE = "The shed has a roof now, and the stairs are free."
MORE_THAN_ANY_DISK_MB = 10**12
NOT_A_PHOTO = (
    "The selected file must be a photo: JPG, PNG, WebP or HEIC.",
    "只能上传照片，格式为JPG、PNG、WebP或HEIC。",
)
EMPTY = (
    "The selected file is empty. Choose another photo.",
    "所选文件没有内容，换一张照片。",
)
UNREADABLE = (
    "The selected photo could not be read. Take it again or choose another.",
    "这张照片无法读取，重新拍摄或者换一张。",
)
TOO_LARGE = (
    "The selected photo must be smaller than 10 MB.",
    "每张照片应小于10 MB。",
)
TOO_MANY_PIXELS = (
    "The selected photo must have fewer than 20 million pixels.",
    "每张照片应少于2000万像素。",
)

SAID = {
    PhotoEmpty: EMPTY,
    NotAPhoto: NOT_A_PHOTO,
    PhotoUnreadable: UNREADABLE,
    PhotoTooLarge: TOO_LARGE,
    PhotoTooManyPixels: TOO_MANY_PIXELS,
}
WRONG = {name: (SAID[refusal], content) for name, (refusal, content) in REFUSED.items()}
GOOD = {
    "JPEG": jpeg,
    "PNG": png,
    "WebP": lambda: encoded(red_left_blue_right(), "WEBP"),
    "HEIC": HEIC.read_bytes,
    **TAKEN,
}
NAMES = [
    "../../x.jpg",
    "x\0.php",
    "photo.jpg.html",
    ".htaccess",
    "CON.jpg",
    "王芳 13800138000.jpg",
]
LANGUAGES = ["en", "zh-hans"]


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(5), tick=False):
        yield


@pytest.fixture
def phone(client, town):
    """A browser that has come as far as the page that takes photos."""
    flow.answer(client, until=flow.DETAILS)
    return client


@pytest.fixture
def manager(client, town):
    client.force_login(town.manager.user)
    return client


def speaking(client, language):
    client.cookies["django_language"] = language
    return LANGUAGES.index(language)


def send(client, content, name="photo.jpg", *, address="", key=None, **more):
    address = address or flow.photos_go_to(client)
    headers = {"Idempotency-Key": key or uuid4().hex, "Accept": "application/json"}
    sent = {"photo": uploads.upload(content, name), **more}
    return client.post(address, sent, headers=headers)


def send_by_hand(client, content, name):
    """As no browser would: the name stands in the request as it is."""
    body = (
        b'--x\r\nContent-Disposition: form-data; name="photo"; filename="'
        + name.encode()
        + b'"\r\nContent-Type: text/html\r\n\r\n'
        + content
        + b"\r\n--x--\r\n"
    )
    kind = "multipart/form-data; boundary=x"
    return client.post(flow.photos_go_to(client), body, content_type=kind)


def stored_files():
    folders = [""]
    found = []
    while folders:
        folder = folders.pop()
        inner, names = default_storage.listdir(folder)
        folders += [f"{folder}/{one}".lstrip("/") for one in inner]
        found += [f"{folder}/{one}" for one in names]
    return found


class TestOnePhoto:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(("messages", "content"), WRONG.values(), ids=WRONG)
    def test_what_is_no_photo_has_its_own_message(
        self, phone, messages, content, language
    ):
        spoken = speaking(phone, language)
        answer = send(phone, content())
        assert answer.status_code == 400
        assert answer.json() == {"message": messages[spoken]}
        assert not StoredFile.objects.exists()

    @pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
    def test_what_is_one_is_made_anew_and_nothing_else_of_it_is_left(
        self, phone, content
    ):
        answer = send(phone, content())
        assert answer.status_code == 201
        shown = phone.get(answer.json()["url"])
        assert shown.headers["Content-Type"] == "image/jpeg"
        for rest in (b"<script", b"%PDF", b"PK\x03\x04", b"Exif"):
            assert rest not in shown.content

    @pytest.mark.parametrize("name", NAMES)
    def test_the_name_that_it_had_stands_nowhere(self, phone, name):
        answer = send_by_hand(phone, jpeg(), name)
        assert answer.status_code == 201
        (path,) = stored_files()
        assert re.fullmatch(r"photos/[0-9a-f]{2}/[0-9a-f]{32}\.jpg", path)
        row = StoredFile.objects.get()
        assert (row.path, row.content_type) == (path, "image/jpeg")

    def test_a_form_without_a_photo_is_told_so(self, phone):
        answer = phone.post(flow.photos_go_to(phone), {"photo": "no file"})
        assert answer.status_code == 400

    def test_of_a_file_without_end_the_disk_holds_ten_megabytes(self, phone, rf):
        request = rf.post(UPLOAD, {"photo": uploads.upload(bytes(3 * MOST_BYTES))})
        with request.FILES["photo"] as upload:
            assert isinstance(upload, UploadedFile)
            assert upload.size == MOST_BYTES + 1

    def test_sent_again_with_its_key_it_is_the_same_photo(self, phone):
        replies = [send(phone, jpeg(), key="one key").json() for _ in range(3)]
        assert replies[0] == replies[1] == replies[2]
        assert StoredFile.objects.count() == 1

    def test_the_key_of_another_photo_is_refused(self, phone):
        send(phone, jpeg(), key="one key")
        answer = send(phone, png(), key="one key")
        assert answer.status_code == 409
        assert answer.json()["message"]
        assert StoredFile.objects.count() == 1

    def test_what_the_camera_said_comes_along_with_a_photo_made_smaller(self, phone):
        send(phone, jpeg(), taken="2026:11:20 08:15:30", offset="+08:00")
        assert str(StoredFile.objects.get().taken_at) == "2026-11-20 00:15:30+00:00"

    def test_the_photo_s_own_word_counts_more(self, phone):
        send(phone, jpeg(exif=uploads.exif()), taken="2020:01:01 00:00:00")
        assert StoredFile.objects.get().taken_at.year == 2026

    @pytest.mark.parametrize("taken", ["", "yesterday", "2026:99:99 99:99:99", "\0"])
    def test_nonsense_about_the_moment_claims_nothing(self, phone, taken):
        assert send(phone, jpeg(), taken=taken, offset="+99:99").status_code == 201
        assert StoredFile.objects.get().taken_at is None


class TestAForm:
    """The firm's answer: it is sent as a whole where no scripts run."""

    def answer(self, client, case, *contents, **typed):
        form = main_form(client.get(f"/firm/{case.number}/"))
        photos = [uploads.upload(content) for content in contents]
        sent = form.filled(text=DONE, photos=photos, **typed)
        return client.post(f"/firm/{case.number}/", sent)

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(("messages", "content"), WRONG.values(), ids=WRONG)
    def test_what_is_no_photo_is_told_at_the_field_and_the_rest_is_kept(
        self, manager, town, messages, content, language
    ):
        spoken = speaking(manager, language)
        page = self.answer(manager, paths.disposed(town), content())
        assert page.status_code == 200
        assert page.context["form"].errors["photos"] == [messages[spoken]]
        assert main_form(page).values["text"] == [DONE]

    @pytest.mark.parametrize(
        ("language", "message"),
        [("en", "Choose at most 3 photos."), ("zh-hans", "最多选择3张照片。")],
    )
    def test_a_fourth_photo_is_one_too_many(self, manager, town, language, message):
        speaking(manager, language)
        page = self.answer(manager, paths.disposed(town), *[jpeg()] * 4)
        assert page.context["form"].errors["photos"] == [message]
        assert main_form(page).values["text"] == [DONE]

    def test_each_good_sort_is_taken(self, manager, town):
        for content in GOOD.values():
            case = paths.disposed(town)
            assert self.answer(manager, case, content()).status_code == 302
            assert case.photos.count() == 1

    def test_the_same_photo_twice_in_a_form_is_one(self, manager, town):
        case = paths.disposed(town)
        address = flow.photos_go_to(manager, f"/firm/{case.number}/")
        token = send(manager, jpeg(), address=address).json()["token"]
        form = main_form(manager.get(f"/firm/{case.number}/"))
        sent = form.filled(text=DONE, kept_photos=[token, token])
        assert manager.post(f"/firm/{case.number}/", sent).status_code == 302
        assert case.photos.count() == 1


class TestAPageThatIsOpenedAgain:
    """What arrived for a form is there again: for this form and this browser."""

    def place_of(self, client, case):
        return flow.photos_go_to(client, f"/firm/{case.number}/")

    def found(self, client, case):
        page = client.get(f"/firm/{case.number}/")
        return [one["token"] for one in map(vars, page.context["kept_photos"])]

    def test_it_shows_what_has_arrived(self, manager, town):
        case = paths.disposed(town)
        place = self.place_of(manager, case)
        for _ in range(2):
            assert send(manager, jpeg(), address=place).status_code == 201

        page = manager.get(f"/firm/{case.number}/")
        form = main_form(page)
        assert len(form.values["kept_photos"]) == 2
        shown = [one for one in read(page).sources if "/photos/" in one]
        assert {manager.get(one).status_code for one in shown} == {200}
        sent = form.filled(text=DONE)
        assert manager.post(f"/firm/{case.number}/", sent).status_code == 302
        assert case.photos.count() == 2

    def test_and_no_more_than_the_form_takes(self, manager, town):
        case = paths.disposed(town)
        place = self.place_of(manager, case)
        for _ in range(5):
            send(manager, jpeg(), address=place)
        assert len(self.found(manager, case)) == 3

    def test_another_form_and_another_browser_show_nothing(self, manager, town):
        case, other = paths.disposed(town), paths.disposed(town)
        place = self.place_of(manager, case)
        send(manager, jpeg(), address=place)
        colleague = Client()
        colleague.force_login(town.manager.user)
        assert self.found(manager, other) == []
        assert self.found(colleague, case) == []
        assert send(colleague, jpeg(), address=place).status_code == 400
        assert len(self.found(manager, case)) == 1

    def test_nothing_is_left_after_logging_out(self, manager, town):
        case = paths.disposed(town)
        send(manager, jpeg(), address=self.place_of(manager, case))
        manager.logout()
        manager.force_login(town.manager.user)
        assert self.found(manager, case) == []

    def test_what_was_used_is_not_shown_again(self, manager, town):
        case = paths.disposed(town)
        send(manager, jpeg(), address=self.place_of(manager, case))
        left_out = send(manager, png(), address=self.place_of(manager, case))
        form = main_form(manager.get(f"/firm/{case.number}/"))
        kept = form.values["kept_photos"][:1]
        manager.post(f"/firm/{case.number}/", form.filled(text=DONE, kept_photos=kept))
        assert left_out.status_code == 201
        handling.send_back(case=reread(case), text=DONE, by=town.anna, now=after(5))
        assert self.found(manager, case) == []

    def test_a_photo_of_a_form_that_came_back_is_there_again(self, manager, town):
        case = paths.disposed(town)
        form = main_form(manager.get(f"/firm/{case.number}/"))
        sent = form.filled(text="", photos=[uploads.upload(jpeg())])
        manager.post(f"/firm/{case.number}/", sent)
        assert len(self.found(manager, case)) == 1

    def test_one_form_is_sent_so_many_and_no_more(self, manager, town):
        case = paths.disposed(town)
        place = self.place_of(manager, case)
        for _ in range(drafts.MOST_AT_A_PLACE):
            assert send(manager, jpeg(), address=place).status_code == 201
        answer = send(manager, jpeg(), address=place)
        assert answer.status_code == 400
        assert "no more are taken" in answer.json()["message"]


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


class TestWhereOnePhotoIsSent:
    """To a form that a page gave this browser, and nowhere else."""

    OUT_OF_DATE = (
        "This page is out of date. Open it again, then choose the photo again."
    )

    def refused(self, client, address):
        answer = send(client, jpeg(), address=address)
        assert (answer.status_code, answer.json()["message"]) == (
            400,
            self.OUT_OF_DATE,
        )
        assert not StoredFile.objects.exists()

    @pytest.mark.parametrize(
        "query", ["", "?for=draft", "?place=made-up", "?place=a:b", "?place=&for=draft"]
    )
    def test_a_made_up_place_takes_none(self, phone, query):
        self.refused(phone, UPLOAD + query)

    def test_the_draft_of_another_browser_takes_none(self, phone, town):
        other = Client(headers={"Accept-Language": "en"})
        flow.answer(other, until=flow.DETAILS)
        self.refused(phone, flow.photos_go_to(other))

    def test_a_form_of_another_browser_takes_none(self, manager, phone, town):
        case = paths.disposed(town)
        address = flow.photos_go_to(manager, f"/firm/{case.number}/")
        self.refused(Client(headers={"Accept-Language": "en"}), address)

    def test_a_draft_that_is_filed_takes_none(self, phone):
        address = flow.photos_go_to(phone)
        flow.file(phone, flow.DETAILS)
        self.refused(phone, address)

    def test_a_draft_takes_its_photos_by_whatever_session(self, phone):
        """The browser was closed in between, and has its draft still."""
        address = flow.photos_go_to(phone)
        for _ in range(drafts.MOST_AT_A_PLACE):
            phone.cookies.pop("sessionid", None)
            assert send(phone, jpeg(), address=address).status_code == 201
        phone.cookies.pop("sessionid", None)
        answer = send(phone, jpeg(), address=address)
        assert "no more are taken" in answer.json()["message"]


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
