"""
A line between a browser and the site that breaks off where it is told to.

It speaks no HTTP: it hands bytes on in both directions, counts what a photo sends, and
cuts the connection. How fast it is, is the business of the browser.
"""

import re
import socket
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat
from urllib.parse import urlsplit

A_PHOTO = b"POST /file/photo/"
KEY_OF_A_PHOTO = re.compile(
    rb"^idempotency-key: (\w+)\r$", re.IGNORECASE | re.MULTILINE
)
AT_ONCE = 16 * 1024


@dataclass(frozen=True)
class Break:
    """One try is cut after so many bytes, or once the answer comes: it is lost."""

    after: int = 0
    answer_lost: bool = False


@dataclass
class BadLine:
    """`breaks` says of each try of a photo, in turn, how it breaks; then none does."""

    site: str
    breaks: Iterable[Break | None] = ()
    sent: list[int] = field(default_factory=list)
    # of each try, the key that makes two tries one photo
    keys: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._plan: Iterator[Break | None] = chain(self.breaks, repeat(None))
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._ear.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def mend(self) -> None:
        """From the next try on it breaks no more."""
        self._plan = repeat(None)

    def close(self) -> None:
        self._ear.close()

    def _listen(self) -> None:
        target = urlsplit(self.site)
        while True:
            try:
                near, _address = self._ear.accept()
            except OSError:  # the line was closed
                return
            far = socket.create_connection((target.hostname, target.port))
            _Connection(self, near, far).begin()

    def next_try(self, head: bytes) -> Break | None:
        """`head` is what the request begins with: its headers come whole."""
        self.sent.append(0)
        key = KEY_OF_A_PHOTO.search(head)
        self.keys.append(key[1].decode() if key else "")
        return next(self._plan)


class _Connection:
    def __init__(self, line: BadLine, near: socket.socket, far: socket.socket) -> None:
        self.line, self.near, self.far = line, near, far
        self.number: int | None = None
        self.plan: Break | None = None

    def begin(self) -> None:
        for way in (self._upwards, self._downwards):
            threading.Thread(target=way, daemon=True).start()

    def _upwards(self) -> None:
        try:
            while data := self.near.recv(AT_ONCE):
                if data.startswith(b"GET "):
                    self.number = None
                if data.startswith(A_PHOTO):
                    self.plan = self.line.next_try(data)
                    self.number = len(self.line.sent) - 1
                self.far.sendall(data)
                if self._is_cut(len(data)):
                    break
        except OSError:
            pass
        self._cut()

    def _downwards(self) -> None:
        try:
            while data := self.far.recv(AT_ONCE):
                if self.number is not None and self.plan and self.plan.answer_lost:
                    break
                self.near.sendall(data)
        except OSError:
            pass
        self._cut()

    def _is_cut(self, count: int) -> bool:
        if self.number is None:
            return False
        self.line.sent[self.number] += count
        if self.plan is None or self.plan.answer_lost:
            return False
        return self.line.sent[self.number] > self.plan.after

    def _cut(self) -> None:
        for end in (self.near, self.far):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
            finally:
                end.close()
