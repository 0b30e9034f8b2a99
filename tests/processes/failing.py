"""
The Celery application with places where a process dies, for tests alone.

A file in the folder FAILPOINTS arms the failpoint of its name; who comes there is
killed together with the processes beside it, as by `kill -9`. SENDING makes a
gateway slow, in seconds; VISIBLE_AFTER is when a task is handed out again. The file
`begun` gets the id of each delivery. Nothing else differs from `propertyhub.celery`.
"""

import os
import signal
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from celery.signals import (
    before_task_publish,
    task_postrun,
    task_prerun,
    worker_process_init,
)

from propertyhub.celery import app
from tests.processes import review_points

FOLDER = Path(os.environ["FAILPOINTS"])
SENDING = float(os.environ.get("SENDING", "0"))
VISIBLE_AFTER = int(os.environ.get("VISIBLE_AFTER", "1"))
SWEEP = "complaints.tasks.sweep_deadlines"
DELIVER = "complaints.tasks.deliver_notices"
REVIEW = "ratings.tasks.run_due_reviews"

app.conf.broker_transport_options = {
    "visibility_timeout": VISIBLE_AFTER,
    "unacked_restore_interval": 0.5,
    "unacked_restore_throttle": 1,
}
# the two that tell somebody, each every second
app.conf.beat_schedule = {
    task: {"task": task, "schedule": 1.0} for task in (SWEEP, DELIVER)
}
app.conf.beat_max_loop_interval = 0.5


def reach(failpoint: str) -> None:
    armed = FOLDER / failpoint
    if failpoint and armed.exists():
        armed.unlink()
        os.killpg(0, signal.SIGKILL)


class FailingGateway:
    """A gateway whose process may die behind the second message, or behind any."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.handed_on = 0

    def send(self, **given: str) -> None:
        if self.handed_on == 2:
            reach("mid_chunk")
        time.sleep(SENDING)
        self.inner.send(**given)
        self.handed_on += 1
        reach("after_send_before_mark")


@worker_process_init.connect
def lay_out(**_kwargs: Any) -> None:
    gateways: Any = import_module("registry.ledger.gateways")
    chasing: Any = import_module("complaints.operations.chasing")
    configured, chase = gateways.configured, chasing._chase

    def chase_and_reach(*arguments: Any) -> Any:
        done = chase(*arguments)
        reach("after_commit")
        return done

    gateways.configured = lambda: FailingGateway(configured())
    chasing._chase = chase_and_reach
    review_points.lay_out(reach)


@before_task_publish.connect
def publishing(sender: str, **_kwargs: Any) -> None:
    if sender == DELIVER:
        reach("before_publish")


@task_prerun.connect
def begun(task_id: str, task: Any, **_kwargs: Any) -> None:
    if task.name == DELIVER:
        with (FOLDER / "begun").open("a") as file:
            file.write(f"{task_id}\n")


@task_postrun.connect
def not_acknowledged_yet(task: Any, **_kwargs: Any) -> None:
    if task.name in (DELIVER, REVIEW):
        reach("before_ack")
