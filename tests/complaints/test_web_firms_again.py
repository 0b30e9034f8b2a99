import pytest
import time_machine

from complaints.operations import handling, visiting
from complaints.operations.visiting import Given
from complaints.queries import firm_cases
from complaints.states import Channel, Outcome, Satisfied, Solved
from tests.complaints import paths
from tests.complaints.browsing import main_form
from tests.complaints.paths import after
from tests.town import PHONE

TOLD = f"A roof was built. Ask {PHONE} for more."
FORM = "What you did"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(8), tick=False):
        yield


def again(town, solved, why=""):
    """A case in its second round, handed to the firm once more."""
    case = paths.rectified(town)
    handling.report(
        case=case, outcome=Outcome.FIXED, text=TOLD, by=town.anna, now=after(5)
    )
    if solved:
        visiting.close(
            case=case,
            given=Given(solved, Satisfied.DISSATISFIED),
            channel=Channel.LINK,
            by=town.resident,
            now=after(6),
        )
    visiting.reopen(case=case, text=why, by=town.resident, now=after(6.5))
    handling.dispose(
        case=case, order=paths.order_to_firm(town), by=town.bo, now=after(7)
    )
    return case


def shown(manager, case):
    return manager.get(f"/firm/{case.number}/").content.decode()


@pytest.mark.parametrize(
    ("solved", "line"),
    [
        (Solved.NO, "Round 2: the resident says that it is not solved."),
        (Solved.PARTLY, "Round 2: the resident says that it is partly solved."),
        (None, "Round 2: the case was taken up again."),
    ],
)
def test_a_firm_is_told_before_the_form_why_the_case_is_back(
    manager, town, solved, line
):
    text = shown(manager, again(town, solved))
    assert text.index(line) < text.index(FORM)


def test_what_the_office_told_before_is_shown_without_the_phone(manager, town):
    text = shown(manager, again(town, Solved.NO))
    assert "A roof was built." in text
    assert PHONE not in text


def test_the_resident_s_reason_is_shown_without_the_phone(manager, town):
    text = shown(manager, again(town, Solved.NO, f"It still leaks, call {PHONE}."))
    assert "It still leaks" in text
    assert PHONE not in text


def test_another_firm_is_not_told_the_result_of_the_round_before(town):
    back = firm_cases.firm_case(again(town, Solved.NO), town.rival).back
    assert (back.answer, back.outcome, back.told) == (Solved.NO, None, "")


def test_in_the_first_round_nothing_is_said_of_rounds(manager, town):
    assert "Round " not in shown(manager, paths.disposed(town))


def test_what_is_wrong_is_named_in_the_order_of_the_page(manager, town):
    case = again(town, Solved.NO)
    form = main_form(manager.get(f"/firm/{case.number}/"))
    page = manager.post(f"/firm/{case.number}/", form.filled(text="Done."))
    assert [
        name
        for name in page.context["form"].fields
        if name in page.context["form"].errors
    ] == ["text", "photos"]
