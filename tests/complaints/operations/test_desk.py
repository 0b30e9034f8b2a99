"""Three steps on one screen: all of them or none."""

import pytest

from complaints.models import Case
from complaints.operations.desk import (
    MovedOn,
    MoveNotAllowed,
    accept_verify_dispose,
)
from complaints.refusals import Refusal
from complaints.states import Finding, State
from registry.models import Notice
from tests.complaints.desk import actions_of, state_of
from tests.complaints.paths import after, found, order_to_firm


def test_all_three_steps_are_written_in_one_go(town):
    case = town.file()
    steps = accept_verify_dispose(
        case=case, found=found(), order=order_to_firm(town), by=town.anna, now=after(1)
    )
    assert [step.action for step in steps] == ["ACCEPT", "VERIFY", "DISPOSE"]
    assert [step.number for step in steps] == [2, 3, 4]
    assert state_of(case) == State.DISPOSED


def test_what_is_left_out_is_not_written(town):
    case = town.file()
    accept_verify_dispose(case=case, found=None, order=None, by=town.anna, now=after(1))
    assert actions_of(case) == ["FILE", "ACCEPT"]


def test_a_last_step_that_is_refused_takes_the_first_ones_back(town):
    case = town.file()
    told = Notice.objects.count()
    with pytest.raises(MoveNotAllowed) as refused:
        accept_verify_dispose(
            case=case,
            found=found(Finding.UNFOUNDED),
            order=order_to_firm(town),
            by=town.anna,
            now=after(1),
        )
    assert refused.value.refusal == Refusal.FOUNDED
    assert actions_of(case) == ["FILE"]
    assert Notice.objects.count() == told


def test_nothing_is_handed_over_that_was_not_verified(town):
    case = town.file()
    with pytest.raises(MoveNotAllowed):
        accept_verify_dispose(
            case=case, found=None, order=order_to_firm(town), by=town.anna, now=after(1)
        )
    assert actions_of(case) == ["FILE"]


def test_the_second_of_two_officers_is_told(town):
    mine = town.file()
    theirs = Case.objects.get(pk=mine.pk)
    accept_verify_dispose(case=theirs, found=None, order=None, by=town.bo, now=after(1))
    with pytest.raises(MovedOn):
        accept_verify_dispose(
            case=mine, found=found(), order=None, by=town.anna, now=after(1)
        )
    assert actions_of(mine) == ["FILE", "ACCEPT"]
