"""Suspected false rectifications: who is heard, who decides, and by when."""

from datetime import timedelta

import pytest

from complaints.models import Case
from complaints.operations import handling, suspecting, visiting
from complaints.operations.chasing import sweep
from complaints.operations.handling import Disposal
from complaints.queries.suspicions import open_in
from complaints.refusals import Refusal
from complaints.states import Action, Measure, Party, PhotoKind, State
from registry.models import Notice, User
from tests.complaints import paths
from tests.complaints.doubts import (
    ANSWERED,
    DAY,
    DECIDED,
    DOUBTED,
    accepted_later,
    heard,
    history,
    put_right,
    report,
    sent,
    sorts,
    suspected,
)
from tests.complaints.outcomes import last_step, refusal_of, same_as_stored, templates
from tests.complaints.paths import DONE, after
from tests.registry.ledger.scenes import scene

# Hearing


def test_the_firm_answers_with_photos(town):
    case = suspected(town)
    photo = paths.photo()
    step = suspecting.hear(
        case=case, text=ANSWERED, photos=[photo], by=town.manager, now=after(7)
    )

    shown = case.photos.get(file=photo)
    assert (shown.kind, shown.step) == (PhotoKind.HEARING, step)
    (question,) = open_in(history(case))
    assert question.was_heard


@pytest.mark.parametrize("who", ["rival_manager", "fireman"])
def test_a_stranger_is_not_heard(town, who):
    case = suspected(town)
    tried = refusal_of(
        suspecting.hear, case=case, text=ANSWERED, by=getattr(town, who), now=after(7)
    )
    assert tried == Refusal.NOT_YOURS


def test_the_firm_is_heard_once_and_again_when_something_joined(town):
    case = heard(town)
    answer = {"case": case, "text": ANSWERED, "by": town.manager}
    again = refusal_of(suspecting.hear, now=after(7.5), **answer)
    assert again == Refusal.NOT_HEARD

    accepted_later(town, 1)
    suspecting.hear(now=after(DAY + 2), **answer)
    (question,) = open_in(history(case))
    assert len(question.heard) == 2


def test_nobody_is_heard_where_nothing_is_suspected(town):
    case = paths.reported(town)
    tried = refusal_of(
        suspecting.hear, case=case, text=ANSWERED, by=town.manager, now=after(7)
    )
    assert tried == Refusal.SUSPECTED


# Deciding


@pytest.mark.parametrize("decide", [suspecting.confirm, suspecting.dismiss])
def test_another_officer_than_who_reported_decides(town, decide):
    case = heard(town)
    decision = {"case": case, "text": DECIDED, "now": after(7.5)}
    assert refusal_of(decide, by=town.anna, **decision) == Refusal.NOT_WHO_REPORTED

    decide(by=town.bo, **decision)
    assert (case.judge_by, case.decides_code) == (None, "")
    assert open_in(history(case)) == []
    assert same_as_stored(case)


def test_the_resident_is_told_of_what_was_found_false_and_of_nothing_else(town):
    told = []
    for decide in (suspecting.dismiss, suspecting.confirm):
        case = heard(town)
        before = Notice.objects.count()
        decide(case=case, text=DECIDED, by=town.bo, now=after(7.5))
        told.append(templates()[before:])
    assert told == [
        ["firm_suspicion_decided.txt"],
        ["firm_suspicion_decided.txt", "found_false.txt"],
    ]


def test_where_the_office_has_no_other_the_office_above_decides(town):
    User.objects.filter(pk=town.bo.user.pk).update(is_active=False)
    case = heard(town)
    assert case.decides_code == town.county.code

    suspecting.confirm(case=case, text=DECIDED, by=town.county_dora, now=after(7.5))
    assert case.decides_code == ""


def test_who_reports_afterwards_is_left_out_as_well(town):
    User.objects.filter(pk=town.bo.user.pk).update(is_active=False)
    case = put_right(town, [sent(scene(1), "2026:03:01 17:00:00")])
    assert case.decides_code == town.street.code

    report(town, case)
    assert case.decides_code == town.county.code


def test_the_firm_is_heard_first_or_has_let_three_working_days_pass(town):
    case = suspected(town)
    decision = {"case": case, "text": DECIDED, "by": town.bo}
    until = after(3 * DAY + 15)  # doubted on Monday: until Thursday is over
    for now in (after(7), until - timedelta(seconds=1)):
        assert refusal_of(suspecting.confirm, now=now, **decision) == Refusal.HEARD

    suspecting.confirm(now=until, **decision)


def test_where_the_office_put_it_right_itself_nobody_is_waited_for(town):
    case = paths.disposed(town, Disposal(Measure.REMEDY, Party.OFFICE))
    handling.rectify(
        case=case, text=DONE, photos=[paths.photo()], by=town.anna, now=after(4)
    )
    suspecting.suspect(case=case, text=DOUBTED, by=town.bo, now=after(5))
    decision = {"case": case, "text": DECIDED, "now": after(6)}

    mine = refusal_of(suspecting.confirm, by=town.anna, **decision)
    assert mine == Refusal.NOT_WHO_REPORTED
    suspecting.confirm(by=town.bo, **decision)


def test_it_is_decided_once_with_reasons(town):
    case = heard(town)
    decision = {"case": case, "by": town.bo, "now": after(7.5)}
    assert refusal_of(suspecting.confirm, text="so", **decision) == Refusal.TEXT

    suspecting.confirm(text=DECIDED, **decision)
    for decide in (suspecting.confirm, suspecting.dismiss):
        assert refusal_of(decide, text=DECIDED, **decision) == Refusal.SUSPECTED


def test_what_was_found_false_is_not_suspected_again_what_was_dismissed_is(town):
    for decide, found in (
        (suspecting.confirm, ["OBSERVED"]),
        (suspecting.dismiss, ["OBSERVED", "SAME_TROUBLE"]),
    ):
        case = heard(town)
        decide(case=case, text=DECIDED, by=town.bo, now=after(7.5))
        accepted_later(town, 1)
        assert sorts(case) == found
        Case.objects.filter(pk=case.pk).update(community=town.court)


def test_it_is_decided_wherever_the_case_has_gone(town):
    case = suspected(town)
    visiting.close_unanswered(case=case, by=suspecting.WATCH, now=case.due_at)
    assert (case.state, case.decides_code) == (State.CLOSED, town.street.code)

    suspecting.confirm(case=case, text=DECIDED, by=town.bo, now=after(20 * DAY))
    assert case.state == State.CLOSED


def test_a_new_round_is_a_question_of_its_own_and_the_older_one_is_decided_first(town):
    case = heard(town)
    visiting.reopen(case=case, by=town.resident, now=after(7.2))
    assert case.decides_code == town.street.code
    order = paths.order_to_firm(town)
    handling.dispose(case=case, order=order, by=town.bo, now=after(7.4))
    photos = [paths.photo(taken_at=after(-20))]
    handling.rectify(
        case=case, text=DONE, photos=photos, by=town.manager, now=after(7.6)
    )
    first, second = open_in(history(case))
    assert (first.opened.round, second.opened.round) == (1, 2)

    suspecting.dismiss(case=case, text=DECIDED, by=town.bo, now=after(7.8))
    (left,) = open_in(history(case))
    assert left.opened.round == 2
    assert (case.judge_by, case.decides_code) == (left.decide_by, town.street.code)


# In time


def test_who_does_not_decide_in_time_is_pressed_once_and_the_office_above_told(town):
    for user in (town.bo.user, town.county_dora.user):
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@x.example")
    case = suspected(town)
    Case.objects.filter(pk=case.pk).update(chase_at=None)
    by = case.judge_by
    early = sweep(now=by - timedelta(seconds=1))
    assert (early.judged_late, sweep(now=by).judged_late) == (0, 1)

    assert sorted(templates()[-2:]) == ["overdue_below.txt", "suspicion_overdue.txt"]
    urged = last_step(case)
    assert (urged.action, urged.detail) == (Action.URGE, {"stage": "SUSPICION"})
    (question,) = open_in(history(case))
    assert urged.about == question.opened.number
    assert sweep(now=by + timedelta(days=30)).judged_late == 0
    case.refresh_from_db()
    assert case.judge_by == by


def test_what_joins_a_question_that_was_pressed_for_is_pressed_for_anew(town):
    case = suspected(town)
    first = case.judge_by
    assert sweep(now=first).judged_late == 1

    accepted_later(town, 14)
    case.refresh_from_db()
    assert case.judge_by > first
    assert sweep(now=case.judge_by).judged_late == 1
    (question,) = open_in(history(case))
    urged = case.steps.filter(action=Action.URGE).values_list("about", flat=True)
    assert {step.number for step in question.suspected} <= set(urged)


def test_what_is_decided_is_not_pressed_for(town):
    case = heard(town)
    by = case.judge_by
    suspecting.dismiss(case=case, text=DECIDED, by=town.bo, now=after(7.5))

    assert sweep(now=by).judged_late == 0


def test_it_waits_among_what_the_office_has_to_decide(town):
    case = suspected(town)
    waiting = Case.objects.to_be_decided_by(town.street.code)
    assert list(waiting) == [case]
