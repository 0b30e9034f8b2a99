"""Who proposes, reviews and decides an entry of the black list, and who may not."""

from datetime import date

from ratings.listing_refusals import ListingRefusal as No
from ratings.operations.listings import proceeding
from ratings.states import ListingAction
from registry.models import Delegation
from tests.ratings.listings.people import (
    DAY,
    DEFENCE_OVER,
    WORDS,
    proposal_refused,
    refused,
)


def test_a_street_proposes_nobody(lists):
    proposal_refused(lists, No.NOT_YOURS, by=lists.town.anna)


def test_another_county_proposes_nobody_here(lists):
    lists.penalty.region = lists.town.city
    lists.penalty.save()

    proposal_refused(lists, No.OTHER_OFFICE)


def test_an_auditor_writes_nothing(lists):
    listing = lists.propose()
    overseer = type(lists.pan)(lists.town.auditor)

    refused(listing, No.NOT_YOURS, lists.review, by=overseer)


def test_each_right_is_asked_for(lists):
    listing = lists.propose()
    refused(listing, No.RIGHT, lists.review, by=lists.zhu)
    lists.review(listing)
    lists.notify(listing)
    lists.serve(listing)
    lists.silence(listing)
    refused(listing, No.RIGHT, lists.decide, by=lists.zhu)
    lists.decide(listing)
    refused(listing, No.RIGHT, lists.publish, by=lists.jue)


def with_every_right(*officers):
    """They may do everything, if it were not for who they are."""
    for officer in officers:
        officer.user.is_superuser = True
        officer.user.save()
        officer.user.refresh_from_db()


def test_proposer_reviewer_and_decider_are_three(lists):
    with_every_right(lists.pan, lists.shen)
    listing = lists.propose()

    refused(listing, No.NOT_THE_PROPOSER, lists.review, by=lists.pan)
    lists.review(listing)
    lists.notify(listing)
    lists.serve(listing)
    lists.silence(listing)
    refused(listing, No.NOT_THE_PROPOSER, lists.decide, by=lists.pan)
    refused(listing, No.NOT_THE_REVIEWER, lists.decide, by=lists.shen)
    lists.decide(listing)
    refused(listing, No.NOT_THE_PROPOSER, lists.publish, by=lists.pan)
    lists.publish(listing, by=lists.shen)


def test_who_stands_in_for_the_proposer_is_no_second_person(lists):
    Delegation.objects.create(
        absent=lists.pan.user,
        stand_in=lists.jue.user,
        starts_on=date(2026, 3, 10),
        ends_on=date(2026, 3, 13),
    )
    listing = lists.silent()

    refused(listing, No.NOT_THE_PROPOSER, lists.decide)
    lists.decide(listing, now=DEFENCE_OVER + DAY)


def test_nor_is_whom_the_proposer_stood_in_for(lists):
    Delegation.objects.create(
        absent=lists.jue.user,
        stand_in=lists.pan.user,
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 3, 3),
    )
    listing = lists.silent()

    assert listing.steps.get(number=1).detail["stood_in_for"] == [lists.jue.user.pk]
    refused(listing, No.NOT_THE_PROPOSER, lists.decide)


def test_who_is_recused_takes_no_further_part(lists):
    listing = lists.silent()
    proceeding.recuse(
        listing=listing,
        person=lists.jue.user,
        reasons="My brother works for the firm.",
        by=lists.jue,
        now=DEFENCE_OVER,
    )

    refused(listing, No.RECUSED, lists.decide)
    assert listing.steps.filter(action=ListingAction.RECUSE).count() == 1


def test_nobody_recuses_a_colleague_without_the_right(lists):
    listing = lists.silent()

    refused(listing, No.RECUSES_ANOTHER, recusing_jue(lists), by=lists.zhu)
    recusing_jue(lists)(listing, by=lists.jue)


def recusing_jue(lists):
    def act(listing, **changed):
        return proceeding.recuse(
            listing=listing,
            person=lists.jue.user,
            reasons=WORDS,
            now=DEFENCE_OVER,
            **changed,
        )

    return act
