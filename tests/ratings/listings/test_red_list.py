"""The red list and the notice of low rating: from published results, by two persons."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from complaints.models import Case
from complaints.states import State
from ratings.listing_refusals import ListingRefusal as No
from ratings.models import (
    Listing,
    LowRating,
    ProjectCounts,
    RefusedProposal,
    Review,
)
from ratings.operations import noticing, publishing
from ratings.operations.listings import proceeding, proposing, standing, sweeping
from ratings.queries import listed
from ratings.queries.two_results import county_inspection, red_candidates
from ratings.states import EnforcementMeasure, ListingState, ListKind, ReviewState
from registry.models import Region
from tests.complaints import paths
from tests.ratings import published
from tests.ratings.inspected import at
from tests.ratings.listings import praise
from tests.ratings.listings.people import DAY, DEFENCE_OVER, MONDAY, WORDS, refused
from tests.ratings.listings.praise import (
    NAME,
    NEWER,
    OLDER,
    VISITED_ON,
    bad,
    comply,
    good,
    keep_projects,
    reviews,
    visited,
)
from tests.ratings.reviewed import regulator

ONE_YEAR = timezone.make_aware(datetime.fromisoformat("2027-03-02T00:00"))


@pytest.fixture
def praised(lists):
    """The town's firm, good at two reviews a quarter apart."""
    return praise.praised(lists)


def propose(lists, both, **changed):
    older, newer = both
    said = {
        "firm": lists.town.firm,
        "newer": newer,
        "older": older,
        "reasons": WORDS,
        "by": lists.pan,
        "now": MONDAY,
    }
    return proposing.propose_red(**{**said, **changed})


def decide(lists, listing, **changed):
    said = {"reasons": WORDS, "by": lists.jue, "now": MONDAY}
    return proceeding.decide(listing=listing, **{**said, **changed})


def red(lists, both):
    listing = propose(lists, both)
    decide(lists, listing)
    lists.publish(listing, now=MONDAY)
    return listing


def test_the_results_put_forward_whom_they_praise(lists, praised):
    found = red_candidates(praised[1], now=MONDAY, today=date(2026, 3, 2))

    assert [each.firm_id for each in found] == [lists.town.firm.pk]
    assert red_candidates(praised[0], now=MONDAY, today=date(2026, 3, 2)) == []


def test_a_red_entry_takes_two_persons_and_lasts_a_year(lists, praised):
    listing = propose(lists, praised)
    lists.pan.user.is_superuser = True
    lists.pan.user.save()
    lists.pan.user.refresh_from_db()
    refused(listing, No.NOT_THE_PROPOSER, decide_as(lists), by=lists.pan)
    decide(lists, listing)
    refused(listing, No.NOT_THE_PROPOSER, lists.publish, by=lists.pan, now=MONDAY)
    lists.publish(listing, now=MONDAY)

    (entry,) = listed.shown(ListKind.RED, now=MONDAY)
    assert entry.subject.firm == NAME
    assert entry.ends_on == date(2027, 3, 2)
    assert sweeping.sweep(now=ONE_YEAR - timedelta(seconds=1))["EXPIRE"] == 0
    assert sweeping.sweep(now=ONE_YEAR)["EXPIRE"] == 1
    assert listed.entry(listing.number, now=ONE_YEAR).is_removed


def test_a_red_entry_that_nobody_published_ends_with_its_year_and_frees_the_firm(
    lists, praised
):
    listing = propose(lists, praised)
    decide(lists, listing)

    assert sweeping.sweep(now=ONE_YEAR - timedelta(seconds=1))["EXPIRE"] == 0
    assert sweeping.sweep(now=ONE_YEAR)["EXPIRE"] == 1
    listing.refresh_from_db()
    assert listing.state == ListingState.EXPIRED
    assert listed.entry(listing.number, now=ONE_YEAR) is None
    assert propose(lists, praised, now=ONE_YEAR).state == ListingState.PROPOSED


def decide_as(lists):
    return lambda listing, **said: decide(lists, listing, **said)


def proposal_refused(lists, both, refusal):
    refused(None, refusal, lambda: propose(lists, both))
    assert RefusedProposal.objects.get().refusal == refusal


def test_whom_the_newer_result_does_not_praise_is_not_proposed(lists):
    comply(lists)
    both = reviews(lists, older=good(), newer=good(yes=500, no=90))
    keep_projects(lists, both)
    visited(lists)

    proposal_refused(lists, both, No.CANDIDATE)


class TestTheInspectionOfTheCounty:
    @pytest.fixture
    def both(self, lists):
        """Praised, and the score holds an inspection of somebody of 92 points."""
        comply(lists)
        both = reviews(lists, older=good(), newer=good())
        keep_projects(lists, both)
        return both

    def test_is_asked_for_whatever_the_score_holds(self, lists, both):
        proposal_refused(lists, both, No.CANDIDATE)

    def test_is_not_what_a_street_found(self, lists, both):
        visited(lists, by=lists.town.anna)
        proposal_refused(lists, both, No.CANDIDATE)

    def test_is_not_overlaid_by_what_a_street_found_later(self, lists, both):
        visited(lists)
        later = VISITED_ON + DAY
        visited(lists, "0", "0", "0", by=lists.town.anna, on=later, now=at(later))
        assert county_inspection(lists.town.firm.pk, both[1]) == 100
        assert propose(lists, both)

    def test_has_to_be_good_enough(self, lists, both):
        visited(lists, "4", "2", "4")
        assert county_inspection(lists.town.firm.pk, both[1]) == 85
        assert propose(lists, both)

    def test_below_the_limit_is_not(self, lists, both):
        visited(lists, "4", "1", "4")
        proposal_refused(lists, both, No.CANDIDATE)

    def test_that_the_county_corrected_itself_counts(self, lists, both):
        first = visited(lists, "0", "0", "0")
        assert county_inspection(lists.town.firm.pk, both[1]) == 0
        visited(lists, corrects=first, reason="The wrong garden was marked.")
        assert county_inspection(lists.town.firm.pk, both[1]) == 100

    def test_signed_after_the_half_month_comes_too_late(self, lists, both):
        visited(lists, now=at(date(2026, 3, 1)))
        proposal_refused(lists, both, No.CANDIDATE)

    def test_of_a_project_that_the_firm_left_says_nothing(self, lists, both):
        visited(lists)
        ProjectCounts.objects.update(entry={"households": "0"})
        proposal_refused(lists, both, No.CANDIDATE)


def test_nor_whom_one_review_praises_alone(lists):
    comply(lists)
    proposal_refused(lists, reviews(lists, older=bad(), newer=good()), No.CANDIDATE)


def test_a_superseded_review_puts_nobody_forward(lists, praised):
    Review.objects.filter(pk=praised[0].pk).update(state=ReviewState.SUPERSEDED)
    praised[0].refresh_from_db()

    proposal_refused(lists, praised, No.CANDIDATE)


def test_an_office_proposes_whom_it_has_in_its_region(lists, praised):
    """Neither another county does, nor the one where it served until today."""
    town = lists.town
    elsewhere = Region.objects.create(
        code="340111000",
        name="包河区",
        name_en="Baohe District",
        level="COUNTY",
        parent=town.city,
    )
    stranger = regulator("wei", "魏", elsewhere)

    refused(None, No.NOT_HERE, lambda: propose(lists, praised, by=stranger))
    assert RefusedProposal.objects.get().by == stranger.user
    town.garden.tenures.update(ends_on=date(2026, 3, 2))
    refused(None, No.NOT_HERE, lambda: propose(lists, praised))


def test_enforcement_in_force_keeps_a_firm_off(lists, praised):
    lists.document(EnforcementMeasure.ORDER)

    proposal_refused(lists, praised, No.CLEAN)


def test_an_overdue_urgent_case_keeps_a_firm_off(lists, praised):
    case = paths.disposed(lists.town, category="lifts-trapped")
    assert Case.objects.get(pk=case.pk).state == State.DISPOSED

    refused(None, No.CANDIDATE, lambda: propose(lists, praised, now=case.due_at))


def test_one_red_entry_at_a_time_and_then_anew(lists, praised):
    listing = red(lists, praised)
    proposal_refused(lists, praised, No.LISTED)

    standing.revoke(listing=listing, reasons=WORDS, by=lists.jue, now=MONDAY)
    assert propose(lists, praised).state == ListingState.PROPOSED


def test_a_black_entry_that_is_decided_ends_the_red_one(lists, praised):
    black = lists.silent()
    listing = red(lists, praised)
    lists.decide(black)

    listing.refresh_from_db()
    assert listing.state == ListingState.REVOKED
    assert listing.steps.latest("number").detail == {"because": black.number}
    assert listed.entry(listing.number, now=DEFENCE_OVER).is_removed
    refused(None, No.CLEAN, lambda: propose(lists, praised, now=DEFENCE_OVER))


def test_a_refused_black_decision_leaves_the_red_one(lists, praised):
    black = lists.silent()
    listing = red(lists, praised)
    refused(black, No.RIGHT, lists.decide, by=lists.zhu)

    listing.refresh_from_db()
    assert listing.state == ListingState.PUBLISHED


def test_enforcement_that_comes_in_force_ends_it_with_the_next_sweep(lists, praised):
    listing = red(lists, praised)
    document = lists.document(EnforcementMeasure.ORDER, issued_on=date(2026, 3, 3))

    assert sweeping.sweep(now=MONDAY)["REVOKE"] == 0
    assert sweeping.sweep(now=MONDAY + DAY)["REVOKE"] == 1
    assert sweeping.sweep(now=MONDAY + DAY)["REVOKE"] == 0
    step = listing.steps.latest("number")
    assert step.detail == {"because": document.number}


def test_a_decided_red_entry_is_not_published_over_enforcement(lists, praised):
    listing = propose(lists, praised)
    decide(lists, listing)
    lists.document(EnforcementMeasure.ORDER, issued_on=date(2026, 3, 2))

    refused(listing, No.CLEAN, lists.publish, now=MONDAY)


def correct(lists, review, counts):
    """Another version of a review takes its place, with other counts of the firm."""
    Review.objects.filter(pk=review.pk).update(state=ReviewState.SUPERSEDED)
    counts = {**published.a_dozen(), NAME: counts}
    corrected = published.publish(
        lists.town, counts, period=review.period, version=2, reason=WORDS
    )
    praise.keep_projects(lists, [corrected])
    return corrected


@pytest.mark.parametrize("at", [0, 1])
def test_a_correction_that_takes_the_praise_away_stops_the_publication(
    lists, praised, at
):
    listing = propose(lists, praised)
    decide(lists, listing)
    correct(lists, praised[at], bad())

    refused(listing, No.CANDIDATE, lists.publish, now=MONDAY)


@pytest.mark.parametrize("at", [0, 1])
def test_and_ends_a_published_entry_with_the_next_sweep(lists, praised, at):
    listing = red(lists, praised)
    assert sweeping.sweep(now=MONDAY)["REVOKE"] == 0
    corrected = correct(lists, praised[at], bad())

    assert sweeping.sweep(now=MONDAY)["REVOKE"] == 1
    assert sweeping.sweep(now=MONDAY)["REVOKE"] == 0
    step = listing.steps.latest("number")
    assert step.detail == {"because": str(corrected)}


def test_a_correction_that_leaves_the_praise_leaves_the_entry(lists, praised):
    listing = propose(lists, praised)
    decide(lists, listing)
    correct(lists, praised[1], good(yes=595, no=5))

    assert sweeping.sweep(now=MONDAY)["REVOKE"] == 0
    lists.publish(listing, now=MONDAY)
    assert listing.state == ListingState.PUBLISHED


def test_an_urgent_case_that_is_overdue_by_now_stops_the_publication(lists, praised):
    listing = propose(lists, praised)
    decide(lists, listing)
    case = paths.disposed(lists.town, category="lifts-trapped")

    refused(listing, No.CANDIDATE, lists.publish, now=case.due_at)
    assert sweeping.sweep(now=case.due_at)["REVOKE"] == 0


def test_red_entries_have_no_notice_and_no_repair(lists, praised):
    listing = red(lists, praised)

    refused(listing, No.OUT_OF_TURN, lists.notify)
    refused(listing, No.OUT_OF_TURN, lists.ask_repair, now=MONDAY)


# --- notices of low rating


def test_a_firm_certainly_low_at_two_reviews_is_named_with_the_newer(lists):
    older, newer = reviews(lists, older=bad(), newer=bad())

    assert noticing.write(older) == 0
    assert noticing.write(newer) == LowRating.objects.count()
    notice = LowRating.objects.get(firm__name=NAME)
    assert (notice.review, notice.before) == (newer, older)


@pytest.mark.parametrize(("first", "second"), [(bad, good), (good, bad), (good, good)])
def test_one_low_result_is_no_notice(lists, first, second):
    _older, newer = reviews(lists, older=first(), newer=second())

    noticing.write(newer)
    assert not LowRating.objects.filter(firm__name=NAME).exists()


def test_few_new_answers_that_the_public_does_not_see_spare_a_firm(lists):
    """Four of four, where three of ten were solved: certainly better."""
    _older, newer = reviews(lists, older=bad(), newer=bad())
    answers = {"yes": "4", "partly": "0", "no": "0"}
    ProjectCounts.objects.create(
        review=newer,
        tenure=lists.town.garden.tenures.get(),
        entry={"last_six": answers},
    )
    noticing.write(newer)

    assert not LowRating.objects.filter(firm__name=NAME).exists()


def test_a_review_that_is_published_writes_its_notice(lists):
    """Whoever was low a quarter before, and is again by what people did in the town."""
    older = published.publish(lists.town, {NAME: bad()}, period=OLDER)
    newer = published.publish(
        lists.town,
        {NAME: bad()},
        period=NEWER,
        state=ReviewState.PREVIEWED,
        published_at=None,
        published_by=None,
    )
    publishing.publish(review=newer, by=lists.fa, now=newer.preview_ends_at)

    assert LowRating.objects.get().before == older
    assert not Listing.objects.exists()
