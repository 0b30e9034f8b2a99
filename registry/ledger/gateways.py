"""
The ways out: how one text reaches one address.

A gateway either hands the text on or raises. It gets the dedupe key with each text and
drops, where its provider can, what it was given before. What to send when is decided in
the outbox.
"""

import json
import os
import sys
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class Gateway(Protocol):
    def send(self, *, dedupe_key: str, channel: str, address: str, text: str) -> None:
        """Hand it on within seconds, or raise anything."""


class ConsoleGateway:
    """For a developer's machine: one line a notice, the address masked."""

    def send(self, *, dedupe_key: str, channel: str, address: str, text: str) -> None:
        # A text comes from templates and users: it must not start a line of its own.
        words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        sys.stdout.write(f"[notice] {channel} {masked(address)}: {words}\n")
        sys.stdout.flush()


class FileGateway:
    """
    One JSON object a line, for tests and rehearsals. The file names whole addresses
    and is readable for its owner alone.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def send(self, *, dedupe_key: str, channel: str, address: str, text: str) -> None:
        line = json.dumps(
            {
                "dedupe_key": dedupe_key,
                "channel": channel,
                "address": address,
                "text": text,
            },
            ensure_ascii=False,
        )
        # One unbuffered write to a file opened for appending: workers do not mix lines.
        with open(self.path, "ab", buffering=0, opener=_for_the_owner_alone) as file:
            file.write(line.encode() + b"\n")


def configured() -> Gateway:
    """The gateway that `settings.NOTICE_GATEWAY` names: `console` or `file`."""
    match settings.NOTICE_GATEWAY:
        case "console":
            return ConsoleGateway()
        case "file" if settings.NOTICE_FILE:
            return FileGateway(Path(settings.NOTICE_FILE))
        case "file":
            raise ImproperlyConfigured("NOTICE_FILE says where the notices go")
        case other:
            raise ImproperlyConfigured(f"NOTICE_GATEWAY names no gateway: {other!r}")


def masked(address: str) -> str:
    """Enough of a phone number or an e-mail address for its owner to know it."""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:1]}****@{host}"
    if len(address) < 11:
        return f"****{address[-2:]}"
    return f"{address[:-8]}****{address[-4:]}"


def _for_the_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
