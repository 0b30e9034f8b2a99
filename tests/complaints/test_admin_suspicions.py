"""The desk doubts a rectification, compares photos, and decides."""

import pytest

from complaints import drawing
from complaints.models import Case
from complaints.operations import handling, suspecting, visiting
from complaints.operations.filing import Place
from complaints.operations.handling import Disposal
from complaints.refusals import Refusal
from complaints.states import Action, CallOutcome, Channel, Measure, Party
from registry.ledger.looks import Bands
from registry.models import Tenure
from tests.complaints import paths
from tests.complaints.desk import (
    Desk,
    actions_of,
    awaited_of,
    offered_to,
    refusals_of,
    texts,
)
from tests.complaints.paths import DONE, after

pytestmark = pytest.mark.usefixtures("monday_at_five")

DOUBTED = "The bikes stand on the stairs as before."
ANSWERED = "We cleared the stairs, look at the photos."
DECIDED = "Seen on site on Thursday, with the firm."
YARD: Bands = (0x0F0F, 0x1234, 0xABCD, 0x00FF)


@pytest.fixture
def fireman(town):
    return Desk(town.fireman.user)


def suspected(town):
    case = paths.reported(town)
    suspecting.suspect(case=case, text=DOUBTED, by=town.bo, now=after(6))
    return case


def heard(town):
    case = suspected(town)
    suspecting.hear(case=case, text=ANSWERED, by=town.manager, now=after(7))
    return case


def test_an_officer_doubts_that_it_was_put_right(town, bo):
    case = paths.reported(town)
    assert "SUSPECT" in offered_to(bo, case)
    short = bo.make(case, Action.SUSPECT, text="no")
    assert refusals_of(short) == [str(Refusal.TEXT.label)]

    assert bo.make(case, Action.SUSPECT, text=DOUBTED).status_code == 302
    page = texts(bo.open(case))
    assert "An officer doubts it" in page
    assert DOUBTED in page
    assert "The party is heard until Thursday 5 March" in page


def test_before_it_was_put_right_there_is_nothing_to_doubt(town, bo):
    case = paths.disposed(town)
    assert "SUSPECT" not in offered_to(bo, case)


def test_who_reported_does_not_decide_and_is_told_why(town, anna, bo):
    case = heard(town)
    assert "FALSE_CONFIRMED" in awaited_of(bo, case)
    assert "FALSE_CONFIRMED" not in awaited_of(anna, case)
    assert str(Refusal.NOT_WHO_REPORTED.label) in texts(anna.open(case))

    tried = anna.make(case, Action.FALSE_CONFIRMED, text=DECIDED)
    assert refusals_of(tried) == [str(Refusal.NOT_WHO_REPORTED.label)]


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (Action.FALSE_CONFIRMED, "Found false: it was not put right"),
        (Action.FALSE_DISMISSED, "Dismissed: the suspicion does not hold"),
    ],
)
def test_another_officer_decides_and_the_page_says_so(town, bo, action, words):
    case = heard(town)
    assert "To be decided by Monday 9 March" in texts(bo.open(case))
    assert bo.make(case, action, text=DECIDED).status_code == 302

    page = texts(bo.open(case))
    assert words in page
    assert DECIDED in page
    assert actions_of(case)[-1] == action
    assert not {"FALSE_CONFIRMED", "FALSE_DISMISSED"} & set(offered_to(bo, case))


def test_it_stands_among_what_is_to_be_decided_with_its_mark(town, bo):
    suspected(town)
    other = paths.reported(town)
    page = bo.queue(queue="decide")
    assert [row.number for row in page.context["rows"]] != [other.number]
    (row,) = page.context["rows"]
    assert [mark.word for mark in row.marks] == ["Suspected false rectification"]


@pytest.fixture
def _lots_are_cast(monkeypatch, request):
    """An end is drawn for a second visit, or is not, as the test says."""
    share = 100 if request.param else 0
    monkeypatch.setattr(drawing, "SHARE_OF_CLOSED", share)


def closed_while_suspected(town):
    case = heard(town)
    visiting.close(
        case=case,
        given=paths.YES,
        channel=Channel.LINK,
        by=town.resident,
        now=after(7.5),
    )
    return case


@pytest.mark.parametrize("_lots_are_cast", [False], indirect=True)
def test_what_is_closed_is_decided_as_well(town, bo, _lots_are_cast):
    case = closed_while_suspected(town)
    assert case.decides_code == town.street.code
    (row,) = bo.queue(queue="decide").context["rows"]
    assert row.number == case.number
    assert awaited_of(bo, case) == ["FALSE_CONFIRMED", "FALSE_DISMISSED"]


@pytest.mark.parametrize("_lots_are_cast", [True], indirect=True)
def test_a_suspicion_waits_behind_a_second_visit_and_is_not_forgotten(
    town, bo, _lots_are_cast
):
    case = closed_while_suspected(town)
    assert case.decides_code == town.county.code
    visited = {"case": case, "by": town.county_dora, "given": paths.YES}
    visiting.visit_again(
        **(visited | {"given": None}), outcome=CallOutcome.NO_ANSWER, now=after(24.5)
    )
    case.refresh_from_db()
    assert case.decides_code == town.county.code
    visiting.visit_again(**visited, outcome=CallOutcome.ANSWERED, now=after(25))
    case.refresh_from_db()
    assert case.decides_code == town.street.code


@pytest.mark.parametrize("_lots_are_cast", [True], indirect=True)
def test_a_suspicion_of_what_is_closed_leaves_the_second_visit(town, _lots_are_cast):
    case = paths.closed(town)
    county = town.county.code
    suspecting.suspect(case=case, text=DONE, by=town.anna, now=after(7))
    assert Case.objects.get(pk=case.pk).decides_code == county
    suspecting.hear(case=case, text=DONE, by=town.manager, now=after(7.5))
    suspecting.dismiss(case=case, text=DONE, by=town.bo, now=after(8))
    assert Case.objects.get(pk=case.pk).decides_code == county


def test_nothing_is_said_of_suspicions_where_there_are_none(town, bo):
    page = texts(bo.open(paths.reported(town)))
    assert str(Refusal.SUSPECTED.label) not in page
    assert "Suspected false rectification" not in page


def used_elsewhere(town, by):
    """The same firm showed the photo in the court, which the other street holds."""
    Tenure.objects.create(
        community=town.court, firm=town.firm, starts_on=after(0).date()
    )
    case = town.file(place=Place(community=town.court))
    handling.accept(case=case, by=by, now=after(1))
    handling.verify(case=case, found=paths.found(), by=by, now=after(1))
    order = paths.order_to_firm(town)
    handling.dispose(case=case, order=order, by=by, now=after(1))
    photos = [paths.photo(look=YARD)]
    handling.rectify(case=case, text=DONE, photos=photos, by=town.manager, now=after(2))
    return case


def test_both_photos_stand_side_by_side_also_where_the_older_is_another_office_s(
    town, bo
):
    older = used_elsewhere(town, town.carl)
    case = paths.disposed(town)
    photos = [paths.photo(look=YARD)]
    handling.rectify(case=case, text=DONE, photos=photos, by=town.manager, now=after(4))
    like = older.photos.get().file_id

    page = texts(bo.open(case))
    assert f"/photos/{photos[0].pk}/" in page
    assert f"/photos/{like}/?compared={case.number}" in page
    assert older.number in page
    assert f"/case/{older.pk}/change/" not in page
    assert bo.client.get(f"/photos/{like}/?compared={case.number}").status_code == 200


def test_the_older_photo_is_seen_beside_its_case_alone_and_by_no_party(
    town, bo, fireman
):
    older = used_elsewhere(town, town.carl)
    case, unsuspected = paths.disposed(town), paths.reported(town)
    photos = [paths.photo(look=YARD)]
    handling.rectify(case=case, text=DONE, photos=photos, by=town.manager, now=after(4))
    address = f"/photos/{older.photos.get().file_id}/"

    for query in ("", f"?compared={unsuspected.number}", f"?compared={older.number}"):
        assert bo.client.get(address + query).status_code == 404
    Case.objects.filter(pk=case.pk).update(acting_department=town.fire)
    named = f"{address}?compared={case.number}"
    assert fireman.client.get(named).status_code == 404


def test_a_department_answers_at_the_desk(town, fireman):
    order = Disposal(Measure.ORDER_DEPARTMENT, Party.DEPARTMENT, department=town.fire)
    case = paths.disposed(town, order)
    handling.rectify(
        case=case, text=DONE, photos=[paths.photo()], by=town.fireman, now=after(4)
    )
    suspecting.suspect(case=case, text=DOUBTED, by=town.bo, now=after(6))

    assert awaited_of(fireman, case) == ["HEAR"]
    assert fireman.make(case, Action.HEAR, text=ANSWERED).status_code == 302
    assert actions_of(case)[-1] == "HEAR"
