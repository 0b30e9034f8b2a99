"""
Anchors: once a day the heads of all chains, written down outside the database.

Whoever may rewrite the database can rewrite a chain with all its links, or cut its
end, but not what a file elsewhere says of it. Each anchor holds the SHA-256 of the file
before it, so the files are a chain, too. Which chains there are is the business of the
callers.

An anchor is text, so that nothing but `sha256sum` is needed to check one: a line about
itself, a line for each head in the order of the names, how many they are, and the
SHA-256 of all lines above.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING

from registry.ledger.chain import START, Head

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

SUFFIX = ".anchor"
NOTHING = "nothing"
COUNTED = b"heads "
HEAD_LINE = re.compile(rb"(\S+) ([1-9][0-9]*) ([0-9a-f]{64})\n")

NamedHead = tuple[str, Head]


class AnchorChanged(Exception):
    """The file is not what was written; the message says which."""

    def __init__(self, day: object, what: str = "the anchor was changed") -> None:
        super().__init__(f"{day}: {what}")


@dataclass(frozen=True)
class Anchor:
    """One file, and the day that it is named for."""

    path: Path
    day: date

    def heads(self) -> Iterator[NamedHead]:
        """
        What it says, a line at a time.

        :raises AnchorChanged: once a line, or at the end the whole, is not as written
        """
        hashed, count, before = sha256(), 0, ""
        with self.path.open("rb") as lines:
            hashed.update(lines.readline())
            for line in lines:
                if line.startswith(COUNTED):
                    if line + lines.read() != _ending(count, hashed):
                        raise AnchorChanged(self.day)
                    return
                name, head = self._parsed(line)
                if name <= before:
                    raise AnchorChanged(self.day, f"{name} is out of its place")
                hashed.update(line)
                count, before = count + 1, name
                yield name, head
        raise AnchorChanged(self.day)

    def digest(self) -> str:
        """The SHA-256 of the file, which the next anchor holds."""
        with self.path.open("rb") as content:
            return file_digest(content, "sha256").hexdigest()

    def first_line(self) -> bytes:
        with self.path.open("rb") as lines:
            return lines.readline()

    def _parsed(self, line: bytes) -> NamedHead:
        parts = HEAD_LINE.fullmatch(line)
        if parts is None:
            raise AnchorChanged(self.day)
        name, number, digest = (part.decode() for part in parts.groups())
        return name, Head(int(number), digest)


def all_in(folder: Path) -> list[Anchor]:
    """In the order of their days; files that are named for no day are none."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        with suppress(ValueError):
            found.append(Anchor(path, date.fromisoformat(path.stem)))
    return sorted(found, key=lambda anchor: anchor.day)


def write(folder: Path, *, day: date, heads: Iterable[NamedHead]) -> bool:
    """
    Write the anchor of a day; `heads` come in the order of their names.

    There is one for each day and it stays as it was first written: False where the day,
    or a later one, has its anchor. It appears whole or not at all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    last = next(reversed(all_in(folder)), None)
    if last is not None and last.day >= day:
        return False
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=f".{day}-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(_lines(_first_line(day, last), heads))
            os.fchmod(descriptor, 0o440)
            file.flush()
            os.fsync(descriptor)
        # Unlike a rename, a link never takes the place of what another has written.
        os.link(name, folder / f"{day}{SUFFIX}")
    except FileExistsError:
        return False
    finally:
        os.unlink(name)
    _keep_names_of(folder)
    return True


def problem(anchor: Anchor, before: Anchor | None) -> str | None:
    """What is wrong with an anchor, given the file before it; None if nothing is."""
    try:
        for _head in anchor.heads():
            pass
        _check_place(anchor, before)
    except AnchorChanged as change:
        return str(change)
    return None


def _check_place(anchor: Anchor, before: Anchor | None) -> None:
    first = anchor.first_line()
    if first == _first_line(anchor.day, before):
        return
    words = first.decode(errors="replace").split()
    if len(words) != 5 or words[1] != str(anchor.day):
        raise AnchorChanged(anchor.day)
    after, there = words[3], NOTHING if before is None else str(before.day)
    if after != there:
        raise AnchorChanged(after, f"the anchor before {anchor.day} is missing")
    raise AnchorChanged(after, f"not the anchor that {anchor.day} was written after")


def _first_line(day: date, before: Anchor | None) -> bytes:
    if before is None:
        return f"anchor {day} after {NOTHING} {START}\n".encode()
    return f"anchor {day} after {before.day} {before.digest()}\n".encode()


def _lines(first: bytes, heads: Iterable[NamedHead]) -> Iterator[bytes]:
    hashed, count = sha256(first), 0
    yield first
    for name, head in heads:
        line = f"{name} {head.number} {head.digest}\n".encode()
        hashed.update(line)
        count += 1
        yield line
    yield _ending(count, hashed)


def _ending(count: int, above: "Hash") -> bytes:
    """The last two lines, given the hash of all above them."""
    counted = COUNTED + f"{count}\n".encode()
    hashed = above.copy()
    hashed.update(counted)
    return counted + f"sha256 {hashed.hexdigest()}\n".encode()


def _keep_names_of(folder: Path) -> None:
    """A new name is on the disk once its folder is; not every system can be asked."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
