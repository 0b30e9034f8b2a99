"""What is no photo, or one too many, is told to residents in their language."""

import pytest
import time_machine

from complaints.models import Case, Draft
from complaints.queries.drafts import answers_of
from registry.models import StoredFile
from tests.complaints import flow, paths
from tests.complaints.browsing import main_form
from tests.complaints.uploading import GOOD, LANGUAGES, WRONG, speaking
from tests.registry.ledger import photos as uploads

ONE_TOO_MANY = ("Choose at most 3 photos.", "最多选择3张照片。")
TEXT = "It is dark on the stairs."

pytestmark = [
    pytest.mark.filterwarnings("ignore:Tag data larger than file"),
    pytest.mark.usefixtures("town"),
]
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def _monday():
    # what stands for a photo is signed anew on each page, with the moment
    with time_machine.travel(paths.after(5), tick=False):
        yield


@pytest.fixture
def there(client):
    """As far as the page that asks what happened, where one photo has arrived."""
    address = flow.answer(client, until=flow.DETAILS)
    sent = {"photo": uploads.upload(uploads.jpeg())}
    assert client.post(flow.photos_go_to(client), sent).status_code == 201
    return address


def send(client, there, *contents):
    photos = [uploads.upload(content) for content in contents]
    kept = main_form(client.get(there)).values["kept_photos"]
    page = flow.send(client, there, text=TEXT, photos=photos, kept_photos=kept)
    return page, kept


def assert_nothing_is_lost(client, page, kept):
    """Neither what stands on the page nor what was answered before."""
    assert main_form(page).values["text"] == [TEXT]
    assert main_form(page).values["kept_photos"] == kept
    answers = answers_of(Draft.objects.get())
    assert (answers.community, answers.kind) == ("DQHY", "COMPLAINT")
    assert answers.category == "parking-ebike"
    assert StoredFile.objects.count() == len(kept) == 1


@in_both_languages
@pytest.mark.parametrize(("messages", "content"), WRONG.values(), ids=WRONG)
def test_what_is_no_photo_is_told_at_the_field_and_the_rest_is_kept(
    client, there, messages, content, language
):
    spoken = speaking(client, language)
    page, kept = send(client, there, content())
    assert page.status_code == 200
    assert page.context["form"].errors == {"photos": [messages[spoken]]}
    assert page.content.decode().count(messages[spoken]) == len(("summary", "field"))
    assert_nothing_is_lost(client, page, kept)


@in_both_languages
def test_a_fourth_photo_is_one_too_many(client, there, language):
    spoken = speaking(client, language)
    page, kept = send(client, there, uploads.jpeg(), uploads.png(), uploads.jpeg())
    assert page.status_code == 200
    assert page.context["form"].errors == {"photos": [ONE_TOO_MANY[spoken]]}
    assert_nothing_is_lost(client, page, kept)


@in_both_languages
def test_each_fault_has_words_of_its_own(language):
    spoken = LANGUAGES.index(language)
    said = {messages[spoken] for messages, _content in WRONG.values()}
    assert len(said | {ONE_TOO_MANY[spoken]}) == 6


@pytest.mark.parametrize("sort", ["HEIC", "PNG", "WebP"])
def test_other_sorts_than_a_camera_s_are_taken(client, there, sort):
    answer, _kept = send(client, there, GOOD[sort]())
    assert answer.status_code == 302
    flow.file(client, answer.headers["Location"])
    assert Case.objects.get().photos.count() == 2
