"""What residents do with a case beside answering, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from complaints.models import Case
from complaints.operations import appeals, auditing, handling, looking, merging, noting
from complaints.operations.moving import MoveNotAllowed
from complaints.states import DeclineReason, PhotoKind, State
from registry.ledger import files
from tests.complaints import paths
from tests.complaints.browsing import read
from tests.complaints.changing import AGREED
from tests.complaints.paths import after
from tests.complaints.tracking import act_of, by_receipt, do, text_of
from tests.registry.ledger.photos import jpeg, png, upload

WHY = "The lamps stand inside of the wall."


def stored():
    return files.store_image(upload(jpeg()), now=after(0), purpose="photo of a case")


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(7), tick=False):
        yield


def declined(town) -> Any:
    case = town.file()
    handling.decline(
        case=case,
        reason=DeclineReason.OTHER_BODY,
        text="The street lamps belong to the city.",
        way_on="The lighting office, 0551-62600000.",
        by=town.anna,
        now=after(2),
    )
    return case


class TestResidents:
    def test_who_is_refused_reads_why_where_to_go_and_appeals(self, client, town):
        case = declined(town)
        page = text_of(by_receipt(client, case))
        for words in (
            "Another body decides it",
            "The street lamps belong to the city.",
            "The lighting office, 0551-62600000.",
            "Ask for a review",
        ):
            assert words in page

        done = do(client, case, "appeal", text=WHY)
        assert done.status_code == 302
        page = text_of(client.get(f"/track/{case.number}/"))
        assert "Now the office above Heyedi Street looks at the refusal" in page
        assert WHY in page
        case.refresh_from_db()
        assert case.state == State.APPEALED

    def test_the_button_for_an_appeal_is_there_until_its_last_day(self, client, town):
        case = declined(town)
        last = after(2) + timedelta(days=15)
        with time_machine.travel(last - timedelta(seconds=1), tick=False):
            assert "/act/appeal/" in by_receipt(client, case).content.decode()
        with time_machine.travel(last, tick=False):
            assert "/act/appeal/" not in by_receipt(client, case).content.decode()

    def test_an_upheld_refusal_is_told_with_its_reasons(self, client, town):
        case = declined(town)
        appeals.appeal(case=case, by=town.resident, now=after(3))
        appeals.uphold(case=case, text=WHY, by=town.county_dora, now=after(4))
        page = text_of(by_receipt(client, case))
        assert "The refusal stands." in page
        assert WHY in page

    def test_what_is_overdue_is_pressed_for_once_a_day(self, client, town):
        case = paths.disposed(town)
        assert "/act/urge/" not in by_receipt(client, case).content.decode()
        with time_machine.travel(case.due_at, tick=False):
            assert do(client, case, "urge").status_code == 302
            page = by_receipt(client, case)
            assert "/act/urge/" not in page.content.decode()
            assert "Pressed for, since it is overdue" in text_of(page)

    def test_a_note_is_added_and_an_empty_one_is_not(self, client, town):
        case = paths.disposed(town)
        empty = do(client, case, "note", text="")
        assert "Write something, or choose a photo." in text_of(empty)
        do(client, case, "note", text="It rains in again since Sunday.")
        assert "It rains in again since Sunday." in text_of(
            client.get(f"/track/{case.number}/")
        )

    def test_photos_are_added_with_words_or_without(self, client, town):
        case = paths.disposed(town)
        do(client, case, "note", text="", photos=[upload(jpeg()), upload(png())])
        page = client.get(f"/track/{case.number}/")
        added = case.photos.filter(kind=PhotoKind.ADDED)
        assert added.count() == 2
        for one in added:
            assert f"/photos/{one.file_id}/" in read(page).sources
            assert client.get(f"/photos/{one.file_id}/").status_code == 200
        step = added[0].step
        assert step.detail["photos"] == [one.file.sha256 for one in added]
        assert auditing.examine_one(case.number).broken is None

    def test_the_office_sees_what_was_added_and_the_firm_does_not(self, client, town):
        case = paths.disposed(town)
        do(client, case, "note", text="Look at the stairs.", photos=[upload(jpeg())])
        added = case.photos.get(kind=PhotoKind.ADDED)
        photo = f"/photos/{added.file_id}/"
        anna, manager = Client(), Client()
        anna.force_login(town.anna.user)
        manager.force_login(town.manager.user)
        assert anna.get(photo).status_code == 200
        desk = anna.get(f"/admin/complaints/case/{case.pk}/change/")
        assert photo in desk.content.decode()
        assert manager.get(photo).status_code == 404
        firm = manager.get(f"/firm/{case.number}/").content.decode()
        assert photo not in firm
        assert "Look at the stairs." not in firm

    def test_a_photo_that_is_none_is_told_and_the_words_stay(self, client, town):
        case = paths.disposed(town)
        page = do(client, case, "note", text="Look.", photos=[upload(b"no photo")])
        assert "Look." in text_of(page)
        assert not case.photos.exists()

    def test_the_phone_is_hidden_from_the_firm_at_once(self, client, town):
        case = paths.disposed(town, reporter=AGREED)
        looking.firm_phone(case=case, by=town.manager, now=after(4))
        assert do(client, case, "hide").status_code == 302
        page = client.get(f"/track/{case.number}/")
        assert "You hid your phone from the firm" in text_of(page)
        assert "/act/hide/" not in page.content.decode()
        # who looked before stays written down
        assert "长青物业服务有限公司 (Clerk of a firm or department)" in text_of(page)
        with pytest.raises(MoveNotAllowed):
            looking.firm_phone(case=case, by=town.manager, now=after(7))
        assert looking.call_phone(case=case, by=town.anna, now=after(7))

    def test_who_shows_the_firm_no_phone_has_nothing_to_hide(self, client, town):
        case = paths.disposed(town)
        page = by_receipt(client, case)
        assert "/act/hide/" not in page.content.decode()
        late = client.post(f"/track/{case.number}/act/hide/", {"version": case.version})
        assert late.status_code == 409
        assert "The firm does not see your phone." in text_of(late)

    def test_the_notes_of_officers_are_theirs(self, client, town):
        case = paths.disposed(town)
        noting.note(
            case=case, text="Called the firm, no answer.", by=town.bo, now=after(4)
        )
        assert "Called the firm" not in text_of(by_receipt(client, case))

    def test_a_case_is_taken_back(self, client, town):
        case = paths.accepted(town)
        do(client, case, "withdraw", text="")
        page = text_of(client.get(f"/track/{case.number}/"))
        assert "You took the case back." in page

    def test_who_handed_the_case_on_has_no_part_in_it_any_more(self, client, town):
        """Neither by the proof of this browser nor by the receipt."""
        case = paths.accepted(town)
        paths.follow(town, case, now=after(2))
        form = act_of(by_receipt(client, case), "withdraw")
        address = f"/track/{case.number}/act/withdraw/"
        gone = client.post(address, form.filled(text=""))
        assert gone.headers["Location"] == "/track/"
        assert "You took the case back." in text_of(client.get("/track/"))

        again = client.post(address, form.filled(text="", version="3"))
        assert again.headers["Location"].startswith("/track/?number=")
        opened = by_receipt(client, case)
        assert opened.status_code == 302

        case.refresh_from_db()
        assert case.state == State.ACCEPTED

    def test_who_became_the_reporter_reads_nothing_of_the_one_before(
        self, client, town
    ):
        case = paths.accepted(town, photos=[stored()])
        noting.note(
            case=case,
            text="My flat is the one above the gate.",
            photos=[stored()],
            by=town.resident,
            now=after(1),
        )
        paths.follow(town, case, now=after(2))
        merging.withdraw(case=case, by=town.resident, now=after(3))
        case = Case.objects.get(pk=case.pk)
        page = by_receipt(client, case, turn=2)
        for secret in (case.text.body, "above the gate", "/photos/"):
            assert secret not in page.content.decode()
        assert "Somebody else reported it first" in text_of(page)
        for photo in case.photos.all():
            assert client.get(f"/photos/{photo.file_id}/").status_code == 404
        done = client.get(f"/file/done/{case.number}/")
        assert done.headers["Location"] == f"/track/{case.number}/"

    def test_an_act_that_came_too_late_keeps_what_was_typed(self, client, town):
        case = declined(town)
        form = act_of(by_receipt(client, case), "appeal")
        appeals.appeal(case=case, by=town.resident, now=after(3))
        late = client.post(f"/track/{case.number}/act/appeal/", form.filled(text=WHY))
        assert late.status_code == 409
        assert WHY in text_of(late)
        assert "Somebody else changed this case" in text_of(late)

    def test_an_act_of_nobody_is_not_found(self, client, town):
        case = paths.accepted(town)
        by_receipt(client, case)
        for act in ("accept", "nonsense"):
            sent = client.post(f"/track/{case.number}/act/{act}/", {"version": 1})
            assert sent.status_code == 404

    def test_strangers_prove_themselves_first(self, client, town):
        case = paths.accepted(town)
        sent = client.post(f"/track/{case.number}/act/withdraw/", {"version": 2})
        assert sent.headers["Location"].startswith("/track/?number=")
        case.refresh_from_db()
        assert case.state == State.ACCEPTED
