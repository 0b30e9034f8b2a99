"""Which page comes next, whatever was answered and in whatever order."""

from dataclasses import fields
from itertools import combinations

import pytest

from complaints.answers import Answers, Page, may_open, next_page, offered_privacy
from complaints.states import Kind, Privacy

GIVEN = {
    Page.PLACE: {"community": "DQHY"},
    Page.KIND: {"kind": "COMPLAINT"},
    Page.CATEGORY: {"category": "lifts-broken"},
    Page.DETAILS: {"text": "It stands still."},
    Page.CONTACT: {"privacy": "HIDDEN", "phone": "+8613800138000"},
}
ASKED = tuple(GIVEN)


def given(pages):
    return Answers(
        **{name: value for page in pages for name, value in GIVEN[page].items()}
    )


@pytest.mark.parametrize(
    "pages", [some for n in range(6) for some in combinations(ASKED, n)]
)
def test_the_first_page_unanswered_comes_next_and_none_behind_it_opens(pages):
    answers = given(pages)
    missing = [page for page in ASKED if page not in pages]
    expected = missing[0] if missing else Page.CHECK
    assert next_page(answers) == expected
    order = list(Page)
    opened = [page for page in Page if may_open(answers, page)]
    assert opened == order[: order.index(expected) + 1]


def test_a_place_is_a_community_or_a_region_with_a_description():
    assert Answers(region="340104000").lacks(Page.PLACE)
    assert Answers(place="Willow Lane 7").lacks(Page.PLACE)
    assert not Answers(region="340104000", place="Willow Lane 7").lacks(Page.PLACE)


def test_only_who_stays_anonymous_needs_no_phone():
    complete = given(ASKED)
    assert complete.changed(phone="").lacks(Page.CONTACT)
    assert not complete.changed(phone="", privacy="ANONYMOUS").lacks(Page.CONTACT)


@pytest.mark.parametrize("kind", Kind)
def test_a_choice_that_the_kind_does_not_offer_is_asked_again(kind):
    answers = given(ASKED).changed(kind=kind, privacy=Privacy.FIRM_MAY_PHONE)
    offered = Privacy.FIRM_MAY_PHONE in offered_privacy(kind)
    assert offered == (kind == Kind.COMPLAINT)
    assert answers.lacks(Page.CONTACT) == (not offered)


def test_nothing_is_answered_at_first():
    assert next_page(Answers()) == Page.PLACE
    assert all(getattr(Answers(), field.name) == "" for field in fields(Answers))
