"""Running the project's own programs on the database that a test uses."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[1]


def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` with these arguments, in a process of its own."""
    return _python("manage.py", *arguments)


def script(code: str) -> subprocess.CompletedProcess[str]:
    """A piece of Python in a process of its own, with the apps loaded."""
    return _python("-c", f"import django; django.setup()\n{code}")


def started(*arguments: str) -> subprocess.Popen[str]:
    """`manage.py` with these arguments, not waited for."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def environment() -> dict[str, str]:
    """What such a process is told: the test's database and keys."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "propertyhub.settings",
        "DEMO": "1",
        "DATABASE_URL": _database_url(),
        "LOOKUP_KEY": settings.LOOKUP_KEY,
        "PRIVACY_KEYS": ",".join(settings.PRIVACY_KEYS),
    }


def _database_url() -> str:
    """Of the test's database, which is not the one that the settings name."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    user = quote(str(told["USER"]), safe="")
    password = f":{quote(told['PASSWORD'], safe='')}" if told["PASSWORD"] else ""
    port = f":{told['PORT']}" if told["PORT"] else ""
    return f"postgres://{user}{password}@{told['HOST']}{port}/{told['NAME']}"
