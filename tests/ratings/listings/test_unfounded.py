"""A black entry whose documents are revoked: who is told, who reads it, how it ends."""

import json

import pytest
import time_machine

from ratings.listing_papers import PaperKind, paper_of
from ratings.models import Enforcement
from ratings.operations import enforcing
from ratings.operations.listings import sweeping
from ratings.queries import listed, listing_desk
from ratings.states import ListingAction, ListingState
from registry.models import Notice
from tests.ratings.listings.at_desk import ENGLISH, LIST, offered, page_of
from tests.ratings.listings.people import DAY, DEFENCE_OVER, UNPUBLISHED
from tests.ratings.published import tables, text_of

NOW = DEFENCE_OVER + DAY
MARK = "Revoked on Friday 13 March 2026"
WHY = "The court found that the wrong firm was named."


@pytest.fixture(autouse=True)
def _friday():
    with time_machine.travel(NOW, tick=False):
        yield


def quash(lists, document):
    document.refresh_from_db()
    enforcing.revoke(
        enforcement=document, on=NOW.date(), because=WHY, by=lists.pan, now=NOW
    )


def on_two(lists, stage="published"):
    """An entry on two documents."""
    other = lists.document()
    facts = [lists.grave(), lists.grave(other)]
    return getattr(lists, stage)(facts=facts), other


def told():
    return [
        notice.dedupe_key
        for notice in Notice.objects.order_by("pk")
        if notice.template.endswith("listing_document_revoked.txt")
    ]


@pytest.mark.parametrize("stage", ["propose", "served", "published", "suspended"])
def test_the_office_is_told_when_a_document_behind_its_entry_is_revoked(lists, stage):
    lists.pan.user.email = "office@office.example"
    lists.pan.user.save()
    listing = getattr(lists, stage)()

    quash(lists, lists.penalty)

    (key,) = told()
    assert f"listing:{listing.pk}:revoked:{lists.penalty.pk}" in key


def test_nobody_is_told_of_a_document_behind_no_entry_that_stands(lists):
    lists.pan.user.email = "office@office.example"
    lists.pan.user.save()
    quash(lists, lists.document())
    listing = lists.published()
    sweeping.sweep(now=NOW + 400 * DAY)
    listing.refresh_from_db()
    assert listing.state == ListingState.EXPIRED

    quash(lists, lists.penalty)

    assert told() == []


@pytest.mark.parametrize(
    ("stage", "term"),
    [("decided", {"term": UNPUBLISHED}), ("published", {}), ("suspended", {})],
)
def test_an_entry_without_a_document_in_force_ends_with_the_next_sweep(
    lists, stage, term
):
    listing = getattr(lists, stage)(**term)
    assert sweeping.sweep(now=NOW)["REVOKE"] == 0
    quash(lists, lists.penalty)

    assert sweeping.sweep(now=NOW)["REVOKE"] == 1
    assert sweeping.sweep(now=NOW)["REVOKE"] == 0

    listing.refresh_from_db()
    step = listing.steps.latest("number")
    assert (listing.state, step.action) == (ListingState.REVOKED, "REVOKE")
    assert step.detail == {"because": lists.penalty.number}
    assert listed.entry(listing.number, now=NOW) is None or (
        listed.entry(listing.number, now=NOW).is_removed
    )
    steps = listing_desk.steps_of(listing)
    paper = paper_of(listing, steps, PaperKind.REMOVAL, "en")
    assert lists.penalty.number in str(paper.sections)


def test_one_document_is_enough_to_stand_on(lists):
    listing, other = on_two(lists)
    quash(lists, lists.penalty)
    sweeping.sweep(now=NOW)
    listing.refresh_from_db()
    assert listing.state == ListingState.PUBLISHED

    quash(lists, other)
    sweeping.sweep(now=NOW)

    listing.refresh_from_db()
    assert listing.state == ListingState.REVOKED


def test_a_document_that_was_complied_with_still_stands(lists):
    listing = lists.published()
    Enforcement.objects.update(complied_on=NOW.date(), compliance="Paid by transfer.")
    sweeping.sweep(now=NOW)
    listing.refresh_from_db()
    assert listing.state == ListingState.PUBLISHED


def test_the_public_reads_that_a_document_was_revoked(lists, client):
    listing, _other = on_two(lists)
    pages = [f"/lists/{listing.number}/", "/lists/black/"]
    assert all(MARK not in text_of(client.get(each, headers=ENGLISH)) for each in pages)

    quash(lists, lists.penalty)

    for each in pages:
        assert text_of(client.get(each, headers=ENGLISH)).count(MARK) == 1, each
    (entry,) = json.loads(client.get("/lists/black.json").content)["entries"]
    assert f"{lists.penalty.issued_on} REVOKED 2026-03-13" in entry["facts"]
    assert entry["facts"].count("REVOKED") == 1


def test_so_does_the_firm_and_why_the_entry_ended(lists, client):
    listing = lists.published()
    client.force_login(lists.firm.user)
    url = f"/firm/lists/{listing.number}/"
    quash(lists, lists.penalty)
    assert MARK in text_of(client.get(url, headers=ENGLISH))

    sweeping.sweep(now=NOW)

    ended = f"No document that it stood on is in force any more: {lists.penalty.number}"
    assert ended in text_of(client.get(url, headers=ENGLISH))


@pytest.mark.parametrize(
    ("stage", "action"), [("served", "DROP"), ("published", "REVOKE")]
)
def test_the_desk_is_asked_to_end_what_lost_a_document(lists, desk, stage, action):
    listing, _other = on_two(lists, stage)
    quash(lists, lists.penalty)
    client = desk(lists.jue)

    page = client.get(page_of(listing), headers=ENGLISH)
    shown = text_of(page)
    assert "A document that this stands on was revoked" in shown
    assert MARK in shown
    assert action in offered(client, listing)
    first = [offer.action for offer in page.context_data["first"]]
    assert ListingAction[action] in first
    (row,) = tables(client.get(LIST, headers=ENGLISH))[0][1:]
    assert "Document revoked" in " ".join(row)
    assert str(ListingAction[action].label) in row[-1]
