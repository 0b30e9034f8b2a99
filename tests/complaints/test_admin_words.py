"""What the desk says about a case and a move: choices, promises, how far it went."""

import pytest
import time_machine

from complaints.operations import handling
from complaints.states import Action, Urgency
from tests.complaints import paths
from tests.complaints.desk import Desk, texts

FOUND = {"finding": "FOUNDED", "duty": "FIRM", "how": "VISIT"}


@pytest.fixture(autouse=True)
def _monday_at_five():
    """Eight hours after the residents filed: nothing else of the day comes later."""
    with time_machine.travel(paths.after(8), tick=False):
        yield


@pytest.fixture
def anna(town):
    return Desk(town.anna.user)


def whole_screen(town, **typed):
    order = {"measure": "ORDER_FIRM", "firm": town.firm.pk, "instructions": "A roof."}
    return {"upto": "DISPOSE", **FOUND, **order, **typed}


def stranded_after(town, anna, **typed):
    """What is shown of a screen that was sent after somebody took the case on."""
    case = town.file()
    handling.accept(case=case, by=town.bo, now=paths.after(1))
    return dict(anna.make(case, Action.ACCEPT, version=1, **typed).context["stranded"])


def test_a_stale_screen_shows_what_was_chosen_in_words(town, anna):
    shown = stranded_after(town, anna, **whole_screen(town))

    assert shown["What was found?"] == "Founded"
    assert shown["Which firm?"] == town.firm.name
    assert shown["How far do you get now?"] == "Accept, verify and hand over"
    assert shown["What is ordered"] == "A roof."
    assert not {"DISPOSE", "ORDER_FIRM", str(town.firm.pk)} & set(shown.values())


def test_a_stale_screen_leaves_out_what_did_not_apply(town, anna):
    shown = stranded_after(town, anna, **whole_screen(town, upto="VERIFY"))

    assert shown["What was found?"] == "Founded"
    assert not {"Which firm?", "Which department?", "What is ordered"} & set(shown)


def test_a_stale_order_names_only_the_party_of_its_measure(town, anna):
    department = {"department": town.fire.pk}
    shown = stranded_after(town, anna, **whole_screen(town, **department))

    assert "Which firm?" in shown
    assert "Which department?" not in shown


@pytest.mark.parametrize(
    ("upto", "said"),
    [
        ("ACCEPT", "Accepted."),
        ("VERIFY", "Accepted and verified."),
        ("DISPOSE", "Accepted, verified and handed over. The acting party is told."),
    ],
)
def test_one_screen_says_how_far_it_went(town, anna, upto, said):
    case = town.file()
    anna.make(case, Action.ACCEPT, **whole_screen(town, upto=upto))
    messages = [str(one) for one in anna.open(case).context["messages"]]
    assert messages == [said]


def test_the_button_of_one_screen_promises_what_is_chosen(town, anna):
    offers = anna.open(town.file()).context["turns"].offers
    assert offers[0].button == "Go as far as chosen"


def test_a_promise_by_the_hour_is_shown_with_its_hour(town, anna):
    case = town.file(category="lifts-trapped")
    assert case.urgency == Urgency.EMERGENCY
    page = anna.open(case)

    days = [one.day for one in page.context["page"].promises]
    assert any(":" in day for day in days)
    assert next(day for day in days if ":" in day) in texts(page)


def test_a_promise_in_working_days_is_shown_with_its_day(town, anna):
    days = [one.day for one in anna.open(town.file()).context["page"].promises]
    assert any(days)
    assert not any(":" in day for day in days)
