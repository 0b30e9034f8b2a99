"""What an acting department reads of a case: everything but who complained."""

import pytest
import time_machine

from complaints.operations import handling
from complaints.operations.filing import Origin, Reporter
from complaints.operations.handling import Disposal
from complaints.states import Action, Channel, Measure, Party, Privacy
from tests.complaints import paths
from tests.complaints.desk import Desk, texts

PHONE, NAME, UNIT = "13855512345", "欧阳建国", "12-2-1203"
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
