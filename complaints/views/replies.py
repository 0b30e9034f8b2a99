"""Forms that are carried out once, and their refusals in the form itself."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from complaints.operations.filing import FilingIncomplete
from complaints.operations.moving import MovedOn, MoveNotAllowed
from complaints.operations.rationing import FiledTooOften
from complaints.operations.visiting import AnswerMissing
from complaints.views.drafts import PhotoGone
from registry.forms import once as form_once
from registry.ledger.keys import KeyReused, Reply


@dataclass(frozen=True)
class Sent:
    """
    What became of a form: its reply, or the status of the page that refuses it, and
    after how many seconds it may be sent again, where it came too often.
    """

    reply: Reply | None
    status: int = HTTPStatus.OK
    retry_after: int | None = None

    def on(self, page: HttpResponse) -> HttpResponse:
        """The page that refuses it, with when to try again."""
        if self.retry_after is not None:
            page.headers["Retry-After"] = str(self.retry_after)
        return page


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
    except FiledTooOften as refusal:
        form.add_error(None, str(refusal))
        return Sent(None, HTTPStatus.TOO_MANY_REQUESTS, refusal.seconds)
    except (KeyReused, MovedOn, MoveNotAllowed) as refusal:
        form.add_error(None, str(refusal))
        return Sent(None, HTTPStatus.CONFLICT)


def once(
    request: HttpRequest, *, act: str, actor: str, run: Callable[[], Reply]
) -> Reply:
    """
    The reply to this request, however often it comes.

    :raises KeyReused: if its key came before with another content
    """
    return form_once.once(request, scope=f"{act} {actor}", now=timezone.now(), run=run)
