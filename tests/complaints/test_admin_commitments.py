"""Commitments at the desk: seen, settled beside the case, found when they are due."""

import pytest
import time_machine

from complaints.models import Case, Commitment, Step
from complaints.operations import handling, visiting
from complaints.operations.handling import NewCommitment
from complaints.states import Action, Channel, CommitmentState, Outcome
from tests.complaints import paths
from tests.complaints.desk import Desk, offered_to, picture, refusals_of, texts
from tests.complaints.paths import DONE, after

DAYS = 24
ROOF = "A roof over all of them"
SEEN = "We went there and saw it standing."


@pytest.fixture(autouse=True)
def _three_weeks_later():
    with time_machine.travel(after(21 * DAYS), tick=False):
        yield


@pytest.fixture
def case(town):
    """Closed with a yes; a roof was promised for Friday 20 March, and for April."""
    case = paths.disposed(town)
    handling.rectify(
        case=case,
        text=DONE,
        no_photo_because="It was dark.",
        commitments=[
            NewCommitment(ROOF, after(18 * DAYS).date()),
            NewCommitment("A lane", after(40 * DAYS).date()),
        ],
        by=town.manager,
        now=after(4),
    )
    handling.report(
        case=case, outcome=Outcome.PARTLY, text=DONE, by=town.anna, now=after(5)
    )
    visiting.close(
        case=case, given=paths.YES, channel=Channel.LINK, by=town.resident, now=after(6)
    )
    return case


@pytest.fixture
def anna(town):
    return Desk(town.anna.user)


def rows_on(response):
    return response.context["commitments"]


def settled(case, number=1):
    return Commitment.objects.get(case=case, number=number)


def test_the_page_shows_what_was_promised_by_whom_and_for_when(town, anna, case):
    page = anna.open(case)
    roof, lane = rows_on(page)
    assert (roof.what, roof.party) == (ROOF, str(town.firm))
    assert (roof.day, roof.state.tone) == ("Friday 20 March", "overdue")
    assert (lane.state.tone, lane.state.word) == ("open", "Open")
    assert ROOF in texts(page)


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (Action.COMMITMENT_KEPT, CommitmentState.KEPT),
        (Action.COMMITMENT_BROKEN, CommitmentState.BROKEN),
    ],
)
def test_a_button_beside_it_settles_it_with_text_and_photo(anna, case, action, state):
    sent = anna.make(case, action, commitment=1, text=SEEN, photos=picture())
    assert sent.status_code == 302, texts(sent)
    assert settled(case).state == state
    step = Step.objects.filter(case=case).latest("number")
    assert (step.action, len(step.detail["photos"])) == (action, 1)

    roof, lane = rows_on(anna.open(case))
    assert (roof.said, roof.offers) == (SEEN, ())
    assert len(lane.offers) == 2


def test_a_form_that_comes_back_stands_open_beside_its_commitment(anna, case):
    page = anna.make(case, Action.COMMITMENT_KEPT, commitment=2, text="Kept.")
    roof, lane = rows_on(page)
    assert [offer.is_open for offer in roof.offers] == [False, False]
    assert [offer.is_open for offer in lane.offers] == [True, False]
    assert refusals_of(page) == ["Write at least 10 characters of explanation."]
    assert page.context["stranded"] is None
    assert settled(case, 2).state == CommitmentState.OPEN


def test_what_a_colleague_settled_meanwhile_is_told_and_what_was_typed_stays(
    town, anna, case
):
    version = Case.objects.get(pk=case.pk).version
    Desk(town.bo.user).make(case, Action.COMMITMENT_BROKEN, commitment=1, text=SEEN)
    page = anna.make(
        case, Action.COMMITMENT_KEPT, version=version, commitment=1, text="It stands."
    )
    assert page.status_code == 409
    assert "It stands." in texts(page)
    assert settled(case).state == CommitmentState.BROKEN


@pytest.mark.parametrize("number", ["", "9", "one"])
def test_a_number_that_nobody_promised_is_refused(anna, case, number):
    page = anna.make(case, Action.COMMITMENT_KEPT, commitment=number, text=SEEN)
    assert page.status_code in (200, 409)
    assert not Step.objects.filter(action=Action.COMMITMENT_KEPT).exists()


def test_the_street_alone_settles_and_nobody_is_offered_it_among_the_moves(
    town, anna, case
):
    assert offered_to(anna, case).count(Action.COMMITMENT_KEPT) == 0
    above = Desk(town.county_dora.user)
    assert [row.offers for row in rows_on(above.open(case))] == [(), ()]


def test_a_tab_finds_the_cases_whose_day_is_over_closed_ones_too(town, anna, case):
    paths.closed(town)

    def found(desk):
        rows = desk.queue(queue="promised").context["rows"]
        return [row.number for row in rows]

    assert found(anna) == [case.number]
    assert found(Desk(town.carl.user)) == []
    anna.make(case, Action.COMMITMENT_KEPT, commitment=1, text=SEEN)
    assert found(anna) == []


def test_the_history_says_what_was_promised_and_what_was_settled(anna, case):
    anna.make(case, Action.COMMITMENT_KEPT, commitment=1, text=SEEN)
    lines = anna.open(case).context["page"].history
    assert ("Commitment", ROOF) in lines[0].values
    rectified = next(line for line in lines if line.name == "Rectify")
    assert ("Commitment by Friday 20 March", ROOF) in rectified.values
