"""All answers once more; sent twice, it is one case all the same."""

import re

import pytest

from complaints.models import Case, Category, Draft
from registry.models import IdempotencyKey, StoredFile
from tests.complaints import flow
from tests.complaints.browsing import errors_of, main_form, read
from tests.registry.ledger import photos as uploads

# What the page lists, and the page on which each is changed.
CHANGED_AT = {
    "Place": flow.START,
    "Kind": flow.KIND,
    "What it is about": flow.CATEGORY,
    "What happened": flow.DETAILS,
    "Photos": flow.DETAILS,
    "Who may know that it was you": flow.CONTACT,
    "Your phone": flow.CONTACT,
    "Your name": flow.CONTACT,
    "Your building and flat": flow.CONTACT,
    "You file for": flow.CONTACT,
    "Households that complain together": flow.CONTACT,
}


def answers(page):
    """question: answer, who sees it, and where it is changed"""
    return {
        str(line["question"]): (
            str(line["answer"]),
            str(line["seen_by"]),
            line["change_url"],
        )
        for line in page.context["answers"]
    }


def change_links(page):
    """The names of the links as somebody hears them, with their addresses."""
    links = re.findall(r'<a href="([^"]+)">(Change .*?)</a>', page.content.decode())
    plain = [(href, re.sub("<[^>]+>", "", words)) for href, words in links]
    return {" ".join(words.split()): href for href, words in plain}


@pytest.fixture
def page(client, town):
    return client.get(flow.answer(client, category="buildings-leak", unit="3-501"))


def test_every_answer_is_there_with_who_sees_it(page):
    shown = answers(page)
    assert {question: line[2] for question, line in shown.items()} == CHANGED_AT
    assert all(seen for _answer, seen, _url in shown.values())
    assert shown["Place"][0] == "丹青花园"
    assert shown["What happened"][0] == flow.TYPED["text"]
    assert shown["Your phone"][:2] == ("138 0013 8000", "Seen by the office alone")
    assert shown["Your building and flat"][:2] == (
        "3-501",
        "Seen by the office, and by the firm that has to come in",
    )


def test_each_link_says_what_it_changes(page):
    assert change_links(page) == {
        f"Change {question}": address for question, address in CHANGED_AT.items()
    }


def test_what_was_left_out_says_so_in_both_languages(client, page):
    text = page.content.decode()
    assert text.count("Not provided") == 3  # photos, name and households
    client.cookies["django_language"] = "zh-hans"
    assert client.get(flow.CHECK).content.decode().count("未填写") == 3


@pytest.mark.parametrize("address", sorted(set(CHANGED_AT.values())))
def test_a_change_leads_straight_back(client, page, address):
    typed = {**flow.TYPED, "community": "LXY"}
    answer = flow.send(client, address, **typed)
    assert answer.headers["Location"] == flow.CHECK


def test_the_back_link_of_a_change_leads_back_as_well(client, page):
    for address in (flow.KIND, flow.CATEGORY, flow.DETAILS, flow.CONTACT):
        assert client.get(address).context["back_url"] == flow.CHECK
    assert client.get(flow.CHECK).context["back_url"] == flow.CONTACT


def test_who_lets_the_firm_phone_reads_that_it_sees_the_number(client, town):
    shown = answers(client.get(flow.answer(client, privacy="FIRM_MAY_PHONE")))
    assert shown["Your phone"][1] == (
        "Seen by the office, and by the firm while it works on this case"
    )


def test_photos_are_shown_to_who_sent_them(client, town):
    photos = [uploads.upload(uploads.jpeg())]
    page = client.get(flow.answer(client, photos=photos))
    assert answers(page)["Photos"][0] == "1 photo"
    shown = next(one for one in read(page).sources if "/photos/" in one)
    assert client.get(shown).status_code == 200


def test_a_category_that_was_taken_out_is_asked_again(client, page):
    Category.objects.filter(code="buildings-leak").update(active=False)
    assert client.get(flow.CHECK).headers["Location"] == flow.CATEGORY


class TestSentTwice:
    def test_a_double_tap_and_going_back_lead_to_one_page(self, client, page):
        form = main_form(page).filled()
        first = client.post(flow.CHECK, form)
        client.get(first.headers["Location"])
        again = client.post(flow.CHECK, form)
        assert first.headers["Location"] == again.headers["Location"]
        assert client.get(again.headers["Location"]).status_code == 200
        assert Case.objects.count() == 1

    def test_the_draft_is_gone_and_is_not_filed_by_another_key(self, client, page):
        form = main_form(page).filled()
        cookie = client.cookies["draft"].value
        client.post(flow.CHECK, form)
        assert not Draft.objects.exists()
        client.cookies["draft"] = cookie
        answer = client.post(flow.CHECK, {**form, "key": "another"})
        assert answer.headers["Location"] == flow.START
        assert Case.objects.count() == 1

    def test_what_was_filed_with_other_answers_is_told(self, client, page):
        older = main_form(page).filled()
        flow.send(client, flow.DETAILS, text="The lift is broken, too.")
        flow.send(client, flow.CHECK)
        answer = client.post(flow.CHECK, older)
        assert answer.status_code == 409
        assert "These answers were filed before" in answer.content.decode()
        assert Case.objects.get().text.body == "The lift is broken, too."

    def test_with_its_photos_it_is_one_case_too(self, client, town):
        flow.answer(client, photos=[uploads.upload(uploads.jpeg())])
        form = main_form(client.get(flow.CHECK)).filled()
        assert client.post(flow.CHECK, form).status_code == 302
        assert client.post(flow.CHECK, form).status_code == 302
        assert (Case.objects.count(), StoredFile.objects.count()) == (1, 1)

    def test_another_browser_s_key_opens_nothing(self, client, page):
        form = main_form(page).filled()
        client.post(flow.CHECK, form)
        stranger = type(client)()
        answer = stranger.post(flow.CHECK, form)
        assert answer.headers["Location"] == flow.START
        assert Case.objects.count() == IdempotencyKey.objects.count() == 1

    def test_the_next_draft_is_another_case_and_stays_when_the_last_comes_again(
        self, client, page
    ):
        form = main_form(page).filled()
        first = client.post(flow.CHECK, form)
        flow.answer(client)
        again = client.post(flow.CHECK, form)
        assert again.headers["Location"] == first.headers["Location"]
        assert Draft.objects.count() == 1
        second = flow.send(client, flow.CHECK)
        assert second.headers["Location"] != first.headers["Location"]
        assert Case.objects.count() == 2


def test_answers_that_changed_in_another_window_are_shown_before_they_go(client, page):
    shown = main_form(page).filled()
    flow.send(client, flow.DETAILS, text="The lift is broken, too.")
    page = client.post(flow.CHECK, shown)
    assert "Your answers changed in another window." in errors_of(page)
    assert "<title>Error: " in page.content.decode()
    assert "The lift is broken, too." in page.content.decode()
    assert not Case.objects.exists()
    assert client.post(flow.CHECK, main_form(page).filled()).status_code == 302
