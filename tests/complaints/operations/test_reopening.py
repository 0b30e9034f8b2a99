"""New rounds: who may begin one, where it goes, and who takes part no more."""

from datetime import timedelta

import pytest

from complaints.models import Answer, Promise, Step
from complaints.operations import handling, visiting
from complaints.operations.filing import Reporter
from complaints.operations.moving import MoveNotAllowed
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    Kind,
    Outcome,
    Privacy,
    Solved,
    Stage,
    State,
)
from registry.models import Notice, User
from tests.complaints import paths
from tests.complaints.last_words import (
    THE_CLOCK,
    actions,
    again,
    by_phone,
    close,
    reopen,
)
from tests.complaints.outcomes import (
    last_step,
    refusal_of,
    same_as_stored,
    templates,
    told_of,
)
from tests.complaints.paths import DONE, NO, YES, after, photo
from tests.town import PHONE


def test_no_officer_reopens_what_nobody_said_no_to(town):
    for given in (YES, NO):
        case = paths.closed(town, given)
        assert refusal_of(reopen, case=case, by=town.bo) == Refusal.REOPEN_AFTER_NO


def test_a_new_round_has_promises_of_its_own(town):
    case = paths.closed(town, NO)
    reopen(case, town.resident)

    assert (case.state, case.round) == (State.VERIFIED, 2)
    assert (case.outcome, case.closing) == ("", "")
    rows = Promise.objects.filter(case=case, round=2).order_by("promised_at")
    assert [row.stage for row in rows] == [
        Stage.DISPOSAL,
        Stage.RECTIFICATION,
        Stage.REPORT,
        Stage.VISIT,
    ]
    assert {row.revision for row in rows} == {0}
    assert case.due_at == rows[0].promised_at
    assert last_step(case).round == 2
    assert same_as_stored(case)


def test_what_was_only_answered_or_explained_is_accepted_again(town):
    for case in (paths.answered(town), paths.explained(town)):
        reopen(case, town.resident)
        assert case.state == State.ACCEPTED


def test_a_result_is_refused_without_an_answer_in_one_tap(town):
    case = paths.reported(town)
    reopen(case, town.by_receipt)

    assert (case.state, case.round) == (State.VERIFIED, 2)
    assert not Answer.objects.exists()


def test_why_may_be_said_and_need_not(town):
    case = paths.reported(town)
    visiting.reopen(
        case=case, by=town.resident, now=after(7), text="They are back on the stairs."
    )

    assert last_step(case).text.body == "They are back on the stairs."


@pytest.mark.parametrize(
    ("how", "days"), [("by link", 30), ("by telephone", 30), ("in silence", 60)]
)
def test_a_closed_case_is_reopened_for_a_while(town, how, days):
    case = paths.reported(town)
    match how:
        case "by link":
            close(case, town)
        case "by telephone":
            by_phone(case, town.bo)
        case _:
            visiting.close_unanswered(case=case, by=THE_CLOCK, now=case.due_at)
    over = case.entered_at + timedelta(days=days)

    assert (
        refusal_of(reopen, case=case, by=town.resident, now=over)
        == Refusal.REOPEN_IN_TIME
    )
    reopen(case, town.resident, now=over - timedelta(seconds=1))


def test_who_reported_goes_no_further_with_a_reopened_case(town):
    case = paths.reported(town)
    reopen(case, town.resident)
    order = paths.order_to_firm(town)

    assert (
        refusal_of(
            handling.dispose, case=case, order=order, by=town.anna, now=after(7.5)
        )
        == Refusal.NOT_THE_REPORTER
    )
    handling.dispose(case=case, order=order, by=town.bo, now=after(7.5))
    handling.rectify(
        case=case, text=DONE, photos=[photo()], by=town.manager, now=after(7.6)
    )
    for operation, more in (
        (handling.send_back, {}),
        (handling.report, {"outcome": Outcome.FIXED}),
    ):
        refusal = refusal_of(
            operation, case=case, text=DONE, by=town.anna, now=after(7.7), **more
        )
        assert refusal == Refusal.NOT_THE_REPORTER
    handling.report(
        case=case, outcome=Outcome.FIXED, text=DONE, by=town.bo, now=after(7.7)
    )
    close(case, town, now=after(7.8))
    assert case.state == State.CLOSED


@pytest.mark.parametrize("category", ["parking-ebike", "fire-charging"])
def test_the_office_hears_of_a_new_round_and_the_one_above_of_a_raise(town, category):
    for officer, name in ((town.anna, "anna"), (town.county_dora, "dora")):
        User.objects.filter(pk=officer.user.pk).update(email=f"{name}@x.example")
    case = paths.reported(town, category=category)
    reopen(case, town.resident)
    assert told_of("reopened") == {"anna@x.example"}
    assert told_of("raised") == set()

    again(case, town, by=town.bo)
    Notice.objects.all().delete()
    reopen(case, town.resident, now=after(8))
    assert told_of("reopened") == set()
    assert told_of("raised") == {"dora@x.example"}


def test_the_second_reopening_raises_the_case_a_level(town):
    case = paths.reported(town)
    reopen(case, town.resident)
    assert case.office == town.street
    again(case, town, by=town.bo)
    reopen(case, town.resident, now=after(8))

    assert (case.office, case.office_code) == (town.county, "340104000")
    assert actions(case)[-2:] == [Action.REOPEN, Action.RAISE]
    raised = last_step(case)
    assert raised.detail == {"office": "340104000"}
    assert (raised.source, raised.target) == (State.VERIFIED, State.VERIFIED)
    assert same_as_stored(case)
    order = paths.order_to_firm(town)
    assert (
        refusal_of(handling.dispose, case=case, order=order, by=town.anna, now=after(9))
        == Refusal.OTHER_OFFICE
    )


def test_the_third_reopening_stays_at_that_level(town):
    case = paths.reported(town)
    for by in (town.bo, town.county_dora):
        reopen(case, town.resident)
        again(case, town, by=by)
    reopen(case, town.resident)

    assert (case.round, case.office) == (4, town.county)
    assert actions(case).count(Action.RAISE) == 1


def test_each_round_has_an_answer_of_its_own(town):
    case = paths.closed(town, NO)
    reopen(case, town.resident)
    again(case, town, by=town.bo)
    close(case, town, YES, now=after(8))

    answers = Answer.objects.order_by("round").values_list("round", "solved")
    assert list(answers) == [(1, Solved.NO), (2, Solved.YES)]


def test_messages_of_a_round_ask_about_that_round(town):
    case = paths.reported(town, reporter=Reporter(Privacy.HIDDEN, phone=PHONE))
    reopen(case, town.resident)
    again(case, town, by=town.bo)

    assert templates().count("reported.txt") == 2


def test_kinds_that_are_answered_are_visited_too(town):
    case = paths.answered(town, Kind.SUGGESTION)
    by_phone(case, town.bo, NO)

    assert (case.state, case.round) == (State.ACCEPTED, 2)
    with pytest.raises(MoveNotAllowed):
        handling.answer(case=case, text=DONE, by=town.anna, now=after(7))
    handling.answer(case=case, text=DONE, by=town.bo, now=after(7))
    assert Step.objects.filter(case=case, action=Action.ANSWER).count() == 2
