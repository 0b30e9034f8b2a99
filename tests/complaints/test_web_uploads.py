"""
What people and others send as a photo: what is taken, what is told, what is left of it.

Asked of the address that takes one photo, and of a form without scripts.
"""

import re

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.test import Client

from complaints.models import Case
from complaints.operations import handling
from complaints.views import drafts
from registry.ledger.images import (
    MOST_BYTES,
)
from registry.models import StoredFile
from tests.complaints import flow, paths
from tests.complaints.browsing import main_form, read
from tests.complaints.paths import after
from tests.complaints.uploading import (
    DONE,
    GOOD,
    LANGUAGES,
    UPLOAD,
    WRONG,
    send,
    speaking,
)
from tests.registry.ledger import photos as uploads
from tests.registry.ledger.photos import jpeg, png

pytestmark = pytest.mark.filterwarnings("ignore:Tag data larger than file")

NAMES = [
    "../../x.jpg",
    "x\0.php",
    "photo.jpg.html",
    ".htaccess",
    "CON.jpg",
    "王芳 13800138000.jpg",
]


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(5), tick=False):
        yield


@pytest.fixture
def phone(client, town):
    """A browser that has come as far as the page that takes photos."""
    flow.answer(client, until=flow.DETAILS)
    return client


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
        handling.send_back(
            case=Case.objects.get(pk=case.pk), text=DONE, by=town.anna, now=after(5)
        )
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
