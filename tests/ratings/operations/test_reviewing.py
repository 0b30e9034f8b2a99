"""A review goes from its counts to its publication, once, and by two people."""

import gc
from datetime import timedelta

import pytest

from complaints.models import Case
from complaints.operations import handling, visiting
from complaints.operations.filing import Reporter
from complaints.states import Channel, Outcome, Privacy
from ratings.models import FirmCounts, FirmScore, RegionCounts, Review
from ratings.operations import objecting, reviewing
from ratings.operations.reviewing import InputsChanged, NoRulesInForce, PeriodNotOver
from ratings.periods import HalfMonth
from ratings.queries import documents, firm_counts
from ratings.states import ObjectionGround, ReviewState
from registry.models import Region
from tests.complaints import paths
from tests.ratings import ruled
from tests.ratings.rows import (
    COUNTS_FROM,
    PERIOD,
    PREVIEW_ENDS_AT,
    REVIEWED_AT,
    ReviewRows,
)

NEXT = PERIOD.next()
NEXT_AT = REVIEWED_AT + timedelta(days=17)


@pytest.fixture
def rules(town):
    return ruled.load(counts_from=COUNTS_FROM)


@pytest.fixture
def rows(town):
    rows = ReviewRows()
    rows.town = town
    return rows


def counted(review, town, span="window"):
    return FirmCounts.objects.get(review=review, firm=town.firm).entry[span]


def test_an_answered_case_is_in_the_counts_of_its_firm(town, rules):
    paths.closed(town)

    review = reviewing.run(period=PERIOD, now=REVIEWED_AT)
    assert review.state == ReviewState.SCORED
    counts = counted(review, town)
    assert (counts["incidents"], counts["yes"], counts["satisfied"]) == ("1", "1", "1")
    # 1,200 households, from 16 February and from 1 March to the 15th of March
    assert counts["household_days"] == str(1200 * 28)
    beside = counted(review, town, "half_month")
    assert (beside["incidents"], beside["household_days"]) == ("1", str(1200 * 15))
    assert {beside[name] for name in firm_counts.ANSWERS} == {None}


@pytest.mark.parametrize(("answers", "shown"), [(4, None), (5, "5")])
def test_beside_the_window_sums_of_a_few_answers_are_left_out(
    town, rules, answers, shown
):
    for number in range(answers):
        reporter = Reporter(privacy=Privacy.HIDDEN, phone=f"+861380013800{number}")
        paths.closed(town, reporter=reporter)
    review = reviewing.run(period=PERIOD, now=REVIEWED_AT)
    assert counted(review, town)["yes"] == str(answers)
    assert counted(review, town, "last_six")["yes"] == shown
    assert counted(review, town, "half_month")["yes"] == shown
    assert FirmScore.objects.get(review=review, firm=town.firm).grade == "NR"
    assert list(documents.problems(review)) == []


def test_every_firm_with_a_tenure_and_every_region_has_a_row(town, rules):
    review = reviewing.run(period=PERIOD, now=REVIEWED_AT)
    (row,) = review.firm_scores.all()
    assert (row.firm, row.city, row.size) == (town.firm, town.city, "S")
    counts = RegionCounts.objects.filter(review=review)
    assert counts.count() == Region.objects.count()
    shown = set(review.region_scores.values_list("region__level", flat=True))
    assert shown == {"PROVINCE", "CITY", "COUNTY"}


def test_a_second_run_reads_what_the_first_one_wrote(town, rules):
    paths.closed(town)
    first = reviewing.run(period=PERIOD, now=REVIEWED_AT)
    paths.closed(town)

    again = reviewing.run(period=PERIOD, now=REVIEWED_AT + timedelta(days=7))
    assert again.pk == first.pk
    assert (again.inputs_sha256, again.results_sha256) == (
        first.inputs_sha256,
        first.results_sha256,
    )
    assert FirmScore.objects.count() == 1


def test_what_is_written_later_changes_the_next_period_only(town, rules):
    """A review that is caught up late counts what one in time would have counted."""
    case = paths.reported(town)
    in_time = reviewing.run(period=PERIOD, now=REVIEWED_AT)
    hashes = in_time.inputs_sha256, in_time.results_sha256
    visiting.close(
        case=case,
        given=paths.NO,
        channel=Channel.LINK,
        by=town.resident,
        now=REVIEWED_AT + timedelta(hours=4),
    )
    forget(in_time)

    caught_up = reviewing.run(period=PERIOD, now=NEXT_AT)
    assert (caught_up.inputs_sha256, caught_up.results_sha256) == hashes
    following = reviewing.run(period=NEXT, now=NEXT_AT)
    assert counted(caught_up, town)["no"] == "0"
    assert counted(following, town)["no"] == "1"


def forget(review):
    """As if it had never been held."""
    for rows in (
        review.firm_scores,
        review.region_scores,
        review.firm_counts,
        review.project_counts,
        review.region_counts,
    ):
        rows.all().delete()
    review.delete()


def test_missed_periods_are_caught_up_in_their_order(town, rules):
    late = REVIEWED_AT + timedelta(days=40)
    names = [review.period for review in reviewing.run_due(now=late)]
    assert names == ["2026-02-2", "2026-03-1", "2026-03-2", "2026-04-1"]
    assert reviewing.run_due(now=late) == []


def test_a_review_starts_at_two_o_clock_of_the_next_day(town, rules):
    a_second_early = REVIEWED_AT - timedelta(seconds=1)
    with pytest.raises(PeriodNotOver):
        reviewing.run(period=PERIOD, now=a_second_early)
    assert not Review.objects.exists()
    assert PERIOD not in reviewing.due_periods(a_second_early)
    assert PERIOD in reviewing.due_periods(REVIEWED_AT)


def test_what_lies_before_the_counting_is_not_reviewed(town, rules):
    with pytest.raises(NoRulesInForce):
        reviewing.run(period=HalfMonth.named("2026-01-2"), now=REVIEWED_AT)


def test_nothing_is_due_without_rules(town):
    assert reviewing.due_periods(REVIEWED_AT) == []
    with pytest.raises(NoRulesInForce):
        reviewing.run(period=PERIOD, now=REVIEWED_AT)


def test_changed_counts_are_not_scored(rows):
    review = rows.frozen_review()
    row = review.firm_counts.get()
    row.entry["window"]["incidents"] = "7"
    row.save()

    with pytest.raises(InputsChanged):
        reviewing.score(review, now=REVIEWED_AT)
    review.refresh_from_db()
    assert review.state == ReviewState.FROZEN
    assert not review.firm_scores.exists()


def test_python_searches_for_cycles_again_after_a_review_and_after_a_failed_one(rows):
    review = rows.frozen_review()
    row = review.firm_counts.get()
    row.entry["window"]["incidents"] = "7"
    row.save()
    with pytest.raises(InputsChanged):
        reviewing.run(period=PERIOD, now=REVIEWED_AT)
    assert gc.isenabled()
    forget(review)
    assert reviewing.run(period=PERIOD, now=REVIEWED_AT).state == ReviewState.SCORED
    assert gc.isenabled()


def test_a_correction_that_was_killed_is_finished_by_the_next_night(town, rows):
    first = rows.published_review()
    Review.objects.create(
        period=first.period,
        version=2,
        rule_set=first.rule_set,
        opened_at=PREVIEW_ENDS_AT,
        reason="The households were wrong.",
    )
    assert PERIOD in reviewing.due_periods(PREVIEW_ENDS_AT)
    reviewing.run_due(now=PREVIEW_ENDS_AT)
    assert Review.objects.get(version=2).state == ReviewState.SCORED
    assert PERIOD not in reviewing.due_periods(PREVIEW_ENDS_AT)


def test_rules_hold_for_the_half_months_that_begin_under_them(town, rules):
    a_day_before = PERIOD.end - timedelta(days=1)
    ruled.issued(a_day_before, counts_from=COUNTS_FROM, grade_aaa="90")
    by_period = {
        one.period: one.rule_set.number for one in reviewing.run_due(now=NEXT_AT)
    }
    assert by_period == {"2026-02-2": 1, "2026-03-1": 1, "2026-03-2": 2}


def test_half_months_without_rules_do_not_hold_up_the_others(town):
    ruled.issued(COUNTS_FROM, counts_from=PERIOD.first_day)
    assert reviewing.due_periods(NEXT_AT) == [PERIOD, NEXT]


def test_a_firm_s_own_complaint_about_itself_is_shown_and_not_counted(town, rules):
    town.firm.duty_phone = "138 0013 8000"
    town.firm.save()
    paths.closed(town)

    counts = counted(reviewing.run(period=PERIOD, now=REVIEWED_AT), town)
    assert (counts["self_filed"], counts["incidents"], counts["yes"]) == ("1", "0", "0")
    assert counts["due"] == "0"


def test_of_one_phone_only_the_newest_incident_and_answer_count(town, rules):
    paths.closed(town, given=paths.YES)
    paths.closed(town, given=paths.NO)
    counts = counted(reviewing.run(period=PERIOD, now=REVIEWED_AT), town)
    assert (counts["incidents"], counts["yes"], counts["no"]) == ("1", "0", "1")


def test_an_overdue_rectification_that_is_still_open_is_late(town, rules):
    case = paths.disposed(town)
    paths.prove(case)
    counts = counted(reviewing.run(period=NEXT, now=NEXT_AT), town)
    assert (counts["due"], counts["on_time"], counts["rectified"]) == ("1", "0", "0")


def test_time_that_the_office_took_to_check_is_not_the_firm_s(town, rules):
    """Due on the 17th of March; checked for twenty days; done again on the 23rd."""
    case = paths.rectified(town)
    paths.prove(case)
    handling.send_back(
        case=case, text="The roof leaks.", by=town.anna, now=paths.after(20 * 24)
    )
    last = paths.after(21 * 24)
    handling.rectify(
        case=case, text=paths.DONE, photos=[paths.photo()], by=town.manager, now=last
    )
    handling.report(
        case=case,
        outcome=Outcome.FIXED,
        text=paths.DONE,
        by=town.anna,
        now=last + timedelta(hours=1),
    )
    counts = counted(reviewing.run(period=NEXT, now=NEXT_AT), town)
    assert (counts["due"], counts["on_time"], counts["redone"]) == ("1", "1", "1")


def test_an_objection_needs_the_preview(town, rows):
    review = rows.published_review()
    ((case, _step),) = review.project_counts.get().cases["incidents"]
    with pytest.raises(objecting.PreviewOver):
        objecting.object_to(
            review=review,
            case=Case.objects.get(pk=case),
            ground=ObjectionGround.DUPLICATE,
            text="It is counted twice.",
            by=town.manager,
            now=PREVIEW_ENDS_AT,
        )
