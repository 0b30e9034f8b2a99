"""What anybody may read of an entry, and that nothing of it stays readable later."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from ratings.operations.listings import standing, sweeping
from ratings.queries import listed
from ratings.states import ListingState, ListKind
from registry.ledger import chain
from registry.models import Tenure
from tests.ratings.listings.people import (
    DAY,
    DEFENCE_OVER,
    SERIOUS,
    UNPUBLISHED,
    WORDS,
)

ENDS = timezone.make_aware(datetime.fromisoformat("2026-09-12T00:00"))
SECOND = timedelta(seconds=1)
NOW = DEFENCE_OVER + DAY


def shown(now=NOW):
    return [each.number for each in listed.shown(ListKind.BLACK, now=now)]


def names_nobody(lists, listing, now):
    """Nothing that a query gives names the firm, the project, facts or documents."""
    entries: list[Any] = [
        listed.entry(listing.number, now=now),
        *listed.entries([listing.number], now=now).values(),
        *listed.shown(ListKind.BLACK, now=now),
        *listed.of_firm(lists.town.firm, now=now),
        *listed.of_community(lists.town.garden, now=now),
        *listed.removed_since(NOW - 100 * DAY, now=now),
    ]
    told = repr([asdict(each) for each in entries])
    named = [
        lists.town.firm.name,
        lists.town.firm.credit_code,
        lists.town.garden.name,
        lists.penalty.number,
        lists.penalty.body,
        WORDS,
    ]
    return not any(name in told for name in named)


@pytest.mark.parametrize("stage", ["notified", "silent", "decided"])
def test_before_the_publication_nobody_reads_anything(lists, stage):
    listing = getattr(lists, stage)()

    assert listed.entry(listing.number, now=NOW) is None
    assert shown() == []
    assert listed.removed_since(NOW - 100 * DAY, now=NOW) == []


def test_a_published_entry_tells_decision_reasons_and_end(lists):
    listing = lists.published(term=SERIOUS)

    (entry,) = listed.shown(ListKind.BLACK, now=NOW)
    assert entry.subject.credit_code == lists.town.firm.credit_code
    assert entry.subject.community == lists.town.garden.name
    assert [fact.document for fact in entry.facts] == [lists.penalty.number]
    assert (entry.basis, entry.reasons) == (lists.basis, WORDS)
    assert entry.ends_on == listing.ends_on
    assert listed.of_firm(lists.town.firm, now=NOW) == [entry]
    assert listed.of_community(lists.town.garden, now=NOW) == [entry]
    assert listed.of_community(lists.town.court, now=NOW) == []
    assert not names_nobody(lists, listing, NOW)


def test_an_entry_of_a_firm_stands_by_each_of_its_communities(lists):
    facts = [lists.grave(lists.document(tenure=None))]
    listing = lists.published(tenure=None, facts=facts)

    (entry,) = listed.of_community(lists.town.garden, now=NOW)
    assert (entry.number, entry.subject.community) == (listing.number, None)


def test_an_entry_of_a_project_stands_by_its_community_when_the_firm_has_left(lists):
    town = lists.town
    listing = lists.published()
    as_such = lists.published(
        tenure=None, facts=[lists.grave(lists.document(tenure=None))]
    )
    town.garden.tenures.update(ends_on=NOW.date())
    Tenure.objects.create(community=town.garden, firm=town.rival, starts_on=NOW.date())

    (entry,) = listed.of_community(town.garden, now=NOW)
    (line,) = listed.lines_of_community(town.garden, now=NOW)

    assert entry.number == line.number == listing.number
    assert (line.firm, line.credit_code) == (town.firm.name, town.firm.credit_code)
    assert {each.number for each in listed.lines_of_firm(town.firm, now=NOW)} == {
        listing.number,
        as_such.number,
    }


def suspend(lists, listing):
    standing.suspend(listing=listing, **lists.by_document(now=NOW))


def quash(lists, listing):
    standing.quash(listing=listing, **lists.by_document(now=NOW))


def revoke(lists, listing):
    standing.revoke(listing=listing, reasons=WORDS, by=lists.jue, now=NOW)


@pytest.mark.parametrize("end", [suspend, quash, revoke])
def test_what_is_suspended_or_ends_is_masked_at_once(lists, end):
    listing = lists.published()
    end(lists, listing)

    assert names_nobody(lists, listing, NOW)
    assert shown() == []
    entry = listed.entry(listing.number, now=NOW)
    assert (entry.is_removed, entry.removed_at) == (True, NOW)
    (removed,) = listed.removed_since(NOW, now=NOW)
    assert (removed.number, removed.state) == (listing.number, listing.state)
    assert listed.removed_since(NOW + SECOND, now=NOW + DAY) == []


@pytest.mark.parametrize("swept", [False, True])
def test_a_term_that_is_over_masks_with_and_without_the_sweep(lists, swept):
    listing = lists.published()
    assert shown(ENDS - SECOND) == [listing.number]
    if swept:
        sweeping.sweep(now=ENDS)

    assert names_nobody(lists, listing, ENDS)
    (removed,) = listed.removed_since(ENDS - SECOND, now=ENDS)
    assert (removed.state, removed.removed_at) == (ListingState.EXPIRED, ENDS)


def test_a_resumed_entry_is_read_again(lists):
    listing = lists.published()
    suspend(lists, listing)
    standing.resume(listing=listing, **lists.by_document(now=NOW))

    assert shown() == [listing.number]
    assert listed.removed_since(NOW - DAY, now=NOW) == []


def test_a_masked_entry_still_verifies(lists):
    listing = lists.published()
    before = listed.entry(listing.number, now=NOW)
    suspend(lists, listing)
    after = listed.entry(listing.number, now=NOW)

    subject = listing.subject
    assert before.commitment == after.commitment
    assert after.commitment == chain.text_digest(subject.salt, subject.body)
    assert listing.steps.get(number=1).detail["subject"] == after.commitment


def test_no_step_s_details_name_the_subject(lists):
    listing = lists.published()

    told = repr(list(listing.steps.values("detail", "actor_name", "target")))
    assert lists.town.firm.name not in told
    assert lists.penalty.number not in told


def test_an_unpublished_entry_is_never_read(lists):
    listing = lists.decided(term=UNPUBLISHED)
    sweeping.sweep(now=ENDS)

    assert listed.entry(listing.number, now=ENDS) is None
    assert listed.removed_since(NOW - 100 * DAY, now=ENDS) == []


def test_an_open_objection_is_marked(lists):
    listing = lists.published()
    standing.object_to(listing=listing, text=WORDS, by=lists.firm, now=NOW)

    assert listed.entry(listing.number, now=NOW).objected


@pytest.mark.parametrize("entries", [1, 4])
def test_a_list_costs_the_same_however_long(lists, django_assert_num_queries, entries):
    for _each in range(entries):
        lists.published(facts=[lists.grave(lists.document())])

    with django_assert_num_queries(3):
        assert len(listed.shown(ListKind.BLACK, now=NOW)) == entries
