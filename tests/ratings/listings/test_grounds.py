"""What an entry of the black list stands on: an article, documents, enough of them."""

from datetime import date, datetime

import pytest
from django.utils import timezone, translation

from complaints.states import Kind
from ratings.listing_guards import Term
from ratings.listing_refusals import ListingRefusal as No
from ratings.models import EnforcedCase, ListedCase, Listing
from ratings.operations.listings import proceeding
from ratings.queries.listing_facts import Established
from ratings.states import (
    BasisLevel,
    EnforcementMeasure,
    FactKind,
    ListClass,
    ListingAction,
    ListingState,
    Measure,
)
from registry.models import Community, Tenure
from tests.complaints import paths
from tests.ratings.listings.people import (
    GENERAL,
    MINOR,
    MONDAY,
    SERIOUS,
    UNPUBLISHED,
    WORDS,
    proposal_refused,
    refused,
)


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


def test_a_penalty_that_is_not_grave_establishes_no_grave_one(lists):
    small = lists.document(is_grave=False)

    proposal_refused(lists, No.FACT_FITS, facts=[lists.grave(small)])


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


@pytest.fixture
def left(lists):
    """The project that the firm left at the end of January."""
    return Tenure.objects.create(
        community=lists.town.court,
        firm=lists.town.firm,
        starts_on=date(2024, 1, 1),
        ends_on=date(2026, 1, 31),
    )


THAT_ORDER = (EnforcementMeasure.ORDER, EnforcementMeasure.EXIT)
MISSED = {"issued_on": date(2026, 2, 2), "due_on": date(2026, 3, 1)}


def no_handover(document):
    return [Established(FactKind.NO_HANDOVER, document)]


@pytest.mark.parametrize("measure", THAT_ORDER)
@pytest.mark.parametrize("complied_on", [None, date(2026, 3, 2)])
def test_a_hand_over_is_refused_that_was_not_made_by_the_day_of_the_order(
    lists, left, measure, complied_on
):
    order = lists.document(measure, tenure=left, complied_on=complied_on, **MISSED)

    assert lists.propose(tenure=left, facts=no_handover(order)).tenure == left


@pytest.mark.parametrize("measure", THAT_ORDER)
@pytest.mark.parametrize(
    "changed",
    [
        {"due_on": date(2026, 3, 2)},
        {"due_on": None},
        {"complied_on": date(2026, 3, 1)},
        {"issued_on": date(2026, 1, 30)},
    ],
)
def test_none_is_that_is_not_due_yet_or_was_made_or_ordered_too_early(
    lists, left, measure, changed
):
    order = lists.document(measure, tenure=left, **{**MISSED, **changed})

    proposal_refused(lists, No.FACT_FITS, tenure=left, facts=no_handover(order))


@pytest.mark.parametrize("measure", THAT_ORDER)
def test_a_penalty_for_the_missed_order_establishes_it_too(lists, left, measure):
    order = lists.document(measure, tenure=left, **MISSED)
    said = {"tenure": left, "issued_on": date(2026, 3, 2), "is_grave": False}
    at_once, penalty = lists.document(**said), lists.document(order=order, **said)

    proposal_refused(lists, No.FACT_FITS, tenure=left, facts=no_handover(at_once))
    assert lists.propose(tenure=left, facts=no_handover(penalty)).tenure == left


def test_while_the_firm_serves_nothing_is_to_be_handed_over(lists):
    order = lists.document(EnforcementMeasure.ORDER, **MISSED)

    proposal_refused(lists, No.FACT_FITS, facts=no_handover(order))


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


def ordered_after(lists, *moments):
    """An order of the first of March on rectifications found false at these moments."""
    order = lists.document(EnforcementMeasure.ORDER, issued_on=date(2026, 3, 1))
    for moment in moments:
        case = found_false(lists, moment)
        EnforcedCase.objects.create(enforcement=order, case=case)
    return Established(FactKind.FALSE_TWICE, order)


def test_two_false_rectifications_in_one_project_within_a_year(lists):
    fact = ordered_after(lists, "2025-03-02T00:00", "2026-03-01T00:00")

    assert lists.propose(facts=[fact]).facts.count() == 1


@pytest.mark.parametrize(
    "moments",
    [
        ["2025-03-01T00:00", "2026-03-01T00:00"],
        ["2026-03-01T00:00"],
        # what was found after the order is not what it is about
        ["2026-03-01T00:00", "2026-03-02T12:00"],
    ],
)
def test_one_false_rectification_within_a_year_is_not_two(lists, moments):
    fact = ordered_after(lists, *moments)

    proposal_refused(lists, No.FACT_FITS, facts=[fact])


def test_false_rectifications_of_another_project_do_not_count(lists):
    fact = ordered_after(lists, "2026-02-01T00:00", "2026-02-20T00:00")
    other = tenure_of(lists, 1)
    fact.enforcement.tenure = other
    fact.enforcement.save()

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


def facts_in(lists, with_facts, projects):
    """A grave fact in each of the first of so many projects of the firm."""
    tenures = [lists.town.garden.tenures.get()]
    tenures += [tenure_of(lists, number) for number in range(1, projects)]
    return [lists.grave(lists.document(tenure=each)) for each in tenures[:with_facts]]


@pytest.mark.parametrize(("with_facts", "projects"), [(2, 2), (2, 10), (3, 11)])
def test_a_firm_is_listed_for_facts_in_two_projects_and_a_fifth(
    lists, with_facts, projects
):
    facts = facts_in(lists, with_facts, projects)

    assert lists.propose(tenure=None, facts=facts).tenure is None


@pytest.mark.parametrize(("with_facts", "projects"), [(1, 2), (2, 11)])
def test_a_firm_is_not_listed_for_facts_in_fewer(lists, with_facts, projects):
    facts = facts_in(lists, with_facts, projects)

    proposal_refused(lists, No.BREADTH, tenure=None, facts=facts)


def test_one_fact_of_the_legal_person_lists_the_firm(lists):
    facts = [lists.grave(lists.document(tenure=None))]

    assert lists.propose(tenure=None, facts=facts).tenure is None


def test_the_row_has_no_place_for_a_score():
    fields = {field.name for field in Listing._meta.get_fields()}
    assert not fields & {"score", "grade", "rank"}
