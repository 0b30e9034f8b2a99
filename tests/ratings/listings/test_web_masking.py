"""Once an entry has ended or is suspended, no public address names anybody any more."""

from datetime import timedelta

import pytest
import time_machine

from complaints.states import Kind
from ratings.operations import bulletins
from ratings.operations.listings import proceeding, proposing, revoking, standing
from ratings.operations.listings.sweeping import sweep
from tests.ratings.listings.people import (
    DAY,
    DEFENCE_OVER,
    MINOR,
    MONDAY,
    WORDS,
)
from tests.ratings.listings.praise import praised
from tests.ratings.queries.test_bulletin import PERIOD, bulletin_of
from tests.ratings.rows import publisher
from tests.registry.ledger.printed import Printed, packed

NOW = DEFENCE_OVER + DAY
HOUR = timedelta(hours=1)
REASONS = "These reasons name the firm, and the exits that it locked."
ENGLISH = {"Accept-Language": "en"}


def addresses(lists, listing):
    """Every public address at which the entry may be read."""
    number = listing.number
    return [
        "/",
        "/lists/",
        "/lists/red/",
        "/lists/red.csv",
        "/lists/red.json",
        "/lists/black/",
        "/lists/black.csv",
        "/lists/black.json",
        "/lists/removed/",
        "/lists/removed.csv",
        "/lists/removed.json",
        "/lists/low-rating/",
        f"/lists/{number}/",
        f"/lists/{number}/decision.pdf",
        f"/lists/{number}/decision.pdf?language=en",
        f"/firms/{lists.town.firm.credit_code}/",
        f"/firms/{lists.town.rival.credit_code}/",
        f"/communities/{lists.town.garden.code}/",
    ]


def read(client, address, etag=""):
    """What is read there: a page, a table, a document or the text of a PDF."""
    headers = ENGLISH | ({"If-None-Match": etag} if etag else {})
    answer = client.get(address, headers=headers, follow=True)
    if answer.get("Content-Type") == "application/pdf":
        return answer, Printed(answer.content).text
    return answer, packed(answer.content.decode())


def facts_of(lists, address):
    """
    What nobody may read at an address any more. The documents against a firm stand in
    public on its own page in their own right, whether or not an entry named them.
    """
    documents = (lists.penalty.number, lists.penalty.body)
    on_its_page = address.startswith("/firms/")
    kept = (lists.penalty.facts, REASONS, WORDS)
    return [packed(each) for each in (*kept, *(() if on_its_page else documents))]


def names_of(lists, address):
    """Whom nobody may read of on the pages of the lists; elsewhere they may stand."""
    if not address.startswith("/lists/"):
        return []
    town = lists.town
    named = (town.firm.name, town.firm.credit_code, town.garden.name)
    return [packed(each) for each in named]


def left_of(lists, address, text):
    """What is still read there of facts and names."""
    hidden = (*facts_of(lists, address), *names_of(lists, address))
    return [one for one in hidden if one in text]


def black(lists, **proposed):
    listing = lists.silent(**proposed)
    lists.decide(listing, reasons=REASONS)
    lists.publish(listing)
    return listing


def suspend(lists, listing):
    standing.suspend(listing=listing, **lists.by_document(now=NOW))


def quash(lists, listing):
    standing.quash(listing=listing, **lists.by_document(now=NOW))


def revoke(lists, listing):
    standing.revoke(listing=listing, reasons=WORDS, by=lists.jue, now=NOW)


def uphold(lists, listing):
    standing.object_to(listing=listing, text=WORDS, by=lists.firm, now=NOW)
    standing.answer_objection(
        listing=listing, upheld=True, reasons=WORDS, by=lists.jue, now=NOW
    )


def repair(lists, listing):
    lists.penalty.complied_on = DEFENCE_OVER.date()
    lists.penalty.compliance = "Paid on the 12th."
    lists.penalty.save()
    lists.ask_repair(listing, NOW)
    standing.accept_repair(listing=listing, by=lists.pan, now=NOW)
    standing.decide_repair(
        listing=listing, granted=True, reasons=WORDS, by=lists.jue, now=NOW
    )


@pytest.mark.parametrize("end", [suspend, quash, revoke, uphold, repair])
def test_what_ended_is_read_nowhere_even_by_who_holds_it(lists, client, end):
    listing = black(lists, term=MINOR)
    everywhere = addresses(lists, listing)
    client.get("/lists/black/")
    with time_machine.travel(NOW, tick=False):
        before = {each: read(client, each) for each in everywhere}
    held = {
        each: answer.headers.get("ETag", "") for each, (answer, _) in before.items()
    }
    shown = [each for each, (_, text) in before.items() if packed(REASONS) in text]
    assert set(shown) == {
        "/lists/black.csv",
        "/lists/black.json",
        f"/lists/{listing.number}/",
        f"/lists/{listing.number}/decision.pdf",
        f"/lists/{listing.number}/decision.pdf?language=en",
    }

    end(lists, listing)

    with time_machine.travel(NOW + HOUR, tick=False):
        for each in everywhere:
            for etag in ("", held[each]):
                _answer, text = read(client, each, etag)
                assert left_of(lists, each, text) == [], each
        page, text = read(client, f"/lists/{listing.number}/", held[everywhere[12]])
        assert (page.status_code, packed("Removed") in text) == (200, True)
        paper, _text = read(client, everywhere[13], held[everywhere[13]])
        assert paper.status_code == 410
        _firm, text = read(client, f"/firms/{lists.town.firm.credit_code}/")
        assert listing.number not in text


def bulletin_addresses():
    """Every public address of the bulletin that tells of the half-month."""
    one = f"/bulletins/{PERIOD.name}"
    return [
        "/bulletins/",
        "/bulletins.csv",
        "/bulletins.json",
        "/bulletins/feed.atom",
        f"{one}/",
        f"{one}.csv",
        f"{one}.json",
        f"{one}.pdf",
        f"{one}.pdf?language=en",
    ]


def bring_out(lists, listing):
    """The bulletin of the half-month, whose words may name the entry by its number."""
    bulletin = bulletin_of(lists.town)
    gu, han = publisher(lists.town, "gu"), publisher(lists.town, "han")
    at = bulletin.review.published_at
    words = {"introduction": f"The entry {listing.number} is new.", "remarks": ""}
    named = {"introduction": lists.town.firm.name, "remarks": ""}
    with pytest.raises(bulletins.NamesAnEntry):
        bulletins.edit(bulletin=bulletin, revision=1, by=gu, now=at, **named)
    bulletins.edit(bulletin=bulletin, revision=1, by=gu, now=at, **words)
    bulletins.sign(bulletin=bulletin, revision=bulletin.revision, by=han, now=at)
    bulletins.publish(bulletin=bulletin, by=gu, now=at)
    return at


def test_no_bulletin_names_whom_an_entry_named(lists, client):
    listing = black(lists)
    at = bring_out(lists, listing)
    standing.revoke(listing=listing, reasons=WORDS, by=lists.jue, now=at + DAY)

    town = lists.town
    named = (town.firm.name, town.firm.credit_code, town.garden.name)
    with time_machine.travel(at + DAY + HOUR, tick=False):
        for each in bulletin_addresses():
            answer, text = read(client, each)
            assert answer.status_code == 200, each
            assert left_of(lists, each, text) == [], each
            assert [one for one in named if packed(one) in text] == [], each
        assert listing.number in read(client, f"/bulletins/{PERIOD.name}.json")[1]


@pytest.mark.parametrize("swept", [False, True])
def test_a_term_that_is_over_is_read_nowhere_with_and_without_the_sweep(
    lists, client, swept
):
    listing = black(lists, term=MINOR)
    over = DEFENCE_OVER + 62 * DAY
    if swept:
        sweep(now=over)
    with time_machine.travel(over, tick=False):
        for each in addresses(lists, listing):
            _answer, text = read(client, each)
            assert left_of(lists, each, text) == [], each


def test_a_red_entry_that_ended_is_read_nowhere(lists, client):
    older, newer = praised(lists)
    listing = proposing.propose_red(
        firm=lists.town.firm,
        newer=newer,
        older=older,
        reasons=WORDS,
        by=lists.pan,
        now=MONDAY,
    )
    proceeding.decide(listing=listing, reasons=REASONS, by=lists.jue, now=DEFENCE_OVER)
    proceeding.publish(listing=listing, by=lists.fa, now=DEFENCE_OVER)
    with time_machine.travel(NOW, tick=False):
        assert packed(REASONS) in read(client, f"/lists/{listing.number}/")[1]
        revoking.revoke_red(lists.town.firm, because="A penalty.", now=NOW)
        for each in addresses(lists, listing):
            _answer, text = read(client, each)
            # the page of low ratings stands on results, and not on this entry
            names = [] if "low-rating" in each else names_of(lists, each)
            assert [one for one in (packed(REASONS), *names) if one in text] == [], each


def test_before_the_publication_no_public_address_knows_the_entry(lists, client):
    case = lists.town.file(kind=Kind.COMPLAINT)
    listing = lists.decided()
    with time_machine.travel(NOW, tick=False):
        for each in addresses(lists, listing):
            _answer, text = read(client, each)
            hidden = (packed(WORDS), case.number, *names_of(lists, each))
            assert [one for one in hidden if one in text] == [], each
