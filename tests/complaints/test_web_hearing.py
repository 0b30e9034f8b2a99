"""A firm reads that a rectification is suspected, and answers to it."""

import pytest
import time_machine

from complaints.models import Case, Contact
from complaints.operations import handling, suspecting
from complaints.operations.filing import Reporter
from complaints.queries import firm_cases
from complaints.queries.suspicions import open_in
from complaints.states import Action, PhotoKind, Privacy
from registry.ledger.looks import Bands
from tests.complaints import paths
from tests.complaints.browsing import errors_of, main_form
from tests.complaints.paths import DONE, NEIGHBOUR, after
from tests.registry.ledger import photos as uploads

DOUBTED = "Neighbour Wang from 5-2-301 says the bikes are still there."
ANSWERED = "We cleared the stairs on Tuesday, as the photos show."
AGAIN = "The e-bikes block the stairs again, says Mr Zhao of 7-1-102."
YARD: Bands = (0x0F0F, 0x1234, 0xABCD, 0x00FF)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(8), tick=False):
        yield


@pytest.fixture
def case(town):
    case = paths.reported(town)
    suspecting.suspect(case=case, text=DOUBTED, by=town.bo, now=after(6))
    return case


def address(case):
    return f"/firm/{case.number}/hearing/"


def page_of(client, case):
    return client.get(f"/firm/{case.number}/").content.decode()


def answer(client, case, **typed):
    form = main_form(client.get(address(case)))
    given = {"text": ANSWERED, "photos": [uploads.upload(uploads.jpeg())]} | typed
    return client.post(address(case), form.filled(**given))


def test_the_page_says_why_in_neutral_words_and_until_when_it_is_heard(manager, case):
    page = page_of(manager, case)
    assert "An officer has reason to doubt that it was put right." in page
    assert "Answer by Thursday 5 March" in page
    assert address(case) in page
    assert DOUBTED not in page


def test_an_answer_with_a_photo_arrives_once(manager, case):
    form = main_form(manager.get(address(case)))
    sent = form.filled(text=ANSWERED, photos=[uploads.upload(uploads.jpeg())])
    for _twice in range(2):
        sent["photos"][0].seek(0)
        assert manager.post(address(case), sent).status_code == 302

    heard = case.steps.get(action=Action.HEAR)
    assert heard.text.body == ANSWERED
    assert case.photos.get(step=heard).kind == PhotoKind.HEARING
    page = page_of(manager, case)
    assert ANSWERED in page
    assert "The office decides." in page
    assert address(case) not in page


def test_the_firm_sees_the_photo_that_it_sent_and_the_resident_does_not(
    manager, client, town, case
):
    answer(manager, case)
    photo = case.photos.get(kind=PhotoKind.HEARING)
    assert manager.get(f"/photos/{photo.file_id}/").status_code == 200

    client.force_login(town.rival_manager.user)
    assert client.get(f"/photos/{photo.file_id}/").status_code == 404
    client.logout()
    assert client.get(f"/photos/{photo.file_id}/").status_code == 404


def test_too_few_words_come_back_as_they_were_typed(manager, case):
    page = answer(manager, case, text="We did.")
    assert "Write at least 10 characters of explanation." in str(errors_of(page))
    assert "We did." in page.content.decode()
    assert not case.steps.filter(action=Action.HEAR).exists()


def test_what_was_decided_meanwhile_is_told_and_what_was_typed_stays(
    manager, town, case
):
    form = main_form(manager.get(address(case)))
    suspecting.hear(case=case, text=ANSWERED, by=town.manager, now=after(7))
    page = manager.post(address(case), form.filled(text="We swept it all clean."))

    assert page.status_code == 409
    assert "This was answered already." in page.content.decode()
    assert "We swept it all clean." in page.content.decode()


@pytest.mark.parametrize(
    ("decide", "words"),
    [
        (suspecting.confirm, "Decided: it was not put right"),
        (suspecting.dismiss, "Decided: the suspicion does not hold"),
    ],
)
def test_the_firm_reads_the_decision_and_its_reasons(
    manager, town, case, decide, words
):
    suspecting.hear(case=case, text=ANSWERED, by=town.manager, now=after(7))
    decide(case=case, text="Seen on site with you.", by=town.bo, now=after(7.5))

    page = page_of(manager, case)
    assert words in page
    assert "Seen on site with you." in page


def test_strangers_find_no_hearing(client, manager, town, case):
    unsuspected = paths.reported(town)
    assert manager.get(address(unsuspected)).status_code == 404
    client.force_login(town.rival_manager.user)
    assert client.get(address(case)).status_code == 404
    assert client.post(address(case), {"text": ANSWERED}).status_code == 404


# Nothing of another resident


def accepted_again(town):
    """Somebody else tells of the same trouble, with name, phone and flat."""
    reporter = Reporter(
        Privacy.FIRM_MAY_PHONE, NEIGHBOUR, name="赵小明", unit="7-1-102"
    )
    later = town.file(text=AGAIN, reporter=reporter, now=after(7))
    handling.accept(case=later, by=town.bo, now=after(7.2))
    return later


def pages_about(client, case):
    return page_of(client, case) + client.get(address(case)).content.decode()


def test_nothing_of_the_other_resident_reaches_the_firm(manager, town):
    case = paths.reported(town)
    later = accepted_again(town)
    (question,) = open_in(list(case.steps.order_by("number")))
    assert question.opened.detail["other"] == later.number

    pages = pages_about(manager, case)
    assert "the same trouble was reported" in pages
    assert Contact.objects.get(case=later).phone_sealed
    for marker in (
        later.number,
        AGAIN,
        "Zhao",
        "7-1-102",
        "赵小明",
        NEIGHBOUR[3:],
        "13900139000",
    ):
        assert marker not in pages


def test_the_other_case_is_named_once_it_was_handed_to_the_same_firm(manager, town):
    case, later = paths.reported(town), accepted_again(town)
    handling.verify(case=later, found=paths.found(), by=town.anna, now=after(7.4))
    order = paths.order_to_firm(town)
    handling.dispose(case=later, order=order, by=town.anna, now=after(7.5))

    pages = pages_about(manager, case)
    assert later.number in pages
    assert AGAIN not in pages


def test_a_photo_of_another_firm_is_neither_shown_nor_named(manager, town):
    """Whoever served the community before: their photo is the office's to look at."""
    before = paths.rectified(town)
    old = before.photos.get().file
    old.look_a, old.look_b, old.look_c, old.look_d = YARD
    old.save()
    Case.objects.filter(pk=before.pk).update(acting_firm=town.rival)
    case = paths.disposed(town)
    mine = paths.photo(look=YARD)
    handling.rectify(case=case, text=DONE, photos=[mine], by=town.manager, now=after(4))

    pages = pages_about(manager, case)
    assert "A photo looks like one that was shown" in pages
    assert before.number not in pages
    assert str(old.pk) not in pages
    assert str(mine.pk) in pages
    assert old.pk not in firm_cases.photo_ids(case, town.firm)


def test_when_a_photo_was_taken_is_never_shown(manager, town):
    case = paths.disposed(town)
    photos = [paths.photo(taken_at=after(-2000))]
    handling.rectify(case=case, text=DONE, photos=photos, by=town.manager, now=after(4))

    pages = pages_about(manager, case)
    assert "A photo says of itself that it was taken before" in pages
    for marker in ("2025", "December", "taken_at"):
        assert marker not in pages
