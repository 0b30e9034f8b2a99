"""
`make run` from nothing: an empty folder, a cleared environment, no virtualenv.

It answers within three minutes, Ctrl-C leaves no process behind, and a second start
goes on with the data of the first.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from propertyhub.supervisor import any_free_port
from tests.faults.run import copy_project

ROOT = Path(__file__).parents[1]
SECONDS_TO_ANSWER = 180
SECONDS_TO_STOP = 20
COUNTED = ("complaints_case", "registry_user", "registry_region")


class NotAsPromised(Exception):
    """What the README promises did not happen."""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="first-start-") as name:
        folder = Path(name)
        copy_project(ROOT, folder)
        try:
            first = start_look_and_stop(folder)
            keys = (folder / "var" / "demo.env").read_text()
            second = start_look_and_stop(folder)
            _demand(first == second, f"the data changed from {first} to {second}")
            _demand(
                keys == (folder / "var" / "demo.env").read_text(), "the keys changed"
            )
        except NotAsPromised as refusal:
            print(f"{refusal}\n{(folder / 'start.log').read_text()[-4000:]}")
            return 1
    print("2 passed, 0 failed")
    return 0


def start_look_and_stop(folder: Path) -> dict[str, int]:
    """How many rows there were while it ran."""
    port = any_free_port()
    began = time.monotonic()
    with (folder / "start.log").open("a") as log:
        running = subprocess.Popen(
            ["make", "run"],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        answered = _within(SECONDS_TO_ANSWER, lambda: _is_ready(port, running))
        _demand(answered, f"no answer within {SECONDS_TO_ANSWER} seconds")
        print(f"answered after {time.monotonic() - began:.0f} seconds", flush=True)
        _demand(_status(port, "/") == 200, "the first page does not answer")
        return _rows(folder)
    finally:
        _stop(running, folder)


def _stop(running: subprocess.Popen[bytes], folder: Path) -> None:
    if running.poll() is None:
        # what a terminal does on Ctrl-C
        os.killpg(running.pid, signal.SIGINT)
    _within(SECONDS_TO_STOP, lambda: not _left_behind(folder))
    left = _left_behind(folder)
    for process in left:
        process.kill()
    running.wait(timeout=SECONDS_TO_STOP)
    _demand(not left, f"left behind: {left}")


def _demand(condition: bool, otherwise: str) -> None:
    if not condition:
        raise NotAsPromised(otherwise)


def _within(seconds: float, is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.5)
    return False


def _is_ready(port: int, running: subprocess.Popen[bytes]) -> bool:
    _demand(running.poll() is None, f"it ended with {running.returncode}")
    return _status(port, "/readyz") == 200


def _status(port: int, path: str) -> int:
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return int(answer.status)
    except (URLError, OSError):
        return 0


def _rows(folder: Path) -> dict[str, int]:
    database = sqlite3.connect(folder / "var" / "propertyhub.sqlite3")
    try:
        return {
            table: database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in COUNTED
        }
    finally:
        database.close()


def _left_behind(folder: Path) -> list[psutil.Process]:
    """What still runs in the folder: only we start anything there."""
    return [
        process
        for process in psutil.process_iter(["cwd"])
        if process.info["cwd"] and Path(process.info["cwd"]).is_relative_to(folder)
    ]


if __name__ == "__main__":
    sys.exit(main())
