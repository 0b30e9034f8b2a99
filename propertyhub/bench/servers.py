"""The web server of the Procfile on a free port, for PropertyHub and for the floor."""

import shlex
import subprocess  # nosec B404
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from honcho.environ import parse_procfile

from propertyhub.bench.browsers import HOST
from propertyhub.supervisor import any_free_port

OURS = "propertyhub.wsgi"
FLOOR = "django.core.wsgi:get_wsgi_application()"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 15


class NotServing(Exception):
    """The server ended or did not answer in time."""


@contextmanager
def serving(
    application: str, *, procfile: Path, environment: Mapping[str, str], log: Path
) -> Iterator[int]:
    """The port on which the application answers."""
    port = any_free_port()
    words = command(procfile.read_text(), application=application, port=port)
    with log.open("ab") as written:
        # the words are the Procfile's and our own
        server = subprocess.Popen(  # noqa: S603  # nosec B603
            words,
            cwd=procfile.parent,
            env=dict(environment),
            stdout=written,
            stderr=written,
        )
        try:
            _wait_for(server, port, log)
            yield port
        finally:
            server.terminate()
            try:
                server.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                server.kill()


def command(procfile: str, *, application: str, port: int) -> list[str]:
    """The line `web` of the Procfile, for another application and address."""
    words = shlex.split(parse_procfile(procfile).processes["web"])
    words.remove("exec")
    words[words.index("python")] = sys.executable
    words[words.index(OURS)] = application
    words[words.index("--bind") + 1] = f"{HOST}:{port}"
    return words


def _ask(port: int) -> None:
    """
    Any answer will do, but an answer: the port is taken before the workers have read
    their settings, and a worker may end of what it reads.
    """
    with closing(HTTPConnection(HOST, port, timeout=5)) as connection:
        connection.request("GET", "/")
        connection.getresponse()


def _wait_for(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            _ask(port)
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return
    raise NotServing(log.read_text()[-2000:])
