"""What is frozen beside the work evaluation, and that older reviews keep verifying."""

from complaints.operations import handling, visiting
from complaints.operations.incoming import Origin, Place
from complaints.states import CallOutcome, Channel
from ratings.canonical import sha256_of
from ratings.models import RegionCounts, Review
from ratings.queries import beside_work, documents
from ratings.queries.firm_work import SPANS
from registry.models import Community
from registry.queries import lineage
from tests.complaints.lots import closed
from tests.complaints.paths import NO, YES, after
from tests.ratings.published import a_dozen, publish
from tests.ratings.retold import spans_of
from tests.ratings.rows import PERIOD, ReviewRows

DAY = 24
THURSDAY = after(3 * DAY)


def counted(region):
    return beside_work.count(spans_of(PERIOD)).get(region.code, beside_work.document())


def again(town, given=YES, outcome=CallOutcome.ANSWERED, now=THURSDAY):
    """A drawn case is answered with yes; the county calls, and hears this."""
    case = closed(town, drawn=True)
    visiting.visit_again(
        case=case, outcome=outcome, given=given, by=town.county_dora, now=now
    )
    return case


def of_visits(region):
    found = counted(region)["window"]
    return found["second_visits"], found["second_agreed"]


def test_second_visits_are_set_beside_the_answer_that_stood(town):
    for given in (YES, YES, NO):
        again(town, given)
    assert of_visits(town.street) == ("3", "2")
    assert of_visits(town.county) == of_visits(town.city) == ("3", "2")
    assert of_visits(town.other_street) == ("0", "0")


def test_what_says_nothing_is_set_beside_nothing(town):
    again(town, None, CallOutcome.NO_ANSWER)
    assert of_visits(town.street) == ("0", "0")


def test_what_was_heard_after_the_end_is_not_known_yet(town):
    case = closed(town, drawn=True)
    assert of_visits(town.street) == ("0", "0")
    visiting.visit_again(
        case=case,
        outcome=CallOutcome.ANSWERED,
        given=YES,
        by=town.county_dora,
        now=after(17 * DAY),
    )
    assert of_visits(town.street) == ("0", "0")
    later = beside_work.count(spans_of(PERIOD.next()))[town.street.code]
    assert later["window"]["second_visits"] == "1"
    assert later["half_month"]["second_visits"] == "1"


def test_the_hotline_s_cases_are_counted_by_the_moment_of_filing(town):
    town.file(origin=Origin(Channel.HOTLINE, "HF1"))
    town.file(origin=Origin(Channel.HOTLINE, "HF2"), now=after(20 * DAY))
    town.file()
    found = counted(town.street)
    assert [found[span]["hotline"] for span in SPANS] == ["1", "1", "1"]
    later = beside_work.count(spans_of(PERIOD.next()))[town.street.code]
    assert (later["window"]["hotline"], later["half_month"]["hotline"]) == ("2", "1")


def test_communities_without_a_filing_are_known_by_name_of_no_one(town):
    town.file()
    town.file()
    streets = list(Community.objects.values_list("street__code", flat=True))
    found = counted(town.street)
    assert found["communities"] == str(streets.count(town.street.code))
    assert found["with_filings"] == "1"
    whole = counted(town.city)
    assert whole["communities"] == str(
        sum(town.city.code in lineage(code) for code in streets)
    )
    assert whole["with_filings"] == "1"


def test_a_late_run_counts_no_community_that_was_found_out_later(town):
    case = town.file(place=Place(region=town.street, description="Behind the school"))
    handling.locate(
        case=case, community=town.garden, by=town.county_dora, now=after(17 * DAY)
    )
    assert counted(town.street)["with_filings"] == "0"


def test_three_questions_however_many_cases(town, django_assert_num_queries):
    for _each in range(3):
        again(town)
    with django_assert_num_queries(3):
        beside_work.count(spans_of(PERIOD))


class Town(ReviewRows):
    def __init__(self, town):
        self.town = town


def test_a_review_freezes_them_and_verifies(town):
    again(town)
    review = Town(town).scored_review()
    inputs = documents.inputs(review)
    assert inputs["shape"] == "3"
    assert inputs["regions"][town.city.code]["beside"]["window"]["second_visits"] == "1"
    assert list(documents.problems(review)) == []
    assert sha256_of(inputs) == review.inputs_sha256


def test_a_changed_count_is_found_by_the_check(town):
    again(town)
    review = Town(town).scored_review()
    for region in (town.city, town.street):
        row = RegionCounts.objects.get(review=review, region=region)
        row.entry["beside"]["window"]["second_agreed"] = "0"
        row.save()
    assert list(documents.problems(review)) == [
        "the frozen counts are not those that were hashed",
        "the cases, projects or streets are not those that were committed to",
    ]


def test_a_review_of_the_first_shape_keeps_its_hash(town):
    review = publish(town, a_dozen())
    assert review.shape == 1
    frozen = documents.inputs(Review.objects.get(pk=review.pk))
    assert "shape" not in frozen
    assert sha256_of(frozen) == review.inputs_sha256
    assert "the frozen counts are not those that were hashed" not in list(
        documents.problems(review)
    )
