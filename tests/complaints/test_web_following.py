"""The link of a resident who joined a case: it takes an answer and does no more."""

import pytest
import time_machine

from complaints import codes
from complaints.models import Answer, Follower
from complaints.operations import correcting, joining, merging, noting
from complaints.operations.correcting import Corrected
from complaints.states import Kind, PhotoKind, Solved, State, Urgency
from tests.complaints import offices, paths
from tests.complaints.browsing import errors_of, form_with, main_form, read
from tests.complaints.last_words import again, close, reopen
from tests.complaints.paths import NO, after
from tests.complaints.tracking import newest_code, sent_codes
from tests.town import PHONE

YES = {"solved": "YES", "satisfied": "SATISFIED"}
UNSOLVED = {"solved": "NO", "satisfied": "DISSATISFIED"}
WHY = "The lock was broken because of it."


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


def test_it_thanks_and_offers_the_case_s_page_and_no_reopening(client, case, link):
    answer(client, link, **UNSOLVED)
    text = text_of(client.get(link))
    assert "Who reported the case closes it." in text
    assert "Have it worked on again" not in text
    assert f"/track/{case.number}/" in text


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
    assert f"/track/{case.number}/" in text


def test_who_left_is_not_known_any_more(client, case, link):
    joining.take_over(case.followers.get(), now=after(7))
    assert client.get(link).status_code == 404


def test_a_follower_of_another_case_opens_nothing(client, town, case):
    follower = paths.follow(town, town.file())
    token = codes.visit_token(case_id=case.pk, round_number=1, follower_id=follower.pk)
    assert client.get(f"/v/{token}/").status_code == 404


def test_the_photos_of_the_result_come_with_it(client, town, link):
    shown = [one for one in text_of(client.get(link)).split('"') if "/photos/" in one]
    assert shown
    assert all(client.get(one).status_code == 200 for one in shown)


def end(case, town):
    """Answered where there is a result, else taken back without anybody to go on."""
    if case.state == State.REPORTED:
        close(case, town)
    elif case.state == State.DISPOSED:
        Follower.objects.update(proved_at=None)
        merging.withdraw(case=case, by=town.resident, now=after(6))


def tracked(client, case, phone=paths.NEIGHBOUR):
    """The case's page, for whoever proves a phone."""
    client.post("/track/", {"number": case.number, "phone": phone})
    answer = client.post("/track/code/", {"code": newest_code()})
    return client.get(answer.headers["Location"])


class TestTheirOwnPage:
    """Number and the phone they joined with lead to a page of their own."""

    def test_it_says_where_the_case_is_and_asks_for_their_answer(
        self, client, town, case
    ):
        paths.follow(town, case)
        page = tracked(client, case)
        text = text_of(page)
        assert "You joined this case" in text
        assert paths.DONE in text
        assert "Step by step" in text
        assert f"/track/{case.number}/answer/" in read(page).links

    def test_whom_to_ask_has_telephone_and_hours(self, client, town, case):
        offices.open_all(town)
        paths.follow(town, case)
        page = tracked(client, case)
        assert f"tel:{offices.STREET}" in read(page).links
        assert offices.HOURS in page.content.decode()

    def test_what_the_reporter_wrote_sent_and_may_do_is_not_there(self, client, town):
        case = paths.disposed(town, photos=[paths.photo()])
        noting.note(
            case=case,
            text="My flat is 501.",
            photos=[paths.photo()],
            by=town.resident,
            now=after(4),
        )
        paths.follow(town, case)
        page = tracked(client, case)
        assert "The e-bikes stand in the rain" not in text_of(page)
        assert "My flat is 501." not in text_of(page)
        assert [one for one in read(page).sources if "/photos/" in one] == []
        assert [form for form in read(page).forms if "/act/" in form.action] == []
        added = case.photos.get(kind=PhotoKind.ADDED)
        assert client.get(f"/photos/{added.file_id}/").status_code == 404

    @pytest.mark.parametrize("act", ["act/withdraw/", "act/note/", "reopen/"])
    def test_it_does_nothing_to_the_case(self, client, town, case, act):
        paths.follow(town, case)
        tracked(client, case)
        steps = case.steps.count()
        answer = client.post(f"/track/{case.number}/{act}", {"version": case.version})
        assert answer.headers["Location"].startswith("/track/?number=")
        assert case.steps.count() == steps

    def test_their_answer_is_taken_and_told_back(self, client, town, case):
        follower = paths.follow(town, case)
        tracked(client, case)
        address = f"/track/{case.number}/answer/"
        done = answer(client, address, **UNSOLVED)
        assert done.headers["Location"] == address
        kept = Answer.objects.get()
        assert (kept.follower, kept.own, kept.channel) == (follower, True, "WEB")
        assert f"/track/{case.number}/" in read(client.get(address)).links
        page = client.get(f"/track/{case.number}/")
        assert "You answered: No, it is not solved" in text_of(page)
        assert address not in read(page).links

    def test_what_the_reporter_answered_is_theirs_alone(self, client, town, case):
        paths.follow(town, case)
        close(case, town, NO)
        text = text_of(tracked(client, case))
        assert "The case is closed." in text
        assert "No, it is not solved" not in text

    def test_the_reporter_s_phone_opens_the_reporter_s_page(self, client, town, case):
        paths.follow(town, case)
        page = tracked(client, case, PHONE)
        assert "The e-bikes stand in the rain" in text_of(page)

    def test_who_has_left_sees_it_no_more(self, client, town, case):
        follower = paths.follow(town, case)
        tracked(client, case)
        Follower.objects.filter(pk=follower.pk).update(left_at=after(6))
        assert client.get(f"/track/{case.number}/").status_code == 302

    def test_once_it_is_confidential_it_is_closed_to_them(self, client, town):
        case = paths.accepted(town)
        follower = paths.follow(town, case)
        tracked(client, case)
        to = Corrected(Kind.RETALIATION, Urgency.ORDINARY, case.category)
        correcting.reclassify(case=case, to=to, text=WHY, by=town.bo, now=after(7))
        assert client.get(f"/track/{case.number}/").status_code == 302
        assert client.get(link_of(follower)).status_code == 404
        sent = sent_codes()
        client.post("/track/", {"number": case.number, "phone": paths.NEIGHBOUR})
        assert sent_codes() == sent

    def test_it_ends_after_two_hours(self, client, town, case):
        paths.follow(town, case)
        tracked(client, case)
        with time_machine.travel(after(9.1), tick=False):
            assert client.get(f"/track/{case.number}/").status_code == 302

    @pytest.mark.parametrize("path", [paths.disposed, paths.rectified, paths.reported])
    @pytest.mark.parametrize("is_closed", [False, True])
    def test_it_is_shown_in_every_state_and_language(
        self, client, town, path, is_closed
    ):
        case = path(town)
        paths.follow(town, case, now=after(5.5))
        if is_closed:
            end(case, town)
        assert "You joined this case" in text_of(tracked(client, case))
        client.cookies["django_language"] = "zh-hans"
        assert "您已附议这件诉求" in text_of(client.get(f"/track/{case.number}/"))
