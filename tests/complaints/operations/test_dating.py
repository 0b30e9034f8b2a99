"""What a move that comes in time or late does to due moments and promises."""

from datetime import UTC, datetime

from complaints.models import Promise
from complaints.operations import correcting, handling, visiting
from complaints.operations.filing import Origin
from complaints.states import (
    Action,
    ActorKind,
    Channel,
    Stage,
    State,
)
from tests.complaints import paths
from tests.complaints.outcomes import last_step, templates
from tests.complaints.paths import DONE, after, photo


def test_a_step_keeps_what_was_promised_and_due_when_it_was_taken(town):
    filed = town.file()
    due = filed.due_at
    handling.accept(case=filed, by=town.anna, now=after(1))
    step = last_step(filed)

    assert (step.number, step.action) == (2, Action.ACCEPT)
    assert (step.source, step.target) == (State.FILED, State.ACCEPTED)
    assert (step.stage, step.promised_at, step.due_at) == (Stage.ACCEPTANCE, due, due)
    assert step.waited_seconds == 3600
    assert (step.actor, step.actor_kind) == (town.anna.user, ActorKind.OFFICER)
    assert step.actor_name == "荷叶地街道"


def test_what_is_sent_back_early_keeps_the_old_due_moment(town):
    case = paths.disposed(town)
    old = case.due_at
    handling.rectify(
        case=case, text=DONE, photos=[photo()], by=town.manager, now=after(4)
    )
    handling.send_back(case=case, text=DONE, by=town.anna, now=after(5))

    assert (case.state, case.due_at) == (State.DISPOSED, old)
    assert templates()[-1] == "firm_sent_back.txt"


def test_what_is_sent_back_late_has_two_working_days(town):
    case = paths.disposed(town)
    assert case.due_at == datetime(2026, 3, 17, 16, tzinfo=UTC)
    friday = datetime(2026, 3, 20, 1, tzinfo=UTC)
    handling.rectify(
        case=case, text=DONE, photos=[photo()], by=town.manager, now=friday
    )
    handling.send_back(case=case, text=DONE, by=town.anna, now=friday + paths.HOUR)

    assert case.due_at == datetime(2026, 3, 24, 16, tzinfo=UTC)  # Tuesday ends
    late = Promise.objects.filter(case=case, late_stage=Stage.REDO)
    assert {row.stage for row in late} == {
        Stage.RECTIFICATION,
        Stage.REPORT,
        Stage.VISIT,
    }


def test_who_is_in_time_moves_no_promise(town):
    case = paths.reported(town)

    assert Promise.objects.filter(case=case).count() == 6


def test_a_step_that_comes_late_writes_the_revision_and_names_itself(town):
    case = town.file()
    promised = dict(
        Promise.objects.filter(case=case).values_list("stage", "promised_at")
    )
    friday = after(4 * 24)
    handling.accept(case=case, by=town.anna, now=friday)

    late = Promise.objects.filter(case=case, revision=1)
    assert {row.stage for row in late} == set(promised) - {Stage.ACCEPTANCE}
    assert {row.late_stage for row in late} == {Stage.ACCEPTANCE}
    assert {row.step_id for row in late} == {last_step(case).pk}
    for row in late:
        assert row.promised_at > promised[row.stage]
    assert case.due_at == late.get(stage=Stage.VERIFICATION).promised_at
    handling.verify(case=case, found=paths.found(), by=town.anna, now=case.due_at)
    assert Promise.objects.filter(case=case, revision=2).exists()


def test_a_late_step_does_not_promise_past_the_hotline_s_deadline(town):
    deadline = datetime(2026, 3, 11, 4, tzinfo=UTC)
    case = town.file(origin=Origin(Channel.HOTLINE, "HF1", deadline))
    handling.accept(case=case, by=town.anna, now=after(4 * 24))

    for stage, promised in newest_promises(case).items():
        assert stage == Stage.VISIT or promised <= deadline
    assert case.due_at <= deadline


def newest_promises(case):
    rows = Promise.objects.filter(case=case).order_by("revision")
    return {row.stage: row.promised_at for row in rows}


def test_what_a_later_round_goes_back_to_is_promised_when_it_is_entered(town):
    case = paths.closed(town)
    visiting.reopen(case=case, by=town.resident, now=after(7), text="")
    promised = Promise.objects.filter(case=case, round=2)
    assert not promised.filter(stage__in=[Stage.ACCEPTANCE, Stage.VERIFICATION])

    correcting.transfer(
        case=case, to=town.other_street, text=DONE, by=town.bo, now=after(7.5)
    )
    assert promised.get(stage=Stage.ACCEPTANCE).promised_at == case.due_at
    handling.accept(case=case, by=town.carl, now=after(8))
    promise = promised.get(stage=Stage.VERIFICATION)
    assert (promise.promised_at, promise.late_stage) == (case.due_at, "")
