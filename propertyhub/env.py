"""
Typed readers of the environment.

Every variable that is read here is listed in docs/settings.md. A value that cannot
be read stops the start with its name; nothing is guessed.
"""

import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


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


def fill_in(path: Path) -> None:
    """Read NAME=value lines from a file; what the environment says already, stays."""
    if path.exists():
        environ.Env.read_env(path, overwrite=False)
