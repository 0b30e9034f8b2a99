"""Drafts: of two windows none undoes the other, and of two taps one files."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from complaints.answers import Answers
from complaints.models import Case, Category, Contact, Draft, DraftPhoto, Photo
from complaints.operations import drafting
from complaints.operations.drafting import DraftGone
from complaints.operations.filing import FilingIncomplete
from complaints.queries.drafts import answers_of, draft_of, free_for, photos_of
from registry.ledger import files
from registry.models import StoredFile
from tests.registry.ledger import photos as uploads
from tests.town import MONDAY_MORNING

COMPLETE = Answers(
    community="DQHY",
    kind="COMPLAINT",
    category="parking-ebike",
    text="The e-bikes block the stairs.",
    privacy="HIDDEN",
    phone="+8613800138000",
    phone_typed="138 0013 8000",
)
BROWSER = "b" * 64


@pytest.fixture
def draft(town):
    return begun()


def begun(browser=BROWSER, **differs):
    return drafting.begin(
        browser_digest=browser, answers=COMPLETE.changed(**differs), now=MONDAY_MORNING
    )


def photo():
    upload = uploads.upload(uploads.jpeg())
    return files.store_image(upload, now=MONDAY_MORNING, purpose="photo of a case")


def file(draft, town):
    return drafting.file(
        draft=draft, by=town.by_receipt, language="en", now=MONDAY_MORNING
    )


def twin(draft):
    return Draft.objects.get(pk=draft.pk)


def test_a_photo_that_arrives_makes_an_older_view_unfit_to_file(draft, town):
    seen = twin(draft)
    drafting.take_photo(draft=draft, photo=photo())

    with pytest.raises(DraftGone):
        file(seen, town)

    assert Photo.objects.filter(case=file(twin(draft), town)).count() == 1


def test_more_photos_than_a_form_takes_are_not_filed(draft, town):
    for _window in range(4):
        drafting.take_photo(draft=draft, photo=photo())

    with pytest.raises(FilingIncomplete, match="Choose at most 3 photos"):
        file(draft, town)

    assert twin(draft).version == draft.version
    assert not Case.objects.exists()


def test_answers_come_back_as_they_were_given(draft):
    assert answers_of(twin(draft)) == COMPLETE


def test_two_windows_keep_both_answers(draft):
    other = twin(draft)
    drafting.answer(draft=draft, now=MONDAY_MORNING, text="In one window.")
    drafting.answer(draft=other, now=MONDAY_MORNING, name="Wang Fang")
    kept = answers_of(twin(draft))
    assert (kept.text, kept.name) == ("In one window.", "Wang Fang")
    assert twin(draft).version == 3


def test_a_draft_that_is_gone_takes_no_answer(draft):
    other = twin(draft)
    drafting.delete(draft=draft)
    with pytest.raises(DraftGone):
        drafting.answer(draft=other, now=MONDAY_MORNING, text="Too late.")
    assert not Draft.objects.exists()


def test_filing_takes_the_draft_with_its_photos(draft, town):
    drafting.take_photo(draft=draft, photo=photo())
    case = file(draft, town)
    assert (case.community, case.category.code) == (town.garden, "parking-ebike")
    assert Contact.objects.get().language == "en"
    assert Photo.objects.get().case == case
    assert not Draft.objects.exists()
    assert not DraftPhoto.objects.exists()


def test_of_two_that_file_one_draft_the_second_is_told(draft, town):
    other = twin(draft)
    file(draft, town)
    with pytest.raises(DraftGone):
        file(other, town)
    assert Case.objects.count() == 1


def test_what_changed_since_it_was_read_is_not_filed(draft, town):
    other = twin(draft)
    drafting.answer(draft=draft, now=MONDAY_MORNING, text="Changed.")
    with pytest.raises(DraftGone):
        file(other, town)
    assert Draft.objects.count() == 1


def test_a_category_that_was_taken_out_is_not_filed(draft, town):
    Category.objects.filter(code="parking-ebike").update(active=False)
    with pytest.raises(FilingIncomplete):
        file(draft, town)
    assert Draft.objects.count() == 1


def test_what_is_evidence_by_now_is_kept_when_a_draft_goes(draft, town):
    """However it got there: a draft that cannot be deleted would keep all others."""
    shared = photo()
    drafting.keep_photos(draft=draft, photos=[shared])
    town.file(photos=[shared])
    begun(browser="c" * 64)
    later = MONDAY_MORNING + drafting.LIVES + timedelta(minutes=1)
    assert drafting.forget(now=later) == 2
    assert StoredFile.objects.filter(pk=shared.pk).exists()
    assert Photo.objects.filter(file=shared).exists()


def test_photos_that_are_dropped_are_erased_and_the_others_stay(draft):
    first, second = photo(), photo()
    drafting.keep_photos(draft=draft, photos=[first, second])
    drafting.keep_photos(draft=draft, photos=[second])
    assert photos_of(draft) == [second]
    assert StoredFile.objects.get() == second
    with pytest.raises(FileNotFoundError):
        files.open_stored(first)


def test_a_photo_of_a_case_or_of_another_draft_is_not_free(draft, town):
    mine, theirs, evidence = photo(), photo(), photo()
    drafting.take_photo(draft=draft, photo=mine)
    drafting.take_photo(draft=begun("c" * 64), photo=theirs)
    town.file(photos=[evidence])
    assert free_for(draft, [mine, theirs, evidence]) == [mine]


def test_forgetting_deletes_what_is_over_and_nothing_else(draft):
    later = begun("c" * 64)
    drafting.answer(draft=later, now=MONDAY_MORNING + timedelta(days=1), name="Li")
    now = MONDAY_MORNING + drafting.LIVES
    assert draft_of(BROWSER, now=now) is None
    assert drafting.forget(now=now) == 1
    assert Draft.objects.get() == later


def test_what_another_release_kept_beside_is_left_out():
    kept = COMPLETE.as_json().replace('"unit": ""', '"unit": "", "colour": "red"')
    assert asdict(Answers.from_json(kept)) == asdict(COMPLETE)
    assert Answers.from_json('{"text": "Dark."}') == Answers(text="Dark.")
