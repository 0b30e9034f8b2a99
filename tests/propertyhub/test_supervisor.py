"""The supervisor runs real processes here, in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from propertyhub import supervisor

ROOT = Path(__file__).parents[2]
RUN = """
import os, sys
from pathlib import Path
from propertyhub import supervisor
procfile = Path(sys.argv[1])
sys.exit(supervisor.run(
    procfile=procfile, leave_out=set(sys.argv[2:]), environment=os.environ
))
"""
LASTING = "exec python -c 'import os, time; print(os.getpid()); time.sleep(60)'"


@pytest.fixture
def start():
    """Starts the supervisor on a Procfile; whatever a test leaves running is ended."""
    running = []

    def _start(procfile, *leave_out):
        running.append(_open(procfile, *leave_out))
        return running[-1]

    yield _start
    for process in running:
        with process:
            process.terminate()


def _open(procfile, *leave_out):
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(procfile), *leave_out],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def read_pids(running, count):
    """The process numbers that the children print, each once it runs."""
    pids: list[int] = []
    while len(pids) < count:
        word = running.stdout.readline().rsplit("| ", 1)[-1].strip()
        if word.isdigit():
            pids.append(int(word))
    return pids


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_and_is_no_failure(start, tmp_path, number):
    procfile = tmp_path / "Procfile"
    procfile.write_text(f"one: {LASTING}\nother: {LASTING}\n")
    running = start(procfile)
    pids = read_pids(running, 2)
    running.send_signal(number)
    assert running.wait(timeout=20) == 0
    assert not [pid for pid in pids if lives(pid)]


@pytest.mark.parametrize(("ends_with", "status"), [(3, 3), (0, 1)])
def test_one_that_ends_stops_all_and_is_a_failure(start, tmp_path, ends_with, status):
    procfile = tmp_path / "Procfile"
    procfile.write_text(f"one: {LASTING}\nshort: sleep 1; exit {ends_with}\n")
    running = start(procfile)
    (pid,) = read_pids(running, 1)
    assert running.wait(timeout=20) == status
    assert not lives(pid)


def test_what_runs_elsewhere_is_left_out(start, tmp_path):
    procfile = tmp_path / "Procfile"
    procfile.write_text(f"one: {LASTING}\nvalkey: touch {tmp_path}/started\n")
    running = start(procfile, "valkey")
    read_pids(running, 1)
    time.sleep(0.5)
    running.terminate()
    running.wait(timeout=20)
    assert not (tmp_path / "started").exists()


def test_a_taken_port_is_passed_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert supervisor.first_free_port(start=port) > port
