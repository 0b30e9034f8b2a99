"""Whom an entry's steps are told: the firm what is done, the office its turn."""

import json

import pytest

from ratings.listing_refusals import ListingRefusal
from ratings.models import Listing
from ratings.operations.listings import proceeding, proposing, sweeping
from ratings.states import ListingAction, ListingState
from registry.models import Notice
from registry.models.notice import NoticeChannel
from registry.sealing import unseal
from tests.ratings.listings.people import (
    DAY,
    LAPSED,
    MONDAY,
    WEDNESDAY,
    WORDS,
    refused,
)
from tests.ratings.listings.praise import praised

FIRM, OFFICE = "firm@firm.example", "office@office.example"


@pytest.fixture
def told(lists):
    """Reads what was told since it was last asked: addresses and names of texts."""
    for user, address in ((lists.firm.user, FIRM), (lists.pan.user, OFFICE)):
        user.email = address
        user.save()
    seen: set[int] = set()

    def new():
        found = Notice.objects.exclude(pk__in=seen).order_by("pk")
        seen.update(notice.pk for notice in found)
        assert {notice.channel for notice in found} <= {NoticeChannel.EMAIL}
        return [
            (unseal(notice.address_sealed), notice.template.split("/")[-1])
            for notice in found
        ]

    return new


def test_the_firm_hears_of_each_step_from_the_notice_on(lists, told):
    listing = lists.published()

    steps = listing.steps.order_by("number").values_list("action", flat=True)
    assert list(steps[:2]) == [ListingAction.PROPOSE, ListingAction.REVIEW]
    assert told() == [
        (FIRM, "firm_listing_notified.txt"),
        (FIRM, "firm_listing_served.txt"),
        *[(FIRM, "firm_listing_changed.txt")] * 2,
    ]


def test_a_defence_is_told_to_the_office_that_has_to_answer(lists, told):
    listing = lists.served()
    lists.defend(listing)

    assert (OFFICE, "listing_answer_awaited.txt") in told()


def test_what_came_to_nothing_is_told_once_the_firm_was_notified(lists, told):
    by = {"reasons": WORDS, "by": lists.zhu, "now": WEDNESDAY}
    proceeding.drop(listing=lists.propose(), **by)
    sweeping.sweep(now=LAPSED)
    lists.propose(now=LAPSED)
    sweeping.sweep(now=LAPSED + 100 * DAY)
    assert Listing.objects.filter(state=ListingState.LAPSED).count() == 1
    assert told() == []

    proceeding.drop(listing=lists.served(), **by)

    assert told()[-1] == (FIRM, "firm_listing_changed.txt")


def test_an_entry_in_its_favour_is_not_mailed_to_a_firm(lists, told):
    older, newer = praised(lists)
    listing = proposing.propose_red(
        firm=lists.town.firm,
        newer=newer,
        older=older,
        reasons=WORDS,
        by=lists.pan,
        now=MONDAY,
    )
    lists.decide(listing, now=MONDAY)
    lists.publish(listing, now=MONDAY)

    assert told() == []


def test_a_refused_attempt_is_told_to_nobody(lists, told):
    listing = lists.served()
    told()

    refused(listing, ListingRefusal.OUT_OF_TURN, lists.decide)

    assert told() == []


def test_a_message_knows_the_number_of_its_entry_and_nothing_else(lists, told):
    lists.published()

    payloads = [
        json.loads(unseal(notice.payload_sealed)) for notice in Notice.objects.all()
    ]
    assert len(payloads) == 4
    assert {frozenset(values) for values in payloads} == {frozenset({"number"})}
