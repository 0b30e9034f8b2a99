"""Entries of the lists that came and went in a half-month, as its bulletin tells."""

import json

from django.test import Client
from django.urls import reverse

from ratings.models import Review
from ratings.operations import bulletins
from ratings.operations.listings import standing
from ratings.queries.list_changes import list_changes
from tests.ratings.listings.people import DAY, DEFENCE_OVER, UNPUBLISHED
from tests.ratings.queries.test_bulletin import NEXT, PERIOD, bulletin_of
from tests.ratings.rows import publisher


def nothing_but(**told):
    lists = ("red_came", "red_went", "black_came", "black_went")
    return {"low_ratings": 0, **{name: [] for name in lists}} | told


def numbered(listing):
    return [{"number": listing.number}]


def changes_of(period):
    return list_changes(Review(period=period.name))


def test_what_was_published_came_and_what_is_not_public_did_not(lists):
    listing = lists.published()
    lists.decided(facts=[lists.grave(lists.document())], term=UNPUBLISHED)
    assert changes_of(PERIOD) == nothing_but(black_came=numbered(listing))
    assert changes_of(NEXT) == nothing_but()


def test_what_was_suspended_went_and_comes_back_when_it_is_resumed(lists):
    listing = lists.suspended()
    went = nothing_but(black_came=numbered(listing), black_went=numbered(listing))
    assert changes_of(PERIOD) == went
    standing.resume(listing=listing, **lists.by_document(now=DEFENCE_OVER + 2 * DAY))
    assert changes_of(PERIOD) == nothing_but(black_came=numbered(listing))


def test_the_bulletin_tells_numbers_and_never_whom_they_name(lists):
    """So an entry that leaves later needs no change of what was frozen."""
    listing = lists.published()
    bulletin = bulletin_of(lists.town)
    assert bulletin.figures["lists"]["black_came"] == numbered(listing)
    assert lists.town.firm.name not in json.dumps(bulletin.figures, ensure_ascii=False)

    gu, han = publisher(lists.town, "gu"), publisher(lists.town, "han")
    at = bulletin.review.published_at
    words = {"introduction": "Lifts were the trouble.", "remarks": ""}
    bulletins.edit(bulletin=bulletin, revision=1, by=gu, now=at, **words)
    bulletins.sign(bulletin=bulletin, revision=bulletin.revision, by=han, now=at)
    bulletins.publish(bulletin=bulletin, by=gu, now=at)
    page = Client().get(reverse("ratings:bulletin", args=[PERIOD.name]))
    told = page.content.decode()
    assert listing.number in told
    assert lists.town.firm.name not in told
