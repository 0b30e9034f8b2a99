"""
The ways out: how one text reaches one address.

A gateway either hands the text on or raises. It gets the dedupe key with each text and
drops, where its provider can, what it was given before. What to send when is decided in
the outbox. No gateway logs an address or a text.
"""

import hashlib
import json
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage

from registry.ledger.signed_http import SignedHttpGateway

# by the channels of a notice
POSSIBLE = {
    "SMS": {"console", "file", "http"},
    "VOICE": {"console", "file", "http"},
    "EMAIL": {"console", "file", "email"},
}
LONGEST_SUBJECT = 78
FIRST_SENTENCE = re.compile(r".+?(?:[。！？]|[.!?](?=\s|$))")


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


@dataclass(frozen=True)
class EmailGateway:
    """
    Plain text over Django's e-mail backend.

    The Message-ID comes of the dedupe key: a reader's mailbox knows the second one.
    """

    sender: str
    host: str

    def send(self, *, dedupe_key: str, channel: str, address: str, text: str) -> None:
        EmailMessage(
            subject=subject_of(text),
            body=text,
            from_email=self.sender,
            to=[address],
            headers={
                "Message-ID": message_id(dedupe_key, host=self.host),
                # no out-of-office answers
                "Auto-Submitted": "auto-generated",
            },
        ).send()


@dataclass(frozen=True)
class ByChannel:
    """Each channel by a gateway of its own."""

    gateways: Mapping[str, Gateway]

    def send(self, *, dedupe_key: str, channel: str, address: str, text: str) -> None:
        self.gateways[channel].send(
            dedupe_key=dedupe_key, channel=channel, address=address, text=text
        )


def configured() -> ByChannel:
    """
    The gateways that the settings name.

    :raises ImproperlyConfigured: if one is not there, or lacks what it needs
    """
    return ByChannel({channel: _gateway_of(channel) for channel in POSSIBLE})


def named_for(channel: str) -> str:
    """The name of a channel's gateway: its own one, or else the one for all."""
    return settings.NOTICE_GATEWAYS[channel] or settings.NOTICE_GATEWAY


def _gateway_of(channel: str) -> Gateway:
    name = named_for(channel)
    if name not in POSSIBLE[channel]:
        raise ImproperlyConfigured(f"{channel} has no gateway {name!r}")
    match name:
        case "file" if settings.NOTICE_FILE:
            return FileGateway(Path(settings.NOTICE_FILE))
        case "file":
            raise ImproperlyConfigured("NOTICE_FILE says where the notices go")
        case "email":
            host = urlsplit(settings.SITE_URL).hostname or "localhost"
            return EmailGateway(sender=settings.DEFAULT_FROM_EMAIL, host=host)
        case "http":
            return SignedHttpGateway(**settings.NOTICE_PROVIDERS[channel])
        case _:
            return ConsoleGateway()


def subject_of(text: str) -> str:
    """The first sentence, on one line, short enough for a list of mails."""
    line = " ".join(text.split())
    first = FIRST_SENTENCE.match(line)
    subject = first.group() if first else line
    if len(subject) <= LONGEST_SUBJECT:
        return subject
    return subject[: LONGEST_SUBJECT - 1] + "…"


def message_id(dedupe_key: str, *, host: str) -> str:
    """The same for the same key, and without what the key tells."""
    digest = hashlib.sha256(dedupe_key.encode()).hexdigest()
    return f"<{digest[:40]}@{host}>"


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
