"""What an acting department reads of a case: what is about its work, and of nobody."""

import pytest
import time_machine

from complaints.models import Contact
from complaints.operations import evidence, handling, noting, suspecting, visiting
from complaints.operations.filing import Origin, Reporter
from complaints.operations.handling import Disposal
from complaints.operations.visiting import Given
from complaints.queries import department_cases
from complaints.states import (
    Action,
    Channel,
    Measure,
    Outcome,
    Party,
    PhotoKind,
    Privacy,
    Satisfied,
    Solved,
)
from tests.complaints import paths
from tests.complaints.desk import Desk, texts

PHONE, NAME, UNIT = "13855512345", "欧阳建国", "12-2-1203"
DONE = "线路已经拆除，请放心。"
TRACES = (PHONE, "138 5551 2345", NAME, "欧阳先生", "1203")


@pytest.fixture(autouse=True)
def _monday_at_five():
    """Eight hours after the residents filed: nothing else of the day comes later."""
    with time_machine.travel(paths.after(8), tick=False):
        yield


@pytest.fixture
def handed_over(town):
    """A case whose every free text gives its reporter away, with the fire brigade."""
    order = Disposal(
        Measure.ORDER_DEPARTMENT,
        Party.DEPARTMENT,
        department=town.fire,
        instructions=f"请联系{NAME}，电话138 5551 2345，并检查楼道充电线路。",
    )
    return paths.disposed(
        town,
        order,
        category="fire-charging",
        text=f"楼道里有电动车充电。我是{NAME}，住{UNIT}，电话{PHONE}。",
        reporter=Reporter(
            privacy=Privacy.FIRM_MAY_PHONE, phone=PHONE, name=NAME, unit=UNIT
        ),
        origin=Origin(Channel.HOTLINE, "HF-12345-77", paths.after(100)),
    )


def traces_in(page):
    return [trace for trace in TRACES if trace in page]


def test_a_department_does_not_read_who_complained(town, handed_over):
    page = texts(Desk(town.fireman.user).open(handed_over))

    assert traces_in(page) == []
    assert "楼道里有电动车充电" in page
    assert "并检查楼道充电线路" in page


def test_how_many_complain_together_is_read_by_the_office_alone(town, handed_over):
    Contact.objects.filter(case=handed_over).update(households=4711)

    assert "4711" in texts(Desk(town.anna.user).open(handed_over))
    assert "4711" not in texts(Desk(town.fireman.user).open(handed_over))


def test_what_is_sent_back_to_a_department_names_nobody(town, handed_over):
    handling.rectify(
        case=handed_over,
        text=f"已与{NAME}（{PHONE}）见面，线路已拆除。",
        no_photo_because=f"{NAME}不在家，{PHONE}无人接听",
        by=town.fireman,
        now=paths.after(4),
    )
    handling.send_back(
        case=handed_over,
        text=f"请再去一次{UNIT}，找欧阳先生核实情况。",
        by=town.anna,
        now=paths.after(5),
    )
    page = texts(Desk(town.fireman.user).open(handed_over))

    assert traces_in(page) == []
    assert "线路已拆除" in page


def test_a_department_is_offered_no_way_to_the_reporter(town, handed_over):
    page = Desk(town.fireman.user).open(handed_over)

    assert page.context["calling"] is None
    assert "HF-12345-77" not in texts(page)


def test_a_refused_form_of_a_department_shows_no_more(town, handed_over):
    fireman = Desk(town.fireman.user)
    page = texts(fireman.make(handed_over, Action.RECTIFY, text=""))
    assert traces_in(page) == []


def test_an_officer_reads_what_was_written(town, handed_over):
    page = texts(Desk(town.anna.user).open(handed_over))

    assert f"我是{NAME}，住{UNIT}，电话{PHONE}。" in page
    assert "138 5551 2345" in page
    assert "HF-12345-77" in page


ASIDE = {
    "a note for colleagues": (Action.NOTE, "内部意见：先不要告诉消防。"),
    "what the resident adds": (Action.NOTE, "补充给街道：楼上邻居威胁过我们。"),
    "why an officer doubts it": (
        Action.SUSPECT,
        "线路照片像是旧的，疑点只供同事参考。",
    ),
    "what was found on site": (Action.VERIFY, "Seen on site."),
    "how content the resident is": (Action.CLOSE, "Very dissatisfied"),
    "that others joined it": (Action.FOLLOW, "Join a case (me too)"),
}


@pytest.fixture
def written_aside(town, handed_over):
    """The same case closed, with everything on it that is for the offices alone."""
    case = handed_over
    note, addition = (ASIDE[name][1] for name in list(ASIDE)[:2])
    for text, by in ((note, town.anna), (addition, town.resident)):
        noting.note(
            case=case, text=text, photos=[paths.photo()], by=by, now=paths.after(3)
        )
    handling.rectify(
        case=case,
        text="线路已全部拆除，装了充电棚。",
        photos=[paths.photo()],
        by=town.fireman,
        now=paths.after(4),
    )
    handling.report(
        case=case, outcome=Outcome.FIXED, text=DONE, by=town.anna, now=paths.after(5)
    )
    paths.follow(town, case)
    doubt = ASIDE["why an officer doubts it"][1]
    suspecting.suspect(case=case, text=doubt, by=town.bo, now=paths.after(6))
    visiting.close(
        case=case,
        given=Given(Solved.YES, Satisfied.VERY_DISSATISFIED),
        channel=Channel.LINK,
        by=town.resident,
        now=paths.after(7),
    )
    return case


@pytest.mark.parametrize("name", ASIDE)
def test_a_department_does_not_read_what_is_for_the_offices(town, written_aside, name):
    action, text = ASIDE[name]
    page = texts(Desk(town.fireman.user).open(written_aside))

    assert written_aside.steps.filter(action=action).exists()
    assert text not in page


def test_offices_read_it_and_a_department_reads_what_is_about_its_work(
    town, written_aside
):
    offices = texts(Desk(town.anna.user).open(written_aside))
    department = texts(Desk(town.fireman.user).open(written_aside))

    assert [text for _action, text in ASIDE.values() if text not in offices] == []
    for words in ("线路已全部拆除", "An officer doubts it", "Yes, it is solved"):
        assert words in department


def test_a_department_sees_the_photos_that_are_for_it(town, handed_over):
    case = handed_over
    number_of = {kind: len(list(PhotoKind)) - at for at, kind in enumerate(PhotoKind)}
    for kind, count in number_of.items():
        brought = [paths.photo() for _ in range(count)]
        evidence.attach(case, case.steps.last(), brought, kind)

    for user, seen in (
        (town.anna.user, set(PhotoKind)),
        (
            town.fireman.user,
            {PhotoKind.COMPLAINT, PhotoKind.AFTER, PhotoKind.HEARING},
        ),
    ):
        desk = Desk(user)
        page = desk.open(case).content.decode()
        for photo in case.photos.all():
            address = f"/photos/{photo.file_id}/"
            expected = photo.kind in seen
            assert (address in page, desk.client.get(address).status_code) == (
                expected,
                200 if expected else 404,
            )


def test_a_department_is_told_of_no_action_that_nobody_thought_of():
    """What is for the offices alone is named here: each new one has to be, too."""
    for_offices = {
        Action.DECLINE,
        Action.APPEAL,
        Action.UPHOLD,
        Action.OVERTURN,
        Action.SECOND_LOOK,
        Action.EXPLAIN,
        Action.ANSWER,
        Action.MERGE,
        Action.UNMERGE,
        Action.NOTE,
        Action.FOLLOW,
        Action.HAND_ON,
        Action.VISIT_TRY,
        Action.SECOND_VISIT,
        Action.LOOK,
        Action.HIDE,
    }
    for_departments = department_cases.READ | department_cases.TOLD
    assert set(Action) - for_departments == for_offices
    assert not department_cases.READ & department_cases.TOLD
