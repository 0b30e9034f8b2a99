"""The history of an entry cannot be changed unnoticed, and may be erased in part."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from complaints.models import Text
from complaints.operations import auditing as cases
from propertyhub import histories
from ratings.models import HeldDocument, Listing, ListingStep
from ratings.operations.listings import auditing
from ratings.operations.listings.writing import chained_fields
from ratings.triggers import all_triggers
from registry.ledger import chain, triggers
from tests.ratings.listings.people import DEFENCE_OVER

TODAY = date(2026, 3, 12)


def broken():
    found, newest = cases.examine_anchors()
    assert found == []
    heads = () if newest is None else newest.heads()
    return [one.broken for one in auditing.examine(heads)]


@pytest.fixture
def anchored(lists):
    """A published entry whose head lies outside, and nothing that guards it."""
    lists.town.file()
    listing = lists.published()
    histories.anchor(day=TODAY)
    triggers.lift(connection, all_triggers())
    return listing


def test_every_field_of_a_step_is_covered(lists):
    step = lists.propose().steps.get()
    fields = {field.name for field in ListingStep._meta.concrete_fields}

    assert fields - set(chained_fields(step)) == {"id", "digest"}


def test_whole_histories_are_whole(anchored):
    said = StringIO()
    call_command("verify_audit", stdout=said, stderr=StringIO())

    assert broken() == [None]
    assert "1 entries of the lists, 7 steps; 0 texts erased" in said.getvalue()


def test_the_anchor_holds_cases_and_entries(anchored):
    _found, newest = cases.examine_anchors()

    names = [name for name, _head in newest.heads()]
    assert names[-1] == anchored.number
    assert [name[:2] for name in names] == ["34", "E-", "L-"]


def edit(listing):
    listing.steps.filter(number=6).update(actor_name="nobody")
    return 6


def change_detail(listing):
    listing.steps.filter(number=3).update(detail={})
    return 3


def delete_middle(listing):
    listing.steps.filter(number=4).delete()
    return 4


def delete_end(listing):
    listing.steps.filter(number=7).delete()
    return 7


def rewrite_all(listing):
    """Every link anew, so that only the anchor knows better."""
    previous = chain.START
    for step in listing.steps.order_by("number"):
        step.actor_name = "nobody"
        step.digest = previous = chain.link(previous, chained_fields(step))
        step.save()
    return 7


def change_text(listing):
    Text.objects.filter(pk=listing.steps.get(number=6).text_id).update(body="another")
    return 6


def change_subject(listing):
    Text.objects.filter(pk=listing.subject_id).update(body="another firm")
    return 1


def exchange_subject(listing):
    Listing.objects.filter(pk=listing.pk).update(
        subject=Text.objects.create(salt="", digest=chain.text_digest("", ""))
    )
    return 1


def another_decider(listing):
    Listing.objects.filter(pk=listing.pk).update(decided_by=listing.published_by)
    return 7


def another_state(listing):
    Listing.objects.filter(pk=listing.pk).update(
        state="EXPIRED", removed_at=DEFENCE_OVER
    )
    return 7


@pytest.mark.parametrize(
    "change",
    [
        edit,
        change_detail,
        delete_middle,
        delete_end,
        rewrite_all,
        change_text,
        change_subject,
        exchange_subject,
        another_decider,
        another_state,
    ],
)
def test_each_change_is_found_with_its_step(anchored, change):
    number = change(anchored)

    assert broken() == [number]
    with pytest.raises(CommandError, match=f"{anchored.number}: step {number}"):
        call_command("verify_audit", stdout=StringIO(), stderr=StringIO())


def test_an_entry_that_is_gone_is_missed(anchored):
    anchored.steps.all().delete()
    anchored.facts.all().delete()
    HeldDocument.objects.all().delete()
    Listing.objects.all().delete()

    assert broken() == [1]


def test_an_erased_subject_is_erased_and_not_broken(anchored):
    Text.objects.filter(pk=anchored.subject_id).update(
        salt="", body="", erased_at=DEFENCE_OVER
    )

    assert broken() == [None]
    assert [one.erased for one in auditing.examine()] == [1]
