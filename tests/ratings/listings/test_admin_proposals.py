"""Proposing entries at the desk: from documents, or from results for the red list."""

from datetime import date

from ratings.models import LegalBasis, Listing, RefusedProposal
from ratings.states import ListKind
from tests.complaints.browsing import read as read_page
from tests.ratings.listings.at_desk import (
    CANDIDATES,
    ENGLISH,
    PROPOSE,
    page_of,
    propose,
    refused_text,
)
from tests.ratings.listings.people import WORDS
from tests.ratings.listings.praise import praised
from tests.ratings.published import text_of


def test_the_same_proposal_twice_is_one_entry(lists, desk, at):
    first = propose(lists, desk(lists.pan), key="twice")
    second = propose(lists, desk(lists.pan), key="twice")
    assert first["Location"] == second["Location"]
    assert Listing.objects.count() == 1


def test_without_an_article_nobody_is_proposed_and_the_page_says_why(lists, desk, at):
    LegalBasis.objects.all().delete()
    url = f"{PROPOSE}?firm={lists.town.firm.credit_code}"
    shown = text_of(desk(lists.pan).get(url, headers=ENGLISH))
    assert "No article in force permits an entry in the black list." in shown
    assert "Propose the entry" not in shown


def test_a_refused_proposal_keeps_what_was_typed_and_is_kept(lists, desk, at):
    answer = propose(lists, desk(lists.pan), months=13)
    assert "a general one three months to a year" in refused_text(answer)
    assert WORDS in text_of(answer)
    assert RefusedProposal.objects.count() == 1
    assert not Listing.objects.exists()


def test_a_proposal_without_a_document_is_refused(lists, desk, at):
    answer = propose(lists, desk(lists.pan), **{f"fact_{lists.penalty.pk}": ""})
    assert "stands on facts that a document in force" in refused_text(answer)


def test_a_firm_is_found_by_a_part_of_its_name(lists, desk, at):
    shown = desk(lists.pan).get(PROPOSE, {"q": "长青"}, headers=ENGLISH)
    assert f"?firm={lists.town.firm.credit_code}" in read_page(shown).links


def test_red_candidates_of_the_newest_results_are_proposed_from_their_list(
    lists, desk, at
):
    praised(lists)
    client = desk(lists.pan)
    shown = client.get(CANDIDATES, headers=ENGLISH)
    (form,) = [one for one in read_page(shown).forms if "firm" in one.values]

    answer = client.post(CANDIDATES, form.filled(text=WORDS), headers=ENGLISH)

    listing = Listing.objects.get()
    assert answer["Location"] == page_of(listing)
    assert (listing.list_kind, listing.firm) == (ListKind.RED, lists.town.firm)
    assert f"It has the entry {listing.number} already." in text_of(
        client.get(CANDIDATES, headers=ENGLISH)
    )


def test_a_candidate_that_serves_elsewhere_is_put_before_no_other_county(
    lists, desk, at
):
    praised(lists)
    lists.town.garden.tenures.update(ends_on=date(2026, 3, 2))
    assert "No candidate" in text_of(desk(lists.pan).get(CANDIDATES, headers=ENGLISH))


def test_who_is_no_candidate_is_not_proposed(lists, desk, at):
    client = desk(lists.pan)
    assert "No candidate" in text_of(client.get(CANDIDATES, headers=ENGLISH))
    sent = {"firm": lists.town.firm.pk, "text": WORDS}
    answer = client.post(CANDIDATES, sent, headers=ENGLISH)
    assert answer.status_code == 409
    assert not Listing.objects.exists()
