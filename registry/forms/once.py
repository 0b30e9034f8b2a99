"""
A form that is carried out once, however often its request comes.

Shared by the pages and the desks of all rooms: what of a request makes it the same
request again.
"""

import secrets
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest

from registry.ledger import keys
from registry.ledger.keys import Reply

KEY = "key"
NOT_OF_THE_REQUEST = frozenset({KEY, "csrfmiddlewaretoken"})


def once(
    request: HttpRequest, *, scope: str, now: datetime, run: Callable[[], Reply]
) -> Reply:
    """
    What the form came to. `scope` names the act and who acts.

    A request without a key is one of its own.

    :raises KeyReused: if its key came before with another content
    """
    fields = {
        name: request.POST.getlist(name)
        for name in request.POST
        if name not in NOT_OF_THE_REQUEST
    }
    files = [
        (name, file) for name in request.FILES for file in request.FILES.getlist(name)
    ]
    sent = request.POST.get(KEY) or request.headers.get("Idempotency-Key")
    return keys.once(
        scope=scope,
        key=sent or secrets.token_urlsafe(),
        request_digest=keys.digest_of(fields, files),
        now=now,
        run=run,
    )
