"""From a proposal to a published entry of the black list, and what is in the way."""

from datetime import date, timedelta

import pytest

from ratings.listing_guards import Term
from ratings.listing_refusals import ListingRefusal as No
from ratings.models import Listing, ListingTerms
from ratings.operations.listings import auditing, proceeding, sweeping
from ratings.operations.listings.moving import ListingMovedOn
from ratings.states import ListClass, ListingState, ServiceWay
from tests.ratings.listings.people import (
    DAY,
    DECIDED_ON,
    DEFENCE_OVER,
    GENERAL,
    LAPSED,
    MINOR,
    MONDAY,
    SERIOUS,
    SERVED_ON,
    TUESDAY,
    UNPUBLISHED,
    WEDNESDAY,
    WORDS,
    refused,
)

MIDNIGHT = timedelta(hours=15)  # of Monday morning, nine o'clock


def test_an_entry_goes_its_way_by_three_persons(lists):
    listing = lists.published()

    assert listing.state == ListingState.PUBLISHED
    assert [step.action for step in listing.steps.order_by("number")] == [
        "PROPOSE",
        "REVIEW",
        "NOTIFY",
        "SERVE",
        "STAY_SILENT",
        "DECIDE",
        "PUBLISH",
    ]
    persons = {listing.proposed_by, listing.reviewed_by, listing.decided_by}
    assert len(persons) == 3
    assert (listing.starts_on, listing.ends_on) == (DECIDED_ON, date(2026, 9, 12))
    assert listing.repair_from == date(2026, 6, 12)
    assert [one.broken for one in auditing.examine()] == [None]


def test_the_moments_of_the_service_are_stored(lists):
    listing = lists.served()

    assert listing.served_on == SERVED_ON
    assert listing.defence_ends_at == MONDAY + 9 * DAY + MIDNIGHT
    assert listing.lapses_at == MONDAY + 30 * DAY + MIDNIGHT


# --- the notice, its service and the defence


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"proof": None}, No.SERVICE),
        ({"served_on": date(2026, 3, 2)}, No.SERVICE_DAY),
        ({"served_on": date(2026, 3, 5)}, No.SERVICE_DAY),
        ({"defence_days": 4}, No.PERIOD_LENGTH),
        ({"defence_days": 20}, No.PERIOD_LENGTH),
    ],
)
def test_a_service_says_how_when_and_proves_it(lists, changed, refusal):
    refused(lists.notified(), refusal, lists.serve, **changed)


def test_a_longer_time_for_a_defence_is_kept(lists):
    listing = lists.notified()
    lists.serve(listing, defence_days=6, way=ServiceWay.POST)

    assert listing.defence_ends_at == MONDAY + 10 * DAY + MIDNIGHT


def test_a_service_that_is_recorded_later_leaves_the_whole_time_from_then(lists):
    """Recorded on Friday the 13th, when five days from the service were over."""
    listing = lists.notified()
    recorded = MONDAY + 11 * DAY
    lists.serve(listing, now=recorded)

    assert listing.served_on == SERVED_ON
    assert listing.defence_ends_at == MONDAY + 18 * DAY + MIDNIGHT
    assert listing.lapses_at == MONDAY + 30 * DAY + MIDNIGHT
    assert sweeping.sweep(now=recorded + DAY)["STAY_SILENT"] == 0
    lists.defend(listing, now=listing.defence_ends_at - timedelta(seconds=1))


def test_a_service_that_leaves_no_time_for_a_defence_is_refused(lists):
    """The twentieth working day after the service is the first of April."""
    listing = lists.notified()
    late = MONDAY + 23 * DAY  # Wednesday the 25th: five working days end with it

    refused(listing, No.PERIOD_LENGTH, lists.serve, now=late)
    lists.serve(listing, now=late - DAY)
    assert listing.defence_ends_at == listing.lapses_at - DAY


def test_a_defence_after_its_period_is_refused_and_recorded(lists):
    listing = lists.served()
    last = listing.defence_ends_at

    refused(listing, No.DEFENCE_OVER, lists.defend, now=last)
    lists.defend(listing, now=last - timedelta(seconds=1))
    assert listing.state == ListingState.DEFENDED


def test_another_firm_defends_nobody(lists):
    refused(lists.served(), No.NOT_YOURS, lists.defend, by=lists.town.rival_manager)


def test_silence_is_recorded_when_the_time_is_over(lists):
    listing = lists.served()
    early = listing.defence_ends_at - timedelta(seconds=1)

    refused(listing, No.DEFENCE_RUNNING, lists.silence, now=early)
    lists.silence(listing)
    assert listing.state == ListingState.DEFENDED


def test_a_defence_is_answered_and_its_time_waited_for(lists):
    listing = lists.served()
    lists.defend(listing)

    refused(listing, No.UNANSWERED, lists.decide)
    refused(listing, No.NOT_THE_PROPOSER, lists.answer, by=lists.pan)
    lists.answer(listing)
    refused(listing, No.DEFENCE_RUNNING, lists.decide, now=WEDNESDAY + 2 * DAY)
    lists.decide(listing)


def test_what_is_added_to_a_defence_is_answered_again(lists):
    listing = lists.served()
    lists.defend(listing)
    lists.answer(listing)
    lists.defend(listing, now=WEDNESDAY + 5 * DAY)

    refused(listing, No.UNANSWERED, lists.decide)


def test_an_adopted_defence_drops_the_entry(lists):
    listing = lists.served()
    lists.defend(listing)
    lists.answer(listing, adopted=True)

    assert listing.state == ListingState.DROPPED
    refused(listing, No.OUT_OF_TURN, lists.decide)


def test_silence_has_nothing_to_answer(lists):
    refused(lists.silent(), No.NOTHING_TO_ANSWER, lists.answer, now=DEFENCE_OVER)


@pytest.mark.parametrize(
    ("told", "term"),
    [
        (MINOR, GENERAL),
        (GENERAL, Term(ListClass.GENERAL, 7)),
        (GENERAL, SERIOUS),
        (UNPUBLISHED, MINOR),
    ],
)
def test_a_decision_is_never_heavier_than_the_notice(lists, told, term):
    refused(lists.silent(term=told), No.HEAVIER, lists.decide, term=term)


@pytest.mark.parametrize("term", [MINOR, UNPUBLISHED, Term(ListClass.GENERAL, 3)])
def test_it_may_be_lighter(lists, term):
    listing = lists.silent()
    lists.decide(listing, term=term)

    assert (listing.list_class, listing.months) == (term.list_class, term.months)
    assert listing.steps.latest("number").detail["suit_months"] == 6


def test_a_decision_names_both_remedies(lists):
    detail = lists.decided().steps.latest("number").detail

    assert (detail["reconsideration_days"], detail["suit_months"]) == (60, 6)


# --- what changes underneath


def test_an_article_that_ends_meanwhile_stops_decision_and_publication(lists):
    listing = lists.silent()
    ends(lists.basis)
    refused(listing, No.NO_BASIS, lists.decide)


def test_an_article_that_ends_after_the_decision_stops_the_publication(lists):
    listing = lists.decided()
    ends(lists.basis)
    refused(listing, No.NO_BASIS, lists.publish)


def ends(basis):
    basis.in_force_until = DECIDED_ON
    basis.save()


def test_a_revoked_document_stops_decision_and_publication(lists):
    listing = lists.decided()
    lists.penalty.revoked_on = DECIDED_ON
    lists.penalty.revoked_because = "Quashed by the court."
    lists.penalty.save()

    refused(listing, No.FACT_IN_FORCE, lists.publish)


def test_an_unpublished_minor_entry_is_not_published(lists):
    refused(lists.decided(term=UNPUBLISHED), No.STAYS_UNPUBLISHED, lists.publish)


def test_after_its_term_nothing_is_published(lists):
    over = MONDAY + 195 * DAY
    refused(lists.decided(), No.TERM_OVER, lists.publish, now=over)


# --- the clock


def test_what_is_not_decided_in_twenty_working_days_lapses(lists):
    listing = lists.silent()

    assert sweeping.sweep(now=LAPSED - DAY)["LAPSE"] == 0
    refused(listing, No.TOO_LATE, lists.decide, now=LAPSED)
    assert sweeping.sweep(now=LAPSED)["LAPSE"] == 1
    assert sweeping.sweep(now=LAPSED)["LAPSE"] == 0
    listing.refresh_from_db()
    assert listing.state == ListingState.LAPSED


def test_what_is_not_served_in_sixty_working_days_lapses(lists):
    listing = lists.notified()
    last = listing.lapses_at
    assert last.date() == date(2026, 5, 28)

    refused(listing, No.TOO_LATE, lists.serve, now=last, served_on=last.date())
    assert sweeping.sweep(now=last)["LAPSE"] == 1


def test_the_sweep_records_silence_once(lists):
    listing = lists.served()

    assert sweeping.sweep(now=DEFENCE_OVER)["STAY_SILENT"] == 1
    assert sweeping.sweep(now=DEFENCE_OVER)["STAY_SILENT"] == 0
    listing.refresh_from_db()
    assert listing.state == ListingState.DEFENDED
    lists.decide(listing)


def test_other_terms_hold_for_what_begins_after_them(lists):
    before = lists.served()
    ListingTerms.objects.create(
        in_force_from=date(2026, 3, 5),
        document_number="皖建(2026)1号",
        content={"defence": 10},
    )
    lists.propose(facts=[lists.grave(lists.document())])
    before.refresh_from_db()

    assert before.defence_ends_at == MONDAY + 9 * DAY + MIDNIGHT
    later = lists.notified(facts=[lists.grave(lists.document())])
    lists.serve(later, served_on=date(2026, 3, 5), now=WEDNESDAY + DAY)
    assert later.defence_ends_at == MONDAY + 17 * DAY + MIDNIGHT


def test_the_second_of_two_is_told(lists):
    listing = lists.propose()
    stale = Listing.objects.get(pk=listing.pk)
    lists.review(listing)

    with pytest.raises(ListingMovedOn, match="changed this entry"):
        lists.review(stale)
    assert listing.steps.count() == 2


@pytest.mark.parametrize("stage", ["propose", "notified", "served", "silent"])
def test_each_stage_before_the_decision_can_be_dropped(lists, stage):
    listing = getattr(lists, stage)()
    proceeding.drop(listing=listing, reasons=WORDS, by=lists.zhu, now=TUESDAY)

    assert listing.state == ListingState.DROPPED
