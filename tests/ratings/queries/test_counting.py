"""What the counting reads, and which actions will need a word in it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from complaints.models import Step
from complaints.operations import handling, suspecting, visiting
from complaints.operations.filing import Place, Reporter
from complaints.operations.handling import Verification
from complaints.operations.incoming import Origin
from complaints.queries.facts import NOT_MOVES
from complaints.states import (
    Action,
    CallOutcome,
    Channel,
    Duty,
    Finding,
    How,
    Kind,
    Privacy,
)
from ratings.queries import counting, firm_work, office_work, windows
from ratings.rules import RULES_1
from registry.models import Tenure
from tests.complaints import last_words, paths
from tests.ratings import long_paths, ruled
from tests.ratings.long_paths import LONG_PATHS, one_phone, phone_of
from tests.ratings.retold import assert_retold, firms, regions, spans_of
from tests.ratings.rows import COUNTS_FROM, PERIOD

# Which steps change a count, beside those of the straight way; each has a path in
# tests/ratings/long_paths.py, and the log retold says the same.
CHANGE_A_COUNT = {
    Action.MERGE,
    Action.UNMERGE,
    Action.WITHDRAW,
    Action.RECLASSIFY,
    Action.TRANSFER,
    Action.REFUSE,
    Action.CONFIRM_DUTY,
    Action.RECALL,
    Action.PAUSE,
    Action.RESUME,
    Action.EXTEND,
    Action.PLAN,
    Action.FALSE_CONFIRMED,
}
CHANGE_NONE = NOT_MOVES - CHANGE_A_COUNT


def test_every_step_that_changes_a_count_has_a_path(town):
    for path in LONG_PATHS:
        path(town)
    walked = set(Step.objects.values_list("action", flat=True))
    assert walked >= CHANGE_A_COUNT
    assert {Action.NOTE, Action.SUPERVISE, Action.FOLLOW} <= walked & CHANGE_NONE


def test_a_window_is_24_half_months_but_never_before_the_counting_began():
    whole = windows.Window.of(PERIOD, RULES_1, counts_from=date(2020, 1, 1))
    assert whole.as_document() == {
        "starts": "2025-03-16",
        "ends": "2026-03-16",
        "days": "365",
    }
    assert whole.starts["last_six"] == date(2025, 12, 16)
    young = windows.Window.of(PERIOD, RULES_1, counts_from=COUNTS_FROM)
    assert set(young.starts.values()) == {COUNTS_FROM, PERIOD.first_day}


def test_a_window_ends_at_midnight_of_the_province():
    window = windows.Window.of(PERIOD, RULES_1, counts_from=date(2026, 3, 4))
    spans = window.spans(timezone.get_default_timezone())
    assert spans.starts == datetime(2026, 3, 3, 16, tzinfo=UTC)
    assert spans.ends == datetime(2026, 3, 15, 16, tzinfo=UTC)


def test_household_days_are_those_of_the_tenure_within_the_window(town):
    rule_set = ruled.load(counts_from=COUNTS_FROM)
    Tenure.objects.filter(firm=town.firm).update(ends_on=date(2026, 3, 5))
    Tenure.objects.create(
        community=town.garden, firm=town.rival, starts_on=date(2026, 3, 5)
    )
    counted = counting.count(
        PERIOD, rule_set, version=1, zone=timezone.get_default_timezone()
    )
    firms = counted.inputs["firms"]
    old, new = firms[town.firm.credit_code], firms[town.rival.credit_code]
    assert old["window"]["household_days"] == str(1200 * 17)
    assert new["window"]["household_days"] == str(1200 * 11)
    assert (old["window"]["households"], new["window"]["households"]) == ("0", "1200")
    assert old["city"] == new["city"] == town.city.code


def test_a_community_without_a_firm_is_charged_to_nobody(town):
    ruled.load(counts_from=COUNTS_FROM)
    case = paths.filed(town, place=Place(community=town.court))
    paths.prove(case)
    spans = spans_of(PERIOD)
    assert firm_work.count(spans, own=[], left_out=[]) == {}
    assert (
        office_work.count(spans)[town.other_street.code].spans["window"]["cases"] == 1
    )


def with_two_neighbours(town, **filing):
    """Reported by the resident, joined by two; all three answer."""
    case = paths.reported(town, **filing)
    paths.prove(case)
    phones = ("+8613700137000", "+8613700137001")
    neighbours = [paths.follow(town, case, phone) for phone in phones]
    last_words.close(case, town, paths.NO)
    for neighbour in neighbours:
        paths.answer_too(town, neighbour, paths.YES, now=paths.after(7))
    return case


def test_who_joins_shares_the_one_answer_of_the_incident(town):
    ruled.load(counts_from=COUNTS_FROM)
    with_two_neighbours(town)
    spans = spans_of(PERIOD)
    mine = firms(spans)[town.firm.credit_code]
    third = Decimal("0.333333")
    assert (mine["incidents"], mine["yes"], mine["no"]) == (1, 2 * third, third)
    assert (mine["rated"], mine["satisfied"]) == (3 * third, 2 * third)
    assert regions(spans)[town.street.code].get("yes", 0) == 0
    assert_retold(spans)


def counts_of(town):
    spans = spans_of(PERIOD)
    return firms(spans)[town.firm.credit_code], regions(spans)[town.street.code]


def test_who_joined_counts_in_nothing_before_the_phone_is_proved(town):
    """Not by being there; by answering to the link that was sent to the phone."""
    ruled.load(counts_from=COUNTS_FROM)
    case = paths.reported(town)
    paths.prove(case)
    silent, answering = (
        paths.follow(town, case, f"+861370013700{number}", by=town.by_receipt)
        for number in range(2)
    )
    last_words.close(case, town, paths.NO)
    mine, _office = counts_of(town)
    assert ("yes" in mine, mine["no"]) == (False, 1)
    paths.answer_too(town, answering, paths.YES, now=paths.after(8))
    mine, _office = counts_of(town)
    assert (mine["yes"], mine["no"]) == (Decimal("0.5"), Decimal("0.5"))
    for follower, proved_at in ((silent, None), (answering, paths.after(8))):
        follower.refresh_from_db()
        assert follower.proved_at == proved_at


def test_neighbours_who_join_everything_leave_the_others_their_answers(town):
    """Of a phone one answer, the newest: in the older case the resident is alone."""
    ruled.load(counts_from=COUNTS_FROM)
    for number in range(2):
        with_two_neighbours(town, reporter=long_paths.phone_of(number))
    third = Decimal("0.333333")
    mine = firms(spans_of(PERIOD))[town.firm.credit_code]
    assert (mine["no"], mine["yes"]) == (1 + third, 2 * third)
    assert_retold(spans_of(PERIOD))


@pytest.mark.parametrize(
    ("reporter", "days", "counted"),
    [
        (phone_of(1), (), (1, 0)),
        (phone_of(1), (2,), (1, 0)),
        (phone_of(1), (2, 3), (1, 1)),
        (Reporter(Privacy.ANONYMOUS), (), (0, 0)),
    ],
)
def test_silence_counts_against_an_office_that_did_not_call_on_two_days(
    town, reporter, days, counted
):
    case = paths.reported(town, reporter=reporter)
    for day in days:
        visiting.try_to_call(
            case=case,
            outcome=CallOutcome.NO_ANSWER,
            by=town.bo,
            now=paths.after(24 * day),
        )
    visiting.close_unanswered(case=case, by=last_words.THE_CLOCK, now=case.due_at)

    spans = spans_of(PERIOD.next())
    tally = office_work.count(spans)[town.street.code].spans["window"]
    assert (tally["visits"], tally["visited"]) == counted
    assert_retold(spans)


def by_link(town, case):
    last_words.close(case, town, paths.YES)


def by_receipt(town, case):
    visiting.close(
        case=case,
        given=paths.YES,
        channel=Channel.RECEIPT,
        by=town.by_receipt,
        now=paths.after(6),
    )


def by_telephone(town, case):
    last_words.by_phone(case, town.bo, paths.YES)


@pytest.mark.parametrize(
    ("answer", "scored"), [(by_link, 1), (by_receipt, 0), (by_telephone, 0)]
)
def test_only_the_resident_s_own_answer_is_scored(town, answer, scored):
    case = paths.reported(town)
    paths.prove(case)
    answer(town, case)

    spans = spans_of(PERIOD)
    of_firm, of_office = firms(spans)[town.firm.credit_code], regions(spans)
    assert of_firm.get("yes", 0) == of_office[town.street.code].get("yes", 0) == scored
    assert of_firm.get("typed", 0) == 1 - scored


SHORT_PATHS = (
    paths.filed,
    paths.accepted,
    paths.verified,
    paths.disposed,
    paths.rectified,
    paths.reported,
    paths.closed,
    paths.explained,
    paths.answered,
)


@pytest.mark.parametrize("period", [PERIOD, PERIOD.next(), PERIOD.next().next()])
@pytest.mark.parametrize("phones", [one_phone, phone_of])
def test_the_counts_are_the_event_log_retold(town, period, phones):
    """
    Every sort of path, counted by the database and again in plain Python.

    All of one phone, which counts once, and each path of a phone of its own.
    """
    for number, path in enumerate((*SHORT_PATHS, *LONG_PATHS)):
        paths.prove(path(town, reporter=phones(number)))
        path(town, reporter=phones(number))
    assert_retold(spans_of(period))


def test_a_finding_made_after_the_window_changes_nothing_in_it(town):
    case = paths.verified(town)
    paths.prove(case)
    spans = spans_of(PERIOD)
    before = firms(spans), regions(spans)
    handling.verify(
        case=case,
        found=Verification(
            Finding.UNFOUNDED, Duty.FIRM, How.VISIT, note="Looked again: it is fine."
        ),
        by=town.bo,
        now=spans.ends + timedelta(minutes=1),
    )
    assert (firms(spans), regions(spans)) == before
    assert before[0][town.firm.credit_code]["incidents"] == 1
    assert firms(spans_of(PERIOD.next())) == {}


def test_what_is_found_false_is_redone_from_then_on_and_once(town):
    """
    Put right on Monday, due on the 18th, reported by Anna, found false on 2 April.

    As of the end of March nobody knew it yet; that it was opened again, too, adds none.
    """
    case = long_paths.suspected(town)
    paths.prove(case)
    march, april = (spans_of(PERIOD.next()), spans_of(PERIOD.next().next()))
    before = firms(march), regions(march)
    assert before[0][town.firm.credit_code]["rectified"] == 1
    assert "redone" not in before[0][town.firm.credit_code]

    suspecting.confirm(
        case=case,
        text="Seen on site with the firm.",
        by=town.bo,
        now=march.ends + timedelta(days=1),
    )
    assert (firms(march), regions(march)) == before
    assert firms(april)[town.firm.credit_code]["redone"] == 1
    assert regions(april)[town.street.code]["redone"] == 1
    assert_retold(april)


def published(town):
    """The public document of the counts of the half-month."""
    return counting.count(
        PERIOD,
        ruled.load(counts_from=COUNTS_FROM),
        version=1,
        zone=timezone.get_default_timezone(),
    ).inputs


def test_a_report_of_retaliation_changes_nothing_that_is_published(town):
    """Not even by the hotline and from a place that nobody else filed from."""
    paths.closed(town)
    before = published(town)
    town.file(
        kind=Kind.RETALIATION,
        place=Place(community=town.court),
        origin=Origin(Channel.HOTLINE, "HF9"),
    )
    assert published(town) == before
    town.file(place=Place(community=town.court), origin=Origin(Channel.HOTLINE, "HF8"))
    assert published(town) != before


def test_what_fell_due_at_one_office_is_late_there_wherever_it_goes(town):
    """The county locates a complaint after its day; the street accepts it at once."""
    place = Place(region=town.county, description="behind the station")
    case = town.file(place=place)
    late = case.due_at + timedelta(hours=1)
    handling.locate(case=case, community=town.garden, by=town.county_dora, now=late)
    handling.accept(case=case, by=town.anna, now=late + timedelta(minutes=1))
    spans = spans_of(PERIOD)
    counted = office_work.count(spans)
    county = counted[town.county.code].spans["window"]
    assert (county["acceptance_due"], county["acceptance_on_time"]) == (1, 0)
    assert counted[town.street.code].spans["window"]["acceptance_due"] == 0
    assert_retold(spans)


def test_the_last_six_half_months_and_the_half_month_lie_within_the_window():
    window = windows.Window.of(PERIOD, RULES_1, counts_from=date(2020, 1, 1))
    days = [window.days(span) for span in ("window", "last_six", "half_month")]
    assert days == [365, 90, 15]
    assert window.ends - timedelta(days=15) == window.starts["half_month"]
