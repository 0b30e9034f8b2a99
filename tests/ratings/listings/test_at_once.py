"""Two proposals at the same time on one document: one stands, the other is refused."""

from collections import Counter

import pytest

from ratings.listing_moves import ListingMoveNotAllowed
from ratings.listing_refusals import ListingRefusal
from ratings.models import Listing, RefusedProposal
from tests.ratings.listings.people import build_lists
from tests.threads import at_once
from tests.town import build_town

AT_ONCE = 4

pytestmark = pytest.mark.concurrency


def test_one_of_several_proposals_on_a_document_stands(transactional_db):
    lists = build_lists(build_town())

    def propose(number):
        try:
            lists.propose()
        except ListingMoveNotAllowed as refused:
            return refused.refusal
        return "proposed"

    told = Counter(at_once(AT_ONCE, propose))

    assert told == {"proposed": 1, ListingRefusal.NEW_FACT: AT_ONCE - 1}
    assert Listing.objects.count() == 1
    assert RefusedProposal.objects.count() == AT_ONCE - 1
