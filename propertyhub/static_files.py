"""Whether the collected static files are those of the code."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders


def are_stale() -> bool:
    """Whether one of the files is newer than the last collection, or none was made."""
    if "Manifest" not in settings.STORAGES["staticfiles"]["BACKEND"]:
        return False
    collected = settings.STATIC_ROOT / "staticfiles.json"
    return not collected.exists() or _newest_source() > collected.stat().st_mtime


def _newest_source() -> float:
    return max(
        Path(storage.path(name)).stat().st_mtime
        for finder in get_finders()
        for name, storage in finder.list([])
    )
