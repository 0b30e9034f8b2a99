"""The table of steps, its guards, and the database that holds it."""

import re

import pytest
from django.db import IntegrityError, connection, transaction

from ratings.apps import check_triggers
from ratings.listing_guards import GUARDS
from ratings.listing_moves import (
    LISTING_MOVES,
    ON_WHAT_IT_STANDS,
    Who,
    allowed_listing_pairs,
)
from ratings.listing_refusals import ListingRefusal as No
from ratings.listing_triggers import LISTING_MOVES as TRIGGER
from ratings.listing_triggers import LISTING_STEPS_ARE_APPENDED
from ratings.models import Listing, ListingStep, RefusedProposal
from ratings.models.listing import ENDED
from ratings.states import (
    PROCEEDING,
    STANDING,
    ListingAction,
    ListingState,
    ListKind,
)
from ratings.triggers import all_triggers
from registry.ledger import triggers
from registry.roles import Right
from tests.ratings.listings.people import DEFENCE_OVER, refused

OVER = {*ENDED, ListingState.DROPPED, ListingState.LAPSED}
# What the door itself says, before any row is asked.
SAID_AT_THE_DOOR = {No.OUT_OF_TURN, No.NOT_YOURS, No.RIGHT, No.OTHER_OFFICE}


def rows(**wanted):
    return [
        move
        for move in LISTING_MOVES
        if all(getattr(move, name) == value for name, value in wanted.items())
    ]


def test_every_guard_is_written_and_every_reason_is_used():
    asked = {guard for move in LISTING_MOVES for guard in move.guards}

    assert asked == GUARDS.keys()
    assert asked | SAID_AT_THE_DOOR == set(No)


def test_every_action_but_a_refusal_is_a_row():
    assert {move.action for move in LISTING_MOVES} | {ListingAction.REFUSED} == set(
        ListingAction
    )


@pytest.mark.parametrize("list_kind", ListKind)
def test_every_state_is_reached_and_has_an_exit_until_it_is_over(list_kind):
    moves = rows(list_kind=list_kind)
    reached = {move.target for move in moves}
    left = {move.source for move in moves if move.source != move.target} - {None}

    assert left == reached - OVER


def test_every_state_is_reached_by_a_black_entry():
    reached = {move.target for move in rows(list_kind=ListKind.BLACK)}
    assert reached == set(ListingState)


def test_each_key_has_one_row_for_each_sort_of_people():
    keys = [
        (move.list_kind, move.action, move.source, move.target, move.who)
        for move in LISTING_MOVES
    ]
    assert len(keys) == len(set(keys))


def test_nobody_publishes_from_anywhere_but_a_decision_or_a_stay():
    into = {
        (move.action, move.source)
        for move in rows(target=ListingState.PUBLISHED)
        if move.source != move.target
    }
    assert into == {
        (ListingAction.PUBLISH, ListingState.DECIDED),
        (ListingAction.RESUME, ListingState.SUSPENDED),
    }


def test_into_the_public_leads_a_second_person_on_law_and_document_alone():
    for move in rows(target=ListingState.PUBLISHED, list_kind=ListKind.BLACK):
        if move.source != ListingState.PUBLISHED:
            assert {*ON_WHAT_IT_STANDS, No.NOT_THE_PROPOSER} <= set(move.guards)


def test_the_rights_are_those_of_the_specification():
    rights = {move.action: move.right for move in rows(who=Who.STAFF)}

    assert rights[ListingAction.REVIEW] == Right.LEGAL_REVIEW
    assert rights[ListingAction.DECIDE] == Right.DECIDE
    assert rights[ListingAction.PUBLISH] == Right.PUBLISH


def test_dropping_and_lapsing_end_before_the_decision_only():
    for target in (ListingState.DROPPED, ListingState.LAPSED):
        sources = {
            move.source for move in rows(target=target, list_kind=ListKind.BLACK)
        }
        assert sources == set(PROCEEDING)
    for target in ENDED:
        assert {move.source for move in rows(target=target)} - {
            ListingState.QUASHED
        } <= set(STANDING)


# --- the database


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused_by(name, statement, *values):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        run(statement, *values)


def test_the_database_holds_the_pairs_of_the_table(db):
    """The trigger of the database is the one that is made from the table."""
    (trigger,) = [each for each in all_triggers() if each.name == TRIGGER]
    listed = set(re.findall(r"'(\w+):(\w+):(\w+)'", trigger.sqlite))

    assert listed == {
        (kind.value, source.value, target.value)
        for kind, source, target in allowed_listing_pairs()
    }
    assert triggers.missing(connection, all_triggers()) == []


def test_a_state_is_not_changed_past_the_table(lists):
    listing = lists.propose()

    refused_by(
        TRIGGER,
        "UPDATE ratings_listing SET state = 'PUBLISHED', version = version + 1",
    )
    refused_by(TRIGGER, "UPDATE ratings_listing SET state = 'LEGALLY_REVIEWED'")
    run(
        "UPDATE ratings_listing SET state = 'DROPPED', version = version + 1"
        " WHERE id = %s",
        listing.pk,
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ratings_listingstep SET detail = '{}'",
        "DELETE FROM ratings_listingstep",
    ],
)
def test_history_is_only_appended(lists, statement):
    lists.propose()
    refused_by(LISTING_STEPS_ARE_APPENDED, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM ratings_listingfact",
        "UPDATE ratings_listingfact SET id = id",
        "DELETE FROM ratings_refusedproposal",
        "UPDATE ratings_refusedproposal SET id = id",
    ],
)
def test_so_are_facts_and_refused_proposals(lists, statement):
    lists.propose()
    refused(None, No.NO_FACT, lists.propose, facts=[])

    refused_by("only_appended", statement)
    assert RefusedProposal.objects.count() == 1


def test_a_trigger_that_was_dropped_is_reported(db):
    assert check_triggers(databases=["default"]) == []
    triggers.lift(connection, all_triggers()[:1])

    (warning,) = check_triggers(databases=["default"])
    assert warning.id == "ratings.W001"
    assert TRIGGER in warning.msg


def test_an_attempt_is_kept_where_it_was_tried_and_changes_nothing(lists):
    listing = lists.decided()
    refused(listing, No.RIGHT, lists.publish, by=lists.zhu, now=DEFENCE_OVER)

    last = ListingStep.objects.latest("pk")
    assert (last.tried, last.actor) == (ListingAction.PUBLISH, lists.zhu.user)
    assert Listing.objects.get().state == ListingState.DECIDED
