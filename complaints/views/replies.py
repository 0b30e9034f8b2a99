"""Forms that are carried out once, and their refusals in the form itself."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from complaints.operations.filing import FilingIncomplete
from complaints.operations.moving import MovedOn, MoveNotAllowed
from complaints.operations.visiting import AnswerMissing
from complaints.views.drafts import PhotoGone
from registry.ledger import keys
from registry.ledger.keys import KeyReused, Reply

KEY = "key"
NOT_OF_THE_REQUEST = frozenset({KEY, "csrfmiddlewaretoken"})


@dataclass(frozen=True)
class Sent:
    """What became of a form: its reply, or the status of the page that refuses it."""

    reply: Reply | None
    status: int = HTTPStatus.OK


def send(
    request: HttpRequest,
    form: forms.Form,
    *,
    act: str,
    actor: str,
    run: Callable[[], Reply],
) -> Sent:
    """Carry out a valid form once; a refusal is added to it, what was typed stays."""
    try:
        return Sent(once(request, act=act, actor=actor, run=run))
    except (FilingIncomplete, AnswerMissing, PhotoGone) as refusal:
        form.add_error(None, str(refusal))
        return Sent(None)
    except (KeyReused, MovedOn, MoveNotAllowed) as refusal:
        form.add_error(None, str(refusal))
        return Sent(None, HTTPStatus.CONFLICT)


def once(
    request: HttpRequest, *, act: str, actor: str, run: Callable[[], Reply]
) -> Reply:
    """
    The reply to this request, however often it comes.

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
    return keys.once(
        scope=f"{act} {actor}",
        key=_key(request),
        request_digest=keys.digest_of(fields, files),
        now=timezone.now(),
        run=run,
    )


def _key(request: HttpRequest) -> str:
    sent = request.POST.get(KEY) or request.headers.get("Idempotency-Key")
    return sent or secrets.token_urlsafe()
