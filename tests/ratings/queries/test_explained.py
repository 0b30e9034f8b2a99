"""Founded, but explained as beyond repair: what it adds, what stands before it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from complaints.operations import handling, visiting
from complaints.states import Outcome
from ratings.operations import reviewing
from ratings.queries import firm_work
from ratings.scoring import FirmCounts
from ratings.states import Grade
from tests.complaints import paths
from tests.complaints.paths import DONE, after
from tests.ratings import ruled
from tests.ratings.long_paths import (
    cannot,
    fixed_after_all,
    own_answer,
    phone_of,
    typed_after_cannot,
)
from tests.ratings.retold import assert_retold, firms, spans_of
from tests.ratings.rows import COUNTS_FROM, PERIOD, REVIEWED_AT


class TestExplainedAsBeyondRepair:
    """What an officer calls beyond repair is not solved, but is nobody's answer."""

    def test_ten_cases_of_one_phone_are_one_and_no_own_answer(self, town):
        # were they answers, they would open the door
        ruled.load(counts_from=COUNTS_FROM, rated_incidents="1")
        cases = [cannot(town) for _ in range(10)]
        for case in cases:
            paths.prove(case)
        review = reviewing.run(period=PERIOD, now=REVIEWED_AT)
        entry = review.firm_counts.get(firm=town.firm).entry
        assert {entry[span]["explained"] for span in firm_work.SPANS} == {"1"}
        counts = FirmCounts.from_document(entry["window"])
        assert counts.explained == counts.incidents == Decimal(1)
        assert counts.answers == counts.cannot_say == Decimal(0)
        assert counts.asked == Decimal(10)
        (project,) = review.project_counts.all()
        assert [case for case, _ in project.cases["explained"]] == [cases[-1].pk]
        assert review.firm_scores.get(firm=town.firm).grade == Grade.NR

    def test_each_phone_adds_one(self, town):
        for number in range(3):
            paths.prove(cannot(town, reporter=phone_of(number)))
        assert garden(town)["explained"] == 3
        assert "no" not in garden(town)

    def test_without_a_proved_phone_nothing_is_added(self, town):
        cannot(town)
        assert garden(town) == {"unproved": 1, "asked": 1}

    def test_what_was_put_right_after_all_is_forgotten(self, town):
        paths.prove(fixed_after_all(town))
        counts = garden(town)
        assert "explained" not in counts
        assert (counts["incidents"], counts["rectified"]) == (1, 1)

    def test_what_was_first_put_right_and_then_called_beyond_repair_adds_one(
        self, town
    ):
        case = paths.reported(town)
        paths.prove(case)
        visiting.reopen(case=case, by=town.resident, now=after(6))
        handling.verify(case=case, found=paths.found(), by=town.anna, now=after(6.5))
        handling.explain(
            case=case, outcome=Outcome.CANNOT, text=DONE, by=town.bo, now=after(7)
        )
        assert garden(town)["explained"] == 1

    def test_what_was_opened_again_and_waits_still_says_so(self, town):
        case = cannot(town)
        paths.prove(case)
        visiting.reopen(case=case, by=town.resident, now=after(6))
        assert garden(town)["explained"] == 1

    def test_an_unfounded_complaint_is_no_such_case(self, town):
        paths.prove(paths.explained(town))
        assert garden(town) == {}

    @pytest.mark.parametrize("given", [paths.YES, paths.NO])
    def test_an_own_answer_stands_before_it(self, town, given):
        case = cannot(town)
        own_answer(town, case, given)
        counts = garden(town)
        assert "explained" not in counts
        assert counts.get("yes", 0) + counts.get("no", 0) == 1

    def test_what_an_office_typed_is_no_own_answer(self, town):
        paths.prove(typed_after_cannot(town))
        counts = garden(town)
        assert (counts["explained"], counts["typed"]) == (1, 1)
        assert "no" not in counts

    def test_an_own_answer_of_the_phone_to_another_case_of_the_firm_stands_before_it(
        self, town
    ):
        paths.closed(town)
        paths.prove(cannot(town))
        counts = garden(town)
        assert "explained" not in counts
        assert (counts["yes"], counts["incidents"]) == (1, 1)

    def test_an_answer_to_a_case_that_is_not_charged_says_nothing_here(self, town):
        """Found unfounded, explained, and answered: nothing of it is the firm's."""
        own_answer(town, paths.explained(town), paths.YES)
        paths.prove(cannot(town))
        assert garden(town)["explained"] == 1

    def test_an_answer_before_the_window_does_not_speak_in_it(self, town):
        """But one in the window speaks for the half-month that is its end, too."""
        paths.closed(town)
        case = paths.verified(town)
        paths.prove(case)
        explained_at = after(24 * 15)
        handling.explain(
            case=case, outcome=Outcome.CANNOT, text=DONE, by=town.bo, now=explained_at
        )
        spans = replace(spans_of(PERIOD.next()), half_from=explained_at)
        assert "explained" not in firms(spans, "window")[town.firm.credit_code]
        assert "explained" not in firms(spans, "half_month")[town.firm.credit_code]
        later = replace(spans, starts=explained_at, six_from=explained_at)
        assert firms(later, "window")[town.firm.credit_code]["explained"] == 1
        assert_retold(spans)
        assert_retold(later)


def garden(town):
    """The counts of the firm over the window, which the log confirms."""
    spans = spans_of(PERIOD)
    assert_retold(spans)
    return firms(spans).get(town.firm.credit_code, {})
