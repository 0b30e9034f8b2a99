"""Whether rows and stored files still belong together: what is missing, or changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import file_digest
from itertools import islice

from django.core.files.storage import default_storage

from registry.models import StoredFile

AT_ONCE = 500
# A file is written before its row: so long it may have none yet.
ON_ITS_WAY = timedelta(hours=1)


@dataclass(frozen=True)
class Problem:
    """One file of the storage, or one that should be there."""

    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


def problems(*, now: datetime) -> Iterator[Problem]:
    """Rows without a file or with another content first, then files without a row."""
    rows = StoredFile.objects.order_by("path").values_list("path", "sha256")
    for path, sha256 in rows.iterator(chunk_size=AT_ONCE):
        found = _problem_of(path, sha256)
        # an unused file may have been forgotten, with its row, since the row was read
        if found and StoredFile.objects.filter(path=path).exists():
            yield found
    stored = _stored_paths("")
    while paths := list(islice(stored, AT_ONCE)):
        known = StoredFile.objects.filter(path__in=paths).values_list("path", flat=True)
        for path in sorted(set(paths) - set(known)):
            if _is_older(path, now - ON_ITS_WAY):
                yield Problem(path, "a file without a row")


def _is_older(path: str, moment: datetime) -> bool:
    """Whether it lies there since before the moment; it may be forgotten by now."""
    try:
        return default_storage.get_modified_time(path) < moment
    except FileNotFoundError:
        return False


def _problem_of(path: str, sha256: str) -> Problem | None:
    try:
        with default_storage.open(path, "rb") as content:
            same = file_digest(content, "sha256").hexdigest() == sha256
    except OSError:
        return Problem(path, "a row without its file")
    return None if same else Problem(path, "another content than its row says")


def _stored_paths(folder: str) -> Iterator[str]:
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return
    inside = f"{folder}/" if folder else ""
    yield from (f"{inside}{name}" for name in names)
    for name in folders:
        yield from _stored_paths(f"{inside}{name}")
