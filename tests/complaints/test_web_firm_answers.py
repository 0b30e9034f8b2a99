"""What a firm answers to a case that was handed to it."""

from datetime import date

import pytest
import time_machine

from complaints.models import Commitment, Step
from complaints.operations import handling
from complaints.states import Action, State
from registry.models import StoredFile
from tests.complaints import paths
from tests.complaints.browsing import errors_of, main_form
from tests.complaints.firm_portal import DONE, address, answer, forms_of
from tests.complaints.paths import after
from tests.registry.ledger import photos as uploads


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(5), tick=False):
        yield


class TestTheAnswer:
    def test_it_goes_to_the_office(self, manager, town):
        case = paths.disposed(town)
        page = answer(manager, case)
        assert page.headers["Location"] == address(case)
        case.refresh_from_db()
        assert case.state == State.RECTIFIED
        step = Step.objects.get(action=Action.RECTIFY)
        assert (str(step.text), step.photos.count()) == (DONE, 1)
        assert "Your answer has arrived." in manager.get(address(case)).content.decode()

    def test_a_reason_stands_for_a_photo(self, manager, town):
        case = paths.disposed(town)
        answer(manager, case, photos=[], no_photo_because="The pipe is in the wall.")
        step = Step.objects.get(action=Action.RECTIFY)
        assert step.detail["no_photo_because"] == "The pipe is in the wall."
        assert "The pipe is in the wall." in manager.get(address(case)).content.decode()

    def test_without_either_it_is_told_at_the_photos(self, manager, town):
        case = paths.disposed(town)
        page = answer(manager, case, photos=[])
        wanted = "Add a photo taken afterwards, or say why there is none."
        assert page.context["form"].errors["photos"] == [wanted]
        assert main_form(page).values["text"] == [DONE]

    @pytest.mark.parametrize("text", ["", "Done."])
    def test_a_word_is_no_explanation(self, manager, town, text):
        page = answer(manager, paths.disposed(town), text=text)
        assert "Write at least 10 characters of explanation." in errors_of(page)
        assert len(main_form(page).values["kept_photos"]) == 1

    def test_up_to_two_promises_are_kept_with_their_days(self, manager, town):
        case = paths.disposed(town)
        answer(
            manager,
            case,
            commitment="Paint the roof",
            commitment_by="2026-03-20",
            another_commitment="Mark the lane",
            another_commitment_by="2026/03/27",
        )
        kept = Commitment.objects.filter(case=case).order_by("number")
        assert list(kept.values_list("text__body", "due_on")) == [
            ("Paint the roof", date(2026, 3, 20)),
            ("Mark the lane", date(2026, 3, 27)),
        ]
        assert "Paint the roof" in manager.get(address(case)).content.decode()

    @pytest.mark.parametrize(
        ("what", "by", "message"),
        [
            ("Paint it", "", "Say by when you promise it."),
            ("", "2026-03-20", "Say what you promise for that day."),
            ("Paint it", "2026-03-01", "A promise lies ahead"),
            ("Paint it", "soon", "Give the date as 2026-11-30."),
        ],
    )
    def test_half_a_promise_is_told(self, manager, town, what, by, message):
        page = answer(manager, paths.disposed(town), commitment=what, commitment_by=by)
        assert message in errors_of(page)
        assert Step.objects.filter(action=Action.RECTIFY).count() == 0

    def test_today_is_a_day_to_promise(self, manager, town):
        case = paths.disposed(town)
        today = date(2026, 3, 2).isoformat()
        answer(manager, case, commitment="Sweep it", commitment_by=today)
        assert Step.objects.filter(action=Action.RECTIFY).exists()

    def test_what_is_no_photo_is_told_and_the_text_is_kept(self, manager, town):
        page = answer(manager, paths.disposed(town), photos=[uploads.upload(b"no")])
        assert "must be a photo" in errors_of(page)
        assert main_form(page).values["text"] == [DONE]

    def test_a_stale_form_is_told_and_keeps_what_was_typed(self, manager, town):
        case = paths.disposed(town)
        form = main_form(manager.get(address(case)))
        handling.rectify(
            case=case,
            text=paths.DONE,
            no_photo_because="It is dark.",
            by=town.manager,
            now=after(4),
        )
        handling.send_back(
            case=case, text="The lamp is dark.", by=town.anna, now=after(4.5)
        )
        photo = uploads.upload(uploads.jpeg())
        page = manager.post(address(case), form.filled(text=DONE, photos=[photo]))
        assert page.status_code == 409
        assert "Somebody else changed this case" in errors_of(page)
        kept = main_form(page)
        assert kept.values["text"] == [DONE]
        assert len(kept.values["kept_photos"]) == 1
        assert "The lamp is dark." in page.content.decode()
        sent = manager.post(address(case), kept.filled())
        assert sent.status_code == 302
        case.refresh_from_db()
        assert case.state == State.RECTIFIED

    @pytest.mark.parametrize("why_none", ["", "It is dark."])
    def test_out_of_turn_what_was_typed_is_there_to_copy_and_no_form(
        self, manager, town, why_none
    ):
        case = paths.rectified(town)
        sent = {"text": DONE, "no_photo_because": why_none, "version": case.version}
        page = manager.post(address(case), sent)
        assert page.status_code == 409
        assert errors_of(page) == "The case no longer waits for your answer."
        assert DONE in page.content.decode()
        assert why_none in page.content.decode()
        assert address(case) not in forms_of(page)
        assert "Report the rectification" not in page.content.decode()

    def test_the_hint_says_how_much_has_to_be_written(self, manager, town):
        text = manager.get(address(paths.disposed(town))).content.decode()
        assert "in at least 10 characters" in text

    def test_sent_twice_it_is_one_answer(self, manager, town):
        case = paths.disposed(town)
        form = main_form(manager.get(address(case)))
        for _ in range(2):
            photo = uploads.upload(uploads.jpeg())
            sent = form.filled(text=DONE, photos=[photo])
            assert manager.post(address(case), sent).status_code == 302
        assert Step.objects.filter(action=Action.RECTIFY).count() == 1
        assert StoredFile.objects.count() == 1
