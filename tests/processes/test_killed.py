"""Killed anywhere and started again: each resident is told, and told once."""

from datetime import timedelta
from signal import SIGKILL

import pytest
from django.utils import timezone

from propertyhub import jobs
from registry.models import Job
from tests.processes.residents import (
    keys_handed_on,
    let_it_be_day,
    let_leases_end,
    phones_reminded,
    reminders,
    to_be_reminded,
)
from tests.processes.running import PATIENCE, until

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]

SWEEP = "complaints.tasks.sweep_deadlines"
DELIVER = "complaints.tasks.deliver_notices"
RESIDENTS = [f"+86138001380{number:02}" for number in range(5)]


def remind(house):
    house.publish(SWEEP)
    house.wait_until_idle()
    let_it_be_day()


def each_was_told_once(house, *, extra=0):
    until(lambda: not reminders().filter(sent_at=None).exists())
    house.wait_until_idle()
    assert phones_reminded() == RESIDENTS
    keys = keys_handed_on(house.sent)
    assert set(keys) == {notice.dedupe_key for notice in reminders()}
    assert len(keys) == len(RESIDENTS) + extra


def test_a_worker_killed_while_it_writes_notices_leaves_nobody_out(town, house):
    to_be_reminded(town, len(RESIDENTS))
    house.arm("after_commit")
    doomed = house.a_worker()
    house.publish(SWEEP)
    assert doomed.wait(PATIENCE) == -SIGKILL
    assert reminders().count() == 1

    house.a_worker()
    remind(house)
    house.publish(DELIVER)
    each_was_told_once(house)


@pytest.mark.parametrize(
    ("failpoint", "handed_on", "extra"),
    [("mid_chunk", 2, 0), ("after_send_before_mark", 1, 1), ("before_ack", 5, 0)],
)
def test_a_worker_killed_while_it_sends_leaves_nobody_out(
    town, house, failpoint, handed_on, extra
):
    to_be_reminded(town, len(RESIDENTS))
    doomed = house.a_worker()
    remind(house)
    house.arm(failpoint)
    house.publish(DELIVER)
    assert doomed.wait(PATIENCE) == -SIGKILL
    assert len(keys_handed_on(house.sent)) == handed_on

    let_leases_end()
    house.a_worker()
    each_was_told_once(house, extra=extra)


def test_a_beat_killed_before_it_hands_work_over_leaves_nobody_out(town, house):
    to_be_reminded(town, len(RESIDENTS))
    house.a_worker()
    remind(house)
    house.arm("before_publish")
    assert house.beat().wait(PATIENCE) == -SIGKILL
    house.wait_until_idle()
    assert keys_handed_on(house.sent) == []

    house.beat()
    each_was_told_once(house)


def silent_now():
    return {silence.task for silence in jobs.silent(now=timezone.now())}


def test_a_beat_that_stops_is_missed_and_heard_again_when_it_is_back(town, house):
    house.a_worker()
    house.beat()
    until(lambda: Job.objects.get(name=SWEEP).finished_at)
    house.stop(house.beats)
    house.wait_until_idle()
    # two periods and their grace, without waiting for them
    Job.objects.update(finished_at=timezone.now() - timedelta(minutes=5))
    assert {SWEEP, DELIVER} <= silent_now()

    house.beat()
    until(lambda: not {SWEEP, DELIVER} & silent_now())
