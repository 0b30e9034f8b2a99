"""The final decision on a case that was reopened twice."""

from dataclasses import replace
from typing import Any

from complaints.operations import deciding, handling, visiting
from complaints.operations.deciding import FinalReview
from complaints.refusals import Refusal
from complaints.states import Channel, Closing, Outcome, State
from tests.complaints import paths
from tests.complaints.outcomes import last_step, refusal_of, same_as_stored, templates
from tests.complaints.paths import DONE, NO, after

REVIEW = FinalReview(
    stage="Two rounds were worked on and answered.",
    decision="The shelter stays as it stands now.",
    reasons="The fire lane leaves no room for another.",
    remedy="The firm lowered its fee for March.",
    remains="Rain comes in from the north side.",
    ways_on="The owners may go to the court of Shushan.",
)


def reopened_twice(town) -> Any:
    case = paths.reported(town)
    for number, by in ((0, town.bo), (1, town.county_dora)):
        hour = 6 + 3 * number
        visiting.reopen(case=case, by=town.resident, now=after(hour))
        handling.dispose(
            case=case, order=paths.order_to_firm(town), by=by, now=after(hour + 1)
        )
        handling.rectify(
            case=case,
            text=DONE,
            photos=[paths.photo()],
            by=town.manager,
            now=after(hour + 1),
        )
        handling.report(
            case=case, outcome=Outcome.PARTLY, text=DONE, by=by, now=after(hour + 2)
        )
    return case


def test_the_county_ends_it_with_a_written_review(town):
    case = reopened_twice(town)
    deciding.close_for_good(
        case=case, review=REVIEW, by=town.county_dora, now=after(13)
    )

    assert (case.state, case.closing) == (State.CLOSED, Closing.FINAL)
    assert REVIEW.remains in last_step(case).text.body
    assert templates()[-1] == "final.txt"
    assert same_as_stored(case)


def test_each_part_of_the_review_is_written(town):
    case = reopened_twice(town)
    for part in ("stage", "decision", "reasons", "remedy", "remains", "ways_on"):
        tried = refusal_of(
            deciding.close_for_good,
            case=case,
            review=replace(REVIEW, **{part: "short"}),
            by=town.county_dora,
            now=after(13),
        )
        assert tried == Refusal.FINAL_REVIEW


def test_it_is_not_decided_before_the_second_reopening(town):
    case = paths.reported(town)
    visiting.reopen(case=case, by=town.resident, now=after(6))
    tried = refusal_of(
        deciding.close_for_good,
        case=case,
        review=REVIEW,
        by=town.county_dora,
        now=after(7),
    )
    assert tried == Refusal.REOPENED_TWICE


def test_what_was_decided_for_good_is_not_reopened_and_the_no_stays(town):
    case = reopened_twice(town)
    visiting.close(
        case=case, given=NO, channel=Channel.LINK, by=town.resident, now=after(12)
    )
    visiting.reopen(case=case, by=town.resident, now=after(12.5))
    deciding.close_for_good(
        case=case, review=REVIEW, by=town.county_dora, now=after(13)
    )

    tried = refusal_of(visiting.reopen, case=case, by=town.resident, now=after(14))
    assert tried == Refusal.NOT_FINAL
    assert case.answers.get().solved == NO.solved
