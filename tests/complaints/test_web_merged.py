"""A merged case leads to the one it goes on as: who reported it follows that one."""

import pytest
import time_machine

from complaints.models import Answer, Contact
from complaints.operations import handling, merging
from complaints.operations.filing import Reporter
from complaints.states import Action, Outcome, Privacy
from tests.complaints import paths
from tests.complaints.browsing import main_form, read
from tests.complaints.outcomes import last_step
from tests.complaints.paths import NEIGHBOUR, after
from tests.complaints.test_web_following import UNSOLVED, tracked
from tests.complaints.tracking import act_of, by_receipt, do, text_of
from tests.town import PHONE

THIRD = "+8613700137000"
TYPED = "Take your own bike away, 张伟, 13800138000."
BY_PHONE = Reporter(Privacy.HIDDEN, PHONE, name="张伟")


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"
    with time_machine.travel(after(7), tick=False):
        yield


@pytest.fixture
def target(town):
    return paths.disposed(town, reporter=BY_PHONE)


@pytest.fixture
def case(town, target):
    return merged(town, target, Reporter(Privacy.HIDDEN, NEIGHBOUR))


def merged(town, target, reporter):
    case = town.file(reporter=reporter, now=after(3.2))
    paths.follow(town, case, THIRD, now=after(3.5))
    merging.merge(case=case, target=target, by=town.anna, now=after(4))
    return case


def finish(town, target):
    handling.rectify(
        case=target,
        text=paths.DONE,
        no_photo_because="It is dark.",
        by=town.manager,
        now=after(5),
    )
    handling.report(
        case=target, outcome=Outcome.FIXED, text=TYPED, by=town.anna, now=after(6)
    )


def address_of(case):
    return f"/track/{case.number}/"


@pytest.mark.parametrize("phone", [NEIGHBOUR, THIRD], ids=["reporter", "follower"])
def test_number_state_and_date_stand_there_and_lead_on(client, case, target, phone):
    page = tracked(client, case, phone)
    text = text_of(page)
    assert f"It goes on as case {target.number}" in text
    assert "puts it right, by" in text
    assert "You have an answer by" in text
    assert address_of(target) in read(page).links
    assert "You joined this case" in text_of(client.get(address_of(target)))


def test_they_answer_for_themselves_there(client, town, case, target):
    finish(town, target)
    tracked(client, case, NEIGHBOUR)
    address = f"{address_of(target)}answer/"
    client.post(address, main_form(client.get(address)).filled(**UNSOLVED))
    answer = Answer.objects.get()
    assert (answer.case, answer.own) == (target, True)
    assert answer.follower.came_from == case


def test_a_receipt_shows_where_it_goes_on_and_opens_nothing(client, case, target):
    page = by_receipt(client, case)
    assert target.number in text_of(page)
    assert address_of(target) not in read(page).links
    assert client.get(address_of(target)).headers["Location"].startswith("/track/?")


def test_who_stays_anonymous_reads_the_result_without_names(client, town, target):
    case = merged(town, target, Reporter(Privacy.ANONYMOUS))
    finish(town, target)
    text = text_of(by_receipt(client, case))
    assert "Result:" in text
    assert "Take your own bike away" in text
    assert "张伟" not in text
    assert "13800138000" not in text


def test_who_handed_the_case_on_before_is_led_nowhere(client, case, target):
    tracked(client, case, NEIGHBOUR)
    Contact.objects.filter(case=case).update(turn=2)
    assert client.get(address_of(target)).status_code == 302


def test_a_proof_of_another_case_opens_nothing(client, town, case, target):
    other = town.file(reporter=Reporter(Privacy.HIDDEN, NEIGHBOUR))
    tracked(client, other, NEIGHBOUR)
    assert client.get(address_of(target)).status_code == 302


def test_once_parted_it_opens_nothing(client, town, case, target):
    tracked(client, case, NEIGHBOUR)
    merging.unmerge(case=case, text="Another shelter.", by=town.bo, now=after(6))
    assert client.get(address_of(target)).status_code == 302
    assert "It goes on as case" not in text_of(client.get(address_of(case)))


def test_what_is_merged_on_leads_to_the_last(client, town):
    first, last = paths.accepted(town, reporter=BY_PHONE), paths.accepted(town)
    case = merged(town, first, Reporter(Privacy.HIDDEN, NEIGHBOUR))
    merging.merge(case=first, target=last, by=town.anna, now=after(5))
    text = text_of(by_receipt(client, case))
    assert f"It goes on as case {last.number}" in text
    assert first.number not in text


def test_a_note_is_an_objection(client, case):
    page = by_receipt(client, case)
    assert act_of(page, "note") is not None
    assert "Object to the merger" in text_of(page)
    assert "Add words or photos" not in text_of(page)
    done = do(client, case, "note", text="It is another shelter.")
    assert last_step(case).action == Action.NOTE
    assert "Your objection has arrived." in text_of(
        client.get(done.headers["Location"])
    )
