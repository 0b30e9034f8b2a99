"""The link of a resident who joined a case: it takes an answer and does no more."""

import pytest
import time_machine

from complaints import codes
from complaints.models import Answer
from complaints.operations import joining
from complaints.states import Solved, State
from tests.complaints import paths
from tests.complaints.browsing import errors_of, form_with, main_form
from tests.complaints.last_words import again, close, reopen
from tests.complaints.paths import NO, after

YES = {"solved": "YES", "satisfied": "SATISFIED"}
UNSOLVED = {"solved": "NO", "satisfied": "DISSATISFIED"}


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(7), tick=False):
        yield


@pytest.fixture
def case(town):
    return paths.reported(town)


@pytest.fixture
def link(town, case):
    return link_of(paths.follow(town, case))


def link_of(follower, round_number=1):
    token = codes.visit_token(
        case_id=follower.case_id, round_number=round_number, follower_id=follower.pk
    )
    return f"/v/{token}/"


def answer(client, address, **given):
    return client.post(address, main_form(client.get(address)).filled(**given))


def text_of(page):
    return page.content.decode()


def test_it_asks_and_says_what_the_answer_is_good_for(client, link):
    text = text_of(client.get(link))
    assert "You joined this case." in text
    assert "Only your answer closes the case" not in text
    assert paths.DONE in text


def test_the_answer_is_kept_and_the_case_stays_open(client, case, link):
    assert answer(client, link, **UNSOLVED).headers["Location"] == link
    kept = Answer.objects.get()
    assert (kept.solved, kept.own) == (Solved.NO, True)
    assert kept.follower.case == case
    case.refresh_from_db()
    assert case.state == State.REPORTED


def test_it_thanks_and_offers_neither_reopening_nor_the_case_s_page(client, case, link):
    answer(client, link, **UNSOLVED)
    text = text_of(client.get(link))
    assert "Who reported the case closes it." in text
    assert "Have it worked on again" not in text
    assert f"/track/{case.number}/" not in text


def test_it_reopens_nothing(client, town, case, link):
    close(case, town, NO)
    own = f"/v/{codes.visit_token(case_id=case.pk, round_number=1)}/"
    tap = form_with(client.get(own), "reason").filled()
    assert client.post(f"{link}reopen/", tap).headers["Location"] == link
    case.refresh_from_db()
    assert (case.state, case.round) == (State.CLOSED, 1)


def test_the_reporter_s_answer_stands_beside_it(client, town, case, link):
    answer(client, link, **UNSOLVED)
    close(case, town)
    assert sorted(Answer.objects.values_list("solved", flat=True)) == ["NO", "YES"]
    assert "closed as solved" in text_of(
        client.get(f"/v/{codes.visit_token(case_id=case.pk, round_number=1)}/")
    )


def test_a_second_answer_is_told_the_first(client, link):
    page = client.get(link)
    answer(client, link, **YES)
    again_ = client.post(link, main_form(page).filled(**UNSOLVED))
    assert again_.status_code in (302, 409)
    assert Answer.objects.get().solved == Solved.YES
    assert "Yes, it is solved" in text_of(client.get(link))


def test_both_questions_want_an_answer(client, link):
    page = answer(client, link, satisfied="FAIRLY")
    assert "Say whether it is solved." in errors_of(page)
    assert not Answer.objects.exists()


def test_a_link_of_an_earlier_round_says_that_it_goes_on(client, town, case, link):
    close(case, town, NO)
    reopen(case, town.resident)
    again(case, town, by=town.bo)
    text = text_of(client.get(link))
    assert "This link asked about an earlier result." in text
    assert f"/track/{case.number}/" not in text


def test_who_left_is_not_known_any_more(client, case, link):
    joining.take_over(case, now=after(7))
    assert client.get(link).status_code == 404


def test_a_follower_of_another_case_opens_nothing(client, town, case):
    follower = paths.follow(town, town.file())
    token = codes.visit_token(case_id=case.pk, round_number=1, follower_id=follower.pk)
    assert client.get(f"/v/{token}/").status_code == 404


def test_the_photos_of_the_result_come_with_it(client, town, link):
    shown = [one for one in text_of(client.get(link)).split('"') if "/photos/" in one]
    assert shown
    assert all(client.get(one).status_code == 200 for one in shown)
