"""What the counting reads, and which actions will need a word in it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from complaints.moves import WITHOUT_OPERATION
from complaints.operations import handling
from complaints.operations.filing import Place
from complaints.operations.handling import Verification
from complaints.states import Action, Duty, Finding, How
from ratings.operations import ruling
from ratings.periods import HalfMonth
from ratings.queries import counting, firm_work, office_work
from ratings.rules import RULES_1
from registry.models import Tenure
from registry.queries import lineage
from tests.complaints import paths
from tests.ratings import replay
from tests.ratings.rows import COUNTS_FROM, PERIOD

# What each of these does to a count is written with its operation.
NOT_COUNTED_YET = {
    Action.MERGE,
    Action.UNMERGE,
    Action.WITHDRAW,
    Action.RECLASSIFY,
    Action.TRANSFER,
    Action.FINAL,
}


def test_actions_that_change_counts_have_no_operation_yet():
    """
    Merged incidents count in their target, withdrawn ones stay, paused time moves a due
    moment: whoever builds such an operation teaches the counting, and then this list.
    """
    assert set(WITHOUT_OPERATION) >= NOT_COUNTED_YET


def test_a_window_is_24_half_months_but_never_before_the_counting_began():
    whole = counting.Window.of(PERIOD, RULES_1, counts_from=date(2020, 1, 1))
    assert whole.as_document() == {
        "starts": "2025-03-16",
        "ends": "2026-03-16",
        "days": "365",
    }
    assert whole.starts["last_six"] == date(2025, 12, 16)
    young = counting.Window.of(PERIOD, RULES_1, counts_from=COUNTS_FROM)
    assert set(young.starts.values()) == {COUNTS_FROM, PERIOD.first_day}


def test_a_window_ends_at_midnight_of_the_province():
    window = counting.Window.of(PERIOD, RULES_1, counts_from=date(2026, 3, 4))
    spans = window.spans(timezone.get_default_timezone())
    assert spans.starts == datetime(2026, 3, 3, 16, tzinfo=UTC)
    assert spans.ends == datetime(2026, 3, 15, 16, tzinfo=UTC)


def test_household_days_are_those_of_the_tenure_within_the_window(town):
    rule_set = ruling.load(counts_from=COUNTS_FROM)
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
    ruling.load(counts_from=COUNTS_FROM)
    case = paths.filed(town, place=Place(community=town.court))
    paths.prove(case)
    spans = spans_of(PERIOD)
    assert firm_work.count(spans, own=[], left_out=[]) == {}
    assert (
        office_work.count(spans)[town.other_street.code].spans["window"]["cases"] == 1
    )


@pytest.mark.parametrize("period", [PERIOD, PERIOD.next(), PERIOD.next().next()])
def test_the_counts_are_the_event_log_retold(town, period):
    """Every sort of path, counted by the database and again in plain Python."""
    for path in (
        paths.filed,
        paths.accepted,
        paths.verified,
        paths.disposed,
        paths.rectified,
        paths.reported,
        paths.closed,
        paths.explained,
        paths.answered,
    ):
        paths.prove(path(town))
        path(town)
    spans = spans_of(period)
    assert _firms(spans) == replay.firm_counts(spans)
    assert _regions(spans) == replay.region_counts(spans)


def test_a_finding_made_after_the_window_changes_nothing_in_it(town):
    case = paths.verified(town)
    paths.prove(case)
    spans = spans_of(PERIOD)
    before = _firms(spans), _regions(spans)
    handling.verify(
        case=case,
        found=Verification(
            Finding.UNFOUNDED, Duty.FIRM, How.VISIT, note="Looked again: it is fine."
        ),
        by=town.bo,
        now=spans.ends + timedelta(minutes=1),
    )
    assert (_firms(spans), _regions(spans)) == before
    assert before[0][town.firm.credit_code]["incidents"] == 1
    assert _firms(spans_of(PERIOD.next())) == {}


def spans_of(period: HalfMonth):
    window = counting.Window.of(period, RULES_1, counts_from=COUNTS_FROM)
    return window.spans(timezone.get_default_timezone())


def _firms(spans):
    codes = dict(Tenure.objects.values_list("pk", "firm__credit_code"))
    tallies = firm_work.count(spans, own=[], left_out=[])
    return {codes[pk]: _plain(tally.spans["window"]) for pk, tally in tallies.items()}


def _regions(spans):
    totals: dict[str, dict[str, int]] = {}
    for office, tally in office_work.count(spans).items():
        for code in lineage(office):
            mine = totals.setdefault(code, {})
            for name, value in tally.spans["window"].items():
                mine[name] = mine.get(name, 0) + value
    return {
        code: _plain(counts) for code, counts in totals.items() if any(counts.values())
    }


def _plain(counts):
    return {name: value for name, value in counts.items() if value}


def test_the_last_six_half_months_and_the_half_month_lie_within_the_window():
    window = counting.Window.of(PERIOD, RULES_1, counts_from=date(2020, 1, 1))
    days = [window.days(span) for span in ("window", "last_six", "half_month")]
    assert days == [365, 90, 15]
    assert window.ends - timedelta(days=15) == window.starts["half_month"]
