"""
Messages by HTTP: a signed POST to whoever sends text messages or reads calls aloud.

docs/gateways.md says what the other side checks and answers.
"""

import hashlib
import hmac
import json
import ssl
import time
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlsplit

# A hundred of them, none answered, end within the time limit of the task.
SECONDS = 5
MOST_READ = 64 * 1024


class ProviderRefused(Exception):
    """The provider answered that it did not take the message; names the status only."""


class ProviderUnclear(Exception):
    """What answered does not say that it took this very message."""


class SignedHttpGateway:
    """
    One POST a message, never redirected.

    It counts as handed on when the answer is 2xx and its JSON repeats the dedupe key
    as `accepted`: the welcome page of some proxy is no provider.
    """

    def __init__(self, *, url: str, secret: str) -> None:
        self.url = url
        self.secret = secret

    def send(self, *, dedupe_key: str, channel: str, address: str, text: str) -> None:
        message = {
            "dedupe_key": dedupe_key,
            "channel": channel,
            "to": address,
            "text": text,
        }
        body = json.dumps(message, ensure_ascii=False).encode()
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": dedupe_key,
            "X-Timestamp": timestamp,
            "X-Signature": signature(self.secret, timestamp=timestamp, body=body),
        }
        status, answer = self._post(body, headers)
        if not 200 <= status < 300:
            raise ProviderRefused(f"status {status}")
        if _accepted(answer) != dedupe_key:
            raise ProviderUnclear(f"status {status}, another answer than agreed")

    def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        connection = _connection_to(self.url)
        try:
            connection.request("POST", _target(self.url), body, headers)
            response = connection.getresponse()
            return response.status, response.read(MOST_READ)
        finally:
            connection.close()


def signature(secret: str, *, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 over the timestamp, a full stop and the body, in hexadecimal."""
    signed = timestamp.encode() + b"." + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def _connection_to(url: str) -> HTTPConnection:
    """No proxy of the environment, no redirect: what is signed goes to this host."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return HTTPSConnection(host, parts.port, timeout=SECONDS, context=context)
    return HTTPConnection(host, parts.port, timeout=SECONDS)


def _target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _accepted(answer: bytes) -> object:
    try:
        said = json.loads(answer)
    except ValueError:
        return None
    return said.get("accepted") if isinstance(said, dict) else None
