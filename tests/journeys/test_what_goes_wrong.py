"""
Wrong input through the pages: a plain message in the reader's language, what was typed
is kept, and nothing is half done.
"""

import re

import pytest

from tests.journeys.conftest import case_number
from tests.journeys.test_one_case_through_the_house import file_a_case

pytestmark = pytest.mark.django_db(transaction=True)

SAYS = {
    "en": {
        "no photo": "The selected file must be a photo: JPG, PNG, WebP or HEIC.",
        "no pair": "No case fits this number and receipt. Look at both once more.",
        "moved on": "Somebody else changed this case in the meantime.",
        "out of turn": "This step does not follow from where the case is.",
        "sent before": "These answers were filed before, and nothing was sent now.",
        "no phone": "Give a phone number, or file anonymously.",
    },
    "zh-hans": {
        "no photo": "只能上传照片，格式为JPG、PNG、WebP或HEIC。",
        "no pair": "编号与回执码不相符，核对后再试。",
        "moved on": "您填写期间，这件诉求有了新的变动。",
        "out of turn": "按诉求目前的状态，不能办理这一步。",
        "sent before": "这些内容此前已提交，这次没有提交任何内容。",
        "no phone": "填写电话号码，或选择匿名反映。",
    },
}
TEXT = "Electric bikes are charged through wires hung from windows."
FIELDS = {"kind": "COMPLAINT", "category": "fire-charging", "text": TEXT}


@pytest.fixture
def says(language):
    return SAYS[language]


def queue(officer):
    """The case numbers in an officer's queue."""
    page = officer.open("/admin/complaints/case/")
    return re.findall(r"34-\d{4}-\d{6}-\d", page.text)


def file_one(stage):
    return case_number(file_a_case(stage.resident(), **FIELDS))


def open_case(officer, number):
    return officer.open(officer.open("/admin/complaints/case/").link(number))


def test_a_photo_that_is_not_one(stage, says):
    resident, anna = stage.resident(), stage.staff("anna")
    page = file_a_case(resident, until="/file/details/", **FIELDS)

    photos = {"photos": ("door.jpg", b"MZ\x90\x00 this is a program")}
    refused = resident.send(page, page.own_form(), photos=photos, text=TEXT)

    assert says["no photo"] in refused.text
    assert TEXT in refused.html
    assert queue(anna) == []


def test_no_phone_and_not_anonymous(stage, says):
    resident = stage.resident()
    page = file_a_case(resident, until="/file/contact/", **FIELDS)

    refused = resident.send(page, page.own_form(), phone="", name="Wang Fang")

    assert says["no phone"] in refused.text
    assert "Wang Fang" in refused.html
    assert TEXT in resident.open("/file/details/").html


def test_the_same_form_twice_is_one_case(stage):
    resident, anna = stage.resident(), stage.staff("anna")
    page = file_a_case(resident, until="/file/check/", **FIELDS)

    first = resident.send(page, page.own_form())
    second = resident.send(page, page.own_form())

    assert first.url == second.url
    assert queue(anna) == [case_number(first)]


def test_the_same_form_with_other_answers_is_refused(stage, says):
    resident, anna = stage.resident(), stage.staff("anna")
    older = file_a_case(resident, until="/file/check/", **FIELDS)
    details = resident.open("/file/details/")
    newer = resident.send(details, details.own_form(), text="Something else now.")
    resident.send(newer, newer.own_form())

    refused = resident.send(older, older.own_form())

    assert (refused.status, says["sent before"] in refused.text) == (409, True)
    assert len(queue(anna)) == 1


def test_a_wrong_pair_tells_nothing_about_which_half_is_wrong(stage, says):
    number = file_one(stage)
    answers = []
    for typed in (number, "34-2611-004217-7"):
        stranger = stage.resident()
        page = stranger.open("/track/")
        answers.append(
            stranger.send(page, page.form(""), number=typed, receipt="0000-0000-0000")
        )

    assert all(says["no pair"] in answer.text for answer in answers)
    assert len({answer.status for answer in answers}) == 1


def test_a_stale_form_is_told_and_keeps_what_was_typed(stage, says):
    number = file_one(stage)
    anna, bo = stage.staff("anna"), stage.staff("bo")
    page = open_case(anna, number)
    theirs = open_case(bo, number)
    bo.send(theirs, theirs.form("/move/accept/"), upto="ACCEPT")

    refused = anna.send(
        page,
        page.form("/move/decline/"),
        reason="COURT",
        text="The court of the district decides it.",
        way_on="The district court.",
    )

    assert (refused.status, says["moved on"] in refused.text) == (409, True)
    assert "The court of the district decides it." in refused.html
    assert open_case(anna, number).has_form("/move/verify/")


def test_a_move_out_of_turn_is_refused_with_its_reason(stage, says):
    number = file_one(stage)
    anna = stage.staff("anna")
    page = open_case(anna, number)
    early = page.form("/move/decline/")
    early.action = early.action.replace("decline", "report")
    early.values = [
        (name, value) for name, value in early.values if name in ("version", "key")
    ] + [one for one in early.values if one[0] == "csrfmiddlewaretoken"]
    early.choices |= {"outcome": [], "text": []}

    refused = anna.send(page, early, outcome="FIXED", text="It was fixed at once.")

    assert (refused.status, says["out of turn"] in refused.text) == (409, True)
    assert open_case(anna, number).has_form("/move/accept/")
