"""
Typed readers of the environment.

Every variable that is read here is listed in docs/settings.md. A value that cannot
be read stops the start with its name; nothing is guessed.
"""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_SPANS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}
_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


class MailServer(NamedTuple):
    """Where e-mail is handed in; `starttls` begins in the clear, `tls` never does."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def text(name: str, *, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """:raises ImproperlyConfigured: if it is neither a yes nor a no"""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in _YES:
        return True
    if value.lower() in _NO:
        return False
    raise ImproperlyConfigured(f"{name} is 1 or 0, not {value!r}")


def whole_number(name: str, *, default: int) -> int:
    """:raises ImproperlyConfigured: if it is not a whole number"""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is a number, not {value!r}") from None


def words(name: str, *, default: tuple[str, ...] = ()) -> list[str]:
    """What stands between commas, without blanks around it."""
    value = os.environ.get(name)
    if value is None:
        return list(default)
    return [word.strip() for word in value.split(",") if word.strip()]


def allowances(name: str, *, default: str) -> list[tuple[int, timedelta]]:
    """
    How often something may be done, as `1/minute,5/hour,10/day`.

    :raises ImproperlyConfigured: if a part is none, or allows nothing at all
    """
    return [
        _allowance(name, one.strip()) for one in text(name, default=default).split(",")
    ]


def _allowance(name: str, one: str) -> tuple[int, timedelta]:
    found = re.fullmatch(r"([1-9][0-9]*)/(minute|hour|day)", one)
    if found is None:
        raise ImproperlyConfigured(
            f"{name} is like 1/minute,5/hour,10/day, not {one!r}"
        )
    return int(found[1]), _SPANS[found[2]]


def database(name: str, *, default: Path) -> dict[str, Any]:
    """
    A Django database from its URL; without one, SQLite in the file `default`.

    :raises ImproperlyConfigured: if the URL names no engine that we run on
    """
    url = os.environ.get(name)
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
    parsed = dict(environ.Env.db_url_config(url))
    if parsed.get("ENGINE") not in {
        "django.db.backends.sqlite3",
        "django.db.backends.postgresql",
    }:
        raise ImproperlyConfigured(f"{name} starts with sqlite:// or postgres://")
    return parsed


def mail_server(name: str) -> MailServer:
    """
    A mail server from its URL; none without one.

    :raises ImproperlyConfigured: if the URL names no way that we know, or no host
    """
    url = os.environ.get(name)
    if not url:
        return MailServer()
    parts = urlsplit(url)
    if parts.scheme not in _MAIL_PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} is smtp://, smtp+tls:// or smtps:// and a host"
        )
    return MailServer(
        host=parts.hostname,
        port=parts.port or _MAIL_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+tls",
        tls=parts.scheme == "smtps",
    )


def fill_in(path: Path) -> None:
    """Read NAME=value lines from a file; what the environment says already, stays."""
    if path.exists():
        environ.Env.read_env(path, overwrite=False)
