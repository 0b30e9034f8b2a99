"""What a rectification had left until the first due moment of its party's round."""

from datetime import timedelta

from complaints.models import Step
from complaints.operations import handling
from complaints.states import Action
from tests.complaints import paths
from tests.complaints.paths import after


def rectify(case, town, now):
    return handling.rectify(
        case=case, text=paths.DONE, photos=[paths.photo()], by=town.manager, now=now
    )


def handed_over(case):
    return Step.objects.filter(case=case, action=Action.DISPOSE).earliest("number")


def test_a_step_says_which_office_held_the_case_and_what_is_due_next(town):
    case = paths.disposed(town)
    step = handed_over(case)
    assert step.office_code == town.street.code
    assert step.next_due_at == case.due_at
    filed = case.steps.get(number=1)
    assert filed.next_due_at == case.steps.get(number=2).due_at


def test_a_rectification_in_time_has_seconds_to_spare(town):
    case = paths.disposed(town)
    first_due = handed_over(case).next_due_at
    at = first_due - timedelta(seconds=90)
    assert rectify(case, town, at).spare_seconds == 90


def test_a_late_one_has_less_than_none(town):
    case = paths.disposed(town)
    first_due = handed_over(case).next_due_at
    late = first_due + timedelta(seconds=1)
    assert rectify(case, town, late).spare_seconds == -1


def test_half_a_second_late_is_late(town):
    case = paths.disposed(town)
    late = handed_over(case).next_due_at + timedelta(milliseconds=500)
    assert rectify(case, town, late).spare_seconds == -1


def test_the_time_in_which_the_office_checked_is_given_back(town):
    case = paths.disposed(town)
    first_due = handed_over(case).next_due_at
    rectify(case, town, after(5))
    handling.send_back(case=case, text="The roof leaks.", by=town.anna, now=after(29))
    assert case.due_at >= first_due

    again = rectify(case, town, first_due + timedelta(hours=23))
    assert again.spare_seconds == 3600


def test_steps_without_a_party_s_clock_have_nothing_to_spare(town):
    case = paths.rectified(town)
    kept = case.steps.exclude(action=Action.RECTIFY).values_list(
        "spare_seconds", flat=True
    )
    assert set(kept) == {None}
