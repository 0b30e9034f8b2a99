"""From a proposal to a published entry of the black list, and what is in the way."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from complaints.states import Kind
from ratings.listing_guards import Term
from ratings.listing_refusals import ListingRefusal as No
from ratings.models import (
    EnforcedCase,
    ListedCase,
    Listing,
    ListingTerms,
    RefusedProposal,
)
from ratings.operations.listings import auditing, proceeding, sweeping
from ratings.operations.listings.moving import ListingMovedOn
from ratings.queries.listing_facts import Established
from ratings.states import (
    BasisLevel,
    EnforcementMeasure,
    FactKind,
    ListClass,
    ListingAction,
    ListingState,
    Measure,
    ServiceWay,
)
from registry.models import Community, Delegation, Tenure
from tests.complaints import paths
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


# --- what it stands on


def proposal_refused(lists, refusal, **changed):
    refused(None, refusal, lists.propose, **changed)
    kept = RefusedProposal.objects.get()
    assert (kept.refusal, kept.by) == (refusal, changed.get("by", lists.pan).user)
    assert not Listing.objects.exists()


def test_without_an_article_in_force_nothing_is_proposed(lists):
    lists.basis.in_force_until = date(2026, 3, 2)
    lists.basis.save()

    proposal_refused(lists, No.NO_BASIS)


def test_an_article_that_permits_something_else_permits_no_entry(lists):
    effect = lists.article(measure=Measure.EFFECT, heaviest="")

    proposal_refused(lists, No.NO_BASIS, basis=effect)


def test_no_article_at_all_permits_none(lists):
    proposal_refused(lists, No.NO_BASIS, basis=None)


def test_a_class_beyond_the_article_is_refused_in_both_languages(lists):
    local = lists.article(level=BasisLevel.LOCAL, heaviest=ListClass.GENERAL)

    proposal_refused(lists, No.CLASS_NOT_PERMITTED, basis=local, term=SERIOUS)
    with translation.override("en"):
        assert str(No.CLASS_NOT_PERMITTED.label) == (
            "The article does not permit an entry of this class."
        )
    with translation.override("zh-hans"):
        assert str(No.CLASS_NOT_PERMITTED.label) == "该条款不允许列入这一类别。"


@pytest.mark.parametrize(
    "term",
    [
        Term(ListClass.MINOR, 0),
        Term(ListClass.MINOR, 4),
        Term(ListClass.GENERAL, 2),
        Term(ListClass.GENERAL, 13),
        Term(ListClass.GENERAL, 6, published=False),
        Term(ListClass.SERIOUS, 11),
        Term(ListClass.SERIOUS, 37),
        Term(ListClass.SERIOUS, 12, published=False),
    ],
)
def test_a_term_outside_its_class_is_refused(lists, term):
    proposal_refused(lists, No.TERM_FITS, term=term)


@pytest.mark.parametrize("term", [MINOR, UNPUBLISHED, GENERAL, SERIOUS])
def test_a_term_within_its_class_is_proposed(lists, term):
    assert lists.propose(term=term).months == term.months


def test_an_entry_needs_a_fact(lists):
    proposal_refused(lists, No.NO_FACT, facts=[])


@pytest.mark.parametrize(
    "changed",
    [
        {"issued_on": date(2026, 3, 3)},
        {"revoked_on": date(2026, 3, 2), "revoked_because": "A mistake."},
    ],
)
def test_a_document_that_is_not_in_force_establishes_nothing(lists, changed):
    document = lists.document(**changed)

    proposal_refused(lists, No.FACT_IN_FORCE, facts=[lists.grave(document)])


def test_a_penalty_that_was_paid_still_establishes_its_facts(lists):
    paid = lists.document(complied_on=date(2026, 2, 20))

    assert lists.propose(facts=[lists.grave(paid)]).facts.count() == 1


def test_a_document_of_another_firm_or_project_is_none_of_its(lists):
    elsewhere = lists.document(firm=lists.town.rival, tenure=None)
    proposal_refused(lists, No.FACT_OF_SUBJECT, facts=[lists.grave(elsewhere)])


def test_a_document_of_the_firm_lists_no_single_project(lists):
    of_the_firm = lists.document(tenure=None)
    proposal_refused(lists, No.FACT_OF_SUBJECT, facts=[lists.grave(of_the_firm)])


def test_a_document_stands_behind_one_entry(lists):
    listing = lists.propose()
    refused(None, No.NEW_FACT, lists.propose)

    proceeding.drop(listing=listing, reasons=WORDS, by=lists.zhu, now=MONDAY)
    assert lists.propose().state == ListingState.PROPOSED


@pytest.mark.parametrize("kind", FactKind)
def test_an_interview_establishes_none_of_the_facts(lists, kind):
    interview = lists.document(EnforcementMeasure.INTERVIEW)
    proposal_refused(lists, No.FACT_FITS, facts=[Established(kind, interview)])


def test_a_refused_hand_over_follows_the_end_of_the_tenure(lists):
    ended = Tenure.objects.create(
        community=lists.town.court,
        firm=lists.town.firm,
        starts_on=date(2024, 1, 1),
        ends_on=date(2026, 1, 31),
    )
    order = lists.document(EnforcementMeasure.ORDER, tenure=ended)
    fact = Established(FactKind.NO_HANDOVER, order)

    assert lists.propose(tenure=ended, facts=[fact]).tenure == ended


def test_while_the_firm_serves_nothing_is_to_be_handed_over(lists):
    order = lists.document(EnforcementMeasure.ORDER)
    fact = Established(FactKind.NO_HANDOVER, order)

    proposal_refused(lists, No.FACT_FITS, facts=[fact])


def test_retaliation_is_established_with_its_report_and_told_to_no_firm(lists):
    report = lists.town.file(kind=Kind.RETALIATION)
    beside = lists.town.file()
    order = lists.document(EnforcementMeasure.ORDER)
    fact = Established(FactKind.RETALIATION, order)
    refused(None, No.FACT_FITS, lists.propose, facts=[fact])
    for case in (report, beside):
        EnforcedCase.objects.create(enforcement=order, case=case)

    listing = lists.notified(facts=[fact])

    listed = ListedCase.objects.filter(fact__listing=listing)
    assert {one.case for one in listed} == {report, beside}
    notice = listing.steps.get(action=ListingAction.NOTIFY)
    assert notice.detail["cases"] == [beside.number]


def found_false(lists, at):
    """A case whose rectification was found false at a moment."""
    case = paths.reported(lists.town)
    case.steps.model.objects.create(
        case=case,
        number=case.steps.count() + 1,
        action="FALSE_CONFIRMED",
        source=case.state,
        target=case.state,
        round=1,
        actor_kind="OFFICER",
        actor=lists.town.bo.user,
        actor_name="a test",
        at=timezone.make_aware(datetime.fromisoformat(at)),
        digest="0" * 64,
    )
    return case


@pytest.mark.parametrize(
    ("moments", "established"),
    [
        (["2025-03-02T00:00", "2026-03-01T00:00"], True),
        (["2025-03-01T00:00", "2026-03-01T00:00"], False),
        (["2026-03-01T00:00"], False),
        # what was found after the order is not what it is about
        (["2026-03-01T00:00", "2026-03-02T12:00"], False),
    ],
)
def test_two_false_rectifications_in_one_project_within_a_year(
    lists, moments, established
):
    order = lists.document(EnforcementMeasure.ORDER, issued_on=date(2026, 3, 1))
    for moment in moments:
        case = found_false(lists, moment)
        EnforcedCase.objects.create(enforcement=order, case=case)
    fact = Established(FactKind.FALSE_TWICE, order)

    if established:
        assert lists.propose(facts=[fact]).facts.count() == 1
    else:
        proposal_refused(lists, No.FACT_FITS, facts=[fact])


def test_false_rectifications_of_another_project_do_not_count(lists):
    order = lists.document(EnforcementMeasure.ORDER, issued_on=date(2026, 3, 1))
    for day in (1, 20):
        case = found_false(lists, f"2026-02-{day:02}T00:00")
        EnforcedCase.objects.create(enforcement=order, case=case)
    other = tenure_of(lists, 1)
    order.tenure = other
    order.save()
    fact = Established(FactKind.FALSE_TWICE, order)

    proposal_refused(lists, No.FACT_FITS, facts=[fact], tenure=other)


def tenure_of(lists, number):
    """Another project of the firm."""
    community = Community.objects.create(
        code=f"XQ{number}",
        name=f"小区{number}",
        initials=f"xq{number}",
        address="1",
        street=lists.town.street,
        households=300,
    )
    return Tenure.objects.create(
        community=community, firm=lists.town.firm, starts_on=date(2024, 1, 1)
    )


@pytest.mark.parametrize(
    ("projects", "with_facts", "broad"),
    [(2, 1, False), (2, 2, True), (10, 2, True), (11, 2, False), (11, 3, True)],
)
def test_a_firm_is_listed_for_facts_in_two_projects_and_a_fifth(
    lists, projects, with_facts, broad
):
    tenures = [lists.town.garden.tenures.get()]
    tenures += [tenure_of(lists, number) for number in range(1, projects)]
    facts = [lists.grave(lists.document(tenure=each)) for each in tenures[:with_facts]]

    if broad:
        assert lists.propose(tenure=None, facts=facts).tenure is None
    else:
        proposal_refused(lists, No.BREADTH, tenure=None, facts=facts)


def test_one_fact_of_the_legal_person_lists_the_firm(lists):
    facts = [lists.grave(lists.document(tenure=None))]

    assert lists.propose(tenure=None, facts=facts).tenure is None


# --- who


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


def test_the_row_has_no_place_for_a_score():
    fields = {field.name for field in Listing._meta.get_fields()}
    assert not fields & {"score", "grade", "rank"}
