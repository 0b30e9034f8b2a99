"""
Requests that are carried out once, however often they are sent.

Knows nothing of HTTP: edges choose the scope, the key and the digest of the request,
and turn the stored reply into an answer. After three days it is forgotten.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from registry.ledger import chain
from registry.models import IdempotencyKey
from registry.sealing import lookup_digest, same, seal, unseal

Reply = dict[str, Any]
# Whoever sends the same again does so within a day; a weekend without a line is longer.
KEPT_FOR = timedelta(hours=72)


class KeyReused(Exception):
    """The key came before, with another request."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This form was sent before with other answers. Open the page again to "
                "send new ones."
            )
        )


def once(
    *,
    scope: str,
    key: str,
    request_digest: str,
    now: datetime,
    run: Callable[[], Reply],
) -> Reply:
    """
    Run it, or give the reply of the time it ran.

    Whoever sends the same at the same time waits for the first and gets its reply. When
    `run` raises, everything is undone and the key is free again. What it returns must
    be JSON. The scope names the act **and** who acts: otherwise a guessed key would
    hand over another's reply. It is kept in the clear: a resident is named by the
    browser, never by the phone.

    :raises KeyReused: if the key came before with another request
    """
    key_digest = sha256(key.encode()).hexdigest()
    with transaction.atomic():
        try:
            # Its own savepoint: PostgreSQL goes on in a transaction only after one.
            with transaction.atomic():
                row = IdempotencyKey.objects.create(
                    scope=scope,
                    key=key_digest,
                    request_digest=request_digest,
                    created_at=now,
                )
        except IntegrityError:
            known = IdempotencyKey.objects.filter(scope=scope, key=key_digest).first()
            if known is None:
                raise
            return _stored_reply(known, request_digest)
        return _store_reply(row, run())


def forget(*, now: datetime) -> int:
    """Delete what was answered three days ago and earlier. Returns how many."""
    old = IdempotencyKey.objects.filter(created_at__lte=now - KEPT_FOR)
    forgotten, _by_model = old.delete()
    return forgotten


def digest_of(
    fields: Mapping[str, object], files: Iterable[tuple[str, File[bytes]]] = ()
) -> str:
    """
    What the request asks for, as 64 hexadecimal digits that tell nothing about it.

    Leave out what changes from one sending to the next: the CSRF token, the key.
    Files are pairs of a field's name and an upload, and are rewound.
    """
    content = {
        "fields": fields,
        "files": [[name, _digest(file)] for name, file in files],
    }
    plain = sha256(chain.canonical(content)).hexdigest()
    return lookup_digest(plain, purpose="request")


def _stored_reply(known: IdempotencyKey, request_digest: str) -> Reply:
    if not same(known.request_digest, request_digest):
        raise KeyReused
    return _opened(known.reply_sealed)


def _store_reply(row: IdempotencyKey, reply: Reply) -> Reply:
    row.reply_sealed = seal(json.dumps(reply))
    row.save(update_fields=["reply_sealed"])
    # Read back, so that the first caller gets exactly what every later one gets.
    return _opened(row.reply_sealed)


def _opened(reply_sealed: str) -> Reply:
    reply: Reply = json.loads(unseal(reply_sealed))
    return reply


def _digest(file: File[bytes]) -> str:
    hashed = sha256()
    for chunk in file.chunks():
        hashed.update(chunk)
    file.seek(0)
    return hashed.hexdigest()
