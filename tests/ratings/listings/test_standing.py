"""A decided entry: stays, objections, repairs, and how it ends."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from ratings.listing_refusals import ListingRefusal as No
from ratings.operations.listings import standing, sweeping
from ratings.queries import listed
from ratings.states import ListingAction, ListingState
from registry.days import midnight
from registry.roles import Right
from tests.ratings.listings.people import (
    DAY,
    DEFENCE_OVER,
    GENERAL,
    MINOR,
    SERIOUS,
    UNPUBLISHED,
    WORDS,
    refused,
)
from tests.ratings.reviewed import regulator

AFTER_THREE_MONTHS = timezone.make_aware(datetime.fromisoformat("2026-06-12T00:00"))
ENDS = timezone.make_aware(datetime.fromisoformat("2026-09-12T00:00"))
SECOND = timedelta(seconds=1)


def act(operation):
    """An operation on an entry, as `refused` calls it."""
    return lambda listing, **said: operation(listing=listing, **said)


@pytest.mark.parametrize("stage", ["decided", "published"])
def test_a_suspended_entry_returns_where_it_came_from(lists, stage):
    listing = getattr(lists, stage)()
    state = listing.state
    standing.suspend(listing=listing, **lists.by_document())
    assert listing.state == ListingState.SUSPENDED
    assert (listing.removed_at is not None) == (stage == "published")

    standing.resume(listing=listing, **lists.by_document())
    assert (listing.state, listing.suspended_from) == (state, "")
    assert listing.removed_at is None


def test_nothing_returns_to_the_public_on_an_article_that_ended(lists):
    listing = lists.suspended()
    lists.basis.in_force_until = date(2026, 3, 13)
    lists.basis.save()

    refused(listing, No.NO_BASIS, act(standing.resume), **lists.by_document())


def test_nor_on_a_document_that_was_revoked(lists):
    listing = lists.suspended()
    lists.penalty.revoked_on = date(2026, 3, 13)
    lists.penalty.revoked_because = "Quashed by the court."
    lists.penalty.save()

    refused(listing, No.FACT_IN_FORCE, act(standing.resume), **lists.by_document())


def test_nor_by_the_person_who_proposed_it(lists):
    alone = regulator("yuan", "袁", lists.town.county, *Right)
    listing = lists.suspended(by=alone)

    said = lists.by_document(by=alone)
    refused(listing, No.NOT_THE_PROPOSER, act(standing.resume), **said)


def test_the_term_runs_on_while_it_is_suspended(lists):
    listing = lists.suspended()
    assert listing.ends_on == date(2026, 9, 12)

    refused(listing, No.TERM_OVER, act(standing.resume), **lists.by_document(now=ENDS))
    assert sweeping.sweep(now=ENDS)["EXPIRE"] == 1
    listing.refresh_from_db()
    assert listing.state == ListingState.EXPIRED


@pytest.mark.parametrize("operation", [standing.suspend, standing.quash])
def test_a_stay_or_judgment_names_its_document(lists, operation):
    said = lists.by_document(document=" ")
    refused(lists.published(), No.DOCUMENT, act(operation), **said)


@pytest.mark.parametrize("stage", ["decided", "published", "suspended"])
def test_a_quashed_entry_is_corrected_within_three_working_days(lists, stage):
    listing = getattr(lists, stage)()
    standing.quash(listing=listing, **lists.by_document())

    assert listing.state == ListingState.QUASHED
    # Friday the 13th: Monday, Tuesday, Wednesday
    assert listing.correct_by == timezone.make_aware(
        datetime.fromisoformat("2026-03-19T00:00")
    )
    said = {"places": WORDS, "by": lists.pan, "now": DEFENCE_OVER + 2 * DAY}
    standing.report_correction(listing=listing, **said)
    refused(listing, No.CORRECTED, act(standing.report_correction), **said)


@pytest.mark.parametrize("stage", ["decided", "published", "suspended"])
def test_an_office_takes_its_entry_back(lists, stage):
    listing = getattr(lists, stage)()
    standing.revoke(
        listing=listing, reasons=WORDS, by=lists.jue, now=DEFENCE_OVER + 2 * DAY
    )

    assert listing.state == ListingState.REVOKED


def test_an_entry_expires_with_its_last_day_once(lists):
    listing = lists.published()

    assert sweeping.sweep(now=ENDS - SECOND)["EXPIRE"] == 0
    assert sweeping.sweep(now=ENDS)["EXPIRE"] == 1
    assert sweeping.sweep(now=ENDS)["EXPIRE"] == 0
    assert listing.steps.filter(action=ListingAction.EXPIRE).count() == 1


@pytest.mark.parametrize("term", [UNPUBLISHED, GENERAL])
def test_what_was_decided_expires_though_nobody_published_it(lists, term):
    listing = lists.decided(term=term)
    ends = midnight(listing.ends_on, timezone.get_default_timezone())

    assert sweeping.sweep(now=ends - SECOND)["EXPIRE"] == 0
    assert sweeping.sweep(now=ends)["EXPIRE"] == 1
    listing.refresh_from_db()
    assert (listing.state, listing.removed_at) == (ListingState.EXPIRED, None)
    assert listed.entry(listing.number, now=ends) is None


# --- objections


def object_to(lists, listing, **changed):
    said = {"text": WORDS, "by": lists.firm, "now": DEFENCE_OVER + DAY}
    return standing.object_to(listing=listing, **{**said, **changed})


def answer(lists, listing, **changed):
    said = {
        "upheld": False,
        "reasons": WORDS,
        "by": lists.jue,
        "now": DEFENCE_OVER + 2 * DAY,
    }
    return standing.answer_objection(listing=listing, **{**said, **changed})


def test_an_objection_marks_the_entry_until_it_is_answered(lists):
    listing = lists.published()
    object_to(lists, listing)

    assert listing.objected_at is not None
    # Friday the 13th and five working days
    assert listing.objection_by == timezone.make_aware(
        datetime.fromisoformat("2026-03-21T00:00")
    )
    refused(listing, No.OBJECTED, lambda each: object_to(lists, each))
    answer(lists, listing)
    assert (listing.objected_at, listing.state) == (None, ListingState.PUBLISHED)
    refused(listing, No.NO_OBJECTION, lambda each: answer(lists, each))


def test_an_objection_that_is_upheld_takes_the_entry_back(lists):
    listing = lists.published()
    object_to(lists, listing)
    answer(lists, listing, upheld=True)

    assert listing.state == ListingState.REVOKED
    assert [step.action for step in listing.steps.order_by("-number")[:2]] == [
        "REVOKE",
        "ANSWER_OBJECTION",
    ]


def test_what_is_not_in_public_is_not_objected_to(lists):
    refused(lists.decided(), No.OUT_OF_TURN, lambda each: object_to(lists, each))


# --- repairs


def second_decider(lists):
    return regulator("qiu", "邱", lists.town.city, Right.DECIDE)


def accept(lists, listing, now, **changed):
    said = {"by": lists.jue, "now": now}
    return standing.accept_repair(listing=listing, **{**said, **changed})


def grant(lists, listing, now, **changed):
    said = {"granted": True, "reasons": WORDS, "by": lists.jue, "now": now}
    return standing.decide_repair(listing=listing, **{**said, **changed})


def test_a_repair_before_the_minimum_is_refused_and_recorded(lists):
    listing = lists.published()

    refused(listing, No.MINIMUM, lists.ask_repair, now=AFTER_THREE_MONTHS - SECOND)
    lists.ask_repair(listing, now=AFTER_THREE_MONTHS)
    assert listing.repair_asked_at == AFTER_THREE_MONTHS


def test_a_serious_entry_waits_for_a_year(lists):
    listing = lists.published(term=SERIOUS)
    a_year = timezone.make_aware(datetime.fromisoformat("2027-03-12T00:00"))

    refused(listing, No.MINIMUM, lists.ask_repair, now=a_year - SECOND)
    lists.ask_repair(listing, now=a_year)


@pytest.mark.parametrize("term", [MINOR, UNPUBLISHED])
def test_a_minor_entry_is_repaired_once_its_duties_are_done(lists, term):
    listing = (lists.published if term.published else lists.decided)(term=term)
    now = DEFENCE_OVER + DAY
    refused(listing, No.DUTIES, lists.ask_repair, now=now)

    lists.penalty.complied_on = timezone.localtime(now).date()
    lists.penalty.compliance = "Paid, as the bank says."
    lists.penalty.save()
    lists.ask_repair(listing, now=now)
    accept(lists, listing, now, by=lists.zhu)
    grant(lists, listing, now)
    assert listing.state == ListingState.REPAIRED


def test_from_a_decided_entry_that_is_to_be_published_nothing_is_repaired(lists):
    refused(lists.decided(), No.IS_PUBLISHED, lists.ask_repair, now=AFTER_THREE_MONTHS)


@pytest.mark.parametrize(
    "changed", [{"corrected": ""}, {"promise": "short"}, {"evidence": None}]
)
def test_an_application_carries_what_it_needs(lists, changed):
    refused(
        lists.published(),
        No.REPAIR_CARRIES,
        lists.ask_repair,
        now=AFTER_THREE_MONTHS,
        **changed,
    )


def test_a_second_person_decides_on_a_repair(lists):
    listing, now = lists.published(), AFTER_THREE_MONTHS
    lists.ask_repair(listing, now=now)
    assert listing.repair_by.date() == date(2026, 6, 16)  # two working days
    refused(listing, No.REPAIR_UNACCEPTED, lambda each: grant(lists, each, now))
    accept(lists, listing, now)
    # ten working days, with the Dragon Boat Festival on the 19th
    assert timezone.localtime(listing.repair_by).date() == date(2026, 6, 30)
    refused(listing, No.NOT_THE_ACCEPTER, lambda each: grant(lists, each, now))
    refused(listing, No.REPAIR_ACCEPTED, lambda each: accept(lists, each, now))

    grant(lists, listing, now, by=second_decider(lists))
    assert listing.state == ListingState.REPAIRED
    assert listing.removed_at == now


def test_a_refused_repair_may_be_asked_for_again(lists):
    listing, now = lists.published(), AFTER_THREE_MONTHS
    lists.ask_repair(listing, now=now)
    refused(listing, No.REPAIR_ASKED, lists.ask_repair, now=now)
    grant(lists, listing, now, granted=False)

    assert listing.state == ListingState.PUBLISHED
    refused(listing, No.NO_REPAIR, lambda each: accept(lists, each, now))
    lists.ask_repair(listing, now=now)
