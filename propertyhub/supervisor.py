"""
Runs the processes of the Procfile together: when one ends, all end.

Knows ports, processes and signals; nothing of what the processes do.
"""

import contextlib
import os
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Message, Printer

STOPPED_BY_HAND = {130, 143}


def first_free_port(*, start: int, host: str = "127.0.0.1") -> int:
    """
    The first port from `start` on that nobody listens on.

    :raises OSError: if none of the next hundred is free
    """
    for port in range(start, start + 100):
        if _is_free(host, port):
            return port
    raise OSError(f"no free port from {start} to {start + 99}")


def any_free_port(*, host: str = "127.0.0.1") -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def run(*, procfile: Path, leave_out: set[str], environment: Mapping[str, str]) -> int:
    """
    Run until a signal comes or a process ends; the exit status to leave with.

    0 after Ctrl-C, TERM or a closed terminal; otherwise that of the process that
    ended first, and never 0: none of them is meant to end.
    """
    manager = Manager(SignalSafePrinter(sys.stdout))
    commands = parse_procfile(procfile.read_text()).processes
    for name, command in commands.items():
        if name not in leave_out:
            manager.add_process(
                name, command, env=_beside_this_python(environment), cwd=procfile.parent
            )
    # a closed terminal stops everything as TERM does; the manager listens to TERM
    signal.signal(signal.SIGHUP, _terminate_self)
    manager.loop()
    if manager.returncode in STOPPED_BY_HAND:
        return 0
    return max(int(manager.returncode or 0), 1)


class SignalSafePrinter(Printer):  # type: ignore[misc]  # honcho has no types
    """
    Lets go of a line that a signal would write into the middle of another.

    The manager writes when it is told to stop. Python refuses to write to a file that
    it is writing to; the manager would end there and wait for its processes for ever.
    """

    def write(self, message: Message) -> None:
        with contextlib.suppress(RuntimeError):
            super().write(message)


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _beside_this_python(environment: Mapping[str, str]) -> dict[str, str]:
    """The Procfile says `python`; it means the one that runs this."""
    own_folder = str(Path(sys.executable).parent)
    path = os.pathsep.join([own_folder, environment.get("PATH", os.defpath)])
    return {**environment, "PATH": path, "PYTHONUNBUFFERED": "1"}


def _terminate_self(number: int, frame: FrameType | None) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
